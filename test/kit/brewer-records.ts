import type { Digest } from '../../plugins/brewer/codes/event.ts'
import { type Circumstances, createDigest } from '../../plugins/brewer/codes/judge.ts'
import { createLimits } from '../../plugins/brewer/codes/limits.ts'
import type { BrewerRecord, FileName, HeaderRecord, MercuryRecord, SummaryRecord } from '../../plugins/brewer/format/record.ts'

// Records of a Brewer's day, one by one, and what is made of them.

export const name: FileName = { kind: 'B', date: '2019-06-19', brewer: 33 }
export const moment = (time: string, date = '2019-06-19') => Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}Z`)

/** A record without its place, which follows from the order. */
type Bare<R> = R extends unknown ? Omit<R, 'line' | 'offset' | 'length'> : never
export type Part = Bare<BrewerRecord>

export const co = (time: string, text: string): Part => {
  const routine = text.slice(0, Math.max(0, text.indexOf(':'))).trim()
  return { type: 'comment', at: moment(time), routine, text, isOperator: routine.toLowerCase() === 'user', isQuote: routine.toLowerCase() === 'rl' }
}
export const header = (more: Partial<HeaderRecord> = {}): Part => ({ type: 'header', at: moment('00:00', more.date ?? undefined), date: '2019-06-19', station: 'Somewhere', latitude: 37.1, longitude: -6.73, temperature: 20, pressure: 1000, ...more })
export const hg = (time: string, more: Partial<MercuryRecord> = {}): Part => ({ type: 'mercury', at: moment(time), correlation: 0.9987, calculatedStep: 285.6, setStep: 286, intensity: 90_000, temperature: 20, adjustment: 0, ...more })
export const summary = (time: string, of: string, more: Partial<SummaryRecord> = {}): Part => ({
  type: 'summary', at: moment(time), of, zenithAngle: 37, airmass: 1.2, temperature: 20, filter: 3, ms4: 1, ms5: 1, ms6: 1, ms7: 1, r5: 4337, r6: 2322, so2OrF1: 679_655, o3OrF5: 1, deviations: [], ...more,
})
export const measured = (time: string): Part => ({ type: 'measurement', at: moment(time), of: 'ds' })
export const constants: Part = { type: 'constants', at: null, deadTime: 4e-8, calStep: 286, etcO3: 1567, model: 'mkii', values: [] }
export const mark = (time: string): Part => ({ type: 'other', at: moment(time), tag: 'ed' })

export const judge = (parts: readonly Part[], more: Partial<Circumstances> = {}): Digest => {
  const digest = createDigest({ name, limits: createLimits({}), expectedSchedule: null, arrivedAt: null, ...more })
  for (const [index, part] of parts.entries()) digest.take({ ...part, line: index + 1, offset: index * 100, length: 99 } as BrewerRecord)
  return digest.end()
}
export const codesOf = ({ events }: Digest) => events.map(({ code }) => code)
export const openCodes = ({ events }: Digest) => events.filter(({ clearedAt, level }) => clearedAt === null && level !== 'INFO').map(({ code }) => code)
