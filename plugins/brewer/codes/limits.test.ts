import { expect, test } from 'vitest'
import type { BrewerRecord } from '../format/record.ts'
import type { Configuration, Reading } from './event.ts'
import { judgeReadings } from './judge.ts'
import { createLimits, mediansOf } from './limits.ts'
import { createUnderstanding } from './meaning.ts'
import { type Quantity, quantities } from './quantity.ts'
import { readingsOf } from './readings.ts'

const place = { line: 7, offset: 700, length: 90 }
const at = Date.parse('2019-06-19T05:00:00Z')
const configuration: Configuration = { at, line: 2, deadTimeNs: 40, calStep: 286, etcO3: 1567, model: 'mkii', icf: 'icf1', schedule: null }
const reading = (quantity: Quantity, value: number, minutes = 0): Reading => ({ ...place, quantity, value, at: at + minutes * 60_000 })

test('A limit is set for a brewer, else for all, else a default, of its configuration or its own median', () => {
  const limits = createLimits({ medians: { R6: 2322, DEAD_TIME: 31 }, ofAll: { PLUS_5V: { target: 5.1, bound: 0.2, level: 'ERROR' }, R6: { target: null, bound: 12, level: null } }, ofBrewer: { HUMIDITY: { target: null, bound: 40, level: null }, RUN_STOP: { target: 1, bound: null, level: null } } })
  expect(limits.of('RUN_STOP', at, null)).toEqual({ target: 1, bound: 0.003, level: 'WARNING', source: 'DEFAULT' })
  expect(limits.of('DEAD_TIME', at, configuration)).toEqual({ target: 40, bound: 2, level: 'WARNING', source: 'CONFIGURATION' })
  expect(limits.of('DEAD_TIME', at, { ...configuration, deadTimeNs: 60 })).toMatchObject({ target: 60, bound: 3 })
  expect(limits.of('DEAD_TIME', at, null)).toMatchObject({ target: 31, source: 'BREWER' })
  expect(limits.of('HG_STEP', at, configuration)).toMatchObject({ target: 0, bound: 2, source: 'CONFIGURATION' })
  expect(limits.of('R6', at, configuration)).toMatchObject({ target: 2322, bound: 12, source: 'BREWER' })
  expect(limits.of('R5', at, configuration)).toBeNull()
  expect(limits.of('PLUS_5V', at, null)).toEqual({ target: 5.1, bound: 0.2, level: 'ERROR', source: 'DEFAULT' })
  expect(limits.of('HUMIDITY', at, null)).toMatchObject({ target: 0, bound: 40, source: 'BREWER' })
})

test('A lamp may lose a quarter of what is usual', () => {
  expect(createLimits({ medians: { SL_INTENSITY: 600_000 } }).of('SL_INTENSITY', at, null)).toMatchObject({ target: 600_000, bound: 150_000 })
})

