/** When a run really took data, and where it stands now. All times in epoch milliseconds; the clock is passed in. */

export const runStates = ['UNKNOWN', 'RUNNING', 'ENDED', 'LOST'] as const
export type RunState = (typeof runStates)[number]

/** A run that nobody ended for longer than this (48 h) has lost its end: it must not grow for ever. */
export const lostAfterMs = 48 * 60 * 60 * 1000

/** The edges of a run as its sources told them; null where they did not. */
export type RunEdges = {
  readonly startedAt: number | null
  readonly endedAt: number | null
  readonly triggerStartedAt: number | null
  readonly triggerEndedAt: number | null
}

export type RunTimes = { readonly start: number | null; readonly end: number | null }

/** Each edge by itself: the trigger's time where there is one (data flow only with it), else the control system's. */
export const effectiveTimes = (edges: RunEdges): RunTimes => ({
  start: edges.triggerStartedAt ?? edges.startedAt,
  end: edges.triggerEndedAt ?? edges.endedAt,
})

/** An end alone tells that a run is over. Some sources know a run by its number only: then its state is unknown. */
export const runState = ({ start, end }: RunTimes, now: number): RunState => {
  if (end !== null) return 'ENDED'
  if (start === null) return 'UNKNOWN'
  return now - start > lostAfterMs ? 'LOST' : 'RUNNING'
}

/** The times that statistics count with: a running run goes on to now, a lost one has no end (null). */
export const countedTimes = ({ start, end }: RunTimes, now: number): RunTimes => {
  if (start === null || runState({ start, end }, now) !== 'RUNNING') return { start, end }
  // A source whose clock is ahead of ours has a run that just began, not one that ends before it starts.
  return { start, end: Math.max(start, now) }
}

/**
 * How long the run took, or has been taking, in ms. Null when that is not known: no start, lost, or edges that
 * contradict each other (an end before the start).
 */
export const durationMs = (times: RunTimes, now: number): number | null => {
  const { start, end } = countedTimes(times, now)
  return start !== null && end !== null && end >= start ? end - start : null
}
