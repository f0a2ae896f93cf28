import * as records from './generate-records.ts'
import type { Random, Row } from './generate-text.ts'

/** Something that goes wrong, or well again, at a time of day (HH:MM or HH:MM:SS GMT). */
export type Fault = { at: string } & (
  /** As the program would say it; of what it has no words for, as the files show it: a code of brewer.md. */
  | { code: number }
  /** A line of the program, or of its operator: "routine: words". */
  | { text: string }
  /** A routine that does well. */
  | { cure: 're' | 'az' | 'hg' | 'hp' | 'fr' | 'sl' | 'uv' }
  /** HOME in the midst of a measurement, of which the rest stands behind the message. */
  | { key: 'HOME' | 'DEL' | 'BACKSPACE'; routine?: string }
  /** The instrument's own log, quoted. */
  | { quote: string }
  /** Seconds by which the clock is set; later times are by the clock as it is then. */
  | { clock: number }
  /** Constants of another calibration. */
  | { constants: Partial<records.Temper> }
  /** A test with other outcomes than usual. */
  | { test: Partial<records.Temper> & { correlation?: number; adjustment?: number; ratio?: number } }
  | { restart: true }
  | { schedule: string }
  /** Nothing is written until then (HH:MM). */
  | { silentUntil: string }
  | { broken: 'control bytes' | 'half a record' | 'a bad time' | 'a huge line' }
)

/** What the program says for a code; of 15, the lamp is neither detected nor on. */
export const words: Readonly<Record<number, readonly string[]>> = {
  11: ['re: Azimuth tracker ZEROING FAILURE !!'],
  12: ['menu: Brewer failed to respond 5 times'],
  13: ['re: Filterwheel #3 reference not found'],
  14: ['hg: HG failed'],
  15: ['hg: Lamp not detected f1= 6 f4= 113', 'hg: Lamp not on... hg test terminated F1= 6 F4= 113'],
  16: ['sl: Lamp not on... sl test terminated F1= 4 F4= 98'],
  17: ['hg: Micrometer is jammed'],
  21: ['re: Micrometer reset attempted'],
  22: ['hg: No intensity detected'],
  23: ['re: Reset failed  11 times. Quitting and going to the menu.'],
  24: ['hp: Spectrometer alignment trouble.'],
  25: ['re: Zenith drive ZEROING FAILURE !!'],
  26: ['ck: Illegal command (ck) in schedule o30618a, ignoring'],
  31: ['ux: UV extended  scan started'],
  32: ['ux: UV extended  scan finished, incident DUV =  2.59E-02 mW/m^2'],
  33: ['ua: UV timed  scan started', 'ua: UV timed  scan aborted'],
  34: ['ed: Starting EndOfDay'],
  38: ['ds: HOME key pressed', 'ds: Going to menu'],
  45: ['si: User confirmed doing sighting without azimuth tracker.'],
  46: ['o3: Total ozone submitted'],
  47: ['skc: Starting schedule zz9999'],
  51: ['rl:  2019  170  06 30 53   Checksum bad in low level command.'],
  52: ['rl:  2019  170  06 30 53   Motor 10: appears stuck with a reference sensor activated.'],
  53: ['rl:  2019  170  06 30 53   Reset Warm -> Tepid'],
  55: ['ds: DS intensity too high ( 301620/cy) quitting.'],
  56: ['hs: Bad or missing hs.cfg file creating new defaults.'],
  57: ["skc: User didn't confirm running schedule. Quitting."],
  58: ['checkhg: Last HG had to adjust the micrometer by at least 1'],
}

const cureWords: Readonly<Record<string, readonly string[]>> = {
  re: [
    're: Running re from o30618a', 're: Zenith discrepancy =  2', 're: Azimuth discrepancy = -1',
    're: Found diode at step -240 Moving filterwheel #3 to o3 position at  240',
  ],
  az: ['az: Running az from o30618a', 'az: Azimuth discrepancy =  1'],
  fr: ['fr: Micrometer #1 discrepancy= 0 Now set to o3 offset = 0', 'fr: Micrometer #2 discrepancy= 0 Now set to offset = 0'],
  uv: ['ux: UV extended  scan started', 'ux: UV extended  scan finished, incident DUV =  2.59E-02 mW/m^2'],
}

/** A mercury test that finds its step; a correlation of 0 is one that failed. */
export const mercuryTest = (
  moment: records.Moment, temper: records.Temper, random: Random, { correlation = 0.998, adjustment = 0 } = {},
): Row[] => {
  const calculatedStep = temper.calStep + adjustment + (random() - 0.5) * 0.8
  return [
    records.mercuryScan(moment, random),
    records.mercury(moment, {
      correlation, calculatedStep, setStep: Math.round(calculatedStep), intensity: correlation === 0 ? 600 : 270_000,
      temperature: temper.temperature, adjustment,
    }),
  ]
}

