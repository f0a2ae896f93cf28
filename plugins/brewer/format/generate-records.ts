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

const some = (length: number, value: (index: number) => string) => Array.from({ length }, (_, index) => value(index))

/** Slit 1 is dark. */
const counts = (random: Random, size: number, slits: number) =>
  some(slits, (slit) => basic(slit === 1 ? about(random, 30, 20) : about(random, size, size / 3)))

export const comment = ({ seconds }: Moment, text: string, ...more: string[]): Row => ['co', clockTime(seconds), text, ...more]

export const versionRow = ({ seconds }: Moment, routine: string): Row =>
  ['vers', clockTime(seconds), `${routine}.rtn`, `REM ${routine} 19 01 04 HG Lamp not on in this line is no message`]

export const housekeeping = ({ seconds }: Moment, { temperature, humidity }: Temper): Row => [
  'hk', clockTime(seconds), basic(temperature), basic(temperature + 1), basic(temperature - 1), basic(humidity * 5, 1), basic(humidity, 2),
  '-99', basic(temperature),
]

export const measurement = ({ seconds }: Moment, of: string, random: Random, filter = 64): Row => [
  of, 'a', ` ${filter}`, minutes(seconds), '0', '6', '20', ...counts(random, of === 'ds' ? 300_000 : 600_000, 7),
  'rat', ...[1800, 1200, 400, 380].map((ratio) => basic(about(random, ratio, 20), 3)),
]

type SummaryValues = {
  of: string
  ms?: readonly number[]
  r5: number
  r6: number
  last: readonly [number, number]
  deviations?: readonly number[]
}

export const summary = ({ seconds, day }: Moment, values: SummaryValues, temperature: number): Row => {
  const { of, ms = [5000, 3100, 300, -800], r5, r6, last, deviations = [20, 10, 8, 6, 30, 12, 0.5, 2.5] } = values
  return [
    'summary', clockTime(seconds), ...dateFields(day), basic(40.25, 3), basic(1.306, 3), basic(temperature), of, ' 3',
    ...ms.map((value) => basic(value)), basic(r5), basic(r6), basic(last[0], 1), basic(last[1], 1), ...deviations.map((value) => basic(value, 1)),
  ]
}

/** Nothing could be measured: stamped midnight, whatever the time. */
export const unstampedSummary = ({ day }: Moment): Row =>
  ['summary', '00:00:00', ...dateFields(day), ' 40.25', ' 1.306', ' 28', 'aode', ' 4', ...some(16, () => ' 0')]

export const mercuryScan = ({ seconds, day }: Moment, random: Random): Row => {
  const [month = '', ...date] = dateFields(day)
  return [
    'hgscan', ' 0', 'wide 302', 'warm= 5.000012', clockTime(seconds) + month, ...date, ...counts(random, 90_000, 20), '', ...counts(random, 90_000, 20),
  ]
}

type MercuryValues = { correlation: number; calculatedStep: number; setStep: number; intensity: number; temperature: number; adjustment: number }

export const mercury = ({ seconds }: Moment, values: MercuryValues): Row => [
  'hg', clockTime(seconds), basic(values.correlation, 4), basic(values.calculatedStep, 4), basic(values.setStep), basic(values.intensity),
  basic(values.temperature), basic(values.adjustment),
]

export const secondMicrometer = (moment: Moment, random: Random): Row[] => [
  ['hpscan', clockTime(moment.seconds - 50), '', ...some(34, (index) => index % 2 ? basic(about(random, 150_000, 90_000)) : basic(index * 5))],
  [
    'hp', clockTime(moment.seconds), basic(about(random, 0.995, 0.003), 7), basic(about(random, 210_000, 900), 1),
    basic(about(random, 70, 12), 1), ' 21',
  ],
]

type DeadTimeValues = { high: number; low: number; temperature: number }

export const deadTime = ({ seconds, day }: Moment, { high, low, temperature }: DeadTimeValues, random: Random): Row => [
  'dto3', ...dateFields(day), clockTime(seconds), basic(temperature), ' 1', ' 1400000', ...some(5, () => basic(about(random, high, 1), 2)),
  ' 2', ' 450000', ...some(10, () => basic(about(random, low, 7), 2)), `   ${basic(high, 3)}`, ' .9', `   ${basic(low, 3)}`, ' 5.5',
]

type RunStopValues = { ratios: readonly number[]; temperature: number }

/** Slit 1 is dark: its ratio is anything. */
export const runStop = ({ seconds, day }: Moment, { ratios, temperature }: RunStopValues, random: Random): Row => {
  const running = counts(random, 1_200_000, 8)
  return [
    'rso3', ...dateFields(day), clockTime(seconds), basic(temperature), ...running, ...running, ...ratios.map((ratio) => basic(ratio, 4)),
    ...some(14, () => basic(about(random, 0.1, 0.3), 4)),
  ]
}

/** Lamps off, and on; 24 channels with new electronics, 16 with old ones. */
export const analog = ({ seconds }: Moment, { temperature, highVoltage, plus5, humidity, model }: Temper, lampCurrent = 1.5): Row => {
  const half = (isOn: boolean) => {
    const lamps = (on: number) => isOn ? on : 0
    const values = [
      temperature, temperature + 0.4, temperature, highVoltage, 12.05, plus5, -12.02, 24.1, lamps(5), temperature, temperature + 1, temperature,
      5.05, -5.01, lamps(lampCurrent), lamps(12.2),
    ]
    if (model !== 'mkii') values.push(lamps(0.4), lamps(13), 1.2, 2.2, humidity * 5, humidity, 2, 2.3)
    return values.map((value) => basic(value, 2))
  }
  return ['ap', clockTime(seconds), ...half(false), '', ...half(true)]
}

export const sighting = ({ seconds }: Moment, random: Random): Row => [
  'fv', clockTime(seconds), '192', 'az', basic(about(random, 180, 90), 4), basic(about(random, 0, 20)), ' 58000.5',
  'ze', basic(60.5, 3), basic(about(random, 0, 8)), ' 58000.5',
]

const seconds = (ns: number) => ns === 0 ? '0' : `.0000000${String(Math.round(ns * 10)).padStart(3, '0')}`

/** The constants, in the order of an ICF file. */
export const constants = ({ etcO3, deadTime: ns, calStep, model }: Temper, isNew: boolean): string[] => {
  const isOld = model === 'mkii'
  const values = [
    '0', '-.01', '-.02', '-0.3', '-0.4', '0', '0.34', '2.35', '1.14', String(etcO3), '150', seconds(ns), String(calStep), isOld ? '80' : '14',
    isOld ? '2400' : '1700', '0', '4500', '10000', '14000', '21000', '26000', '2970', model, '1', ...some(9, () => '0'), '240', '0', '770', '740',
    '8000', '180', '2500', '1', '-10', '2400', '250', '0', '64', '256', '64', '0', '0', '2200',
  ]
  const extras = ['May 4/15', 'EXTRAS', '1', '0', '0', '30000', '90000', '1', '1', '0', '0', '01-02-2019', '@']
  return isNew ? [...values, ...extras] : values.slice(0, 50)
}
