import { about, basic, clockTime, dateFields, minutes, type Random, type Row } from './generate-text.ts'

/** What an instrument is like: its tests give these, give or take their usual scatter. */
export type Temper = {
  model: 'mkii' | 'mkiii' | 'mkiv'
  etcO3: number
  /** ns */
  deadTime: number
  calStep: number
  r5: number
  r6: number
  f1: number
  /** V */
  highVoltage: number
  plus5: number
  /** °C */
  temperature: number
  /** g/m³ */
  humidity: number
}

/** Seconds since midnight of the record's time, and the day it is on. */
export type Moment = { seconds: number; day: Date }

const counts = (random: Random, size: number, slits: number) => Array.from({ length: slits }, (_, slit) => basic(slit === 1 ? about(random, 30, 20) : about(random, size, size / 3)))

export const comment = ({ seconds }: Moment, text: string, ...more: string[]): Row => ['co', clockTime(seconds), text, ...more]

export const versionRow = ({ seconds }: Moment, routine: string): Row => ['vers', clockTime(seconds), `${routine}.rtn`, `REM ${routine} 19 01 04 HG Lamp not on in this line is no message`]

export const housekeeping = ({ seconds }: Moment, { temperature, humidity }: Temper): Row =>
  ['hk', clockTime(seconds), basic(temperature), basic(temperature + 1), basic(temperature - 1), basic(humidity * 5, 1), basic(humidity, 2), '-99', basic(temperature)]

export const measurement = ({ seconds }: Moment, of: string, random: Random, filter = 64): Row =>
  [of, 'a', ` ${filter}`, minutes(seconds), '0', '6', '20', ...counts(random, of === 'ds' ? 300_000 : 600_000, 7), 'rat', ...[1778, 1186, 412, 383].map((ratio) => basic(about(random, ratio, 20), 3))]

type SummaryValues = { of: string; ms?: readonly number[]; r5: number; r6: number; last: readonly [number, number]; deviations?: readonly number[] }

export const summary = ({ seconds, day }: Moment, { of, ms = [4969, 3113, 333, -766], r5, r6, last, deviations = [19, 9, 7, 5, 34, 13, 0.4, 2.6] }: SummaryValues, temperature: number): Row => [
  'summary', clockTime(seconds), ...dateFields(day), basic(37.83, 3), basic(1.263, 3), basic(temperature), of, ' 3', ...ms.map((value) => basic(value)), basic(r5), basic(r6),
  basic(last[0], 1), basic(last[1], 1), ...deviations.map((value) => basic(value, 1)),
]

/** Nothing could be measured: stamped midnight, whatever the time. */
export const unstampedSummary = ({ day }: Moment): Row => ['summary', '00:00:00', ...dateFields(day), ' 37.83', ' 1.263', ' 31', 'aode', ' 4', ...Array.from({ length: 16 }, () => ' 0')]

export const mercuryScan = ({ seconds, day }: Moment, random: Random): Row => [
  'hgscan', ' 0', 'wide 302', 'warm= 4.995001', clockTime(seconds) + dateFields(day)[0], ...dateFields(day).slice(1), ...counts(random, 90_000, 20), '', ...counts(random, 90_000, 20),
]

export const mercury = ({ seconds }: Moment, values: { correlation: number; calculatedStep: number; setStep: number; intensity: number; temperature: number; adjustment: number }): Row => [
  'hg', clockTime(seconds), basic(values.correlation, 4), basic(values.calculatedStep, 4), basic(values.setStep), basic(values.intensity), basic(values.temperature), basic(values.adjustment),
]

export const secondMicrometer = ({ seconds }: Moment, random: Random): Row[] => [
  ['hpscan', clockTime(seconds - 50), '', ...Array.from({ length: 17 }, (_, step) => [basic(step * 10), basic(about(random, 150_000, 90_000))]).flat()],
  ['hp', clockTime(seconds), basic(about(random, 0.995, 0.003), 7), basic(about(random, 211_000, 900), 1), basic(about(random, 72, 12), 1), ' 21'],
]

export const deadTime = ({ seconds, day }: Moment, { high, low, temperature }: { high: number; low: number; temperature: number }, random: Random): Row => [
  'dto3', ...dateFields(day), clockTime(seconds), basic(temperature), ' 1', ' 1471245', ...Array.from({ length: 5 }, () => basic(about(random, high, 1), 2)), ' 2', ' 450331.3',
  ...Array.from({ length: 10 }, () => basic(about(random, low, 7), 2)), `   ${basic(high, 3)}`, ' .9', `   ${basic(low, 3)}`, ' 5.4',
]

/** Slit 1 is dark: its ratio is anything. */
export const runStop = ({ seconds, day }: Moment, { ratios, temperature }: { ratios: readonly number[]; temperature: number }, random: Random): Row => {
  const running = counts(random, 1_200_000, 8)
  return ['rso3', ...dateFields(day), clockTime(seconds), basic(temperature), ...running, ...running, ...ratios.map((ratio) => basic(ratio, 4)), ...Array.from({ length: 14 }, () => basic(about(random, 0.1, 0.3), 4))]
}

/** Lamps off, and on; 24 channels with new electronics, 16 with old ones. */
export const analog = ({ seconds }: Moment, { temperature, highVoltage, plus5, humidity, model }: Temper, lampCurrent = 1.49): Row => {
  const half = (isOn: boolean) => {
    const old = [temperature, temperature + 0.4, temperature, highVoltage, 11.97, plus5, -11.93, 23.93, isOn ? 5 : 0, temperature, temperature + 1, temperature, 5.01, -4.92, isOn ? lampCurrent : 0, isOn ? 12.42 : 0]
    const all = model === 'mkii' ? old : [...old, isOn ? 0.37 : 0, isOn ? 13.11 : 0, 1.33, 2.29, humidity * 5, humidity, 2.1, 2.28]
    return all.map((value) => basic(value, 2))
  }
  return ['ap', clockTime(seconds), ...half(false), '', ...half(true)]
}

export const sighting = ({ seconds }: Moment, random: Random): Row =>
  ['fv', clockTime(seconds), '192', 'az', basic(about(random, 180, 90), 4), basic(about(random, 0, 20)), ' 58680.8', 'ze', basic(61.243, 3), basic(about(random, 0, 8)), ' 58306.8']

/** The constants, in the order of an ICF file. */
export const constants = ({ etcO3, deadTime: ns, calStep, model }: Temper, isNew: boolean): string[] => {
  const old = model === 'mkii'
  const values = [
    '0', '-.0028', '-.0817', '-0.1711', '-0.2317', '0', '0.3425', '2.35', '1.1512', String(etcO3), '135', ns === 0 ? '0' : `.0000000${String(Math.round(ns * 10)).padStart(3, '0')}`, String(calStep), old ? '80' : '14',
    old ? '2392' : '1694', '0', '4550', '10350', '14450', '21350', '25800', '2972', model, '1', ...Array.from({ length: 9 }, () => '0'), '242', '-3', '770', '740', '8028', '178', '2526', '1.0100', '-20', '2469', '250', '0', '64', '256', '64', '0', '0', '2213',
  ]
  return isNew ? [...values, 'June 19/13', 'EXTRAS', '1', '0', '0', '25000', '80000', '1', '1', '0', '0', '05-16-2018', '@'] : values.slice(0, 50)
}