export const lampTest = (moment: records.Moment, { r5, r6, f1, temperature }: records.Temper, random: Random): Row[] => [
  ...Array.from({ length: 7 }, (_, index) => records.measurement({ ...moment, seconds: moment.seconds + index * 40 }, 'sl', random)),
  records.summary(
    { ...moment, seconds: moment.seconds + 120 },
    { of: 'sl', ms: [700, 200, -400, -1100], r5, r6, last: [f1, f1 * 0.9], deviations: [3, 3, 4, 5, 15, 3, 500, 300] }, temperature,
  ),
]

/** The records of a fault. Clock, silence and broken records are matters of the whole file. */
export const faultRows = (fault: Fault, moment: records.Moment, temper: records.Temper, random: Random): Row[] => {
  const say = (texts: readonly string[]) => texts.map((text) => records.comment(moment, text))
  if ('code' in fault)
    return fault.code === 14 ? mercuryTest(moment, temper, random, { correlation: 0, adjustment: 42 }) : say(words[fault.code] ?? [])
  if ('text' in fault) return say([fault.text])
  if ('quote' in fault) return say([`rl:  2019  170  06 30 53   ${fault.quote}`])
  if ('cure' in fault) {
    if (fault.cure === 'hg') return mercuryTest(moment, temper, random)
    if (fault.cure === 'hp') return records.secondMicrometer(moment, random)
    return fault.cure === 'sl' ? lampTest(moment, temper, random) : say(cureWords[fault.cure] ?? [])
  }
  if ('key' in fault) {
    const routine = fault.routine ?? 'ds'
    const whole = records.measurement(moment, routine, random)
    const pressed = records.comment(moment, `${routine}: ${fault.key} key pressed`, ...whole.slice(14))
    return [whole.slice(0, 14), pressed, records.comment(moment, `${routine}: Going to menu`)]
  }
  if ('restart' in fault)
    return [...say(['start:  PROGRAM start :  JUN 19/19 at 10:00:00']), ['inst', ...records.constants(temper, true)]]
  if ('constants' in fault) return [['inst', ...records.constants({ ...temper, ...fault.constants }, true)]]
  if ('schedule' in fault) return say([`skc: Starting schedule ${fault.schedule}`])
  if ('test' in fault) return testRows(fault.test, moment, temper, random)
  if ('broken' in fault) return brokenRows[fault.broken](moment, random)
  return []
}

type Outcome = Extract<Fault, { test: unknown }>['test']

const testRows = (outcome: Outcome, moment: records.Moment, usual: records.Temper, random: Random): Row[] => {
  const { correlation, adjustment, ratio, ...other } = outcome
  const temper = { ...usual, ...other }
  const isMercury = correlation !== undefined || adjustment !== undefined || other.calStep !== undefined
  const isLamp = other.r5 !== undefined || other.r6 !== undefined || other.f1 !== undefined
  const { temperature } = temper
  return [
    ...isMercury ? mercuryTest(moment, temper, random, { correlation: correlation ?? 0.998, adjustment: adjustment ?? 0 }) : [],
    ...ratio === undefined ? [] : [records.runStop(moment, { ratios: [ratio, 1.5, 1, 1, 1, 1, 1, 1], temperature }, random)],
    ...other.deadTime === undefined
      ? [] : [records.deadTime(moment, { high: other.deadTime, low: other.deadTime + 1, temperature }, random)],
    ...isLamp ? lampTest(moment, temper, random) : [],
    ...other.highVoltage === undefined && other.plus5 === undefined ? [] : [records.analog(moment, temper)],
    ...other.temperature === undefined && other.humidity === undefined ? [] : [records.housekeeping(moment, temper)],
  ]
}

type Broken = Extract<Fault, { broken: unknown }>['broken']

const brokenRows: Readonly<Record<Broken, (moment: records.Moment, random: Random) => Row[]>> = {
  'control bytes': (moment, random) => [['\x01\x0b\x00a', ...records.measurement(moment, 'ds', random).slice(2)]],
  'half a record': (moment) => [['hg', records.comment(moment, '')[1]!, ' .99']],
  'a bad time': () => [['co', '1X:00:5', 'hg: Lamp not detected f1= 6 f4= 113']],
  'a huge line': (moment) => [records.comment(moment, `user: ${'x'.repeat(80_000)}`)],
}
