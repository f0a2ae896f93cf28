import { readFilter } from '../../../schema/language/index.ts'
import type { VariablesOf } from '../../graphql/graphql.ts'
import type { Asked } from '../../list/description.ts'
import type { runsDocument } from './documents.ts'

type Variables = VariablesOf<typeof runsDocument>
export type RunFilter = NonNullable<Variables['filter']>
export type RunOrder = NonNullable<Variables['orderBy']>

/** What the server is asked for. @param now epoch ms by the server's clock, for words like `now-12h` */
export const toRequest = ({ q, zone }: Asked, now: number): { filter: RunFilter | null; orderBy: RunOrder } => {
  const { filter, order } = readFilter('runs', q, { now, zone })
  return { filter, orderBy: order ?? { field: 'NUMBER', direction: 'DESC' } }
}
