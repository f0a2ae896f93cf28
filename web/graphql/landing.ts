import type { Answer } from './client.ts'
import { rowsUpTo, type Listed, type Order } from './list.ts'
import { pageSize, seek, type Found, type PagesOf } from './reach.ts'

/** So many rows before the first one in sight are read with it. */
const lead = 30
/** More rows than this are not read at once to get there. */
const mostAtOnce = 500

/** Where somebody was in a list, and from where the rows around are read again without all that stand before them. */
export type Landing = {
  /** The number of the first row in sight. */
  readonly index: number
  /** How long the list was then. */
  readonly size: number
  /** A cursor a little before it; null for the beginning of the list. */
  readonly after: string | null
  /** The number of the row that follows the cursor. */
  readonly from: number
}

/** Where the row of this number can be found again. @param size how long the list is */
export const landingAt = <Row>(list: Listed<Row>, index: number, size: number, order: Order<Row>): Landing => {
  const edges = list.pages.flatMap(({ first, last }) => [first, last])
  const landmarks = [
    ...(list.start === null ? [{ after: null, from: 0 }] : []),
    ...edges.map(({ place, cursor }) => ({ after: cursor, from: list.before + rowsUpTo(list.rows, place, order) })),
  ]
  const near = landmarks.findLast(({ from }) => from <= Math.max(0, index - lead)) ?? landmarks.findLast(({ from }) => from <= index)
  return { index, size, ...(near ?? { after: null, from: 0 }) }
}

/** How many rows lead there from the beginning; null when it is read from a cursor, or is too far. */
export const rowsFromStart = ({ index, after }: Landing): number | null =>
  after === null && index + pageSize <= mostAtOnce ? index + pageSize : null

/**
 * Reads the rows around a landing.
 * @param size how long the list is now
 * @returns null when nobody wants it any more
 */
export const readLanding = async <Row>(
  source: PagesOf<Row>,
  { index, size: sizeThen, after, from }: Landing,
  { size, descending }: { size: number; descending: boolean },
): Promise<Answer<Found<Row>> | null> => {
  // What came in meanwhile stands at the top where the greatest comes first: as far as is known.
  const shift = descending ? size - sizeThen : 0
  const first = index - from + pageSize
  if (after !== null && first <= mostAtOnce) {
    const answer = await source.readPage({ first, after })
    if (answer.fault && (answer.fault.isNetwork || answer.fault.mayPass)) return answer
    if (answer.data && answer.data.nodes.length > 0) {
      const isEnd = !answer.data.pageInfo.hasNextPage
      return { data: { page: answer.data, before: Math.max(1, from + shift), isStart: false, isEnd }, fault: null }
    }
  }
  // The place is gone, or its cursor is of another time: by its number.
  return seek(source, { index: Math.max(0, index + shift - lead), size }, [], () => true)
}
