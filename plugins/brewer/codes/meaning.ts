import type { CommentRecord } from '../format/record.ts'
import { codesIn, type Voice } from './match.ts'
import type { Quantity } from './quantity.ts'

/** What a comment means, as far as anything hangs on it. Only the program's own words mean more than codes. */
export type Meaning = {
  /** Codes that it tells, in order, once each. */
  codes: readonly number[]
  /** When the instrument wrote into its own log what is quoted of it, epoch ms; null also of quotes that tell nothing. */
  quotedAt: number | null
  /** A command begins: what it was started by, and whether that is a schedule; whether it is the reset of all drives. */
  run: { from: string; isScheduled: boolean; isReset: boolean } | null
  /** Name of the schedule that begins. */
  schedule: string | null
  /** No schedule runs from here on. */
  isIdle: boolean
  isProgramStart: boolean
  /** What it shows to be well: a position that was found, a schedule that goes on, a sighting that was made. */
  well: 'azimuth' | 'zenith' | 'micrometer' | 'wheel' | 'schedule' | 'sighting' | null
  /** Steps by which the micrometer was off. */
  micrometerSteps: number | null
  /** Steps by which a sighting moved the tracker, azimuth or zenith, the larger one. */
  sightingSteps: number | null
  /** Day of the year that `td` confirmed. */
  julianDay: number | null
  /** Seconds by which `td` corrected the clock. */
  clockCorrection: number | null
  /** A value that has limits. */
  reading: { quantity: Quantity; value: number } | null
}

export const nothing: Meaning = {
  codes: [], quotedAt: null, run: null, schedule: null, isIdle: false, isProgramStart: false, well: null, micrometerSteps: null, sightingSteps: null, julianDay: null,
  clockCorrection: null, reading: null,
}

/** Words of which each phrase has one: most comments have none, and are done with. */
const words: string[] = []

/** What an expression finds in a text; the word is of each text that it fits, and sooner looked for. */
const phrase = (word: string, expression: RegExp) => {
  words.push(word)
  return (text: string, lower: string) => (lower.includes(word) ? expression.exec(text) : null)
}

