/** A row of a list that changes under the reader. `revision` grows with each change of it. */
export type Revised = { readonly id: string; readonly revision: number }

/** Where a row stands in an order: the value it is ordered by, then what breaks ties (the key of the row). */
export type Place = readonly [value: number | string, tie: number | string]

export type Order<Row> = { readonly placeOf: (row: Row) => Place; readonly descending: boolean }

/** A row as it stood when it was read, with the cursor by which the server finds the place again. */
export type Edge = { readonly place: Place; readonly cursor: string }

/**
 * One stretch of a list on the server: all that stands from `start` to `end`. Where an end is null, the list itself
 * begins or ends there.
 */
export type Listed<Row> = {
  readonly rows: readonly Row[]
  /** How many rows stand before the stretch, as far as is known. */
  readonly before: number
  readonly start: Edge | null
  readonly end: Edge | null
  /** The pages that it was read in, as they were: where it may be cut. */
  readonly pages: readonly { readonly first: Edge; readonly last: Edge }[]
}

/** One page as the server sends it. */
export type ListPage<Row> = {
  readonly nodes: readonly Row[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string | null
    readonly endCursor: string | null
  }
}

/** What a subscription tells of a row. `node` is the row as it is now; without one it is gone, or fits no longer. */
export type RowChange<Row> = { readonly id: string; readonly created: boolean; readonly node: Row | null }

export const nothingListed: Listed<never> = { rows: [], before: 0, start: null, end: null, pages: [] }

const isLess = (a: number | string, b: number | string): boolean => a < b

const isBefore = (a: Place, b: Place, descending: boolean): boolean => {
  const [one, other] = a[0] === b[0] ? [a[1], b[1]] : [a[0], b[0]]
  return descending ? isLess(other, one) : isLess(one, other)
}

/** The index at which a row with this place belongs. */
const indexFor = <Row>(rows: readonly Row[], place: Place, { placeOf, descending }: Order<Row>): number => {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isBefore(placeOf(rows[middle]!), place, descending)) low = middle + 1
    else high = middle
  }
  return low
}

/** How many rows stand before a place, and at it. */
export const rowsUpTo = <Row>(rows: readonly Row[], place: Place, order: Order<Row>): number => {
  let count = indexFor(rows, place, order)
  while (count < rows.length && !isBefore(place, order.placeOf(rows[count]!), order.descending)) count += 1
  return count
}

/** Whether a row would stand before the stretch, in it, or after it. */
export const sideOf = <Row>({ start, end }: Listed<Row>, row: Row, { placeOf, descending }: Order<Row>) => {
  const place = placeOf(row)
  if (start && isBefore(place, start.place, descending)) return 'before'
  return end && isBefore(end.place, place, descending) ? 'after' : 'within'
}

/** Puts the row where it belongs now, unless a later state of it is known; drops it when that lies outside. */
const put = <Row extends Revised>(list: Listed<Row>, node: Row, order: Order<Row>): Listed<Row> => {
  const at = list.rows.findIndex(({ id }) => id === node.id)
  const known = list.rows[at]
  if (known && known.revision > node.revision) return list
  const others = known ? list.rows.toSpliced(at, 1) : list.rows
  if (sideOf(list, node, order) !== 'within') return known ? { ...list, rows: others } : list
  return { ...list, rows: others.toSpliced(indexFor(others, order.placeOf(node), order), 0, node) }
}

/**
 * The list after a change: what a new query for the same stretch would answer. Saying the same twice changes nothing.
 * The law is tested: list.test.ts.
 */
export const applyChange = <Row extends Revised>(
  list: Listed<Row>,
  { id, node }: RowChange<Row>,
  order: Order<Row>,
): Listed<Row> => {
  if (node) return put(list, node, order)
  const rows = list.rows.filter((row) => row.id !== id)
  return rows.length === list.rows.length ? list : { ...list, rows }
}

const edgesOf = <Row>({ nodes, pageInfo }: ListPage<Row>, { placeOf }: Order<Row>) => {
  const [first, last] = [nodes[0], nodes.at(-1)]
  const { startCursor, endCursor } = pageInfo
  if (first === undefined || last === undefined || startCursor === null || endCursor === null) return null
  return { first: { place: placeOf(first), cursor: startCursor }, last: { place: placeOf(last), cursor: endCursor } }
}

