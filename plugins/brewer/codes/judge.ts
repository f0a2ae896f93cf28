import type { BrewerRecord, CommentRecord, FileName, HeaderRecord } from '../format/record.ts'
import { createConfigurations, inForce } from './configurations.ts'
import { createCures } from './cures.ts'
import { dayNumber } from './days.ts'
import type { BrewerEvent, Configuration, Digest, Reading } from './event.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { beyondWords, type Limits } from './limits.ts'
import { isGuessed } from './match.ts'
import { createUnderstanding, type Meaning, nothing, voiceOf } from './meaning.ts'
import { type Quantity, quantities } from './quantity.ts'
import { readingsOf } from './readings.ts'
import { createRules, hasFailed } from './rules.ts'

export type { Limits } from './limits.ts'

export type Circumstances = {
  name: FileName | null
  limits: Limits
  /** Names of the schedules that may be running, between commas, `*` for any letters; null: any. */
  expectedSchedule: string | null
  /** Epoch ms at which the file was last written, as far as known. */
  arrivedAt: number | null
}

const MOST_PROBLEMS = 100
/** A day has less than two thousand. */
const MOST_READINGS = 50_000

/** Nobody types more; what is longer is broken. */
const MOST_LETTERS = 2000

const shortened = (record: BrewerRecord): BrewerRecord =>
  record.type === 'comment' && record.text.length > MOST_LETTERS ? { ...record, text: record.text.slice(0, MOST_LETTERS) } : record

/** What a mercury calibration that failed tells. */
const failure: Meaning = { ...nothing, codes: [14] }

/** While a value stays beyond its limit, it is told again after this long: a test every five minutes is no news. */
const AGAIN_MS = 3_600_000

/** Holds readings against their limits. */
const createScale = (limits: Limits, ledger: Ledger) => {
  const told = new Map<Quantity, number>()
  return (reading: Reading, configuration: Configuration | null, routine: string): void => {
    const { quantity, at, value } = reading
    const limit = limits.of(quantity, at, configuration)
    if (!limit) return
    const { target, bound, level, source } = limit
    // A limit of 10 is kept by 10, however badly the difference is written in binary.
    if (Math.abs(value - target) <= bound * (1 + 1e-9)) {
      told.delete(quantity)
      return ledger.cure(quantity, at)
    }
    if (Math.abs(at - (told.get(quantity) ?? -Infinity)) < AGAIN_MS) return
    told.set(quantity, at)
    const message = beyondWords(quantity, value, target, bound)
    ledger.raise({ code: quantities[quantity].code, place: reading, at, message, routine, level, measured: { quantity, value, target, limit: bound, source } })
  }
}

/**
 * The day that a file is of: what its name says, though the header of an eastern station is of the UTC day before.
 * Where they are more than a day apart, what was written into the file is believed.
 */
const dayOf = (name: FileName | null, header: HeaderRecord | null): string | null => {
  const [named, written] = [dayNumber(name?.date), dayNumber(header?.date)]
  return named !== null && (written === null || Math.abs(named - written) <= 1) ? name!.date : (header?.date ?? null)
}

/** Reads the records of one file, in their order, once; `end` says what the file says. Never throws, whatever the records. */
export const createDigest = ({ name, limits, expectedSchedule, arrivedAt }: Circumstances): { take(record: BrewerRecord): void; end(): Digest } => {
  const ledger = createLedger()
  const cures = createCures(ledger.cure)
  const rules = createRules({ name, expectedSchedule, arrivedAt }, (raised) => ledger.raise({ routine: '', ...raised }), ledger.cure)
  const configurations = createConfigurations()
  const understand = createUnderstanding()
  const weigh = createScale(limits, ledger)
  const readings: Reading[] = []
  const problems: { line: number; message: string }[] = []
  const nameDay = dayNumber(name?.date)
  let header: HeaderRecord | null = null
  let hasHousekeeping = false
  let records = 0
  let bytes = 0
  let firstAt: number | null = null
  let lastAt: number | null = null
  /** The time of what has none: of what came before it. */
  let now = nameDay === null ? (arrivedAt ?? 0) : nameDay * 86_400_000

  /** What a record tells without what came before it. */
  const meaningOf = (record: BrewerRecord): Meaning => {
    if (record.type === 'comment') return understand(record)
    return record.type === 'mercury' && hasFailed(record) ? failure : nothing
  }

  const comment = (record: CommentRecord, at: number, { codes, quotedAt }: Meaning) => {
    const voice = voiceOf(record)
    for (const code of codes) {
      ledger.raise({
        code, place: record, at, message: record.text, routine: record.routine, isGuess: isGuessed(code, voice),
        ...(quotedAt !== null && { since: Math.min(quotedAt, at) }),
        // Where no schedule ran, there is none to go on: the next command shows that somebody is at it.
        ...(code === 38 && !rules.isScheduled() && { cures: ['command'] }),
      })
    }
  }

  const measured = (record: BrewerRecord, quantity: Quantity, value: number, routine: string) => {
    const reading: Reading = { quantity, at: now, value, line: record.line, offset: record.offset, length: record.length }
    if (readings.length < MOST_READINGS) readings.push(reading)
    weigh(reading, configurations.now(), routine)
  }

  const measure = (record: BrewerRecord) =>
    readingsOf(record, configurations.now()?.calStep ?? null, hasHousekeeping, (quantity, value) => {
      // Values of a test that failed are of that failure.
      if (value !== null && Number.isFinite(value)) measured(record, quantity, value, record.type === 'mercury' ? 'hg' : record.type)
    })

  return {
    take(given) {
      const record = shortened(given)
      if (record.type === 'problem') {
        if (problems.length < MOST_PROBLEMS) problems.push({ line: record.line, message: record.message })
      } else records += 1
      const end = record.offset + record.length
      if (end > bytes) bytes = end
      if (record.at !== null) {
        now = record.at
        if (record.type !== 'header') {
          if (firstAt === null || now < firstAt) firstAt = now
          if (lastAt === null || now > lastAt) lastAt = now
        }
      }
      const meaning = meaningOf(record)
      // What is well again is seen first: what the same record finds wrong comes after it.
      cures.take(record, now, meaning)
      rules.take(record, now, meaning)
      switch (record.type) {
        case 'header':
          header ??= record
          return
        case 'comment':
          comment(record, now, meaning)
          if (meaning.reading) measured(record, meaning.reading.quantity, meaning.reading.value, record.routine)
          return
        case 'constants':
        case 'operation': return configurations.take(record, now)
        case 'measurement':
        case 'other':
        case 'problem': return
        case 'housekeeping': hasHousekeeping = true
      }
      measure(record)
    },
    end() {
      rules.end()
      return {
        kind: name?.kind ?? null, brewer: name?.brewer ?? null, date: dayOf(name, header), station: header?.station ?? null,
        latitude: header?.latitude ?? null, longitude: header?.longitude ?? null, records, bytes, firstAt, lastAt,
        ...ledger.close(), readings, configurations: configurations.all(), problems,
      }
    },
  }
}

/**
 * Values beyond their limits, judged again when a limit was changed. Readings of one file or of more, in the order of time;
 * `count` from 1 in that order, `clearedAt` by a later reading that is within its limit.
 */
export const judgeReadings = (readings: readonly Reading[], configurations: readonly Configuration[], limits: Limits): BrewerEvent[] => {
  const ledger = createLedger()
  const weigh = createScale(limits, ledger)
  const ordered = [...configurations].sort((one, other) => one.at - other.at)
  for (const reading of readings) weigh(reading, inForce(ordered, reading.at), `${reading.line}`)
  return ledger.close().events
}
