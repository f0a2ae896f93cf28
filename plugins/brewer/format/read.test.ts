import { expect, test } from 'vitest'
import { readFileName } from './file-name.ts'
import { createReader } from './read.ts'
import type { BrewerRecord } from './record.ts'

const recordsOf = (name: string | null, content: string) => {
  const records: BrewerRecord[] = []
  const reader = createReader(name === null ? null : readFileName(name), (record) => records.push(record))
  reader.push(Buffer.from(content, 'latin1'))
  reader.end()
  return records
}

/** As one would write them down: fields by |, records by lines. */
const file = (...rows: string[]) => `${rows.join('\r\n').replaceAll('|', '\r')}\r\n`
const head = 'version=2|dh|19|06|19|El Sitio| 37.1 | 6.73 | 3.23|pr|1000|'
const of = <T extends BrewerRecord['type']>(type: T, ...rows: string[]) =>
  recordsOf('B17019.123', file(head, ...rows)).filter((record): record is Extract<BrewerRecord, { type: T }> => record.type === type)
const iso = (at: number | null) => at === null ? null : new Date(at).toISOString()

test('The day header gives date, place east-positive, and °C from volts', () => {
  expect(of('header')).toMatchObject([{ line: 1, offset: 0, length: head.length + 1, date: '2019-06-19', station: 'El Sitio', latitude: 37.1, longitude: -6.73, temperature: 26.94, pressure: 1000 }])
})

test('The day header may be a record of its own, and lies a day before the name in the east', () => {
  const records = recordsOf('B00117.123', file('version=2', 'dh|31|12|16|Ostort| 40.634 |-22.956 | 3.1|pr|1000|', 'co|22:31:40|re: Zenith discrepancy =  2|', 'co|00:00:01|re: Azimuth discrepancy = -1|'))
  expect(records.map(({ type }) => type)).toEqual(['other', 'header', 'comment', 'comment'])
  expect(records[1]).toMatchObject({ date: '2016-12-31', longitude: 22.956 })
  expect(records.slice(2).map(({ at }) => iso(at))).toEqual(['2016-12-31T22:31:40.000Z', '2017-01-01T00:00:01.000Z'])
})

test('A comment keeps its blanks, its routine is what stands before the first colon, and what an interrupted record left is not its own', () => {
  const [started, key, quote, said] = of('comment', 'co|04:58:09|ux: UV extended  scan started|', 'co|05:00:00|jl: HOME key pressed|rat| 3.34|', 'co|05:00:01|rl:  2019  170 <HOME key pressed>|', 'co|05:00:02|user: cable \xe9chang\xe9|')
  expect(started).toMatchObject({ line: 2, offset: head.length + 2, length: 43, routine: 'ux', text: 'ux: UV extended  scan started', isOperator: false, isQuote: false })
  expect(key?.text).toBe('jl: HOME key pressed')
  expect(quote).toMatchObject({ routine: 'rl', isQuote: true })
  expect(said).toMatchObject({ text: 'user: cable échangé', isOperator: true })
})

test('A mercury test is read by its places', () => {
  expect(of('mercury', 'hg|02:47:50| .9985| 285.2| 286| 160000| 30|-1|||')).toMatchObject([{ correlation: 0.9985, calculatedStep: 285.2, setStep: 286, intensity: 160000, temperature: 30, adjustment: -1 }])
})

test('A summary gives ratios, of a lamp R5, R6 and intensities; of optical depths none of these', () => {
  const [sl, aode] = of('summary',
    'summary|01:20:30|JUN |19/|19| 117.5| 2.05| 22|sl| 0| 701| 202|-403|-1104| 4305| 2306| 650007.5| 600008.5| 1| 2| 3| 4| 15| 6| 500.5| 300||',
    'summary|10:26:10|JUN |19/|19| 29.5| 1.15| 33|aode| 3| 0| 0| 81| 82| 83| 84| 85.5| 0| 0| 0| 31| 32| 33| 34| 35.5| 0||')
  expect(sl).toMatchObject({ of: 'sl', zenithAngle: 117.5, airmass: 2.05, temperature: 22, filter: 0, ms4: 701, ms7: -1104, r5: 4305, r6: 2306, so2OrF1: 650007.5, o3OrF5: 600008.5,
    deviations: [1, 2, 3, 4, 15, 6, 500.5, 300] })
  expect(aode).toMatchObject({ of: 'aode', r5: null, r6: null, opticalDepths: [81, 82, 83, 84, 85.5] })
})