const fill = <Row extends Revised>(
  list: Listed<Row>,
  page: ListPage<Row>,
  meanwhile: readonly RowChange<Row>[],
  order: Order<Row>,
): Listed<Row> =>
  meanwhile.reduce(
    (current, change) => applyChange(current, change, order),
    page.nodes.reduce((grown, node) => put(grown, node, order), list),
  )

/**
 * A stretch that is one page.
 * @param at how many rows stand before it; null when it is the end of a list of unknown length
 * @param meanwhile changes that arrived after the page was asked for: it may be older than they are
 */
export const listPage = <Row extends Revised>(
  page: ListPage<Row>,
  { before, isStart, isEnd }: { before: number; isStart: boolean; isEnd: boolean },
  meanwhile: readonly RowChange<Row>[],
  order: Order<Row>,
): Listed<Row> => {
  const edges = edgesOf(page, order)
  const list: Listed<Row> = {
    rows: [],
    before: isStart ? 0 : before,
    start: isStart ? null : (edges?.first ?? null),
    end: isEnd ? null : (edges?.last ?? null),
    pages: edges ? [edges] : [],
  }
  return fill(list, page, meanwhile, order)
}

/** The stretch with the page that follows it. @param meanwhile as for listPage */
export const appendPage = <Row extends Revised>(
  list: Listed<Row>,
  page: ListPage<Row>,
  meanwhile: readonly RowChange<Row>[],
  order: Order<Row>,
): Listed<Row> => {
  const edges = edgesOf(page, order)
  const end = page.pageInfo.hasNextPage && edges ? edges.last : null
  return fill({ ...list, end, pages: edges ? [...list.pages, edges] : list.pages }, page, meanwhile, order)
}

/** The stretch with the page before it. @param meanwhile as for listPage */
export const prependPage = <Row extends Revised>(
  list: Listed<Row>,
  page: ListPage<Row>,
  meanwhile: readonly RowChange<Row>[],
  order: Order<Row>,
): Listed<Row> => {
  const edges = edgesOf(page, order)
  const start = page.pageInfo.hasPreviousPage && edges ? edges.first : null
  const before = start ? Math.max(0, list.before - page.nodes.length) : 0
  return fill({ ...list, start, before, pages: edges ? [edges, ...list.pages] : list.pages }, page, meanwhile, order)
}

/** Without whole pages at the beginning that end before the row of this index: they can be read again. */
export const dropBefore = <Row>(list: Listed<Row>, index: number, order: Order<Row>): Listed<Row> => {
  let [cut, dropped] = [0, 0]
  for (let page = 1; page < list.pages.length; page++) {
    const rows = indexFor(list.rows, list.pages[page]!.first.place, order)
    if (rows > index) break
    ;[cut, dropped] = [page, rows]
  }
  if (cut === 0) return list
  const pages = list.pages.slice(cut)
  return { ...list, rows: list.rows.slice(dropped), before: list.before + dropped, start: pages[0]!.first, pages }
}

/** Without whole pages at the end that begin after the row of this index. */
export const dropAfter = <Row>(list: Listed<Row>, index: number, order: Order<Row>): Listed<Row> => {
  let { rows } = list
  let cut = list.pages.length
  while (cut > 1) {
    // What stands at the very edge belongs to the page before.
    const count = rowsUpTo(rows, list.pages[cut - 2]!.last.place, order)
    if (count <= index) break
    rows = rows.slice(0, count)
    cut -= 1
  }
  if (cut === list.pages.length) return list
  const pages = list.pages.slice(0, cut)
  return { ...list, rows, end: pages.at(-1)!.last, pages }
}

/**
 * How a change moves the count of all that fits. Null when the list can't tell, because the row was or now is outside
 * of the stretch: then somebody has to count.
 */
export const countChange = <Row extends Revised>(
  before: Listed<Row>,
  after: Listed<Row>,
  { id, created, node }: RowChange<Row>,
): number | null => {
  const has = ({ rows }: Listed<Row>) => rows.some((row) => row.id === id)
  const [was, is] = [has(before), has(after)]
  if (was) return is ? 0 : node ? null : -1
  if (before.start === null && before.end === null) return is ? 1 : 0
  return is && created ? 1 : null
}
