import type { Change, HistoryPage } from './documents.ts'

/** Newest first, as far back as somebody has looked. */
export type History = { readonly changes: readonly Change[]; readonly older: string | null }

export const noHistory: History = { changes: [], older: null }

const olderOf = ({ pageInfo }: HistoryPage) => (pageInfo.hasNextPage ? pageInfo.endCursor : null)

/** The history with its newest page read again. What happened never changes: pages that meet belong together. */
export const withNewest = (known: History, page: HistoryPage): History => {
  const ids = new Set(known.changes.map(({ id }) => id))
  const fresh = page.nodes.filter(({ id }) => !ids.has(id))
  const meets = fresh.length < page.nodes.length || !page.pageInfo.hasNextPage
  // More has happened than one page holds: what was read before lies beyond a gap.
  if (!meets || known.changes.length === 0) return { changes: page.nodes, older: olderOf(page) }
  return { changes: [...fresh, ...known.changes], older: page.pageInfo.hasNextPage ? known.older : null }
}

/** The history with the page before what is known. */
export const withOlder = (known: History, page: HistoryPage): History => {
  const ids = new Set(known.changes.map(({ id }) => id))
  return { changes: [...known.changes, ...page.nodes.filter(({ id }) => !ids.has(id))], older: olderOf(page) }
}
