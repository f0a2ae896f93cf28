import type { Order } from '../../graphql/list.ts'
import type { RunRow } from './documents.ts'
import type { RunsView } from './view.ts'

const momentOf = (text: string | null): number | null => (text === null ? null : Date.parse(text))

/** When the run really began and ended, in epoch ms: by the trigger where there is one, else by the control system. */
export const effectiveStart = (run: Pick<RunRow, 'triggerStartedAt' | 'startedAt'>): number | null =>
  momentOf(run.triggerStartedAt ?? run.startedAt)
export const effectiveEnd = (run: Pick<RunRow, 'triggerEndedAt' | 'endedAt'>): number | null =>
  momentOf(run.triggerEndedAt ?? run.endedAt)

/**
 * Seconds that the run took, or has been taking until `now` (epoch ms, by the server's clock). Null when it is not
 * known, or lost: the server says which.
 */
export const runSeconds = (
  run: Pick<RunRow, 'state' | 'durationSeconds' | 'triggerStartedAt' | 'startedAt'>,
  now: () => number,
): number | null => {
  const start = effectiveStart(run)
  if (run.state !== 'RUNNING' || start === null) return run.durationSeconds
  return Math.max(0, (now() - start) / 1000)
}

/** The order of the server: a run without a start or a duration of its own comes first when they ascend. */
export const toListOrder = ({ field, direction }: Pick<RunsView, 'field' | 'direction'>): Order<RunRow> => ({
  descending: direction === 'DESC',
  placeOf: (run) => [
    field === 'NUMBER'
      ? run.number
      : field === 'STARTED_AT'
        ? (effectiveStart(run) ?? -Infinity)
        : run.state === 'ENDED'
          ? (run.durationSeconds ?? -1)
          : -1,
    run.number,
  ],
})
