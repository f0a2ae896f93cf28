import { describe, expect, test } from 'vitest'
import { codesOf, co, constants, header, hg, judge, mark, measured, moment, name, openCodes, summary, type Part } from '../../../test/kit/brewer-records.ts'
import type { BrewerRecord } from '../format/record.ts'
import { createDigest } from './judge.ts'
import { createLimits } from './limits.ts'

describe('What an event says', () => {
  test('It has its place, the message as it stands there, and how often its code came until then', () => {
    const { events, counts } = judge([header(), co('05:00', 'hg: Lamp not on...  hg test terminated F1= 6 F4= 113'), measured('05:10'), co('06:00', 'sl: Lamp not on... sl test terminated F1= 1 F4= 9')])
    expect(events[0]).toMatchObject({ code: 16, level: 'CRITICAL', at: moment('05:00'), line: 2, offset: 100, length: 99, message: 'hg: Lamp not on...  hg test terminated F1= 6 F4= 113', count: 1, isGuess: false, measured: null })
    expect(events[1]).toMatchObject({ code: 16, count: 2, line: 4 })
    expect(counts).toEqual(new Map([[16, 2]]))
  })

  test('What one routine tells in one second is one incident; in the next second, or of another routine, it is not', () => {
    const { events } = judge([header(), co('05:00:01', 'hg: Lamp not on... hg test terminated F1= 6 F4= 113'), co('05:00:01', 'hg: Lamp not detected f1= 6 f4= 113'), co('05:00:02', 'hg: DEL key pressed'), co('05:00:02', 'menu: Brewer failed to respond 5 times')])
    expect(events[0]!.incident).not.toBeNull()
    expect(events[1]!.incident).toBe(events[0]!.incident)
    expect(events.slice(2).map(({ incident }) => incident)).toEqual([null, null])
  })

  test('Ten thousand events are kept, all are counted', () => {
    const digest = createDigest({ name, limits: createLimits({}), expectedSchedule: null, arrivedAt: null })
    for (let line = 1; line <= 12_000; line++) digest.take({ ...co('05:00', 'ds: HOME key pressed'), line, offset: line * 40, length: 39 } as BrewerRecord)
    const { events, counts } = digest.end()
    expect(events).toHaveLength(10_000)
    expect(counts.get(38)).toBe(12_000)
  })

  test('The header says where it stands, the first and last times when it began and ended', () => {
    expect(judge([header(), constants, co('00:28:31', 'dh: day header'), co('23:50', 'skc: Waiting until end of local day.')])).toMatchObject({
      kind: 'B', brewer: 33, date: '2019-06-19', station: 'Somewhere', latitude: 37.1, longitude: -6.73, records: 4, firstAt: moment('00:28:31'), lastAt: moment('23:50'),
      configurations: [{ line: 2, deadTimeNs: 40, calStep: 286, etcO3: 1567, model: 'mkii' }],
    })
  })
})