test('What is usual is the median of ten readings or more', () => {
  const of = (values: number[]) => mediansOf(values.map((value) => ({ quantity: 'R6' as const, value })))
  expect(of([1, 2, 3])).toEqual({})
  expect(of([1, 2, 3, 4, 5, 6, 7, 8, 9, 9999])).toEqual({ R6: 5.5 })
  expect(of([9999, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toEqual({ R6: 6 })
})

test('A value beyond its limit is an event with value, limit and source; within it is none, on it neither', () => {
  const limits = createLimits({ medians: { R6: 2322 } })
  expect(judgeReadings([reading('R6', 2332), reading('R6', 2312), reading('RUN_STOP', 1.003), reading('RUN_STOP', 0.997)], [], limits)).toEqual([])
  expect(judgeReadings([reading('R6', 2340)], [], limits)).toEqual([{
    ...place, code: 65, level: 'WARNING', at, message: 'Standard lamp R6 2340: 18 from 2322, allowed 10', count: 1, isGuess: false, incident: null,
    measured: { quantity: 'R6', value: 2340, target: 2322, limit: 10, source: 'BREWER' }, clearedAt: null,
  }])
})

test('Each quantity has a code that it raises', () => {
  const limits = createLimits({ medians: { R6: 1, R5: 1, SL_INTENSITY: 1, HIGH_VOLTAGE: 1 } })
  for (const [quantity, { code }] of Object.entries(quantities)) expect(judgeReadings([reading(quantity as Quantity, -9000)], [configuration], limits).map((event) => event.code)).toEqual([code])
})

test('While a value stays beyond its limit it is told each hour, and cleared when it is within', () => {
  const limits = createLimits({})
  const wet = Array.from({ length: 25 }, (_, index) => reading('HUMIDITY', 12, index * 5))
  const events = judgeReadings([...wet, reading('HUMIDITY', 4, 130), reading('HUMIDITY', 11, 135)], [], limits)
  expect(events.map((event) => [(event.at - at) / 60_000, event.count, event.clearedAt === null ? null : (event.clearedAt - at) / 60_000])).toEqual([[0, 1, 130], [60, 2, 130], [120, 3, 130], [135, 4, null]])
})

test('A limit of the configuration is the one in force at that moment', () => {
  const later = { ...configuration, at: at + 3_600_000, deadTimeNs: 30 }
  expect(judgeReadings([reading('DEAD_TIME', 30), reading('DEAD_TIME', 30, 120)], [later, configuration], createLimits({})).map((event) => event.at)).toEqual([at])
})

const values = (record: object, calStep: number | null = 286, hasHousekeeping = true) => {
  const found: [Quantity, number | null][] = []
  readingsOf({ ...place, at, ...record } as BrewerRecord, calStep, hasHousekeeping, (quantity, value) => { found.push([quantity, value]) })
  return found
}

test('Of a run/stop test the slit that is furthest off counts, the dark one never', () => {
  expect(values({ type: 'runStop', temperature: 20, ratios: [1.0004, 2.7, 0.9999, 0.994, 1.0006, 1, 1, 1.2] })).toEqual([['RUN_STOP', 0.994]])
  expect(values({ type: 'runStop', temperature: 20, ratios: [null, 2.7] })).toEqual([['RUN_STOP', null]])
})

test('A mercury step is held against the calibration step in force; without one there is no value', () => {
  const mercury = { type: 'mercury', correlation: 0.998, calculatedStep: 288.2, setStep: 288, intensity: 1, temperature: 21, adjustment: 2 }
  expect(values(mercury)).toEqual([['HG_STEP', 2], ['HG_CORRELATION', 0.998]])
  expect(values(mercury, null, false)).toEqual([['HG_STEP', null], ['HG_CORRELATION', 0.998], ['TEMPERATURE', 21]])
})

test('Only of the standard lamp are ratios and intensity those of the lamp', () => {
  const summary = { type: 'summary', of: 'sl', r5: 4337, r6: 2322, so2OrF1: 679_655 }
  expect(values(summary)).toEqual([['R6', 2322], ['R5', 4337], ['SL_INTENSITY', 679_655]])
  expect(values({ ...summary, of: 'ds' })).toEqual([])
})

test('A channel that is not connected has no voltage', () => {
  expect(values({ type: 'analog', plus5: 0, highVoltage: 1361, absoluteHumidity: null, off: [], on: [] })).toEqual([['PLUS_5V', null], ['HIGH_VOLTAGE', 1361], ['HUMIDITY', null]])
})

test('Azimuth and clock stand in comments of the program, not in quotes nor in what operators typed', () => {
  const understand = createUnderstanding()
  const comment = (text: string, more = {}) => {
    const { reading: told } = understand({ type: 'comment', ...place, at, routine: '', text, isOperator: false, isQuote: false, ...more })
    return told ? [[told.quantity, told.value]] : []
  }
  expect(comment('re: Azimuth discrepancy = -4451')).toEqual([['AZIMUTH_DISCREPANCY', -4451]])
  expect(comment('AZIMUTH ZEROED AT 10:11:12 DISCREPANCY =  2')).toEqual([['AZIMUTH_DISCREPANCY', 2]])
  expect(comment('re: Zenith discrepancy =  3').filter(([, value]) => value !== null)).toEqual([])
  expect(comment('td: Time correction -.2 seconds')).toEqual([['CLOCK', -0.2]])
  expect(comment('td: Time correction  134.6 seconds')).toEqual([['CLOCK', 134.6]])
  expect(comment('user: time correction 60 seconds', { isOperator: true })).toEqual([])
})
