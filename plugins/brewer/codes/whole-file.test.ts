import { expect, test } from 'vitest'
import { readFileName } from '../format/file-name.ts'
import { type BFileOptions, generateBFile, generateDFile } from '../format/generate.ts'
import { createReader } from '../format/read.ts'
import { codes } from './code-table.ts'
import type { Digest } from './event.ts'
import { createDigest } from './judge.ts'
import { createLimits } from './limits.ts'
import { masksOf, masksText } from './masks.ts'

const digestOf = (file: string, bytes: Uint8Array): Digest => {
  const name = readFileName(file)
  const digest = createDigest({ name, limits: createLimits({ medians: { R6: 2300, R5: 4300, SL_INTENSITY: 650_000, HIGH_VOLTAGE: 1350 } }), expectedSchedule: 'o3*', arrivedAt: null })
  const reader = createReader(name, digest.take)
  reader.push(bytes)
  reader.end()
  return digest.end()
}
const day: BFileOptions = { brewer: 44, date: '2020-04-09', seed: 7 }
const dayOf = (faults: BFileOptions['faults'] = []) => digestOf('B10020.044', generateBFile({ ...day, faults }))
const open = ({ events }: Digest) => events.filter(({ clearedAt, level }) => clearedAt === null && level !== 'INFO')

test('A day on which all is well leaves nothing open', () => {
  const digest = dayOf()
  expect(open(digest)).toEqual([])
  expect(digest.readings.length).toBeGreaterThan(50)
  expect(digest.problems).toEqual([])
})

test.each([11, 12, 13, 14, 15, 16, 17, 21, 22, 23, 24, 25, 26, 33, 34, 38, 45, 46, 47, 51, 52, 53, 55, 56, 57, 58])('What shows code %i is found in a file', (code) => {
  const before = dayOf()
  const after = dayOf([{ at: '12:07', code }])
  expect((after.counts.get(code) ?? 0) - (before.counts.get(code) ?? 0)).toBe(1)
  expect(after.events.find((event) => event.code === code)).toMatchObject({ level: codes.find((type) => type.code === code)!.level })
})

test('Azimuth, zenith and reset fail in the morning and are well after the reset of the afternoon', () => {
  const faults = [{ at: '06:10', code: 11 }, { at: '06:11', code: 25 }, { at: '06:12', code: 23 }] as const
  expect(open(dayOf(faults)).map(({ code }) => code)).toEqual([11, 25, 23])
  const digest = dayOf([...faults, { at: '15:20', cure: 're' }])
  expect(open(digest)).toEqual([])
  const reset = Date.parse('2020-04-09T15:20:00Z')
  for (const event of digest.events.filter(({ code }) => [11, 23, 25].includes(code))) expect(Math.abs(event.clearedAt! - reset)).toBeLessThan(120_000)
})

test('What is quoted from the instrument’s log changes no bit', () => {
  expect(masksText(masksOf(dayOf([{ at: '12:07', quote: '<HOME key pressed>' }, { at: '12:08', quote: 'Checksum bad in low level command.' }]).counts.keys()))).toBe(masksText(masksOf(dayOf().counts.keys())))
})

test('Values beyond their limits are told, of a test that was as it should be not', () => {
  const digest = dayOf([{ at: '12:07', test: { ratio: 0.98 } }, { at: '12:27', test: { deadTime: 41 } }, { at: '12:47', test: { r6: 2360 } }, { at: '13:07', test: { plus5: 4.7, highVoltage: 1200 } }])
  for (const code of [61, 62, 65, 68, 69]) expect(digest.counts.get(code), String(code)).toBe(1)
  expect(digest.counts.get(66)).toBeUndefined()
})
test('The print of a D file tells the same faults', () => {
  const digest = digestOf('D10020.044', generateDFile({ date: '2020-04-09', lines: [{ at: '10:00', text: 'AZIMUTH TRACKER ZEROING FAILURE !!' }, { at: '10:05', text: 'Brewer failed to respond 3 times' }] }))
  expect(digest.counts.get(11)).toBe(1)
  expect(digest.counts.get(12)).toBe(1)
})
