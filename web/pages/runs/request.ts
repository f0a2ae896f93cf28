import { readFilter } from '../../../schema/language/index.ts'
import type { VariablesOf } from '../../graphql/graphql.ts'
import type { Asked } from '../../list/description.ts'
import { toTimes } from '../../list/range.ts'
import type { runsDocument } from './documents.ts'

type Variables = VariablesOf<typeof runsDocument>
export type RunFilter = NonNullable<Variables['filter']>
export type RunOrder = NonNullable<Variables['orderBy']>

/** What the server is asked for. @param now epoch ms by the server's clock, for words like `now-12h` */
export const toRequest = (asked: Asked, now: number): { filter: RunFilter | null; orderBy: RunOrder } => {
  const { filter, order } = readFilter('runs', asked.q, { now, zone: asked.zone })
  const startedAt = toTimes(asked, now)
  const ranged = startedAt && { startedAt }
  return {
    filter: filter && ranged ? { and: [filter, ranged] } : (filter ?? ranged),
    orderBy: order ?? { field: 'NUMBER', direction: 'DESC' },
  }
}
