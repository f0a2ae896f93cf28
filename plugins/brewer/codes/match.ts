import { codes } from './code-table.ts'
import { neededWords, operatorTexts, texts } from './texts.ts'

type ByCode = Readonly<Record<number, readonly string[]>>
type Pattern = { code: number; expression: RegExp; needed: readonly string[] }

const expressionOf = (sources: readonly string[]) => new RegExp(sources.map((source) => `(?:${source})`).join('|'), 'u')

/** Without needed words a pattern is always tried: the empty word is in every text. */
const all = (given: ByCode, needed: ByCode = {}): Pattern[] =>
  Object.entries(given).map(([code, sources]) => ({ code: Number(code), expression: expressionOf(sources), needed: needed[Number(code)] ?? [''] }))

const quoted = new Set([51, 52, 53])
const programPatterns = all(texts, neededWords).filter(({ code }) => !quoted.has(code))
const quotePatterns = all(texts).filter(({ code }) => quoted.has(code))
const operatorPatterns = all(operatorTexts)

/** Nearly all comments have none of these words, and are done with. */
const beyondAscii = /[\u0080-\uffff]/
const anyWord = expressionOf([...new Set(programPatterns.flatMap(({ needed }) => needed))])

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
  if (!/[^!-~ ]| {2}/.test(lower)) return lower.trim()
  const collapsed = lower.replace(controls, ' ').trim()
  return /[^ -~]/.test(collapsed) ? withoutAccents(collapsed) : collapsed
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

const hasOne = (text: string, words: readonly string[]) => {
  for (const word of words) if (text.includes(word)) return true
  return false
}

const found = (patterns: readonly Pattern[], text: string): number[] => {
  const hits: number[] = []
  for (const { code, expression, needed } of patterns) if (hasOne(text, needed) && expression.test(text)) hits.push(code)
  // Filter wheel 3 has a code of its own.
  return hits.length > 1 && hits.includes(13) ? hits.filter((code) => code !== 59) : hits
}

const none: readonly number[] = []

/** Letters with accents are none of a word's, until they are plain. */
const mayTell = (text: string) => {
  const lower = text.toLowerCase()
  return anyWord.test(lower) || beyondAscii.test(lower)
}

/** Who wrote a comment: the program, its operator, the program or its operator (a line of print), or the instrument's own log that it quotes. */
export type Voice = 'PROGRAM' | 'OPERATOR' | 'PRINT' | 'QUOTE'

/** Codes that a comment's text tells, in order, once each. */
export const codesIn = (text: string, voice: Voice): readonly number[] => {
  if (voice === 'PRINT') return [...new Set([...codesIn(text, 'PROGRAM'), ...codesIn(text, 'OPERATOR')])]
  if (voice === 'OPERATOR') {
    const meanings = readings(text)
    const hits = new Set(meanings.flatMap((meaning) => found(operatorPatterns, meaning)))
    return [...hits].sort((one, other) => one - other)
  }
  if (voice === 'QUOTE') return found(quotePatterns, plain(text))
  return mayTell(text) ? found(programPatterns, plain(text)) : none
}

/** What a comment may tell that is not for certain: what somebody typed, and a sighting. */
export const isGuessed = (code: number, voice: Voice): boolean => voice === 'OPERATOR' || code === 45

/** Codes that texts can tell. */
export const codesWithTexts: readonly number[] = codes.filter(({ patterns }) => patterns.length > 0).map(({ code }) => code)
