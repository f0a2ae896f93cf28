import { type Fault, faultRows, lampTest, mercuryTest } from './generate-faults.ts'
import * as records from './generate-records.ts'
import { about, basic, clockTime, dayFields, type Random, type Row, seeded, toFile } from './generate-text.ts'

export type { Fault } from './generate-faults.ts'
export type { Temper } from './generate-records.ts'

/** A day of an instrument. */
export type BFileOptions = {
  brewer: number
  /** YYYY-MM-DD, as in the file's name: the solar day. */
  date: string
  station?: string
  latitude?: number
  longitudeWest?: number
  seed?: number
  /** The file goes on for so many days. */
  days?: number
  temper?: Partial<records.Temper>
  /** Old: constants follow the header. New: settings in between. Split: `dh` is a record of its own. */
  program?: 'old' | 'new' | 'split'
  schedule?: string
  icf?: string
  faults?: readonly Fault[]
  /** HH:MM: what was written until then; the file goes on. */
  until?: string
  /** Minutes between sets of measurements by day. */
  every?: number
}

const defaults: records.Temper = {
  model: 'mkiii', etcO3: 1600, deadTime: 30, calStep: 285, r5: 4300, r6: 2300, f1: 650_000, highVoltage: 1350, plus5: 5.02, temperature: 28,
  humidity: 4,
}
const daySeconds = 86_400

const secondsOf = (time: string) => {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  return hours * 3600 + minutes * 60 + seconds
}

const headerRows = (options: BFileOptions, begin: records.Moment, temper: records.Temper): Row[] => {
  const { brewer, station = 'Somewhere', latitude = 40.6, longitudeWest = 3.7, program = 'new', schedule = 'o30618a', icf = 'icf10019' } = options
  const day = dayFields(begin.day)
  const header = ['dh', ...day, station, ` ${latitude} `, ` ${longitudeWest} `, ' 3.15', 'pr', '1000']
  const inst: Row = ['inst', ...records.constants(temper, program !== 'old')]
  const disp: Row = ['disp', ...Array.from({ length: 36 }, (_, index) => basic(2808 + index * 31.5, 3)), '@']
  const zeni: Row = ['zeni', '-0.01', '-0.02', '.02', '.2', '.3', '-.06', '-.5', '.45', '-.05', '@']
  const version: Row[] = program === 'split' ? [['version=2'], header] : [['version=2', ...header]]
  if (program === 'old') return [...version, inst, disp, zeni]
  const say = (text: string, ...more: string[]) => records.comment(begin, text, ...more)
  return [
    ...version, say('dh: day header'), say('main: version 4.10', '01/01/2015 01:00:00'), say(`skc: ${schedule}`), say('autohg:  1 '), say('hifw2:  0 '),
    say('attn:  25000 ', ' 80000 '),
    say('lowds: ', ' 1 ', 'cubdsp: ', ' 0 '), [], inst, disp, zeni,
    [
      'op_st', String(brewer).padStart(3, '0'), `c:\\bdata${brewer}\\`, icf, 'zsf00115', 'dcf00115', 'uvr00115', ...day, station, String(latitude),
      String(longitudeWest), '1000', '3.15', '350', '-8', '14660', ...'111110110110111', 'skc', 'o3', schedule, '@',
    ],
    ['uvr', ...Array.from({ length: 155 }, (_, index) => `${2865 + index * 5} ${(12_338 + index * 3.5).toFixed(3)}`), '@'],
    ['schedule', '-115.5', 'pdhgsldtrsappo', '-90.25', 'hphguxzszs', '180', schedule, '@'],
  ]
}

