import { expect, test } from 'vitest'
import { generateDFile, generateIcfFile, generateUvFile } from './generate.ts'
import { createReader } from './read.ts'
import type { BrewerRecord, FileName } from './record.ts'

const recordsOf = (kind: FileName['kind'], content: Buffer | string) => {
  const records: BrewerRecord[] = []
  const reader = createReader({ kind, date: '2019-06-19', brewer: 185 }, (record) => records.push(record))
  reader.push(typeof content === 'string' ? Buffer.from(content, 'latin1') : content)
  reader.end()
  return records
}
const iso = (at: number | null | undefined) => at ? new Date(at).toISOString() : null
const print = (...lines: string[]) => recordsOf('D', `${lines.join('\r\n')}\r\n\x1a`)

test('A printed mercury test has correlation, steps and counts, and the temperature above it', () => {
  expect(print('Brewer Temp = 29 C (3.66 V)', '190112 ( .987) HG CALD AT STEP# 298.47 SET TO STEP# 286 9540')).toMatchObject([
    { type: 'housekeeping', photomultiplier: 29 },
    { type: 'mercury', at: Date.UTC(2019, 5, 19, 19, 1, 12), line: 2, correlation: 0.987, calculatedStep: 298.47, setStep: 286, intensity: 9540, temperature: 29 },
  ])
})

test('A printed lamp test is a summary, and its deviations are the line after it', () => {
  const [values, summary] = print(
    'SL0 20:54:25 20 65.63 2.384 32 1102112 1052861 1066768 956627 820941', '20:56:22 Feb 21/85 65.763 2.395 27 C DEG SL 0', 'Mean1 mean5 MS(4) MS(5) MS(6) MS(7) MS(8) MS(9)',
    ' 1102112 820941 679 158 -442 -1143 4337 2322', '+ 500 316 3 3 4 5 16 8',
  )
  expect(values).toMatchObject({ type: 'other', tag: 'print', line: 1, at: Date.UTC(2019, 5, 19, 20, 54, 25) })
  expect(summary).toMatchObject({ type: 'summary', line: 4, of: 'sl', temperature: 27, zenithAngle: 65.763, ms7: -1143, r5: 4337, r6: 2322, so2OrF1: 1102112, o3OrF5: 820941, deviations: [3, 3, 4, 5, 16, 8, 500, 316] })
})

test('A printed dead time is of the brighter light first', () => {
  const block = (density: number, value: string) => [`FILTER #1/1 AND FILTER #2/${density}`, 'GMT DEADTIME', '191054 4.94288936E-08', value]
  expect(print(...block(0, ' 48.705 + .6'), ...block(2, ' 47.1 \xb1 4.2')).filter(({ type }) => type === 'deadTime')).toMatchObject([
    { high: 48.705, highDeviation: 0.6, low: null, at: Date.UTC(2019, 5, 19, 19, 10, 54) }, { high: null, low: 47.1, lowDeviation: 4.2 },
  ])
})

test('A printed line without a time has that of the last one above it, after midnight of the next day', () => {
  const lines = print('HG LAMP NOT DETECTED', 'AZIMUTH ZEROED AT 23:50:10 DISCREPANCY = 12', 'AZIMUTH TRACKER ZEROING FAILURE !!', '000112 ( .987) HG CALD AT STEP# 298.47 SET TO STEP# 286 9540', 'user: cold')
  expect(lines.map(({ type, at }) => [type, iso(at)])).toEqual([
    ['comment', null], ['comment', '2019-06-19T23:50:10.000Z'], ['comment', '2019-06-19T23:50:10.000Z'], ['mercury', '2019-06-20T00:01:12.000Z'], ['comment', '2019-06-20T00:01:12.000Z'],
  ])
  expect(lines[2]).toMatchObject({ text: 'AZIMUTH TRACKER ZEROING FAILURE !!', routine: '', isOperator: false })
  expect(lines[4]).toMatchObject({ routine: 'user', isOperator: true })
})

test('Counts at the beginning of a line are no time', () => {
  expect(print('10:00:00 Jun 19/19', ' 110212 105286 106676', 'Lamp not on').map(({ at }) => iso(at)?.slice(11, 19))).toEqual(['10:00:00', '10:00:00', '10:00:00'])
})

test('A generated D file is read whole, with what was printed among it', () => {
  const records = recordsOf('D', generateDFile({ date: '2019-06-19', calStep: 286, lines: [{ at: '10:30', text: 'HG LAMP NOT ON ... HG TEST TERMINATED' }] }))
  const count = (type: string) => records.filter((record) => record.type === type).length
  expect([count('mercury'), count('summary'), count('deadTime'), count('housekeeping'), count('problem')]).toEqual([5, 5, 5, 5, 0])
  expect(records.find((record) => record.type === 'comment' && record.text.startsWith('HG LAMP'))).toMatchObject({ at: Date.UTC(2019, 5, 19, 10, 30) })
})

const temper = { model: 'mkiii', etcO3: 1620, deadTime: 27, calStep: 1020, r5: 0, r6: 0, f1: 0, highVoltage: 0, plus5: 0, temperature: 0, humidity: 0 } as const

test('A configuration file is one record of its constants, old or new', () => {
  for (const isNew of [true, false]) {
    const file = generateIcfFile(temper, { isNew })
    expect(recordsOf('ICF', file)).toMatchObject([{ type: 'constants', line: 1, offset: 0, etcO3: 1620, deadTime: 2.7e-8, calStep: 1020, model: 'mkiii' }])
  }
})

test('A configuration file with words for numbers, or cut off, is a problem', () => {
  const text = generateIcfFile(temper).toString('latin1')
  expect(recordsOf('ICF', text.replace('.0000000270', 'see notes  '))).toMatchObject([{ type: 'problem', what: 'BROKEN_RECORD', line: 12, message: 'Constant 12 is no number: see notes' }, { type: 'constants', deadTime: null, calStep: 1020 }])
  expect(recordsOf('ICF', text.slice(0, 150))).toMatchObject([{ type: 'problem', message: '10 constants, and should be at least 50' }])
  expect(recordsOf('ICF', '')).toEqual([])
})

test('A UV file gives headers, and the first and the last time of each scan', () => {
  const records = recordsOf('UV', generateUvFile({ date: '2019-06-19', scans: 3, broken: [1] }))
  expect(records.map((record) => [record.type === 'other' ? record.tag : record.type, iso(record.at)?.slice(11, 19) ?? null])).toEqual([
    ['header', null], ['measurement', '06:00:00'], ['end', '06:02:45'], ['header', null], ['measurement', '09:00:00'], ['unfinished', '09:00:39'], ['header', null], ['measurement', '12:00:00'], ['end', '12:02:45'],
  ])
  expect(records[0]).toMatchObject({ date: '2019-06-19', station: 'Somewhere', longitude: -3.7, pressure: 1000 })
})

test('A point of a UV file that is none is a problem with its line', () => {
  const file = generateUvFile({ date: '2019-06-19', scans: 1 }).toString('latin1').split('\n')
  file[3] = ' 360.1 \r 29x0 \r 1280\r 1 \r'
  expect(recordsOf('UV', file.join('\n'))).toContainEqual(expect.objectContaining({ type: 'problem', what: 'BROKEN_RECORD', line: 4 }))
})
