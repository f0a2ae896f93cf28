import type { ChannelShape } from './channel-read.ts'
import { fault, type Fault } from './fault.ts'
import { earliest, latest } from './measurement-partition.ts'
import type { Moment } from './moment.ts'
import { checkTexts } from './text.ts'

/**
 * What was measured: one value, one array, or a series of one channel (times and values of one length). `unit` may be
 * left out once it was said.
 */
export type MeasurementInput = {
  instrument: string
  channel: string
  unit?: string | null | undefined
  at: Moment | readonly Moment[]
  value?: number | readonly number[] | null | undefined
  /** One array: a spectrum, a profile. */
  values?: readonly number[] | null | undefined
}

/** The points of an item: times in epoch ms, each with its number, or the one array. */
export type Points = { shape: ChannelShape; unit: string | null; times: number[]; numbers: readonly number[]; vector: readonly number[] }

/** Their sums must not overflow, however many there are. */
const largest = 1e290

/** So many points one item may have, and one array. */
export const maxSeries = 10_000

const listOf = <Item>(given: Item | readonly Item[] | null | undefined): readonly Item[] =>
  given == null ? [] : Array.isArray(given) ? (given as readonly Item[]) : [given as Item]

const notFinite = (numbers: readonly number[], field: 'value' | 'values'): Fault[] => {
  const index = numbers.findIndex((number) => !(Math.abs(number) <= largest))
  return index < 0 ? [] : [fault('INVALID_INPUT', [field, index], `${numbers[index]} is no number that can be measured`)]
}

const outside = (times: readonly number[]): Fault[] => {
  const index = times.findIndex((ms) => !(ms >= earliest && ms < latest))
  return index < 0 ? [] : [fault('INVALID_INPUT', ['at', index], 'Times lie from 1900 to before 2200')]
}

/** The points of an item, or what is wrong with it by itself. */
export const readPoints = (item: MeasurementInput): Points | Fault[] => {
  const { instrument, channel, unit = null, at, value, values } = item
  // Times and numbers need no look at their letters, and there are many of them.
  const faults = checkTexts({ instrument, channel, unit })
  if (channel.length < 1 || channel.length > 64) faults.push(fault('INVALID_INPUT', ['channel'], 'A channel has a name of 1 to 64 characters'))
  if (unit !== null && (unit.length < 1 || unit.length > 32)) faults.push(fault('INVALID_INPUT', ['unit'], 'A unit has 1 to 32 characters'))
  const [moments, numbers, vector] = [listOf(at), listOf(value), values ?? []]
  if ((value == null) === (values == null)) faults.push(fault('INVALID_INPUT', ['value'], 'Say value, for numbers, or values, for one array'))
  else if (moments.length > maxSeries || numbers.length > maxSeries || vector.length > maxSeries) faults.push(fault('TOO_MANY_ITEMS', ['at'], `At most ${maxSeries} points in one item`))
  else if (values != null && (moments.length !== 1 || values.length === 0)) faults.push(fault('INVALID_INPUT', ['values'], 'An array has at least one number, and one time'))
  else if (value != null && moments.length !== numbers.length) faults.push(fault('INVALID_INPUT', ['at'], `${moments.length} times and ${numbers.length} values: there must be as many`))
  else if (moments.length === 0) faults.push(fault('INVALID_INPUT', ['at'], 'A series has at least one point'))
  if (faults.length > 0) return faults
  const times = moments.map((moment) => Date.parse(moment.length === 24 ? moment : `${moment.slice(0, 23)}Z`))
  const wrong = [...outside(times), ...notFinite(numbers, 'value'), ...notFinite(vector, 'values')]
  return wrong.length > 0 ? wrong : { shape: values == null ? 'NUMBER' : 'VECTOR', unit, times, numbers, vector }
}