test('Dead time, run/stop, voltages, housekeeping and sighting are read by their places', () => {
  const rows = [
    'dto3|JUN |19/|19|00:45:20| 23| 0| 600000| 38.1| 41.2| 40.3| 40.4| 40.5| 1| 200000.5| 41.1| 39.2| 38.3| 41.4| 31.5| 34.6| 31.7| 43.8| 41.9| 33.1|    40.505| 1.1|     37.75| 4.4||',
    `rso3|JUN |19/|19|00:54:15| 22|${Array.from({ length: 16 }, (_, index) => ` ${index}`).join('|')}| 1| 1.25| 1.0002| .9993| 1.0004| 1.0005| .9996| 1|${' .1|'.repeat(14)}|`,
    'ap|00:34:15| 22.1| 21.2| 21.3| 1640.5| 15.1| 5.04|-15.1| 24.1| 0| 70| 400| 0| 5.1|-8.1| .1| .2|| 22.1| 21.2| 21.3| 1620.5| 14.8| 4.95|-15.1| 24.2| 11.5| 70| 400|-50| 5.1|-8.1| 1.75| 11.5|||',
    'hk|00:38:25| 21| 20| 19| 22.5| 4.25|-99| 20|', 'hk|00:39:25| 21|-99| 19|-99|-99|-99|-99|', 'fv|05:30:32|0|az| 62.5125|-20| 2.2|ze| 86.25| 8| 2.6||',
  ]
  const records = recordsOf('B17019.123', file(head, ...rows)).slice(1)
  expect(records).toMatchObject([
    { type: 'deadTime', temperature: 23, high: 40.505, highDeviation: 1.1, low: 37.75, lowDeviation: 4.4 },
    { type: 'runStop', temperature: 22, ratios: [1, 1.25, 1.0002, 0.9993, 1.0004, 1.0005, 0.9996, 1] },
    { type: 'analog', highVoltage: 1640.5, plus5: 5.04, lampCurrent: 1.75, lampVoltage: 11.5, photomultiplier: 22.1, relativeHumidity: null },
    { type: 'housekeeping', photomultiplier: 21, fan: 20, base: 19, relativeHumidity: 22.5, absoluteHumidity: 4.25 },
    { type: 'housekeeping', fan: null, relativeHumidity: null, absoluteHumidity: null },
    { type: 'sighting', azimuth: 62.5125, azimuthSteps: -20, zenith: 86.25, zenithSteps: 8 },
  ])
  expect(records.map(({ at }) => iso(at)?.slice(11, 19))).toEqual(['00:45:20', '00:54:15', '00:34:15', '00:38:25', '00:39:25', '05:30:32'])
})

test('New electronics have 24 channels, with humidity among them', () => {
  const half = Array.from({ length: 24 }, (_, index) => ` ${index + 1}`).join('|')
  expect(of('analog', `ap|00:47:59|${half}||${half}|||`)).toMatchObject([{ highVoltage: 4, plus5: 6, lampCurrent: 15, lampVoltage: 16, relativeHumidity: 21, absoluteHumidity: 22 }])
})

test('Decimal minutes are times too, also those that go on after midnight', () => {
  const records = of('measurement', 'ds|a| 64| 270.85|0|6|20| 8| 3| 45| 100| 261| 435| 463|rat| 1| 2| 3| 4||', 'ju|a| 0| 1439.5|0|7|10| 1| 2| 3| 4| 5| 6| 7| 8|rat| 1| 2| 3| 4||', 'ju|a| 0| 1448.85|0|7|10| 1| 2||')
  expect(records.map(({ of, at, isPartial }) => [of, iso(at), isPartial])).toEqual([
    ['ds', '2019-06-19T04:30:51.000Z', false], ['ju', '2019-06-19T23:59:30.000Z', false], ['ju', '2019-06-20T00:08:51.000Z', true],
  ])
})