describe('What is well again', () => {
  const reset = (time: string): Part[] => [co(time, 're: Running re from o30619a'), co(time, 're: Zenith discrepancy =  2'), co(time, 're: Azimuth discrepancy = -1')]

  test('Azimuth, zenith and a reset that failed are cleared by a reset that finds both, hours later', () => {
    const digest = judge([header(), ...['re: Azimuth tracker ZEROING FAILURE !!', 're: Zenith drive ZEROING FAILURE !!', 're: Reset failed  11 times. Quitting and going to the menu.'].map((text, index) => co(`02:0${index}`, text)), measured('05:00'), ...reset('09:30')])
    expect(codesOf(digest)).toEqual([11, 25, 23])
    expect(digest.events.map(({ clearedAt }) => clearedAt)).toEqual([moment('09:30'), moment('09:30'), moment('09:30')])
  })

  test('Half a reset clears its half only, and a reset that fails nothing', () => {
    const failed = [co('02:00', 're: Azimuth tracker ZEROING FAILURE !!'), co('02:01', 're: Reset failed 3 times. Quitting and going to the menu.')]
    expect(openCodes(judge([header(), ...failed, co('03:00', 're: Running re from menu'), co('03:01', 're: Zenith discrepancy = 1'), co('03:02', 're: Azimuth tracker ZEROING FAILURE !!')]))).toEqual([11, 23, 11])
    expect(openCodes(judge([header(), ...failed, co('03:00', 'az: Azimuth discrepancy =  4')]))).toEqual([23])
  })

  test('A good mercury calibration clears the lamp that had failed in one, its alignment and its jam; a bad one does not', () => {
    const faults = ['hg: Lamp not on... hg test terminated F1= 6 F4= 113', 'hg: Lamp not detected f1= 6 f4= 113', 'hg: Micrometer alignment trouble', 'hg: Micrometer is jammed', 'hg: No intensity detected'].map((text, index) => co(`02:0${index}`, text))
    expect(openCodes(judge([header(), ...faults, hg('06:00', { correlation: 0.93 })]))).toEqual([16, 15, 24, 17, 22, 64])
    expect(openCodes(judge([header(), ...faults, hg('06:00')]))).toEqual([])
  })

  test('What the own log tells at the end of the day is over when the reset in which it happened went well', () => {
    const stuck = (clock: string) => co('23:15', `rl:  2019  170  ${clock}   Motor #1: appears stuck with a reference sensor activated. `)
    expect(openCodes(judge([header(), ...reset('01:17'), stuck('01 16 27')]))).toEqual([])
    expect(openCodes(judge([header(), ...reset('01:17'), stuck('14 20 03')]))).toEqual([52])
    expect(openCodes(judge([header(), ...reset('01:17'), co('23:15', 'rl: Motor #1: appears stuck with a reference sensor activated.')]))).toEqual([52])
    expect(openCodes(judge([header(), co('02:00', 'rl:  2019  170  06 30 53   Checksum bad in low level command.'), measured('07:00')]))).toEqual([])
  })

  test('The standard lamp that did not burn is not cleared by mercury, but by a test with it', () => {
    const fault = co('02:00', 'sl: Lamp not on... sl test terminated F1= 4 F4= 98')
    expect(openCodes(judge([header(), fault, hg('06:00')]))).toEqual([16])
    expect(openCodes(judge([header(), fault, summary('01:59', 'sl')]))).toEqual([16])
    expect(openCodes(judge([header(), fault, summary('06:00', 'sl')]))).toEqual([])
  })

  test('What did not respond is cleared by whatever it measures next, not by comments', () => {
    const fault = co('02:00', 'menu: Brewer failed to respond 5 times')
    expect(openCodes(judge([header(), fault, co('02:05', 'td: Running td from menu'), co('02:06', 'ex: Running ex from menu')]))).toEqual([12])
    expect(judge([header(), fault, measured('07:30')]).events[0]!.clearedAt).toBe(moment('07:30'))
  })

  test('An aborted scan is cleared by the next that is finished', () => {
    const scan = [co('08:00', 'ua: UV timed  scan started'), co('08:02', 'ua: UV timed  scan aborted')]
    expect(openCodes(judge([header(), ...scan, co('09:00', 'ua: UV timed  scan started')]))).toEqual([33])
    expect(openCodes(judge([header(), ...scan, co('09:00', 'ua: UV timed  scan started'), co('09:04', 'ua: UV timed  scan finished, incident DUV =  3.1 mW/m^2')]))).toEqual([])
  })

  test('A break of a schedule is cleared when a schedule goes on, not by commands from the menu', () => {
    const broken = [header(), co('05:00', 'skc: Starting schedule o30619a'), co('06:00', 'ds: HOME key pressed'), co('06:01', 'ds: Going to menu'), co('06:02', 'hg: Running hg from menu line -200'), measured('06:05')]
    expect(openCodes(judge(broken))).toEqual([38])
    expect(openCodes(judge([...broken, co('06:10', 'skc: Starting schedule o30619a')]))).toEqual([])
    expect(openCodes(judge([...broken, co('06:10', 'ux: Running ux from o30619a line -70.88')]))).toEqual([])
  })

  test('Where no schedule ran, the next command clears a break', () => {
    expect(openCodes(judge([header(), co('06:00', 'hg: Running hg from menu line -200'), co('06:01', 'hg: DEL key pressed'), co('06:10', 'sl: Running sl from menu line -200')]))).toEqual([])
  })

  test('A command that is unknown is over when the program goes on', () => {
    expect(openCodes(judge([header(), co('06:00', 'ck: Illegal command (ck) in schedule o30619a, ignoring')]))).toEqual([26])
    expect(openCodes(judge([header(), co('06:00', 'ck: Illegal command (ck) in schedule o30619a, ignoring'), measured('06:01')]))).toEqual([])
  })

  test('What did well is told with its first and last time, for faults of other files', () => {
    const { cures } = judge([header(), hg('01:00'), hg('03:00'), hg('09:00', { correlation: 0.2 })])
    expect(cures.find((cure) => cure.name === 'mercury')).toEqual({ name: 'mercury', firstAt: moment('01:00'), lastAt: moment('03:00') })
  })
})

