import type { Order } from '../../graphql/list.ts'
import { effectiveStart } from '../../nouns/run-times.ts'
import type { RunRow } from './documents.ts'
import type { RunsView } from './view.ts'

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
