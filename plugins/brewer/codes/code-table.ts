import type { Level } from './event.ts'
import { defaults } from './limits.ts'
import { type Quantity, quantities } from './quantity.ts'
import { operatorTexts, texts } from './texts.ts'

/** What can be wrong, or is worth telling. */
export type CodeType = {
  code: number
  /** Null: the code is not used. */
  level: Level | null
  title: string
  /** Byte and bit of the seed; null for codes beyond its four bytes. */
  byte: 'A' | 'B' | 'C' | 'D' | null
  mask: number | null
  /** Hours of the instrument's own time after which it says nothing of the state any more. */
  windowHours: number
  /** Names of what ends it; `curesOf` says which of them hold for one event. */
  cures: readonly string[]
  /** Said by a text, found by a rule from several records, a value beyond its limit, or told of the file itself. */
  origin: 'TEXT' | 'RULE' | 'LIMIT' | 'FILE'
  /** Regular expressions, held against a comment's text in lower case, without accents, with single blanks; the last ones only against what operators typed. */
  patterns: readonly string[]
}

type Row = readonly [code: number, level: Level | null, title: string, origin: CodeType['origin'], windowHours: number, cures: readonly string[]]

/** A day and a night: what nobody repaired by then is said again by the next day's tests. */
const DAYS = 48

const seed: readonly Row[] = [
  [11, 'CRITICAL', 'Azimuth tracker zeroing failure', 'TEXT', DAYS, ['azimuth', 'reset']],
  [12, 'CRITICAL', 'Brewer failed to respond', 'TEXT', DAYS, ['answer']],
  [13, 'CRITICAL', 'Filterwheel #3 reference not found', 'TEXT', DAYS, ['wheel']],
  [14, 'CRITICAL', 'HG failed', 'RULE', DAYS, ['mercury']],
  [15, 'CRITICAL', 'Lamp not detected', 'TEXT', DAYS, ['mercury', 'lamp']],
  [16, 'CRITICAL', 'Lamp not on', 'TEXT', DAYS, ['mercury', 'lamp']],
  [17, 'CRITICAL', 'Micrometer is jammed', 'TEXT', DAYS, ['mercury', 'micrometer']],
  [18, null, 'Not used', 'TEXT', 0, []],
  [21, 'CRITICAL', 'Micrometer reset attempted', 'TEXT', DAYS, ['mercury', 'micrometer']],
  [22, 'CRITICAL', 'No intensity detected', 'TEXT', DAYS, ['mercury', 'lamp', 'sun']],
  [23, 'CRITICAL', 'Reset failed', 'TEXT', DAYS, ['reset']],
  [24, 'CRITICAL', 'Micrometer (spectrometer) alignment trouble', 'TEXT', DAYS, ['mercury', 'alignment']],
  [25, 'CRITICAL', 'Zenith zeroing failure', 'TEXT', DAYS, ['zenith', 'reset']],
  [26, 'WARNING', 'Illegal command', 'TEXT', 24, ['command', 'answer']],
  [27, null, 'Not used', 'TEXT', 0, []],
  [28, null, 'Not used', 'TEXT', 0, []],
  [31, 'INFO', 'UV scan started', 'TEXT', 24, []],
  [32, 'INFO', 'UV scan finished', 'TEXT', 24, []],
  [33, 'WARNING', 'UV scan aborted', 'TEXT', 24, ['scan']],
  [34, 'INFO', 'End of day started', 'TEXT', 24, []],
  [35, null, 'Not used', 'TEXT', 0, []],
  [36, null, 'Not used', 'TEXT', 0, []],
  [37, null, 'Not used', 'TEXT', 0, []],
  [38, 'CRITICAL', 'User break or unbreak', 'TEXT', 24, ['schedule']],
  [41, 'CRITICAL', 'No data', 'RULE', DAYS, []],
  [42, 'CRITICAL', 'UTC date failure', 'RULE', DAYS, ['date']],
  [43, 'CRITICAL', 'Julian date failure', 'RULE', DAYS, ['day']],
  [44, 'CRITICAL', 'Time failure', 'RULE', DAYS, ['clock']],
  [45, 'ERROR', 'Manual sighting requested', 'TEXT', DAYS, ['sighting']],
  [46, 'INFO', 'Total ozone submitted', 'TEXT', 24, []],
  [47, 'WARNING', 'Unexpected schedule running', 'RULE', DAYS, ['expected schedule']],
  [48, null, 'Not used', 'TEXT', 0, []],
]

const beyond: readonly Row[] = [
  [51, 'WARNING', 'Bad low-level command, in the instrument’s own log', 'TEXT', 24, ['answer']],
  [52, 'WARNING', 'Motor stuck or out of its bounds, in the instrument’s own log', 'TEXT', 24, ['reset']],
  [53, 'INFO', 'Instrument was reset, in its own log', 'TEXT', 24, []],
  [54, 'WARNING', 'Program restarted again and again', 'RULE', 24, ['steady']],
  [55, 'WARNING', 'Direct sun too bright', 'TEXT', 24, ['sun']],
  [56, 'WARNING', 'Configuration or command file bad or missing', 'TEXT', 24, ['command', 'answer']],
  [57, 'ERROR', 'Schedule not confirmed, or drive turned off', 'TEXT', DAYS, ['schedule']],
  [58, 'WARNING', 'Micrometer had to be moved', 'RULE', 24, ['mercury']],
  [59, 'CRITICAL', 'Reference position not found', 'TEXT', DAYS, ['micrometer', 'reset']],
  ...Object.entries(quantities).map(([quantity, { code, title }]): Row => [code, defaults[quantity as Quantity].level, `${title}: beyond its limit`, 'LIMIT', DAYS, [quantity]]),
  [81, 'WARNING', 'Name and date, or name and instrument, disagree', 'FILE', DAYS, ['date', 'number']],
  [82, 'ERROR', 'File has shrunk', 'FILE', DAYS, []],
  [83, 'WARNING', 'Records that cannot be read', 'FILE', 24, ['clean file']],
  [84, 'INFO', 'File was written anew', 'FILE', 24, []],
  [85, 'ERROR', 'File cannot be read', 'FILE', DAYS, []],
  [86, 'WARNING', 'Times go back', 'RULE', 24, ['clock']],
]

const bytes = ['A', 'B', 'C', 'D'] as const

const toCode = ([code, level, title, origin, windowHours, cures]: Row): CodeType => {
  const bit = code % 10
  const byte = code < 50 ? (bytes[Math.floor(code / 10) - 1] ?? null) : null
  return { code, level, title, byte, mask: byte === null ? null : 1 << (bit - 1), windowHours, cures, origin, patterns: [...(texts[code] ?? []), ...(operatorTexts[code] ?? [])] }
}

/** All codes, in order: the seed's thirty-two, also those that are not used, and ours from 51. */
export const codes: readonly CodeType[] = [...seed, ...beyond].map(toCode)

const byNumber = new Map(codes.map((type) => [type.code, type]))

export const codeOf = (code: number): CodeType | undefined => byNumber.get(code)
