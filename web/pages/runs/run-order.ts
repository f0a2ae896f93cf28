import type { Order } from '../../graphql/list.ts'
import { effectiveEnd, effectiveStart } from '../../nouns/run-times.ts'
import type { RunRow } from './documents.ts'
import type { RunOrder } from './request.ts'

const values: Readonly<Record<RunOrder['field'], (run: RunRow) => number>> = {
  NUMBER: ({ number }) => number,
  STARTED_AT: (run) => effectiveStart(run) ?? -Infinity,
  ENDED_AT: (run) => effectiveEnd(run) ?? -Infinity,
  DURATION: ({ state, durationSeconds }) => (state === 'ENDED' ? (durationSeconds ?? -1) : -1),
  FILL: ({ fill }) => fill?.number ?? -Infinity,
}

/** The order of the server: what is not known comes first when values ascend. */
export const toListOrder = ({ field, direction }: RunOrder): Order<RunRow> => ({
  descending: direction === 'DESC',
  placeOf: (run) => [values[field](run), run.number],
})
