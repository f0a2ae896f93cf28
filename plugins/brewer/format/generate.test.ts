import { expect, test } from 'vitest'
import { type BFileOptions, generateBFile, growing } from './generate.ts'
import { createReader } from './read.ts'
import type { BrewerRecord } from './record.ts'

const recordsOf = (file: Buffer, date = '2019-06-19') => {
  const records: BrewerRecord[] = []
  const reader = createReader({ kind: 'B', date, brewer: 185 }, (record) => records.push(record))
  reader.push(file)
  reader.end()
  return records
}
const options: BFileOptions = { brewer: 185, date: '2019-06-19' }
const problems = (records: readonly BrewerRecord[]) => records.filter(({ type }) => type === 'problem')

test('A day without faults is read without a problem, whatever the program and the place', () => {
  for (const program of ['old', 'new', 'split'] as const) for (const longitudeWest of [-170, -22.956, 0, 16.5, 155]) for (const model of ['mkii', 'mkiii'] as const) {
    const records = recordsOf(generateBFile({ ...options, program, longitudeWest, temper: { model } }))
    expect(problems(records)).toEqual([])
    const times = records.flatMap(({ at }) => at === null ? [] : [at])
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(86_400_000)
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(86_000_000)
    expect(new Set(records.map(({ type }) => type))).toEqual(new Set(['header', 'comment', 'constants', 'other', ...program === 'old' ? [] : ['operation'], 'mercury', 'analog', 'housekeeping', 'deadTime', 'runStop', 'measurement', 'summary', 'sighting']))
  }
})

test('The header of an eastern station is a day before the name', () => {
  expect(recordsOf(generateBFile({ ...options, longitudeWest: -22.956 })).find(({ type }) => type === 'header')).toMatchObject({ date: '2019-06-18', longitude: 22.956 })
})

test('What is told of the instrument is what its tests say', () => {
  const records = recordsOf(generateBFile({ ...options, temper: { deadTime: 33, calStep: 914, etcO3: 3620, r6: 400 }, schedule: 'uv0619a', icf: 'icf20018' }))
  expect(records.find(({ type }) => type === 'constants')).toMatchObject({ deadTime: 3.3e-8, calStep: 914, etcO3: 3620 })
  expect(records.find(({ type }) => type === 'operation')).toMatchObject({ schedule: 'uv0619a', icf: 'icf20018' })
  for (const record of records) {
    if (record.type === 'mercury') expect(Math.abs(record.setStep! - 914)).toBeLessThan(1)
    if (record.type === 'summary' && record.of === 'sl') expect(Math.abs(record.r6! - 400)).toBeLessThan(4)
    if (record.type === 'deadTime') expect(Math.abs(record.high! - 33)).toBeLessThan(1)
  }
})

test('Faults stand where they are wished for', () => {
  const records = recordsOf(generateBFile({ ...options, faults: [
    { at: '10:00', code: 15 }, { at: '10:10', code: 14 }, { at: '11:00', key: 'HOME', routine: 'jl' }, { at: '11:30', quote: '<HOME key pressed>' }, { at: '12:00', clock: -134 },
    { at: '13:00', broken: 'half a record' }, { at: '13:01', broken: 'control bytes' }, { at: '13:02', broken: 'a bad time' }, { at: '13:03', broken: 'a huge line' }, { at: '14:00', test: { ratio: 1.02, plus5: 4.5 } },
  ] }))
  expect(records.flatMap((record) => record.type === 'comment' && /lamp not/i.test(record.text) ? [new Date(record.at ?? 0).toISOString().slice(0, 16)] : [])).toEqual(['2019-06-19T10:00', '2019-06-19T10:00', '1970-01-01T00:00'])
  expect(records.filter((record) => record.type === 'mercury' && record.correlation === 0)).toMatchObject([{ adjustment: 42 }])
  expect(records.filter((record) => record.type === 'measurement' && record.isPartial)).toMatchObject([{ of: 'jl' }])
  expect(problems(records)).toMatchObject([{ what: 'BROKEN_RECORD' }, { what: 'UNKNOWN_RECORD' }, { what: 'BAD_TIME' }, { what: 'TOO_LONG' }])
  expect(records.some((record) => record.type === 'runStop' && record.ratios[0] === 1.02)).toBe(true)
  expect(records.some((record) => record.type === 'analog' && record.plus5 === 4.5)).toBe(true)
})

test('The same options give the same bytes, and a file that grows begins as it ends', () => {
  const file = generateBFile(options)
  expect(generateBFile(options).equals(file)).toBe(true)
  expect(generateBFile({ ...options, seed: 2 }).equals(file)).toBe(false)
  const pieces = growing(file, 5)
  expect(pieces.at(-1)).toBe(file)
  for (const piece of pieces) expect(file.subarray(0, piece.length).equals(piece)).toBe(true)
  const morning = generateBFile({ ...options, until: '12:00' })
  expect(morning.at(-1)).toBe(10)
  expect(file.subarray(0, morning.length - 2).equals(morning.subarray(0, -2))).toBe(true)
})