test('A summary that was stamped midnight in mid-day is no midnight, and one from before midnight stays before it', () => {
  const zeros = Array.from({ length: 16 }, () => ' 0').join('|')
  const late = 'summary|23:58:59|JUN |19/|19| 37.8| 1.2| 31|sl| 3| 1| 2| 3| 4| 5| 6| 7| 8| 1| 1| 1| 1| 1| 1| 1| 1||'
  const records = recordsOf('B17019.123', file(head, 'co|13:14:43|td: x|', `summary|00:00:00|JUN |19/|19| 24.6| 1.1| 28|aode| 1|${zeros}||`, 'co|13:18:00|td: x|', 'co|23:59:58|td: x|', 'co|00:00:30|td: x|', late, 'co|00:01:00|td: x|'))
  expect(records.slice(1).map(({ at }) => iso(at)?.slice(8, 19))).toEqual(['19T13:14:43', '19T13:14:43', '19T13:18:00', '19T23:59:58', '20T00:00:30', '19T23:58:59', '20T00:01:00'])
})

test('Constants and the state of operation are read by their order', () => {
  const values = ['0', '-.01', '-.02', '-0.3', '-0.4', '0', '0.34', '2.35', '1.14', ' 1560 ', '150', ' 4E-08 ', '285', '14', '1700', '0', '1', '2', '3', '4', '5', '2970', 'MkIII', '1']
  const [constants] = of('constants', `inst|${values.join('|')}|`)
  expect(constants).toMatchObject({ at: null, deadTime: 4e-8, calStep: 285, etcO3: 1560, model: 'mkiii' })
  expect(constants?.values[22]).toBe('MkIII')
  const state = 'op_st|123|c:\\bdata\\|icf10019|zsf1|dcf1|uvr1|19|06|19|El Sitio|37.1|6.73|1000|3.01|350|-8|14660|1|1|1|1|1|0|1|1|0|1|1|0|1|1|1|'
  expect(of('operation', `${state}skc|o3|o30618a|@|`, `${state}menu|o3|||||@|`)).toMatchObject([
    { icf: 'icf10019', azimuthCorrection: 350, zenithCorrection: -8, stepsPerTurn: 14660, schedule: 'o30618a' }, { schedule: null },
  ])
})

test('The end of the day is a record also where it is glued to the one before, and at the end of the file', () => {
  const records = recordsOf('B17019.123', `${file(head, 'co|01:00:01|skc: Waiting until end of local day.|ed||')}hg\r02:00:00\r .99\r 285\r 286\r 9\r 31\r-1\r\red\r\x1a`)
  expect(records.map((record) => record.type === 'other' ? record.tag : record.type)).toEqual(['header', 'comment', 'ed', 'mercury', 'ed'])
  expect(records[2]).toMatchObject({ line: 2, offset: head.length + 2 + 'co|01:00:01|skc: Waiting until end of local day.|'.length, length: 2 })
})

test('A program that was cut off begins its next record in the middle of the last one', () => {
  const cut = [
    'ds|a| 64| 613.2|0|6|20| 111| 2co|10:20:01|start:  PROGRAM start :  JUN 19/19 at 10:19:59|',
    '\x01\x0bco|10:21:00|hg: Lamp not on... hg test terminated F1= 6 F4= 113|',
    'hg|10:22:00| .9co|10:23:00|menu: Brewer failed to respond 5 times|',
    'co|10:24:00|ds: HOME key pressed|rat| 3.34co|10:24:05|ds: Going to menu|',
    '\0\0\0co|10:25:00|td: x|', 'co|10:26:00|ed: Running: |pd|o3|af|co|re|',
  ]
  const text = file(head, ...cut)
  const records = recordsOf('B17019.123', text).filter((record) => record.type === 'comment')
  expect(records.map(({ line, at, text: said }) => [line, iso(at)?.slice(11, 19), said.slice(0, 20)])).toEqual([
    [2, '10:20:01', 'start:  PROGRAM star'], [3, '10:21:00', 'hg: Lamp not on... h'], [4, '10:23:00', 'menu: Brewer failed '],
    [5, '10:24:00', 'ds: HOME key pressed'], [5, '10:24:05', 'ds: Going to menu'], [6, '10:25:00', 'td: x'], [7, '10:26:00', 'ed: Running: '],
  ])
  for (const { line, offset, length } of records) expect(text.slice(offset, offset + length)).toBe(text.split('\n')[line - 1])
})

