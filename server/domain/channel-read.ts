import type { Reader } from '../../drizzle/database.ts'
import { createParameters, numberArray } from './parameters.ts'

export const channelShapes = ['NUMBER', 'VECTOR'] as const
export type ChannelShape = (typeof channelShapes)[number]

/** Something that an instrument measures, and how much of it is there. */
export type ChannelRow = {
  id: number
  instrumentId: number
  name: string
  unit: string | null
  description: string | null
  shape: ChannelShape
  /** Points; a decimal text, as 64 bits don't fit a number. */
  count: string
  firstAt: string | null
  lastAt: string | null
}

const columns = `c.id, c.instrument_id as "instrumentId", c.name, c.unit, c.description, c.shape, c.count, c.first_at as "firstAt", c.last_at as "lastAt"`

export type ChannelReads = ReturnType<typeof createChannelReads>

export const createChannelReads = ({ reader }: { reader: Reader }) => ({
  /** The channels of many instruments, each by name. */
  ofInstruments: async (ids: readonly number[]): Promise<Map<number, ChannelRow[]>> => {
    const rows = await reader.rows<ChannelRow>(
      `select ${columns} from channel c where c.instrument_id = any($1::int[]) order by c.instrument_id, c.name`,
      [numberArray(new Set(ids))],
    )
    return Map.groupBy(rows, ({ instrumentId }) => instrumentId)
  },

  /** The channels of this name, each of another instrument. */
  named: (ids: readonly number[], name: string): Promise<ChannelRow[]> => {
    const { values, put } = createParameters()
    return reader.rows<ChannelRow>(
      `select ${columns} from channel c where c.instrument_id = any(${put(numberArray(ids))}::int[]) and c.name = ${put(name)}::text`, values,
    )
  },
})
