import { readComparison } from './bounds.ts'
import { allOf, anyOf, type Condition } from './condition.ts'
import { environments } from './environments.ts'
import { isFault, type Fault } from './fault.ts'
import { fills } from './fills.ts'
import type { FilterInputs, OrderFields } from './inputs.ts'
import { findKey, sortKey, type Language, type List } from './key.ts'
import { rangesOf, readWhole } from './read-number.ts'
import { readTerm } from './read-term.ts'
import { instruments } from './instruments.ts'
import { runs } from './runs.ts'
import { nearest } from './spelling.ts'
import type { Place } from './times.ts'
import { closed, readWords, type Item, type Word } from './words.ts'

export const languages: Readonly<Record<List, Language>> = { runs, fills, environments, instruments }

/** Longer texts are cut here: more than a person writes, enough for a pasted list of a thousand numbers. */
export const longestText = 8000
/** As many numbers and ranges as the schema takes at once. */
const mostRanges = 1000

/**
 * A word of the text as an edit sees it. `values` are in written form, quotes and all; `key` is null for a word that is
 * searched for, and for bare numbers.
 */
export type Term = { from: number; to: number; isOr: boolean; not: boolean; key: string | null; values: readonly string[] }

export type Order<Field extends string = string> = { field: Field; direction: 'ASC' | 'DESC' }

export type Reading<In extends List> = {
  /** Of the good words; null when all are asked for. */
  filter: FilterInputs[In] | null
  /** Null when the text says none. */
  order: Order<OrderFields[In]> | null
  terms: Term[]
  /** In the order of the text. */
  faults: Fault[]
}

const numeric = /^\d+(\s*(\.\.|-|–)\s*\d+)?$/
const isNumeric = ({ key, items }: Word) => key === null && items.every(({ mask }) => mask.split(',').every((part) => part === '' || numeric.test(part))) && /\d/.test(items[0]?.mask ?? '')

/** Bare numbers of one alternative ask for any of them. */
const readNumbers = (words: readonly Word[], faults: Fault[]): string | null => {
  const comparisons = words.flatMap((word) => {
    const [item] = word.items
    if (!item) return []
    let at = item.from
    return item.text.split(',').flatMap((text) => {
      const part: Item = { text, mask: text, from: at, to: at + text.length }
      at += text.length + 1
      if (text === '') return []
      const read = readComparison(part, readWhole, { isMore: (a, b) => a > b, allowDash: true })
      if (!isFault(read)) return [read.value]
      faults.push({ from: part.from, to: part.to, message: read.fault, ...(read.fix !== undefined && { fix: read.fix }) })
      return []
    })
  })
  if (comparisons.length > mostRanges) {
    const [first, last] = [words[0]!, words.at(-1)!]
    faults.push({ from: first.from, to: last.to, message: `${comparisons.length} numbers are too many: at most ${mostRanges} are allowed` })
    return null
  }
  return comparisons.length === 0 ? null : rangesOf(comparisons)
}

const searched = (text: string, { words }: Language): Condition =>
  anyOf(words.fields.map(({ field, isContaining }) => ({ [field]: isContaining ? { contains: text } : text })))

const readOrder = ({ items, key }: Word, { sorts }: Language, faults: Fault[]): Order | null => {
  const [item] = items
  const written = item?.text.trim().toLowerCase() ?? ''
  const [, name = written, way] = /^(.*?)(?:-(asc|desc))?$/.exec(written) ?? []
  const sort = sorts.find((one) => one.name === name)
  if (sort && items.length === 1) return { field: sort.field, direction: way === 'asc' ? 'ASC' : 'DESC' }
  const [from, to] = [item?.from ?? key?.to ?? 0, items.at(-1)?.to ?? 0]
  const names = sorts.map((one) => one.name)
  const near = sort?.name ?? nearest(name, names)
  const fix = near === undefined ? undefined : `${near}${way ? `-${way}` : ''}`
  const message = items.length > 1 ? 'A list has one order' : `There is no order "${written}". ${fix ? `Did you mean ${fix}?` : `There are ${names.join(', ')}, each with -asc or -desc`}`
  faults.push({ from, to, message, ...(fix !== undefined && { fix }) })
  return null
}

const unknownKey = (word: Word, language: Language): Fault => {
  const { name, from, to } = word.key!
  const near = nearest(name, [...language.keys.flatMap((key) => [key.name, ...(key.also ?? [])]), sortKey])
  return near === undefined
    ? { from: from, to: word.to, message: `There is no key "${name}". To search for the word itself, put it in quotes`, fix: `"${name}:${word.items.map(({ text }) => text).join(',').replaceAll(/["\\“”„‟]/g, '\\$&')}"` }
    : { from, to, message: `There is no key "${name}". Did you mean ${near}?`, fix: near }
}

