import { readFilter } from '../../../schema/language/index.ts'
import type { VariablesOf } from '../../graphql/graphql.ts'
import type { Order } from '../../graphql/list.ts'
import type { Asked } from '../../list/description.ts'
import { toTimes } from '../../list/range.ts'
import type { FillRow, fillsDocument } from './documents.ts'

type Variables = VariablesOf<typeof fillsDocument>
export type FillFilter = NonNullable<Variables['filter']>
export type FillOrder = NonNullable<Variables['orderBy']>

/** What the server is asked for. @param now epoch ms by the server's clock, for words like `now-12h` */
export const toRequest = (asked: Asked, now: number): { filter: FillFilter | null; orderBy: FillOrder } => {
  const { filter, order } = readFilter('fills', asked.q, { now, zone: asked.zone })
  const stableBeamsStart = toTimes(asked, now)
  const ranged = stableBeamsStart && { stableBeamsStart }
  return {
    filter: filter && ranged ? { and: [filter, ranged] } : (filter ?? ranged),
    orderBy: order ?? { field: 'NUMBER', direction: 'DESC' },
  }
}

const moment = (text: string | null): number => (text === null ? -Infinity : Date.parse(text))

const values: Readonly<Record<FillOrder['field'], (fill: FillRow) => number>> = {
  NUMBER: ({ number }) => number,
  STABLE_BEAMS_START: ({ stableBeamsStart }) => moment(stableBeamsStart),
  STABLE_BEAMS_END: ({ stableBeamsEnd }) => moment(stableBeamsEnd),
  STABLE_BEAMS_DURATION: ({ stableBeamsEnd, stableBeamsSeconds }) => (stableBeamsEnd === null ? -1 : (stableBeamsSeconds ?? -1)),
  COVERED: ({ coveredSeconds }) => coveredSeconds,
  ENERGY: ({ energyGeV }) => energyGeV ?? -1,
}

/** The order of the server: what is not known, or goes on, comes first when values ascend. */
export const toListOrder = ({ field, direction }: FillOrder): Order<FillRow> => ({
  descending: direction === 'DESC',
  placeOf: (fill) => [values[field](fill), fill.number],
})
