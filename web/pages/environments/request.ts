import { readFilter } from '../../../schema/language/index.ts'
import type { VariablesOf } from '../../graphql/graphql.ts'
import type { Order } from '../../graphql/list.ts'
import type { Asked } from '../../list/description.ts'
import { toTimes } from '../../list/range.ts'
import type { environmentsDocument } from './documents.ts'
import type { EnvironmentRow } from './row.ts'

type Variables = VariablesOf<typeof environmentsDocument>
export type EnvironmentFilter = NonNullable<Variables['filter']>
export type EnvironmentOrder = NonNullable<Variables['orderBy']>

/** What the server is asked for. @param now epoch ms by the server's clock, for words like `now-12h` */
export const toRequest = (asked: Asked, now: number): { filter: EnvironmentFilter | null; orderBy: EnvironmentOrder } => {
  const { filter, order } = readFilter('environments', asked.q, { now, zone: asked.zone })
  const createdAt = toTimes(asked, now)
  const ranged = createdAt && { createdAt }
  return {
    filter: filter && ranged ? { and: [filter, ranged] } : (filter ?? ranged),
    orderBy: order ?? { field: 'UPDATED_AT', direction: 'DESC' },
  }
}

const values: Readonly<Record<EnvironmentOrder['field'], (environment: EnvironmentRow) => number | string>> = {
  UPDATED_AT: ({ updatedAt }) => Date.parse(updatedAt),
  CREATED_AT: ({ createdAt }) => Date.parse(createdAt),
  ID: ({ id }) => id,
}

/** The order of the server; equal times by id. */
export const toListOrder = ({ field, direction }: EnvironmentOrder): Order<EnvironmentRow> => ({
  descending: direction === 'DESC',
  placeOf: (environment) => [values[field](environment), environment.id],
})
