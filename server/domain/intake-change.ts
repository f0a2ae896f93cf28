/** What happened to a file since it was last taken in. */
export type FileChange = 'NEW' | 'GROWN' | 'REWRITTEN' | 'SHRUNK' | 'UNCHANGED'

export type FileState = 'READ' | 'FAULTY' | 'FAILED'

/** What is known of a file. Size and hash are of what was last read well; the rest is of the last look into it. */
export type KnownFile = {
  size: number
  /** hex */
  hash: string
  /** Epoch ms; null when nobody could tell. */
  modifiedMs: number | null
  /** Epoch ms */
  readMs: number
  state: FileState
  /** The reader left its end for later. */
  unfinished: boolean
}

/** So long (ms) after it was written, a file may be written again within the same tick of its clock. */
const tickMs = 2000
/** A file that failed as it is, is tried again after so long (ms). */
const retryMs = 600_000

/** Whether nobody seems to be at work on a file. */
export const isRested = (modifiedMs: number, now: number, restMs: number): boolean => Math.abs(now - modifiedMs) >= restMs

/**
 * Whether to look into a file at all, by its size and time: thousands that nobody touched cost one statement and no
 * reading. `WAIT`: it failed as it is a moment ago.
 */
export const toLookInto = (
  known: KnownFile | undefined, { size, modifiedMs }: { size: number; modifiedMs: number }, { now, restMs }: { now: number; restMs: number },
): 'LOOK' | 'UNCHANGED' | 'WAIT' => {
  if (!known || known.modifiedMs === null || known.modifiedMs !== modifiedMs) return 'LOOK'
  if (known.state === 'FAILED') return now - known.readMs >= retryMs ? 'LOOK' : 'WAIT'
  if (known.size !== size) return 'LOOK'
  if (Math.abs(known.readMs - modifiedMs) < tickMs) return 'LOOK'
  return known.unfinished && isRested(modifiedMs, now, restMs) ? 'LOOK' : 'UNCHANGED'
}

/**
 * What happened, by what is in it.
 * @param prefix the hash (hex) of its first `known.size` bytes; null when it has not that many
 */
export const changeOf = (known: KnownFile | undefined, { size, prefix, rested }: { size: number; prefix: string | null; rested: boolean }): FileChange => {
  if (!known || (known.size === 0 && known.state === 'FAILED')) return 'NEW'
  if (prefix === null) return 'SHRUNK'
  if (prefix !== known.hash) return 'REWRITTEN'
  return size > known.size || (known.unfinished && rested) ? 'GROWN' : 'UNCHANGED'
}