/** What a healthy instrument does, by seconds since the file's beginning. */
const routine = (
  options: BFileOptions, temper: records.Temper, random: Random, momentOf: (offset: number) => records.Moment, begin: number,
) => {
  const plan: { offset: number; rows: (moment: records.Moment) => Row[] }[] = []
  const at = (offset: number, rows: (moment: records.Moment) => Row[]) => { plan.push({ offset, rows }) }
  const say = (...texts: string[]) => (moment: records.Moment) => texts.map((text) => records.comment(moment, text))
  const { schedule = 'o30618a', every = 15, days = 1 } = options
  const { temperature } = temper
  for (let day = 0; day < days; day++) {
    const start = day * daySeconds
    at(start + 60, say(`re: Running re from ${schedule}`, 're: Zenith discrepancy =  2', 're: Azimuth discrepancy = -1'))
    at(start + 480, say(
      `fr: Running fr from ${schedule}`, 'fr: Micrometer #1 discrepancy= 0 Now set to o3 offset = 0',
      'fr: Micrometer #2 discrepancy= 0 Now set to offset = 0',
    ))
    if (temper.model === 'mkiii') at(start + 600, (moment) => records.secondMicrometer(moment, random))
    at(start + 900, (moment) => [...mercuryTest(moment, temper, random), records.analog(moment, temper), records.housekeeping(moment, temper)])
    at(start + 1700, (moment) => {
      const [high, low] = [about(random, temper.deadTime, 0.5), about(random, temper.deadTime + 1, 1)]
      return [records.deadTime(moment, { high, low, temperature }, random)]
    })
    at(start + 2200, (moment) => {
      const ratios = [1, 1.5, ...Array.from({ length: 6 }, () => about(random, 1, 0.0015))]
      return [records.runStop(moment, { ratios, temperature }, random)]
    })
    for (const hour of [1, 5.5, 8, 11, 14, 17, 20]) at(start + hour * 3600 + 420, (moment) =>
      lampTest(moment, { ...temper, r5: about(random, temper.r5, 6), r6: about(random, temper.r6, 2) }, random))
    for (let offset = 6 * 3600; offset < 19 * 3600; offset += every * 60) at(start + offset, (moment) => {
      const later = (seconds: number) => ({ ...moment, seconds: moment.seconds + seconds })
      return [
        ...say(
          `td: Running td from ${schedule}`, `td: Julian day = ${dayNumber(options.date)}`,
          `td: Time correction ${about(random, 0, 0.5).toFixed(1)} seconds`,
        )(moment),
        records.versionRow(later(1), 'ds'),
        ...mercuryTest(later(60), temper, random), records.housekeeping(later(62), temper),
        ...[0, 1, 2, 3, 4].map((index) => records.measurement(later(100 + index * 40), 'ds', random, random() < 0.5 ? 64 : 128)),
        records.summary(later(180), { of: 'ds', r5: 7400, r6: about(random, 4250, 40), last: [-0.5, about(random, 330, 5)] }, temperature),
        ...random() < 0.1 ? [records.unstampedSummary(moment)] : [], ...random() < 0.2 ? [records.sighting(later(300), random)] : [],
      ]
    })
    for (let offset = 7 * 3600; offset < 18 * 3600; offset += 7200) {
      at(start + offset + 400, say('ux: UV extended  scan started'))
      at(start + offset + 700, say('ux: UV extended  scan finished, incident DUV =  2.59E-02 mW/m^2'))
    }
    for (let offset = 21 * 3600; offset < daySeconds - 300; offset += 1800) at(start + offset, say('skc: Waiting until end of local day.'))
  }
  for (const fault of options.faults ?? []) {
    const offset = (secondsOf(fault.at) - begin + daySeconds) % daySeconds
    at(offset, (moment) => faultRows(fault, moment, temper, random))
    if ('clock' in fault) at(offset + 0.5, () => say(`td: Time correction ${fault.clock.toFixed(1)} seconds`)(momentOf(offset)))
  }
  return plan.sort((one, other) => one.offset - other.offset)
}

const dayNumber = (date: string) => (Date.parse(date) - Date.parse(`${date.slice(0, 4)}-01-01`)) / 86_400_000 + 1

/** A B file of a believable day, with what is wished to go wrong in it. The same options give the same bytes. */
export const generateBFile = (options: BFileOptions): Buffer => {
  const { date, brewer, longitudeWest = 3.7, faults = [], until } = options
  const random = seeded((options.seed ?? 1) * 1000 + brewer + Date.parse(date) / 86_400_000)
  const temper = { ...defaults, ...options.temper }
  // The solar day begins west of Greenwich after midnight, east of it on the day before.
  const begin = Math.round(longitudeWest / 15 * 3600) + 60
  const momentOf = (offset: number): records.Moment => {
    const set = faults.reduce((sum, fault) => sum + ('clock' in fault && offsetOf(fault.at) < offset ? fault.clock : 0), 0)
    const seconds = begin + offset + set
    return { seconds, day: new Date(Date.parse(date) + Math.floor(seconds / daySeconds) * 86_400_000) }
  }
  const offsetOf = (time: string) => ((secondsOf(time) - begin) % daySeconds + daySeconds) % daySeconds
  const silent = faults.flatMap((fault) => 'silentUntil' in fault ? [[offsetOf(fault.at), offsetOf(fault.silentUntil)] as const] : [])
  const last = until === undefined ? Infinity : offsetOf(until)
  const rows: Row[] = headerRows(options, momentOf(0), temper)
  for (const { offset, rows: rowsAt } of routine(options, temper, random, momentOf, begin)) {
    if (offset > last) break
    if (!silent.some(([from, to]) => offset > from && offset < to)) rows.push(...rowsAt(momentOf(offset)))
  }
  if (until === undefined) rows.push(['co', clockTime(momentOf(daySeconds - 30).seconds), 'ed: Starting EndOfDay'], ['ed'])
  return toFile(rows, { isClosed: until === undefined })
}

/** A file as it stood at so many times while it grew; the last is all of it. Cuts fall anywhere. */
export const growing = (file: Buffer, times: number, seed = 1): Buffer[] => {
  const random = seeded(seed)
  const cuts = Array.from({ length: times - 1 }, () => Math.floor(random() * file.length)).toSorted((one, other) => one - other)
  return [...cuts.map((cut) => file.subarray(0, cut)), file]
}

export { generateDFile, generateIcfFile, generateUvFile } from './generate-other.ts'
