/**
 * The letters of the language: words between blanks, `key:value,value`, quotes around what would mean something else.
 * Knows no key.
 */

/** A value between commas. `mask` is as long as `text`, with quoted characters blotted out: they mean only themselves. */
export type Item = { text: string; mask: string; from: number; to: number }

/** A word of the text, at [from, to). Without a key it has one item: the word itself. */
export type Word = {
  from: number
  to: number
  not: boolean
  key: { name: string; from: number; to: number } | null
  items: readonly Item[]
  /** Whether each quote that was opened was closed. */
  isClosed: boolean
  isOr: boolean
}

const blot = '\0'
const isBlank = (char: string) => /[\s\p{Cc}]/u.test(char)
// Phones and office programs turn quotes round.
const isQuote = (char: string) => /["“”„‟]/.test(char)
const keyPattern = /^[a-z][a-z-]*$/i

type Letter = { char: string; mask: string; from: number; to: number }

/** The letters of one word from `at` to the next blank outside quotes. */
const readLetters = (text: string, at: number): { letters: Letter[]; to: number; isClosed: boolean } => {
  const letters: Letter[] = []
  let isQuoted = false
  let i = at
  for (; i < text.length; i++) {
    const char = text[i]!
    if (isQuote(char)) {
      isQuoted = !isQuoted
      continue
    }
    if (!isQuoted && isBlank(char)) break
    const next = text[i + 1]
    if (isQuoted && char === '\\' && next !== undefined && (next === '\\' || isQuote(next))) {
      letters.push({ char: next, mask: blot, from: i, to: i + 2 })
      i++
      continue
    }
    const plain = isBlank(char) ? ' ' : char
    letters.push({ char: plain, mask: isQuoted ? blot : plain, from: i, to: i + 1 })
  }
  return { letters, to: i, isClosed: !isQuoted }
}

const toItem = (letters: readonly Letter[], from: number, to: number): Item => ({
  text: letters.map(({ char }) => char).join(''),
  mask: letters.map(({ mask }) => mask).join(''),
  from,
  to,
})

/** The items between commas, each with the stretch it takes in the text, quotes included. */
const splitItems = (letters: readonly Letter[], from: number, to: number): Item[] => {
  const items: Item[] = []
  let begin = 0
  let start = from
  for (let i = 0; i <= letters.length; i++) {
    const letter = letters[i]
    if (letter && letter.mask !== ',') continue
    items.push(toItem(letters.slice(begin, i), start, letter?.from ?? to))
    begin = i + 1
    start = letter?.to ?? to
  }
  return items
}

const readWord = (text: string, from: number): Word => {
  const next = text[from + 1]
  const not = text[from] === '-' && next !== undefined && !isBlank(next)
  const start = not ? from + 1 : from
  const { letters, to, isClosed } = readLetters(text, start)
  const whole = toItem(letters, start, to)
  const colon = whole.mask.indexOf(':')
  const name = whole.mask.slice(0, Math.max(0, colon))
  if (!keyPattern.test(name)) {
    const isOr = !not && /^or$/i.test(whole.mask)
    return { from, to, not, key: null, items: [whole], isClosed, isOr }
  }
  const mark = letters[colon]!
  const key = { name: name.toLowerCase(), from: start, to: mark.from }
  return { from, to, not, key, items: splitItems(letters.slice(colon + 1), mark.to, to), isClosed, isOr: false }
}

export const readWords = (text: string): Word[] => {
  const words: Word[] = []
  for (let at = 0; at < text.length; ) {
    if (isBlank(text[at]!)) {
      at++
      continue
    }
    const word = readWord(text, at)
    words.push(word)
    at = word.to
  }
  return words
}

/** A word with the quote that it lacks. */
export const closed = (word: string): string => `${word}${/(?<!\\)(\\\\)*\\$/.test(word) ? '\\' : ''}"`

/** What an item says, as a value that means itself. */
export const plainOf = (written: string): string => {
  const { letters } = readLetters(written, 0)
  return letters.map(({ char }) => char).join('')
}

/** The value in a form that means nothing but itself: in quotes where that is needed. */
export const literal = (value: string): string => {
  const clean = value.replaceAll(/[\s\p{Cc}]/gu, ' ')
  return /^[\p{L}\p{N}][\p{L}\p{N}_.+/@#%&-]*$/u.test(clean) && !/^(none|any|or)$/i.test(clean) && !clean.includes('..')
    ? clean
    : `"${clean.replaceAll(/["\\“”„‟]/g, '\\$&')}"`
}
