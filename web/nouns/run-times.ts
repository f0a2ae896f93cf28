import type { State } from './run-words.ts'

/** The times of a run, as the server sends them. */
export type RunTimes = {
  readonly state: State
  readonly durationSeconds: number | null
  readonly startedAt: string | null
  readonly endedAt: string | null
  readonly triggerStartedAt: string | null
  readonly triggerEndedAt: string | null
}

const momentOf = (text: string | null): number | null => (text === null ? null : Date.parse(text))

/** When the run really began and ended, in epoch ms: by the trigger where there is one, else by the control system. */
export const effectiveStart = (run: Pick<RunTimes, 'triggerStartedAt' | 'startedAt'>): number | null =>
  momentOf(run.triggerStartedAt ?? run.startedAt)
export const effectiveEnd = (run: Pick<RunTimes, 'triggerEndedAt' | 'endedAt'>): number | null =>
  momentOf(run.triggerEndedAt ?? run.endedAt)

/**
 * Seconds that the run took, or has been taking until `now` (epoch ms, by the server's clock). Null when it is not
 * known, or lost: the server says which.
 */
export const runSeconds = (
  run: Pick<RunTimes, 'state' | 'durationSeconds' | 'triggerStartedAt' | 'startedAt'>,
  now: () => number,
): number | null => {
  const start = effectiveStart(run)
  if (run.state !== 'RUNNING' || start === null) return run.durationSeconds
  return Math.max(0, (now() - start) / 1000)
}
