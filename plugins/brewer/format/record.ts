/** Where a record stands in its file. */
export type Place = {
  /** Records end with LF; the first is 1. */
  line: number
  /** Bytes before it. */
  offset: number
  /** Bytes, its LF not counted. */
  length: number
}

/** What all records have. `at`: epoch ms UTC, null when it says no time or the header has not said the day. */
type Common = Place & { at: number | null }

/** The day header. Longitude is given west-positive in files, and east-positive here. */
export type HeaderRecord = Common & {
  type: 'header'
  /** YYYY-MM-DD, the UTC date at which the file begins */
  date: string | null
  station: string | null
  /** Degrees, north positive. */
  latitude: number | null
  /** Degrees, east positive. */
  longitude: number | null
  /** °C, from volts: −33.27 + 18.64 V */
  temperature: number | null
  /** hPa */
  pressure: number | null
}

/**
 * `co`: what the program, or its operator (`routine` is "user"), wrote down. `rl`: it quotes the instrument's own log.
 * `text` is the whole message, "routine: words", with the blanks that stand there. Lines of D files have the routine "".
 */
export type CommentRecord = Common & { type: 'comment'; routine: string; text: string; isOperator: boolean; isQuote: boolean }

/** `hg`: a wavelength calibration with the mercury lamp. */
export type MercuryRecord = Common & {
  type: 'mercury'
  /** 0 … 1; 0 when it failed */
  correlation: number | null
  /** Steps. */
  calculatedStep: number | null
  setStep: number | null
  /** Counts at the peak. */
  intensity: number | null
  /** °C */
  temperature: number | null
  /** Steps by which the micrometer was moved. */
  adjustment: number | null
}

/** `summary`: the mean of the measurements before it. For `sl` the last two are intensities F1 and F5, else SO2 and O3 in DU. */
export type SummaryRecord = Common & {
  type: 'summary'
  of: string
  zenithAngle: number | null
  airmass: number | null
  /** °C */
  temperature: number | null
  /** Position of filter wheel 2. */
  filter: number | null
  ms4: number | null
  ms5: number | null
  ms6: number | null
  ms7: number | null
  /** MS8, of a standard lamp R5. */
  r5: number | null
  /** MS9, of a standard lamp R6. */
  r6: number | null
  so2OrF1: number | null
  o3OrF5: number | null
  /** Standard deviations of those eight, in their order. */
  deviations: readonly (number | null)[]
  /** Of `aode` alone, which has none of the eight: thousandths, of five slits. */
  opticalDepths?: readonly (number | null)[] | null
}

/** `dto3`: dead time, ns. */
export type DeadTimeRecord = Common & { type: 'deadTime'; temperature: number | null; high: number | null; highDeviation: number | null; low: number | null; lowDeviation: number | null }

/** `rso3`: run/stop ratios of slits 0 … 7; slit 1 is dark and means nothing. */
export type RunStopRecord = Common & { type: 'runStop'; temperature: number | null; ratios: readonly (number | null)[] }

/** `ap`: analog to digital values, lamps off and on; their order by channel, from 1. */
export type AnalogRecord = Common & {
  type: 'analog'
  /** V */
  highVoltage: number | null
  plus5: number | null
  /** Lamps on: A, V. */
  lampCurrent: number | null
  lampVoltage: number | null
  /** °C */
  photomultiplier: number | null
  /** %; newer electronics only. */
  relativeHumidity: number | null
  /** g/m³; newer electronics only. */
  absoluteHumidity: number | null
  off: readonly (number | null)[]
  on: readonly (number | null)[]
}

/** `hk`: housekeeping; what is not fitted (−99) is null. */
export type HousekeepingRecord = Common & {
  type: 'housekeeping'
  /** °C */
  photomultiplier: number | null
  fan: number | null
  base: number | null
  /** % */
  relativeHumidity: number | null
  /** g/m³ */
  absoluteHumidity: number | null
}

/** `fv`: a scan of the field of view around the sun. Degrees, steps. */
export type SightingRecord = Common & { type: 'sighting'; azimuth: number | null; azimuthSteps: number | null; zenith: number | null; zenithSteps: number | null }

/** `inst` (and ICF files): the instrument's constants, from now on. */
export type ConstantsRecord = Common & {
  type: 'constants'
  /** s */
  deadTime: number | null
  /** Step to which a calibration sets the micrometer. */
  calStep: number | null
  /** ETC of ozone. */
  etcO3: number | null
  /** mkii mkiii mkiv mkv */
  model: string | null
  /** All of them, in the file's order. */
  values: readonly string[]
}

/** `op_st`: the state of operation: files in use, corrections of the sighting, schedule. */
export type OperationRecord = Common & {
  type: 'operation'
  icf: string | null
  /** Corrections of azimuth (NC) and zenith (HC), steps; steps of a whole turn (SR). */
  azimuthCorrection: number | null
  zenithCorrection: number | null
  stepsPerTurn: number | null
  schedule: string | null
  values: readonly string[]
}

/** `ds`, `zs`, `sl`, `um` …: one measurement. Its counts are not read here. `isPartial`: it was broken off. */
export type MeasurementRecord = Common & { type: 'measurement'; of: string; isPartial?: boolean }

/** Something that carries no diagnostic value, by its tag. */
export type OtherRecord = Common & { type: 'other'; tag: string }

/** What cannot be read, and why. The file goes on after it. */
export type ProblemRecord = Common & {
  type: 'problem'
  what: 'UNKNOWN_RECORD' | 'BROKEN_RECORD' | 'BAD_TIME' | 'BAD_DATE' | 'TOO_LONG' | 'NO_HEADER'
  /** In words, with what stands there (shortened, without control characters). */
  message: string
}

export type BrewerRecord =
  | HeaderRecord | CommentRecord | MercuryRecord | SummaryRecord | DeadTimeRecord | RunStopRecord | AnalogRecord | HousekeepingRecord
  | SightingRecord | ConstantsRecord | OperationRecord | MeasurementRecord | OtherRecord | ProblemRecord

/** What a file's name says: BJJJYY.nnn, DJJJYY.nnn, UVJJJYY.nnn, ICFJJJYY.nnn, also with a year of four digits, in any case. */
export type FileName = {
  kind: 'B' | 'D' | 'UV' | 'S' | 'ICF'
  /** YYYY-MM-DD */
  date: string
  brewer: number
}