describe('What no text says', () => {
  test('A mercury calibration without correlation, or that jumped, has failed', () => {
    expect(judge([header(), hg('01:00', { correlation: 0, adjustment: 42 })]).events[0]).toMatchObject({ code: 14, message: 'Correlation 0, micrometer moved by 42 steps' })
    expect(codesOf(judge([header(), hg('01:00', { adjustment: -140 })]))).toContain(14)
    expect(codesOf(judge([header(), hg('01:00', { adjustment: -17 }), hg('02:00', { correlation: null })]))).toEqual([])
  })

  test('A header of another day than the name’s is a failure; a day less is none where the sun is ahead of UTC', () => {
    const begins = (date: string, time: string, longitude: number) => judge([header({ date, longitude }), { ...co(time, 'dh: day header'), at: moment(time, date) }])
    expect(codesOf(begins('2019-06-19', '00:28:31', -6.73))).toEqual([])
    expect(codesOf(begins('2019-06-18', '22:31:40', 22.956))).toEqual([])
    expect(codesOf(begins('2019-06-18', '12:30:00', 172))).toEqual([])
    expect(codesOf(begins('2019-06-20', '01:10:00', -155))).toEqual([])
    expect(codesOf(begins('2019-06-18', '00:28:31', -6.73))).toEqual([42])
    expect(codesOf(begins('2019-06-20', '08:00:00', -6.73))).toEqual([42])
    expect(codesOf(begins('2019-06-18', '06:00:00', 22.956))).toEqual([42])
    const far = begins('2016-06-19', '00:28:31', -6.73)
    expect(codesOf(far)).toEqual([42, 81])
    expect(far.events[0]!.incident).toBe(far.events[1]!.incident)
    expect(far.events[0]!.message).toBe('Begins on 2016-06-19, its name says 2019-06-19: 1095 days before it')
  })

  test('A file that says it is of another Brewer than its name is told once', () => {
    const operation = (number: string): Part => ({ type: 'operation', at: null, icf: 'icf1', azimuthCorrection: 0, zenithCorrection: 0, stepsPerTurn: 14_665, schedule: null, values: [number, 'c:/bdata'] })
    expect(codesOf(judge([header(), operation('033'), operation('')]))).toEqual([])
    expect(judge([header(), operation('186'), operation('186')]).events).toMatchObject([{ code: 81, message: 'Says that it is of Brewer 186, its name says 33' }])
  })

  test('The Julian day is that of the name, of UTC or of the sun; another is a failure until it is right', () => {
    expect(codesOf(judge([header(), co('05:00', 'td: Julian day = 170')]))).toEqual([])
    expect(codesOf(judge([header(), { ...co('00:25', 'td: Julian day = 171'), at: moment('00:25', '2019-06-20') }]))).toEqual([])
    expect(codesOf(judge([header(), co('05:00', 'td: JULIAN DAY =  17')]))).toEqual([43])
    expect(openCodes(judge([header(), co('05:00', 'td: Julian day = 171'), co('07:00', 'td: Julian day = 170')]))).toEqual([])
    expect(codesOf(judge([header(), co('05:00', 'user: Julian day = 12')]))).toEqual([])
  })

  test('A correction of the clock beyond 20 seconds is a failure, and over with the next small one', () => {
    const digest = judge([header(), co('05:00', 'td: Time correction -134.1 seconds'), co('05:30', 'td: Time correction  20 seconds'), co('06:00', 'td: Time correction .1 seconds'), co('07:00', 'td: TIME CORRECTION  32.5 SECONDS')])

    expect(digest.counts).toEqual(new Map([[44, 2], [73, 2]]))
    expect(openCodes(digest).sort()).toEqual([44, 73])
    expect(digest.events[0]!.incident).toBe(digest.events[1]!.incident)
  })

  test('A file that arrives before its last record is a guess at a wrong clock; one that arrives later says nothing', () => {
    const day = [header(), co('05:00', 'dh: day header'), co('20:00', 'skc: Waiting until end of local day.')]
    expect(codesOf(judge(day, { arrivedAt: moment('20:05') }))).toEqual([])
    expect(codesOf(judge(day, { arrivedAt: moment('19:55') }))).toEqual([])
    expect(codesOf(judge(day, { arrivedAt: moment('20:05', '2024-06-19') }))).toEqual([])
    expect(judge(day, { arrivedAt: moment('17:00') }).events).toMatchObject([{ code: 44, isGuess: true, message: 'Its last record is 3 h later than the file arrived' }])
    expect(judge(day, { arrivedAt: moment('17:00', '2019-06-12') }).events).toMatchObject([{ code: 42, isGuess: true }])
  })

  test('A sighting that was asked for, or that moved the tracker, is a guess', () => {
    expect(judge([header(), co('09:00', 'si: User confirmed doing sighting without azimuth tracker.')]).events).toMatchObject([{ code: 45, isGuess: true, clearedAt: null }])
    expect(judge([header(), co('09:00', 'user: apuntamiento manual'), co('09:30', 'si: New SI, HC = -7, NC =  285  Old = -7 ,  265')]).events).toMatchObject([{ code: 45, isGuess: true, clearedAt: moment('09:30') }])
    expect(judge([header(), co('09:30', 'si: New SI, HC = -7, NC =  2045  Old =  32 ,  2045')]).events).toMatchObject([{ code: 45, isGuess: true, clearedAt: moment('09:30') }])
  })

  test('Another schedule than the expected one is told once, until the expected one runs', () => {
    const day = [header(), co('00:30', 'skc: uv0619a'), co('01:00', 'ux: Running ux from uv0619a line -70'), co('02:00', 'hg: Running hg from menu line -200'), co('03:00', 'skc: Starting schedule o30619a'), co('04:00', 'ux: Running ux from o30619a'), co('05:00', 'skc: Starting schedule uv0619b')]
    expect(codesOf(judge(day))).toEqual([])
    const digest = judge(day, { expectedSchedule: 'o3*, lab' })
    expect(digest.events.map(({ code, line, clearedAt }) => [code, line, clearedAt])).toEqual([[47, 2, moment('03:00')], [47, 7, null]])
    expect(codesOf(judge(day, { expectedSchedule: 'O30619A UV0619?' }))).toEqual([47, 47])
    expect(codesOf(judge([header(), { type: 'operation', at: null, icf: 'icf1', azimuthCorrection: 0, zenithCorrection: 0, stepsPerTurn: 14_665, schedule: 'sk1', values: [] }], { expectedSchedule: 'sk2' }))).toEqual([47])
  })

  test('Four starts of the program within an hour are too many, until an hour has passed', () => {
    const start = (time: string) => co(time, 'start:  PROGRAM start :  JUN 19/19 at 06:59:07')
    expect(codesOf(judge([header(), ...['06:00', '08:00', '10:00', '12:00', '14:00'].map(start)]))).toEqual([])
    const digest = judge([header(), ...['06:00', '06:10', '06:20', '06:30', '06:40'].map(start)])
    expect(codesOf(digest)).toEqual([54, 54])
    expect(openCodes(judge([header(), ...['06:00', '06:10', '06:20', '06:30'].map(start), co('07:45', 'td: Time correction .1 seconds')]))).toEqual([])
  })

  test('A micrometer that had to be moved far is told, a few steps are not', () => {
    expect(codesOf(judge([header(), co('05:00', 'fr: Micrometer #2 discrepancy= 1741 Now set to offset = 0'), co('05:01', 'fr: Micrometer #1 discrepancy=-1363 Now set to o3 offset = 0')]))).toEqual([58, 58])
    expect(codesOf(judge([header(), co('05:00', 'fr: Micrometer #1 discrepancy=-36 Now set to o3 offset = 0')]))).toEqual([])
  })

  test('Times that go back by more than a minute are told; midnight is not going back', () => {
    expect(judge([header(), co('08:15', 'td: Running td from menu'), co('08:12', 'td: Time correction -134.1 seconds')]).counts.get(86)).toBe(1)
    expect(codesOf(judge([header(), co('08:15', 'td: Running td from menu'), co('08:14:30', 'skc: Waiting until ZA =-71 now -73.1'), summary('08:10', 'ds')]))).toEqual([])
    expect(codesOf(judge([header(), co('23:59', 'skc: Waiting until end of local day.'), { ...co('00:09', 'skc: Waiting until end of local day.'), at: moment('00:09', '2019-06-20') }]))).toEqual([])
  })

  test('The mark of an end of day counts where no text tells it; glued to another record it is the file’s own end', () => {
    const after = [co('00:29:50', 'o3: Running o3 from o30619a'), co('00:29:51', 'af: Running af from o30619a'), co('00:29:52', 'ozsum: Running ozsum from o30619a'), measured('00:30'), measured('00:31'), measured('00:32')]
    expect(codesOf(judge([header(), mark('00:29:45'), co('00:29:45', 'ed: Starting EndOfDay'), ...after]))).toEqual([34])
    expect(codesOf(judge([header(), mark('00:29:45'), ...after]))).toEqual([34])
    expect(codesOf(judge([header(), measured('00:29'), mark('00:29:45')]))).toEqual([])
  })

  test('What cannot be read is told with its place', () => {
    const digest = judge([header(), { type: 'problem', at: null, what: 'UNKNOWN_RECORD', message: 'No known record: x' }, measured('05:00')])
    expect(digest.events).toMatchObject([{ code: 83, line: 2, message: 'No known record: x' }])
    expect(digest.problems).toEqual([{ line: 2, message: 'No known record: x' }])
    expect(digest.cures.map((cure) => cure.name)).not.toContain('clean file')
    expect(judge([header(), measured('05:00')]).cures.map((cure) => cure.name)).toContain('clean file')
  })
})