test('A mercury record of older programs ends with the temperature', () => {
  expect(of('mercury', 'hg|10:00:00| .9987| 285.6| 286| 90000| 24|')).toMatchObject([{ correlation: 0.9987, setStep: 286, temperature: 24, adjustment: null }])
})

test('What cannot be read is a problem with its place, and the file goes on', () => {
  const records = recordsOf('B17019.123', file(head, '\x01\x0b\x00a| 192| 844.89|0|6|20|', 'hg|10:00:00| .99|', 'co|1X:00:5|hg: Lamp not on|', 'hk|10:00:00| 2?1| 21| 21| 22.7| 4.1|', 'ds|a| 64| soon|0|6|20|', `co|10:00:01|user: ${'x'.repeat(70_000)}|`, 'co|10:00:02|td: x|'))
  expect(records.filter((record) => record.type === 'problem').map(({ what, line, message }) => [line, what, message])).toEqual([
    [2, 'UNKNOWN_RECORD', 'No known record: ···a· 192· 844.89·0·6·20'],
    [3, 'BROKEN_RECORD', 'hg has 3 fields and should have 7'],
    [4, 'BAD_TIME', 'No time of day: 1X:00:5'],
    [5, 'BROKEN_RECORD', 'Field 3 of hk is no number:  2?1'],
    [6, 'BAD_TIME', 'No minutes of the day:  soon'],
    [7, 'TOO_LONG', 'A record of 70020 bytes'],
  ])
  expect(records.at(-1)).toMatchObject({ type: 'comment', line: 8, text: 'td: x' })
  expect(records).toContainEqual(expect.objectContaining({ type: 'comment', line: 4, at: null, text: 'hg: Lamp not on' }))
})

test('Without a header the day is that of the name, and it is told', () => {
  const records = recordsOf('B17019.123', file('co|10:00:00|td: x|'))
  expect(records).toMatchObject([{ type: 'problem', what: 'NO_HEADER', line: 1 }, { type: 'comment', at: Date.UTC(2019, 5, 19, 10) }])
  expect(recordsOf(null, file('co|10:00:00|td: x|')).at(-1)).toMatchObject({ type: 'comment', at: null })
})

test('A header without a date is a problem, and the name helps', () => {
  const records = recordsOf('B17019.123', file('version=2|dh|31|02|19|El Sitio| 37.1 | 6.73 | 3.23|pr|1000|', 'co|10:00:00|td: x|'))
  expect(records).toMatchObject([{ type: 'header', date: null, station: 'El Sitio' }, { type: 'problem', what: 'BAD_DATE' }, { at: Date.UTC(2019, 5, 19, 10) }])
})

test('Without a name the kind is told from how the file begins', () => {
  expect(recordsOf(null, file(head))[0]?.type).toBe('header')
  expect(recordsOf(null, '0   \r\n.1\r\n')[0]).toMatchObject({ type: 'problem', message: '2 constants, and should be at least 50' })
  expect(recordsOf(null, 'Brewer Temp = 29 C (3.66 V)\r\n')[0]?.type).toBe('housekeeping')
  expect(recordsOf(null, 'ux\rIntegration time is 0.2 seconds per sample\rdt  2.7E-08 \rcy 1\rdh\r19\r06\r19\rEl Sitio\r 37.1\r 6.73\r 2.9\rpr\r1000dark\r 2.1 \r\n')[0]).toMatchObject({ type: 'header', pressure: 1000 })
})
