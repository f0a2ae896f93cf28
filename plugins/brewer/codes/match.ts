import { codes } from './code-table.ts'
import { operatorTexts, texts } from './texts.ts'

type Pattern = { code: number; expression: RegExp }

const all = (given: Readonly<Record<number, readonly string[]>>): Pattern[] =>
  Object.entries(given).map(([code, sources]) => ({ code: Number(code), expression: new RegExp(sources.map((source) => `(?:${source})`).join('|'), 'u') }))

const quoted = new Set([51, 52, 53])
const programPatterns = all(texts).filter(({ code }) => !quoted.has(code))
const quotePatterns = all(texts).filter(({ code }) => quoted.has(code))
const operatorPatterns = all(operatorTexts)

/** A word of which each program pattern needs one: nearly all comments have none, and are done with. */
const words = /fail|fault|error|not |lamp|jam|attempt|no |intensity|reset|alignment|aligning|illegal|invalid|unknown|unrecogni|scan|end[ -]?of[ -]?day|key|user|by |sighting|ozone|unexpected|bad or|missing|bad|corrupt|n.?t confirm|turned|had to|unable|cannot/

/** DOS Greek (code page 737) from 128, in which programs of Greek stations write. */
const dosGreek = 'αβγδεζηθικλμνξοπρστυφχψωαβγδεζηθικλμνξοπρσςτυφχψ'
const dosGreekFrom224 = 'ωαεηιιουυω'
const isoGreek = new TextDecoder('iso-8859-7')

const withoutAccents = (text: string) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '')

// oxlint-disable-next-line no-control-regex -- control characters stand in the instrument's log
const controls = /[\u0000-\u0020\u007f-\u00a0]+/g

/** Lower case, single blanks, no accents, no control characters; any other letter beyond ASCII stays one character. */
export const plain = (text: string): string => {
  const lower = text.toLowerCase()
  return /[^!-~ ]| {2}/.test(lower) ? withoutAccents(lower.replace(controls, ' ')).trim() : lower.trim()
}

/** What a text of bytes may mean to a reader of Greek; as it is when nothing in it is beyond ASCII. */
const readings = (text: string): string[] => {
  if (!/[\u0080-\u00ff]/.test(text)) return [plain(text)]
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0) & 0xff)
  const dos = Array.from(bytes, (byte) => (byte < 128 ? String.fromCharCode(byte) : (dosGreek[byte - 128] ?? dosGreekFrom224[byte - 224] ?? '?'))).join('')
  // Before control characters go: DOS writes letters with their bytes.
  const dotted = plain(text.replace(/[\u0080-\u009f\u00a0]/g, '?'))
  return [dotted, plain(isoGreek.decode(bytes)), plain(dos)]
}

const found = (patterns: readonly Pattern[], text: string): number[] => {
  const hits: number[] = []
  for (const { code, expression } of patterns) if (expression.test(text)) hits.push(code)
  // Filter wheel 3 has a code of its own.
  return hits.length > 1 && hits.includes(13) ? hits.filter((code) => code !== 59) : hits
}

const none: readonly number[] = []

/** Who wrote a comment: the program (also a line of print), its operator, or the instrument's own log that it quotes. */
export type Voice = 'PROGRAM' | 'OPERATOR' | 'QUOTE'

/** Codes that a comment's text tells, in order, once each. */
export const codesIn = (text: string, voice: Voice): readonly number[] => {
  if (voice === 'OPERATOR') {
    const meanings = readings(text)
    const hits = new Set(meanings.flatMap((meaning) => found(operatorPatterns, meaning)))
    return [...hits].sort((one, other) => one - other)
  }
  const line = plain(text)
  if (voice === 'QUOTE') return found(quotePatterns, line)
  return words.test(line) ? found(programPatterns, line) : none
}

/** What a comment may tell that is not for certain: what somebody typed, and a sighting. */
export const isGuessed = (code: number, voice: Voice): boolean => voice === 'OPERATOR' || code === 45

/** Codes that texts can tell. */
export const codesWithTexts: readonly number[] = codes.filter(({ patterns }) => patterns.length > 0).map(({ code }) => code)
