import { findKey, type Language } from './key.ts'
import type { Term } from './read.ts'
import { closed, readWords, type Word } from './words.ts'

/** What a form says of a key: values in written form (`literal` writes one that means itself), and whether none of them. */
export type Said = { not?: boolean; values: readonly string[] }

export const writeTerm = ({ isOr, not, key, values }: Pick<Term, 'isOr' | 'not' | 'key' | 'values'>): string =>
  isOr ? 'or' : `${not ? '-' : ''}${key === null ? '' : `${key}:`}${values.join(',')}`

/** The text of these terms: reading it gives them again. */
export const writeFilter = (terms: readonly Pick<Term, 'isOr' | 'not' | 'key' | 'values'>[]): string => terms.map(writeTerm).join(' ')

type Piece = { text: string; isOr: boolean }

const pieceOf = (text: string, { from, to, isClosed, isOr }: Word): Piece => ({ text: isClosed ? text.slice(from, to) : closed(text.slice(from, to)), isOr })

/** Joined by blanks, without an `or` that lost its words. */
const join = (pieces: readonly Piece[]): string => {
  const kept: Piece[] = []
  for (const piece of pieces) if (!piece.isOr || kept.at(-1)?.isOr === false) kept.push(piece)
  while (kept.at(-1)?.isOr) kept.pop()
  return kept.map((piece) => piece.text).join(' ')
}

/** The text with one more term at its end. */
export const withTerm = (text: string, term: { not?: boolean; key: string | null; values: readonly string[] }): string =>
  join([
    ...readWords(text).map((word) => pieceOf(text, word)),
    { text: writeTerm({ isOr: false, not: term.not ?? false, key: term.key, values: term.values }), isOr: false },
  ])

/** The text without the term that stands at this place. */
export const withoutTerm = (text: string, { from, to }: { from: number; to: number }): string =>
  join(readWords(text).filter((word) => word.from !== from || word.to !== to).map((word) => pieceOf(text, word)))

const isOfKey = (language: Language, { key }: Word, name: string) =>
  key !== null && (key.name === name || findKey(language, key.name)?.name === name)

/** The text in which a key says this, once for each of `said`, and nothing else; all other words stay as they are. */
export const setKey = (language: Language, text: string, name: string, said: readonly Said[]): string => {
  const written = said
    .filter(({ values }) => values.length > 0)
    .map(({ not = false, values }): Piece => ({ text: writeTerm({ isOr: false, not, key: name, values }), isOr: false }))
  const words = readWords(text)
  const first = words.find((word) => isOfKey(language, word, name))
  return join([
    ...words.flatMap((word) => (word === first ? written : isOfKey(language, word, name) ? [] : [pieceOf(text, word)])),
    ...(first ? [] : written),
  ])
}

/** What a text says of a key, aliases included. */
export const saidOf = (language: Language, text: string, name: string): { not: boolean; values: string[] }[] =>
  readWords(text).filter((word) => isOfKey(language, word, name)).map(({ not, items }) => ({
    not, values: items.map(({ from, to }) => text.slice(from, to)).filter((value) => value.trim() !== ''),
  }))

/** Whether a text has alternatives: then a key has no single place in it. */
export const hasAlternatives = (text: string): boolean => readWords(text).some(({ isOr }) => isOr)
