import type { BrewerRecord, CommentRecord, FileName, HeaderRecord, MercuryRecord, OperationRecord, Place } from '../format/record.ts'
import { dayNumber, dayOfYear, solarDays, toSecond, utcDay } from './days.ts'
import type { Raised } from './ledger.ts'
import type { Meaning } from './meaning.ts'
import { createScheduleRule } from './schedule-rule.ts'

type Raise = (raised: Omit<Raised, 'routine'> & { routine?: string }) => void
type Cured = (name: string, at: number) => void

/** Seconds that the clock may be off, of the manual. */
const CLOCK_SECONDS = 20
const BACK_MS = 60_000
const DAY_MS = 86_400_000
/** Files are not written by the clock of the machine that takes them in. */
const ARRIVAL_SLACK_MS = 600_000
/** A test looks for the line this far around. */
const MOST_STEPS = 50
/** Steps by which a sighting moves the tracker beyond what the sun needs from day to day: a prism has slipped. */
const SIGHTING_STEPS = 20
const RESTARTS = 4
const HOUR_MS = 3_600_000
/** Records between the mark of an end of day and the text that tells it. */
const MARK_TO_TEXT = 5
/** More of them say nothing new. */
const MOST_PROBLEMS = 100

/** A mercury calibration that found nothing (correlation 0), or jumped. */
export const hasFailed = ({ correlation, adjustment }: MercuryRecord): boolean =>
  (correlation !== null && correlation < 0.5) || (adjustment !== null && Math.abs(adjustment) >= MOST_STEPS)

