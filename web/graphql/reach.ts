import type { Answer } from './client.ts'
import type { ListPage } from './list.ts'

/** Rows read at once. */
export const pageSize = 100
/** So many rows before and after those in sight are read before the reader gets there. */
const ahead = 200
/** What is further away than this is forgotten, and read again when it is needed. */
export const kept = 400
/** Nearer than this, page follows page; further away a new stretch begins. */
const leap = 2 * pageSize
/** As many as the server gives at once: to find a place far away, only the cursors are asked for. */
const hopSize = 1000

/** One page, forwards or backwards; without a cursor from the beginning or the end. */
export type PageWanted =
  | { readonly first: number; readonly after: string | null }
  | { readonly last: number; readonly before: string | null }

/** Which rows are on the screen: from the first, to before the last; as numbers in the list. */
export type Sight = readonly [first: number, last: number]

export type Step = { readonly kind: 'append' | 'prepend' } | { readonly kind: 'seek'; readonly index: number }

/** What is to be read next, so that what is in sight is there, and what comes next too. Null when nothing is missing. */
export const nextStep = (
  stretch: { before: number; count: number; hasStart: boolean; hasEnd: boolean; size: number },
  [first, last]: Sight,
): Step | null => {
  const { before, count, hasStart, hasEnd } = stretch
  const after = before + count
  const missesEnd = !hasEnd && after < last
  const missesStart = !hasStart && first < before
  if ((missesEnd && first - after > leap) || (missesStart && before - last > leap))
    return { kind: 'seek', index: Math.max(0, first - Math.floor(pageSize / 3)) }
  if (missesEnd) return { kind: 'append' }
  if (missesStart) return { kind: 'prepend' }
  if (!hasEnd && after < last + ahead) return { kind: 'append' }
  if (!hasStart && before > first - ahead) return { kind: 'prepend' }
  return null
}

/** The cursor of a row, and how many rows stand before it. */
export type Landmark = { readonly index: number; readonly cursor: string | null }

export type Ends = { readonly startCursor: string | null; readonly endCursor: string | null }

/** How pages of a list, and their ends, are read. */
export type PagesOf<Row> = {
  readPage: (wanted: PageWanted) => Promise<Answer<ListPage<Row>>>
  hop: (wanted: PageWanted) => Promise<Answer<Ends>>
}

export type Found<Row> = { page: ListPage<Row>; before: number; isStart: boolean; isEnd: boolean }

/**
 * Reads the page that begins at a row far away. Lists are read by cursors, so it goes there in hops from the nearest
 * place that is known, and remembers where it came through.
 * @param landmarks those known so far; hops add theirs
 * @param isWanted asked between hops: whether anybody still wants to get there
 * @returns null when nobody does
 */
export const seek = async <Row>(
  source: PagesOf<Row>,
  { index, size }: { index: number; size: number },
  landmarks: Landmark[],
  isWanted: () => boolean,
): Promise<Answer<Found<Row>> | null> => {
  const readEnd = async (): Promise<Answer<Found<Row>>> => {
    const { data, fault } = await source.readPage({ last: pageSize, before: null })
    if (fault) return { data: null, fault }
    const isStart = !data.pageInfo.hasPreviousPage
    return { data: { page: data, before: Math.max(0, size - data.nodes.length), isStart, isEnd: true }, fault: null }
  }
  if (index > 0 && index >= size - pageSize) return readEnd()
  const target = index - 1
  const edges: Landmark[] = [
    { index: -1, cursor: null },
    { index: size, cursor: null },
  ]
  let at = [...edges, ...landmarks].reduce((best, one) =>
    Math.abs(one.index - target) < Math.abs(best.index - target) ? one : best,
  )
  while (index > 0 && at.index !== target) {
    const step = Math.min(hopSize, Math.abs(target - at.index))
    const forwards = at.index < target
    const { data, fault } = await source.hop(
      forwards ? { first: step, after: at.cursor } : { last: step, before: at.cursor },
    )
    if (fault) return { data: null, fault }
    const cursor = forwards ? data.endCursor : data.startCursor
    // The list is shorter than it was.
    if (cursor === null) return readEnd()
    at = { index: at.index + (forwards ? step : -step), cursor }
    landmarks.push(at)
    if (!isWanted()) return null
  }
  const { data, fault } = await source.readPage({ first: pageSize, after: index > 0 ? at.cursor : null })
  if (fault) return { data: null, fault }
  if (data.nodes.length === 0 && index > 0) return readEnd()
  const { hasNextPage } = data.pageInfo
  return { data: { page: data, before: Math.max(0, index), isStart: index <= 0, isEnd: !hasNextPage }, fault: null }
}
