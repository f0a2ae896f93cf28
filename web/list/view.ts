import { encodePart } from '../../schema/language/index.ts'

/** What a list page shows: all of it stands in the address. */
export type ListView = {
  /** Which rows in which order, in the filter language: `detector:ITS quality:bad sort:started-desc`. */
  readonly q: string
  /** The range of time, in the words of the range picker: `now-12h`, `now`. Empty for all times. */
  readonly from: string
  readonly to: string
  /** Keys of the columns, in their order; null for the usual ones. */
  readonly columns: readonly string[] | null
  /** The row that is looked at beside the list. */
  readonly peek: string | null
  /** The number of the saved view that was opened, for its name; the rest of the address says what is shown. */
  readonly saved: number | null
}

export const wholeView: ListView = { q: '', from: '', to: '', columns: null, peek: null, saved: null }

/** Reads `?q=quality:bad&from=now-7d&to=now&columns=number,start&peek=526080&view=12`. */
export const readView = (search: string): ListView => {
  const parameters = new URLSearchParams(search)
  const read = (name: string) => (parameters.get(name) ?? '').trim()
  const columns = read('columns').split(',').filter(Boolean)
  return {
    q: read('q'),
    from: read('from'),
    to: read('to'),
    columns: columns.length > 0 ? [...new Set(columns)] : null,
    peek: read('peek') || null,
    saved: /^[1-9]\d{0,9}$/.test(read('view')) ? Number(read('view')) : null,
  }
}

/** The other way round: what is usual is left out, so that equal views have equal addresses. */
export const writeView = ({ q, from, to, columns, peek, saved }: ListView): string => {
  const parts = [
    q && `q=${encodePart(q)}`,
    from && `from=${encodePart(from)}`,
    to && `to=${encodePart(to)}`,
    columns && columns.length > 0 && `columns=${columns.map(encodePart).join(',')}`,
    peek && `peek=${encodePart(peek)}`,
    saved !== null && `view=${saved}`,
  ].filter(Boolean)
  return parts.length > 0 ? `?${parts.join('&')}` : ''
}

/** What of a view can be saved: which row is looked at, and what it was called before, can not. */
export const searchOf = (view: ListView): string => writeView({ ...view, peek: null, saved: null })

export type Sorting = { readonly word: string; readonly descending: boolean }

const sortTerm = /(?<=^|\s)sort:([a-z]+)(?:-(asc|desc))?(?=\s|$)/gi

/** The order that a filter asks for: the first `sort:` in it. */
export const sortingIn = (q: string): Sorting | null => {
  const [found] = q.matchAll(sortTerm)
  return found ? { word: found[1]!.toLowerCase(), descending: found[2]?.toLowerCase() !== 'asc' } : null
}

/** The filter without its order. */
export const withoutSorting = (q: string): string => q.replaceAll(sortTerm, '').replaceAll(/\s+/g, ' ').trim()

/** The same rows in another order; null for the usual one. */
export const withSorting = (q: string, sorting: Sorting | null): string =>
  [withoutSorting(q), sorting && `sort:${sorting.word}-${sorting.descending ? 'desc' : 'asc'}`].filter(Boolean).join(' ')

/**
 * Addresses of before the filter language: `?definition=physics,cosmics&quality=bad&state=running&sort=duration-asc`.
 * Null when it is none of these.
 */
export const translateOld = (search: string): string | null => {
  const parameters = new URLSearchParams(search)
  const known = ['definition', 'quality', 'state', 'sort'].filter((name) => parameters.has(name))
  if (known.length === 0) return null
  const q = known.reduce((text, name) => {
    const value = (parameters.get(name) ?? '').toLowerCase().replaceAll(/[^a-z,-]/g, '')
    if (value === '') return text
    return name === 'sort'
      ? withSorting(text, sortingIn(`sort:${value}`))
      : `${text} ${name}:${value.replaceAll(/^,+|,+$/g, '')}`.trim()
  }, readView(search).q)
  return writeView({ ...readView(search), q })
}