/** The words between two `or`s, and the filter of them; undefined when none of them could be read. */
const readGroup = (words: readonly Word[], language: Language, faults: Fault[], place: Place): Condition | null | undefined => {
  const conditions: Condition[] = []
  const numbers = { plain: [] as Word[], not: [] as Word[] }
  for (const word of words) {
    if (word.key) {
      const key = findKey(language, word.key.name)
      const said = word.items.filter(({ text }) => text.trim() !== '')
      if (!key) faults.push(unknownKey(word, language))
      else if (said.length > mostRanges) faults.push({ from: word.from, to: word.to, message: `${said.length} values are too many: at most ${mostRanges} are allowed` })
      else if (said.length === 0) faults.push({ from: word.key.from, to: word.to, message: `${key.name}: needs a value, such as ${key.examples[0]}` })
      else {
        const condition = readTerm(key, said, word.not, faults, place)
        if (condition) conditions.push(condition)
      }
    } else if (language.numbers && isNumeric(word)) numbers[word.not ? 'not' : 'plain'].push(word)
    else {
      const text = word.items[0]?.text.trim() ?? ''
      if (text !== '') conditions.push(word.not ? { not: searched(text, language) } : searched(text, language))
    }
  }
  for (const side of ['plain', 'not'] as const) {
    const ranges = readNumbers(numbers[side], faults)
    if (ranges === null || !language.numbers) continue
    const { field, alsoWords } = language.numbers
    const parts = alsoWords ? numbers[side].map((word) => searched(word.items[0]?.text ?? '', language)) : []
    const condition = anyOf([{ [field]: ranges }, ...parts])
    conditions.push(side === 'not' ? { not: condition } : condition)
  }
  return conditions.length > 0 ? allOf(conditions) : words.length > 0 ? undefined : null
}

const toTerm = (text: string, { from, to, isOr, not, key, items }: Word): Term => ({
  from, to, isOr, not, key: key?.name ?? null,
  values: items.map((item) => text.slice(item.from, item.to)),
})

/** Splits at each `or` that has words on both sides; says so of the others. */
const alternativesOf = (words: readonly Word[], faults: Fault[]): Word[][] => {
  const groups: Word[][] = [[]]
  for (const [index, word] of words.entries()) {
    if (!word.isOr) groups.at(-1)!.push(word)
    else if (groups.at(-1)!.length > 0 && words[index + 1]?.isOr === false) groups.push([])
    else faults.push({ from: word.from, to: word.to, message: '"or" stands between words; to search for it, put it in quotes', fix: '"or"' })
  }
  return groups
}

/**
 * Reads a text of the filter box: which rows of a list, and in which order. Whatever the text, it answers: what cannot
 * be read is a fault that points at its place, and the rest counts. `or` binds weaker than the blank.
 */
export const readFilter = <In extends List>(list: In, text: string, place: Place): Reading<In> => {
  const language = languages[list]
  const faults: Fault[] = []
  if (text.length > longestText) {
    faults.push({ from: longestText, to: text.length, message: `The filter is too long: at most ${longestText} characters are read` })
  }
  const words = readWords(text.slice(0, longestText))
  for (const { from, to, isClosed } of words) {
    if (!isClosed) faults.push({ from, to, message: 'A quote is opened here and not closed', fix: closed(text.slice(from, to)) })
  }
  let order: Order | null = null
  const asking: Word[] = []
  for (const word of words) {
    if (word.key?.name !== sortKey) {
      asking.push(word)
      continue
    }
    if (word.not) faults.push({ from: word.from, to: word.to, message: 'An order cannot be negated: turn it round with -asc or -desc', fix: text.slice(word.from + 1, word.to) })
    else if (order) faults.push({ from: word.from, to: word.to, message: 'A list has one order: this is the second' })
    else order = readOrder(word, language, faults)
  }
  const read = alternativesOf(asking, faults).map((group) => readGroup(group, language, faults, place))
  const good = read.filter((condition) => condition != null)
  return {
    // The one place where what the table says becomes what the schema takes; tests hold the two together.
    filter: (good.length === 0 ? null : anyOf(good)) as FilterInputs[In] | null,
    order: order as Order<OrderFields[In]> | null,
    terms: words.map((word) => toTerm(text, word)),
    faults: faults.toSorted((a, b) => a.from - b.from || a.to - b.to),
  }
}

/** The fault's word with its fix in its place. */
export const mend = (text: string, { from, to, fix }: Fault): string => (fix === undefined ? text : text.slice(0, from) + fix + text.slice(to))
