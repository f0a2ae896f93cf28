import type { Fields } from './fields.ts'
import { fullYear } from './file-name.ts'
import type {
  AnalogRecord, CommentRecord, ConstantsRecord, DeadTimeRecord, HeaderRecord, HousekeepingRecord, MercuryRecord, OperationRecord,
  Place, RunStopRecord, SightingRecord, SummaryRecord,
} from './record.ts'
import { dateOf, startOfDay } from './times.ts'

// Each reads what stands in one record, by the places of its fields; brewer.md and real files say which is what.

export type At = Place & { at: number | null }

const orNull = (value: number) => value === value ? value : null
const numberAt = (fields: Fields, field: number) => orNull(fields.number(field))
const numbersAt = (fields: Fields, from: number, to: number) => {
  const values: (number | null)[] = []
  for (let field = from; field < to; field++) values.push(numberAt(fields, field))
  return values
}
/** −99 stands for what is not fitted. */
const fittedAt = (fields: Fields, field: number) => {
  const value = fields.number(field)
  return value === value && value !== -99 ? value : null
}

/** Numbers of free text: null when they are none. */
const finite = (text: string | undefined) => {
  const value = text ? Number(text) : NaN
  return Number.isFinite(value) ? value : null
}

const textsFrom = (fields: Fields, from: number) => {
  const values: string[] = []
  for (let field = from; field < fields.count(); field++) values.push(fields.text(field))
  return values
}

/** Within the globe, else null. */
const degrees = (value: number, most: number) => value >= -most && value <= most ? value || 0 : null

/** Beyond this they are no volts of the sensor; some electronics write °C here, some nothing sensible. */
const mostVolts = 6

/** `dh` stands at `from`: its own record, or after `version=`. */
export const readHeader = (fields: Fields, place: At, from: number): HeaderRecord & { day: number | null } => {
  const year = fields.number(from + 3)
  const day = startOfDay(fullYear(year, year > 99 ? 4 : 2), fields.number(from + 2), fields.number(from + 1))
  const volts = fields.number(from + 7)
  return {
    type: 'header', line: place.line, offset: place.offset, length: place.length, at: null,
    date: day === null ? null : dateOf(day),
    station: fields.text(from + 4) || null,
    latitude: degrees(fields.number(from + 5), 90),
    longitude: degrees(-fields.number(from + 6), 180),
    temperature: volts >= 0 && volts <= mostVolts ? Math.round((18.64 * volts - 33.27) * 100) / 100 : null,
    pressure: fields.text(from + 8) === 'pr' ? finite(/^\d+(\.\d*)?/.exec(fields.text(from + 9))?.[0]) : null,
    day,
  }
}

export const readComment = (fields: Fields, place: At): CommentRecord => {
  const text = fields.raw(2)
  const routine = text.slice(0, Math.max(0, text.indexOf(':'))).trim()
  return {
    type: 'comment', line: place.line, offset: place.offset, length: place.length, at: place.at, routine, text,
    isOperator: routine.length === 4 && routine.toLowerCase() === 'user', isQuote: routine.length === 2 && routine.toLowerCase() === 'rl',
  }
}

export const readMercury = (fields: Fields, place: At): MercuryRecord => ({
  type: 'mercury', line: place.line, offset: place.offset, length: place.length, at: place.at,
  correlation: numberAt(fields, 2), calculatedStep: numberAt(fields, 3), setStep: numberAt(fields, 4),
  intensity: numberAt(fields, 5), temperature: numberAt(fields, 6), adjustment: numberAt(fields, 7),
})

