import { describe, expect, test } from 'vitest'
import { codesOf, co, constants, header, hg, judge, moment, openCodes, summary, type Part } from '../../../test/kit/brewer-records.ts'
import type { Digest } from './event.ts'

describe('What the same routine clears, and no other', () => {
  const good = [co('06:00', 're: Running re from o3'), co('06:01', 're: Zenith discrepancy =  2'), co('06:02', 're: Azimuth discrepancy = -1')]
  const wheel = co('02:00', 're: Filterwheel #3 reference not found')

  test('Filterwheel 3 is found by a reset, whether that says so or not, and by no lamp', () => {
    expect(openCodes(judge([header(), wheel, hg('05:00')]))).toEqual([13])
    expect(openCodes(judge([header(), wheel, ...good]))).toEqual([13])
    expect(judge([header(), wheel, ...good, co('06:03', 'az: Running az from o3')]).events[0]!.clearedAt).toBe(moment('06:02'))
    expect(openCodes(judge([header(), wheel, ...good, co('06:02:30', 're: FW#3 reference not found')]))).toEqual([13, 13])
    expect(openCodes(judge([header(), wheel, co('06:03', 're: Found diode at step -242 Moving filterwheel #3 to o3 position at  242')]))).toEqual([])
  })

  test('An alignment that failed is well with the next one that did not', () => {
    const fault = co('02:00', 'hp: Spectrometer alignment trouble.')
    expect(openCodes(judge([header(), fault, { type: 'other', at: moment('02:01'), tag: 'hpscan' }, hg('05:00')]))).toEqual([24])
    expect(openCodes(judge([header(), fault, { type: 'other', at: moment('06:00'), tag: 'hp' }]))).toEqual([])
  })

  test('Light that the sun or the standard lamp did not give is seen again of the same', () => {
    const [sun, lamp] = [co('02:00', 'ds: No intensity detected'), co('02:00', 'sl: No intensity detected')]
    expect(openCodes(judge([header(), sun, summary('06:00', 'sl')]))).toEqual([22])
    expect(openCodes(judge([header(), sun, summary('06:00', 'ds')]))).toEqual([])
    expect(openCodes(judge([header(), lamp, summary('06:00', 'ds')]))).toEqual([22])
    expect(openCodes(judge([header(), lamp, summary('06:00', 'sl')]))).toEqual([])
  })

  test('Temperatures that it tells, and a scan that it finished, are answers', () => {
    const fault = co('02:00', 'menu: Brewer failed to respond 5 times')
    const temperatures = (photomultiplier: number | null): Part => ({ type: 'housekeeping', at: moment('06:00'), photomultiplier, fan: null, base: null, relativeHumidity: null, absoluteHumidity: null })
    expect(openCodes(judge([header(), fault, temperatures(null)]))).toEqual([12])
    expect(openCodes(judge([header(), fault, temperatures(21)]))).toEqual([])
    expect(openCodes(judge([header(), fault, co('06:00', 'ux: UV extended  scan started')]))).toEqual([12])
    expect(openCodes(judge([header(), fault, co('06:00', 'ux: UV extended  scan finished, incident DUV =  2.59E-02 mW/m^2')]))).toEqual([])
  })
})

describe('What is one incident', () => {
  const incidents = ({ events }: Digest) => new Set(events.map(({ code, incident }) => incident ?? code)).size

  test('A mercury test that failed is one, with its values', () => {
    const digest = judge([header(), constants, hg('05:00', { correlation: 0, setStep: 201, adjustment: 42 })])
    expect(codesOf(digest)).toEqual([14, 63, 64])
    expect(incidents(digest)).toBe(1)
  })

  test('A clock that went back is not one with what failed after it', () => {
    const digest = judge([header(), co('06:00', 'td: x'), co('05:00', 'hg: Lamp not on... hg test terminated F1= 6 F4= 113'), co('05:00', 'hg: Lamp not detected f1= 6 f4= 113')])
    expect(codesOf(digest)).toEqual([86, 16, 15])
    expect(incidents(digest)).toBe(2)
  })

  test('Of lines of print only what is told of one lamp', () => {
    const print = (text: string): Part => ({ type: 'comment', at: moment('05:00'), routine: '', text, isOperator: false, isQuote: false })
    const digest = judge([header(), ...['Azimuth tracker ZEROING FAILURE', 'BREWER FAILED TO RESPOND 5 TIMES', 'Lamp not on', 'Lamp not detected', 'HOME KEY PRESSED'].map(print)])
    expect(codesOf(digest)).toEqual([11, 12, 16, 15, 38])
    expect(incidents(digest)).toBe(4)
  })
})

test('What two clocks do not agree on is told at a time that has come', () => {
  const day = (date: string) => [header({ date }), { ...co('10:00', 'td: x'), at: moment('10:00', date) }]
  const at = (digest: Digest) => digest.events.map(({ code, at: time }) => [code, new Date(time).toISOString().slice(0, 16)])
  expect(at(judge(day('2019-06-14')))).toEqual([[42, '2019-06-19T00:00'], [81, '2019-06-19T00:00']])
  expect(at(judge(day('2019-06-14'), { arrivedAt: moment('10:15', '2019-06-14') }))).toEqual([[42, '2019-06-14T10:15'], [81, '2019-06-14T10:15']])
  expect(at(judge(day('2019-06-24'), { arrivedAt: moment('10:15') }))).toEqual([[42, '2019-06-19T10:15'], [81, '2019-06-19T10:15'], [42, '2019-06-19T10:15']])
})

test('A file of another Brewer stays one, though its day is right, until one is of its own', () => {
  const operation = (number: string): Part => ({ type: 'operation', at: null, icf: null, azimuthCorrection: null, zenithCorrection: null, stepsPerTurn: null, schedule: null, values: [number] })
  const told = (...numbers: string[]) => openCodes(judge([header(), ...numbers.flatMap((number) => [operation(number), co('06:00', 'td: x')]), co('07:00', 'td: y')]))
  expect(told('185')).toEqual([81])
  expect(told('185', '033')).toEqual([])
  expect(judge([header({ date: '2019-06-14' }), operation('033')]).events.find(({ code }) => code === 81)!.clearedAt).toBeNull()
})

test('Words stand as far from each other as a program likes', () => {
  const broken = [co('02:00', 'ds: HOME key pressed'), co('02:00', 'ds: Going  to  menu')]
  expect(openCodes(judge([header(), ...broken, co('03:00', 'hg:  Running  hg  from  o3')]))).toEqual([])
  expect(codesOf(judge([header(), ...[1, 2, 3, 4].map((minute) => co(`02:0${minute}`, 'start:  PROGRAM   start :  JUN 19/19')) ]))).toEqual([54])
})
