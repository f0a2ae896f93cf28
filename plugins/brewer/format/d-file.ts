import { type At } from './b-records.ts'
import { createPrintedTests } from './d-tests.ts'
import { fullYear } from './file-name.ts'
import type { LineReader } from './line-reader.ts'
import { problem } from './problem.ts'
import type { BrewerRecord, FileName } from './record.ts'
import { createClock, midnightOf, startOfDay } from './times.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const clockTime = /\b(\d\d):([0-5]\d):([0-5]\d)\b/
/** Six digits at the beginning are a time before words, brackets and dead times; else they are counts. */
const bareTime = /^\s*([01]\d|2[0-3])([0-5]\d)([0-5]\d)\s+(?=\(|[a-z]|[\d.]+e[+-]?\d)/i
const printedDate = /\b([a-z]{3})[a-z]*\.?\s+(\d{1,2})\/(\d{2}|\d{4})\b/i

const secondsOf = (text: string) => {
  const [, hours, minutes, seconds] = clockTime.exec(text) ?? bareTime.exec(text) ?? []
  const time = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  return time < 86_400 ? time : NaN
}

const dayOf = (text: string) => {
  const [, month = '', day, year = ''] = printedDate.exec(text) ?? []
  const index = months.indexOf(month.toLowerCase())
  return index < 0 ? null : startOfDay(fullYear(Number(year), year.length), index + 1, Number(day))
}

/** A printer has 132 columns; what stands beyond is no print, and would only take time. */
const mostColumns = 300

/** The words of a line, without what moves the printer. */
const printed = (bytes: Buffer, from: number, to: number) => {
  let start = from
  let end = to
  while (end > start && isControl(bytes[end - 1]!)) end--
  while (start < end && isControl(bytes[start]!)) start++
  return bytes.toString('latin1', start, Math.min(end, start + mostColumns))
}
const isControl = (byte: number) => byte === 13 || byte === 12 || byte === 0x1a

const routineOf = (text: string) => /^\s*([a-z0-9_]{2,12}):\s/i.exec(text)?.[1] ?? ''

/**
 * D files: what was printed, in lines. Known tests become records of their own, other lines with words in them comments.
 * A line without a time has the one last seen above it.
 */
export const createDReader = (name: FileName | null, take: (record: BrewerRecord) => void): LineReader => {
  const clock = createClock()
  const tests = createPrintedTests(take)
  const named = midnightOf(name)
  clock.begin(named)

  const timeOf = (text: string) => {
    const seconds = secondsOf(text)
    if (seconds !== seconds) return clock.last()
    const day = dayOf(text)
    // Of this file's time; others are of files that are spoken of.
    if (day !== null && !(Math.abs(day - named) > 2 * 86_400_000)) clock.begin(day)
    return clock.of(seconds)
  }

  return {
    line(bytes, start, end, line, offset) {
      const text = printed(bytes, start, end)
      if (!text.trim()) return
      const at = timeOf(text)
      const place: At = { line, offset, length: end - start, at: at === at ? at : null }
      if (tests.take(text, place)) return
      if (!/[a-z]{3}/i.test(text)) return take({ type: 'other', ...place, tag: 'print' })
      const routine = routineOf(text)
      take({ type: 'comment', ...place, routine, text, isOperator: routine.toLowerCase() === 'user', isQuote: routine.toLowerCase() === 'rl' })
    },
    tooLong(line, offset, length) {
      tests.end()
      take(problem({ line, offset, length, at: null }, 'TOO_LONG', `A line of ${length} bytes`))
    },
    end: tests.end,
  }
}