export const readSummary = (fields: Fields, place: At): SummaryRecord => {
  const of = fields.text(8)
  // Those of optical depth have five of them where the others have ratios.
  const isRatios = of !== 'aode'
  const ratio = (field: number) => isRatios ? numberAt(fields, field) : null
  return {
    type: 'summary', line: place.line, offset: place.offset, length: place.length, at: place.at, of,
    zenithAngle: numberAt(fields, 5), airmass: numberAt(fields, 6), temperature: numberAt(fields, 7), filter: numberAt(fields, 9),
    ms4: ratio(10), ms5: ratio(11), ms6: ratio(12), ms7: ratio(13), r5: ratio(14), r6: ratio(15), so2OrF1: ratio(16), o3OrF5: ratio(17),
    deviations: isRatios ? numbersAt(fields, 18, 26) : [],
    opticalDepths: isRatios ? null : numbersAt(fields, 12, 17),
  }
}

export const readDeadTime = (fields: Fields, place: At): DeadTimeRecord => ({
  type: 'deadTime', line: place.line, offset: place.offset, length: place.length, at: place.at, temperature: numberAt(fields, 5),
  high: numberAt(fields, 25), highDeviation: numberAt(fields, 26), low: numberAt(fields, 27), lowDeviation: numberAt(fields, 28),
})

export const readRunStop = (fields: Fields, place: At): RunStopRecord => ({
  type: 'runStop', line: place.line, offset: place.offset, length: place.length, at: place.at, temperature: numberAt(fields, 5),
  ratios: numbersAt(fields, 22, 30),
})

/** Lamps off, an empty field, lamps on. */
export const readAnalog = (fields: Fields, place: At): AnalogRecord => {
  let middle = 2
  while (middle < fields.count() && !fields.isEmpty(middle)) middle++
  const off = numbersAt(fields, 2, middle)
  const on = numbersAt(fields, middle + 1, fields.count())
  const isNew = off.length >= 22
  return {
    type: 'analog', line: place.line, offset: place.offset, length: place.length, at: place.at,
    highVoltage: off[3] ?? null, plus5: off[5] ?? null, lampCurrent: on[14] ?? null, lampVoltage: on[15] ?? null,
    photomultiplier: off[0] ?? null, relativeHumidity: isNew ? off[20] ?? null : null,
    absoluteHumidity: isNew ? off[21] ?? null : null, off, on,
  }
}

export const readHousekeeping = (fields: Fields, place: At): HousekeepingRecord => ({
  type: 'housekeeping', line: place.line, offset: place.offset, length: place.length, at: place.at,
  photomultiplier: fittedAt(fields, 2), fan: fittedAt(fields, 3), base: fittedAt(fields, 4), relativeHumidity: fittedAt(fields, 5),
  absoluteHumidity: fittedAt(fields, 6),
})

export const readSighting = (fields: Fields, place: At): SightingRecord => ({
  type: 'sighting', line: place.line, offset: place.offset, length: place.length, at: place.at, azimuth: numberAt(fields, 4),
  azimuthSteps: numberAt(fields, 5), zenith: numberAt(fields, 8), zenithSteps: numberAt(fields, 9),
})

/** The constants in the order that `inst` records and ICF files share. */
export const constantsOf = (values: readonly string[], place: At): ConstantsRecord => ({
  type: 'constants', line: place.line, offset: place.offset, length: place.length, at: place.at,
  deadTime: finite(values[11]), calStep: finite(values[12]), etcO3: finite(values[9]), model: values[22]?.toLowerCase() || null, values,
})

export const readConstants = (fields: Fields, place: At) => constantsOf(textsFrom(fields, 1), place)

export const readOperation = (fields: Fields, place: At): OperationRecord => {
  const values = textsFrom(fields, 1)
  // What runs, its mode, and of `skc` the schedule; the number of switches before them differs.
  const runs = Math.max(values.lastIndexOf('skc'), values.lastIndexOf('menu'))
  return {
    type: 'operation', line: place.line, offset: place.offset, length: place.length, at: place.at, icf: values[2] || null,
    azimuthCorrection: finite(values[14]), zenithCorrection: finite(values[15]), stepsPerTurn: finite(values[16]),
    schedule: runs > 16 && values[runs] === 'skc' && values[runs + 2] !== '@' ? values[runs + 2] || null : null, values,
  }
}