const running = phrase('running ', /\brunning /i)
const runningFrom = phrase('running ', /\brunning \S+ from (\S+)/i)
const scheduleStarts = phrase('starting schedule', /\bstarting schedule\s+(\S+)/i)
const scheduleNamed = phrase('skc:', /^\s*skc:\s*([a-z]\w{1,11})\s*$/i)
const programStart = phrase('program start', /program start/i)
const idle = [phrase('menu', /\bgoing to menu\b|quitting\b.*\bmenu\b/i), phrase('program start', /program start\b/i)]
const newSighting = phrase('new si', /\bnew si\b/i)
const wells = [
  ['azimuth', phrase('azimuth ', /azimuth (discrepancy|zeroed)/i)],
  ['zenith', phrase('zenith ', /zenith (discrepancy|zeroed)/i)],
  ['micrometer', phrase('micrometer', /micrometer\s*#?\s*\d?\s*(discrepancy|reference found)/i)],
  ['wheel', phrase('moving filter', /moving filter ?wheel #?\s*3/i)],
  ['wheel', phrase('3 discrepancy', /fw ?#?3 discrepancy/i)],
  ['schedule', phrase('starting schedule ', /\bstarting schedule \S/i)],
  ['schedule', phrase('waiting until za', /^\s*skc:\s*waiting until za\b/i)],
  ['sighting', newSighting],
] as const
const azimuthDiscrepancy = phrase('azimuth discrepancy', /azimuth discrepancy\s*=?\s*([-+]?\d+)/i)
const azimuthZeroed = phrase('azimuth zeroed', /azimuth zeroed at\s*\S+\s+discrepancy\s*=\s*([-+]?\d+)/i)
const micrometerDiscrepancy = phrase('micrometer', /micrometer\s*#?\s*\d?\s*discrepancy\s*=\s*([-+]?\s*\d+)/i)
const corrections = phrase('new si', /hc\s*=\s*([-+]?\s*\d+)\s*,\s*nc\s*=\s*([-+]?\s*\d+)\s*old\s*=\s*([-+]?\s*\d+)\s*,\s*([-+]?\s*\d+)/i)
const dayConfirmed = phrase('julian day', /julian day\s*=?\s*(\d{1,3})\b/i)
const clockCorrected = phrase('time correction', /time correction\s*(?:=\s*)?([-+]?(?:\d+\.?\d*|\.\d+))/i)

const anyPhrase = new RegExp([...new Set(words)].join('|'))

const numbersOf = (found: RegExpExecArray) => found.slice(1).map((digits) => Number(digits.replace(/\s/g, '')))
const numberOf = (found: RegExpExecArray | null) => (found ? numbersOf(found)[0]! : null)

/** What a command was started by is a schedule, unless somebody typed it (menu) or the program itself began with it (main.asc). */
const isSchedule = (name: string) => !/^menu$|\.asc$/i.test(name)

const runOf = (text: string, lower: string): Meaning['run'] => {
  const from = runningFrom(text, lower)?.[1]
  return from === undefined ? null : { from, isScheduled: isSchedule(from), isReset: /^\s*re\s*:/i.test(text) }
}

/** A command that begins has yet to show how it goes. */
const wellOf = (text: string, lower: string): Meaning['well'] => (running(text, lower) ? null : (wells.find(([, said]) => said(text, lower))?.[0] ?? null))

const sightingSteps = (text: string, lower: string) => {
  const found = newSighting(text, lower) && corrections(text, lower)
  if (!found) return null
  const [zenith, azimuth, oldZenith, oldAzimuth] = numbersOf(found) as [number, number, number, number]
  return Math.max(Math.abs(zenith - oldZenith), Math.abs(azimuth - oldAzimuth))
}

const readingOf = (text: string, lower: string): Meaning['reading'] => {
  const isDiscrepancy = lower.includes('discrepancy')
  const value = numberOf(isDiscrepancy ? (azimuthDiscrepancy(text, lower) ?? azimuthZeroed(text, lower)) : clockCorrected(text, lower))
  return value === null ? null : { quantity: isDiscrepancy ? 'AZIMUTH_DISCREPANCY' : 'CLOCK', value }
}

/** Of what the program wrote, or printed. */
const statements = (written: string, codes: readonly number[]): Meaning => {
  const text = written.includes('  ') ? written.replace(/ {2,}/g, ' ') : written
  const lower = text.toLowerCase()
  if (!anyPhrase.test(lower)) return codes.length === 0 ? nothing : { ...nothing, codes }
  const well = wellOf(text, lower)
  return {
    codes, quotedAt: null, well, run: runOf(text, lower),
    schedule: (scheduleStarts(text, lower) ?? scheduleNamed(text, lower))?.[1] ?? null,
    isIdle: idle.some((said) => said(text, lower)),
    isProgramStart: programStart(text, lower) !== null,
    micrometerSteps: newSighting(text, lower) ? null : numberOf(micrometerDiscrepancy(text, lower)),
    sightingSteps: sightingSteps(text, lower),
    julianDay: numberOf(dayConfirmed(text, lower)),
    clockCorrection: numberOf(clockCorrected(text, lower)),
    reading: readingOf(text, lower),
  }
}

/** "rl:  2019  013  01 16 27  …": its year, day, time. */
const quotedMoment = (text: string): number | null => {
  const [, year, day, hour, minute, second] = (/^\s*rl:\s*(\d{4})\s+(\d{1,3})\s+(\d\d?)\s+(\d\d?)\s+(\d\d?)\b/i.exec(text) ?? []).map(Number)
  return year === undefined ? null : Date.UTC(year, 0, day, hour, minute, second)
}

const meaningOf = (text: string, voice: Voice): Meaning => {
  const codes = codesIn(text, voice)
  if (voice === 'PROGRAM' || voice === 'PRINT') return statements(text, codes)
  if (codes.length === 0) return nothing
  return { ...nothing, codes, quotedAt: voice === 'QUOTE' ? quotedMoment(text) : null }
}

/** Texts of one voice that are remembered: programs repeat theirs, two of five within a day. */
const MOST_TEXTS = 500

/** A line of print has no routine. */
export const voiceOf = ({ isOperator, isQuote, routine }: CommentRecord): Voice =>
  isQuote ? 'QUOTE' : isOperator ? 'OPERATOR' : routine === '' ? 'PRINT' : 'PROGRAM'

/** Understands the comments of one file. */
export const createUnderstanding = (): ((record: CommentRecord) => Meaning) => {
  const known = { PROGRAM: new Map<string, Meaning>(), PRINT: new Map<string, Meaning>(), OPERATOR: new Map<string, Meaning>(), QUOTE: new Map<string, Meaning>() }
  return (record) => {
    const voice = voiceOf(record)
    const { text } = record
    const before = known[voice].get(text)
    if (before) return before
    const meaning = meaningOf(text, voice)
    if (known[voice].size >= MOST_TEXTS) known[voice].clear()
    known[voice].set(text, meaning)
    return meaning
  }
}
