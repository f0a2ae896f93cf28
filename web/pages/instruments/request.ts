import { languages, readFilter, saidOf } from '../../../schema/language/index.ts'
import type { VariablesOf } from '../../graphql/graphql.ts'
import type { Order } from '../../graphql/list.ts'
import type { Asked } from '../../list/description.ts'
import { toTimes } from '../../list/range.ts'
import type { InstrumentRow, instrumentsDocument } from './documents.ts'

type Variables = VariablesOf<typeof instrumentsDocument>
export type InstrumentFilter = NonNullable<Variables['filter']>
export type InstrumentOrder = NonNullable<Variables['orderBy']>

/** Those that were put away are shown to who asks for them. */
const isAboutArchived = (q: string): boolean => saidOf(languages.instruments, q, 'archived').length > 0

/** What the server is asked for. @param now epoch ms by the server's clock, for words like `now-12h` */
export const toRequest = (asked: Asked, now: number): { filter: InstrumentFilter; orderBy: InstrumentOrder } => {
  const { filter, order } = readFilter('instruments', asked.q, { now, zone: asked.zone })
  const lastDataAt = toTimes(asked, now)
  const parts: InstrumentFilter[] = [
    ...(filter ? [filter] : []),
    ...(lastDataAt ? [{ lastDataAt }] : []),
    ...(isAboutArchived(asked.q) ? [] : [{ archived: false }]),
  ]
  return {
    filter: parts.length === 1 ? parts[0]! : { and: parts },
    orderBy: order ?? { field: 'NAME', direction: 'ASC' },
  }
}

const values: Readonly<Record<InstrumentOrder['field'], (instrument: InstrumentRow) => number | string>> = {
  NAME: ({ name }) => name,
  KIND: ({ kind }) => kind,
  PLACE: ({ place }) => place ?? '',
  LAST_DATA_AT: ({ lastDataAt }) => (lastDataAt === null ? -Infinity : Date.parse(lastDataAt)),
  UPDATED_AT: ({ updatedAt }) => Date.parse(updatedAt),
}

/** The order of the server; equal ones by name. */
export const toListOrder = ({ field, direction }: InstrumentOrder): Order<InstrumentRow> => ({
  descending: direction === 'DESC',
  placeOf: (instrument) => [values[field](instrument), instrument.name],
})
