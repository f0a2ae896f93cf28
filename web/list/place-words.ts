import type { Landing } from '../graphql/landing.ts'
import type { Asked } from './description.ts'

/** Where a reader stood in a list. */
export type Place = {
  /** Which rows, in which order, in the words of the address: of another list it says nothing. */
  readonly of: string
  /** The first row in sight; null at the top of the list, where what is new comes in. */
  readonly landing: Landing | null
  /** The key of that row, and its upper edge in px from the top of the window. */
  readonly key: string
  readonly top: number
  /** The row whose page was opened. */
  readonly opened: string | null
}

export const placeName = ({ q, from, to }: Pick<Asked, 'q' | 'from' | 'to'>): string => JSON.stringify([q, from, to])

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0

const readLanding = (value: unknown): Landing | null => {
  if (!isRecord(value)) return null
  const { index, size, after, from } = value
  if (!isCount(index) || !isCount(size) || !isCount(from) || from > index || index >= size) return null
  return after === null || typeof after === 'string' ? { index, size, after, from } : null
}

/** Reads the state of an entry in the browser's history, which another version of this page may have written. */
export const readPlace = (state: unknown): Place | null => {
  const place = isRecord(state) ? state['place'] : null
  if (!isRecord(place)) return null
  const { of, landing, key, top, opened } = place
  if (typeof of !== 'string' || typeof key !== 'string' || typeof top !== 'number') return null
  return { of, landing: readLanding(landing), key, top, opened: typeof opened === 'string' ? opened : null }
}