const span = (ms: number) => {
  const minutes = Math.round(Math.abs(ms) / 60_000)
  return minutes < 120 ? `${minutes} min` : minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`
}

/** What no single text says: dates and clocks, restarts, schedules, tests that failed without a word. */
export const createRules = (given: { name: FileName | null; expectedSchedule: string | null; arrivedAt: number | null }, raise: Raise, cured: Cured) => {
  const { name, arrivedAt } = given
  const nameDay = dayNumber(name?.date)
  const schedule = createScheduleRule(given.expectedSchedule, raise, cured)
  let header: HeaderRecord | null = null
  let isDayChecked = false
  let isDayRight = false
  let isNumberTold = false
  let lastComment: number | null = null
  let firstAt: number | null = null
  let last: BrewerRecord | null = null
  let lastAt = -Infinity
  /** An end of day that has not yet been told by a text. */
  let endOfDay: { place: Place; at: number; records: number } | null = null
  let line = 0
  const starts: number[] = []
  let problems = 0

  const headerDate = (record: HeaderRecord) => {
    header = record
    const day = dayNumber(record.date)
    if (day === null || nameDay === null || !name) return
    const away = day - nameDay
    if (Math.abs(away) <= 1) return
    isDayChecked = true
    // The later of both, which is not over by then; but nothing is told of days to come.
    const at = Math.min(Math.max(day, nameDay) * DAY_MS, arrivedAt ?? Infinity)
    const message = `Begins on ${record.date}, its name says ${name.date}: ${span(away * DAY_MS)} ${away > 0 ? 'after' : 'before'} it`
    raise({ code: 42, place: record, at, message, routine: 'date' })
    raise({ code: 81, place: record, at, message, routine: 'date' })
  }

  /** A header one day off is normal where the solar day begins in the UTC day before. */
  const firstTime = (record: BrewerRecord, at: number) => {
    isDayChecked = true
    const day = dayNumber(header?.date)
    if (day === null || nameDay === null || !header || !name) return
    isDayRight = day === nameDay || solarDays(at, header.longitude).has(nameDay)
    if (isDayRight) return cured('date', at)
    const message = `Begins on ${header.date} at ${toSecond(at).slice(11)}, when it is not ${name.date} there, as its name says`
    raise({ code: 42, place: header, at, message, routine: 'date' })
  }

  const instrument = (record: OperationRecord, at: number) => {
    const number = Number(record.values[0] || NaN)
    if (!name || !Number.isInteger(number)) return
    if (number === name.brewer) return cured('number', at)
    if (isNumberTold) return
    isNumberTold = true
    raise({ code: 81, place: record, at, message: `Says that it is of Brewer ${number}, its name says ${name.brewer}`, routine: 'op_st' })
  }

  const julianDay = (record: CommentRecord, at: number, told: number) => {
    const days = [...solarDays(at, header?.longitude ?? null), utcDay(at), ...(nameDay === null ? [] : [nameDay])]
    if (days.some((day) => dayOfYear(day) === told)) return cured('day', at)
    raise({ code: 43, place: record, at, message: record.text, routine: record.routine })
  }

  const clock = (record: CommentRecord, at: number, seconds: number) => {
    if (Math.abs(seconds) <= CLOCK_SECONDS) return cured('clock', at)
    raise({ code: 44, place: record, at, message: record.text, routine: record.routine })
  }

  const start = (record: CommentRecord, at: number) => {
    starts.push(at)
    if (starts.length > RESTARTS) starts.shift()
    if (starts.length < RESTARTS || at - starts[0]! > HOUR_MS) return
    raise({ code: 54, place: record, at, message: record.text, routine: record.routine })
  }

  const sighting = (record: CommentRecord, at: number, steps: number) => {
    // Made and confirmed: it is well with that.
    if (steps > SIGHTING_STEPS) raise({ code: 45, place: record, at, message: record.text, routine: record.routine, isGuess: true, clearedAt: at })
  }

  const micrometer = (record: CommentRecord, at: number, steps: number) => {
    if (Math.abs(steps) >= MOST_STEPS) raise({ code: 58, place: record, at, message: record.text, routine: record.routine })
  }

  const comment = (record: CommentRecord, at: number, meaning: Meaning) => {
    if (record.at !== null) {
      if (lastComment !== null && lastComment - at > BACK_MS && lastComment - at < DAY_MS / 2) {
        raise({ code: 86, place: record, at, message: `${record.text.trim()}: ${span(lastComment - at)} before the comment above it`, routine: 'time' })
      }
      lastComment = at
      if (at - (starts.at(-1) ?? firstAt ?? at) >= HOUR_MS) cured('steady', at)
    }
    if (meaning.julianDay !== null) julianDay(record, at, meaning.julianDay)
    else if (meaning.clockCorrection !== null) clock(record, at, meaning.clockCorrection)
    else if (meaning.isProgramStart) start(record, at)
    else if (meaning.sightingSteps !== null) sighting(record, at, meaning.sightingSteps)
    else if (meaning.micrometerSteps !== null) micrometer(record, at, meaning.micrometerSteps)
  }

  /** Newer programs tell it by a text as well, just after the mark. */
  const endOfDayIsOver = (codes: readonly number[]) => {
    if (!endOfDay) return
    if (codes.includes(34)) endOfDay = null
    else if ((endOfDay.records += 1) >= MARK_TO_TEXT) {
      raise({ code: 34, place: endOfDay.place, at: endOfDay.at, message: 'ed', routine: 'ed' })
      endOfDay = null
    }
  }

  return {
    take(record: BrewerRecord, at: number, meaning: Meaning): void {
      if (endOfDay) endOfDayIsOver(meaning.codes)
      if (record.at !== null && record.type !== 'header' && record.type !== 'problem') {
        firstAt ??= record.at
        if (!isDayChecked && header) firstTime(record, record.at)
        if (record.at >= lastAt) {
          last = record
          lastAt = record.at
        }
      }
      const lastLine = line
      line = record.line
      switch (record.type) {
        case 'header': return headerDate(record)
        case 'comment':
          schedule.comment(record, at, meaning)
          return comment(record, at, meaning)
        case 'operation':
          schedule.operation(record, at)
          return instrument(record, at)
        case 'mercury':
          if (meaning.codes.includes(14)) raise({ code: 14, place: record, at, message: `Correlation ${record.correlation ?? '?'}, micrometer moved by ${record.adjustment ?? '?'} steps`, routine: 'hg' })
          return
        case 'other':
          // Glued to another record it only says that the measured day is over, as almost every file does.
          if (record.tag === 'ed' && record.line !== lastLine) endOfDay = { place: record, at, records: 0 }
          return
        case 'problem':
          problems += 1
          if (problems <= MOST_PROBLEMS) raise({ code: 83, place: record, at, message: record.message, routine: 'problem' })
      }
    },
    /** At the end of the file. A mark of the end of the day that nothing follows closes the file: nothing was started. */
    end(): void {
      if (endOfDay && endOfDay.records > 0) raise({ code: 34, place: endOfDay.place, at: endOfDay.at, message: 'ed', routine: 'ed' })
      if (problems === 0 && last && (name?.kind === 'B' || name?.kind === 'D')) cured('clean file', lastAt)
      // It stays so for as long as the file goes on.
      if (isDayRight && last) cured('date', lastAt)
      if (!last || arrivedAt === null) return
      const ahead = lastAt - arrivedAt
      if (ahead <= ARRIVAL_SLACK_MS) return
      const message = `Its last record is ${span(ahead)} later than the file arrived`
      // Told when it arrived: by the clock that is wrong it would not be over for long.
      raise({ code: ahead >= DAY_MS ? 42 : 44, place: last, at: arrivedAt, message, routine: 'arrival', isGuess: true })
    },
    problemCount: () => problems,
    isScheduled: () => schedule.isRunning(),
  }
}
