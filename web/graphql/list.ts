/** A row of a list that changes under the reader. `revision` grows with each change of it. */
export type Revised = { readonly id: string; readonly revision: number }

/** Where a row stands in an order: the value it is ordered by, then the number that breaks ties. */
export type Place = readonly [value: number, tie: number]

export type Order<Row> = { readonly placeOf: (row: Row) => Place; readonly descending: boolean }

/**
 * The beginning of a list on the server, as far as it was read. What stands beyond `end` comes with the next page,
 * which begins after `cursor`; both are null when everything is here.
 */
export type Listed<Row> = {
  readonly rows: readonly Row[]
  readonly end: Place | null
  readonly cursor: string | null
}

/** One page as the server sends it. */
export type ListPage<Row> = {
  readonly nodes: readonly Row[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

/** What a subscription tells of a row. `node` is the row as it is now; without one it is gone, or fits no longer. */
export type RowChange<Row> = { readonly id: string; readonly created: boolean; readonly node: Row | null }

export const nothingListed: Listed<never> = { rows: [], end: null, cursor: null }

const isBefore = (a: Place, b: Place, descending: boolean): boolean => {
  const difference = a[0] === b[0] ? a[1] - b[1] : a[0] < b[0] ? -1 : 1
  return descending ? difference > 0 : difference < 0
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

/** Puts the row where it belongs now, unless a later state of it is known; drops it when that lies beyond the end. */
const put = <Row extends Revised>(list: Listed<Row>, node: Row, order: Order<Row>): Listed<Row> => {
  const at = list.rows.findIndex(({ id }) => id === node.id)
  const known = list.rows[at]
  if (known && known.revision > node.revision) return list
  const others = known ? list.rows.toSpliced(at, 1) : list.rows
  const place = order.placeOf(node)
  if (list.end && isBefore(list.end, place, order.descending)) return known ? { ...list, rows: others } : list
  return { ...list, rows: others.toSpliced(indexFor(others, place, order), 0, node) }
}

/**
 * The list after a change: what a new query for as many rows would answer. Saying the same twice changes nothing.
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

/**
 * The list with the next page.
 * @param meanwhile changes that arrived after the page was asked for: it may be older than they are
 */
export const appendPage = <Row extends Revised>(
  list: Listed<Row>,
  page: ListPage<Row>,
  meanwhile: readonly RowChange<Row>[],
  order: Order<Row>,
): Listed<Row> => {
  const last = page.nodes.at(-1)
  const { hasNextPage, endCursor } = page.pageInfo
  const more = hasNextPage && last !== undefined
  const longer: Listed<Row> = {
    rows: list.rows,
    end: more ? order.placeOf(last) : null,
    cursor: more ? endCursor : null,
  }
  const paged = page.nodes.reduce((grown, node) => put(grown, node, order), longer)
  return meanwhile.reduce((current, change) => applyChange(current, change, order), paged)
}

/**
 * How a change moves the count of all that fits. Null when the list can't tell, because the row was or now is beyond
 * its end: then somebody has to count.
 */
export const countChange = <Row extends Revised>(
  before: Listed<Row>,
  after: Listed<Row>,
  { id, created, node }: RowChange<Row>,
): number | null => {
  const has = ({ rows }: Listed<Row>) => rows.some((row) => row.id === id)
  const [was, is] = [has(before), has(after)]
  if (was) return is ? 0 : node ? null : -1
  if (before.end === null) return is ? 1 : 0
  return is && created ? 1 : null
}
