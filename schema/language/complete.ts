import { findKey, sortKey, type Key, type Language } from './key.ts'
import { literal, readWords, type Item } from './words.ts'

/** What could stand in the text at the caret. */
export type Option = {
  /** Put in place of [from, to). */
  insert: string
  label: string
  what: string
  /** How many rows have it, where that is known. */
  count?: number | null
  /** Whether more must follow: a key without its value. */
  isOpen: boolean
}

export type Completion = {
  from: number
  to: number
  options: Option[]
  /** What to ask the data for, to be added with `optionOf`. */
  ask: { key: Key; prefix: string; said: readonly string[] } | null
}

const optionOfValue = (value: string, what: string): Option => ({ insert: value, label: value, what, isOpen: false })

/** A value of the data as an option. */
export const optionOf = ({ value, count }: { value: string; count?: number | null }): Option => ({
  ...optionOfValue(literal(value), ''), label: value, count: count ?? null,
})

const times = [
  ['today', 'since midnight'], ['yesterday', 'the day before'], ['>now-1h', 'in the last hour'], ['>now-12h', 'in the last 12 hours'],
  ['>now-7d', 'in the last 7 days'],
] as const
const durations = [['>10m', 'longer than'], ['<2m', 'shorter than'], ['10m..2h', 'between']] as const

const fixedValues = (key: Key): Option[] => {
  switch (key.kind) {
    case 'enum': return key.values.map(({ value, what }) => optionOfValue(value, what))
    case 'flag': return [optionOfValue('yes', key.what), optionOfValue('no', 'the others')]
    case 'time': return times.map(([value, what]) => optionOfValue(value, what))
    case 'duration': return durations.map(([value, what]) => optionOfValue(value, what))
    case 'text':
    case 'path': return [optionOfValue('none', 'without one')]
    default: return []
  }
}

const fits = (word: string, prefix: string) => word.toLowerCase().includes(prefix)
/** Those that begin with what was typed before those that only have it. */
const ranked = (options: readonly Option[], prefix: string): Option[] =>
  options
    .filter(({ label }) => fits(label, prefix))
    .toSorted((a, b) => Number(b.label.toLowerCase().startsWith(prefix)) - Number(a.label.toLowerCase().startsWith(prefix)))

const completeKey = (language: Language, not: string, typed: string): Option[] => {
  const prefix = typed.toLowerCase()
  const keys = language.keys.map(({ name, what, also = [] }) => ({ name, what, all: [name, ...also] }))
  const named = [...keys, ...(not ? [] : [{ name: sortKey, what: 'the order of the list', all: ['sort', 'order'] }])]
    .filter(({ all }) => all.some((name) => fits(name, prefix)))
    .toSorted((a, b) => Number(b.name.startsWith(prefix)) - Number(a.name.startsWith(prefix)))
    .map(({ name, what }): Option => ({ insert: `${not}${name}:`, label: `${not}${name}:`, what, isOpen: true }))
  // A value that is known beforehand is found without its key.
  const values = prefix.length < 2 ? [] : language.keys.flatMap((key) =>
    key.kind === 'enum'
      ? key.values.filter(({ value }) => value.startsWith(prefix)).map(({ value, what }) => optionOfValue(`${not}${key.name}:${value}`, what))
      : [],
  )
  return [...values, ...named]
}

const completeSort = ({ sorts }: Language): Option[] =>
  sorts.flatMap(({ name, what }) => [
    optionOfValue(`${name}-desc`, `${what}, largest first`), optionOfValue(`${name}-asc`, `${what}, smallest first`),
  ])

const completeVerdict = (key: Key, { text, mask }: Item): Option[] | null => {
  const equal = mask.indexOf('=')
  if (key.kind !== 'set' || !key.verdict || equal < 0) return null
  const name = literal(text.slice(0, equal))
  return key.verdict.values.map(({ value, what }) => ({ ...optionOfValue(`${name}=${value}`, what), label: `${text.slice(0, equal)}=${value}` }))
}

/** What could stand at the caret: keys, values that are known beforehand, and what to ask the data for. */
export const complete = (language: Language, text: string, caret: number): Completion => {
  const word = readWords(text).find(({ from, to }) => from < caret && caret <= to)
  if (!word) return { from: caret, to: caret, options: completeKey(language, '', ''), ask: null }
  const [typed = word] = readWords(text.slice(word.from, caret))
  const item = typed.items.at(-1)
  if (!typed.key || !item) {
    if (typed.isOr || /^\d/.test(item?.mask ?? '') || /^["“”„]/.test(text.slice(word.from))) return { from: caret, to: caret, options: [], ask: null }
    const end = word.key?.to ?? word.to
    const options = completeKey(language, typed.not ? '-' : '', item?.text ?? '')
    // The colon is there already.
    return word.key ? { from: word.from, to: end + 1, options: options.filter(({ isOpen }) => isOpen), ask: null } : { from: word.from, to: end, options, ask: null }
  }
  const from = word.from + item.from
  const to = word.items.find((one) => one.from <= caret && caret <= one.to)?.to ?? caret
  const prefix = item.text.trim().toLowerCase()
  if (typed.key.name === sortKey) return { from, to, options: ranked(completeSort(language), prefix), ask: null }
  const key = findKey(language, typed.key.name)
  if (!key) return { from: caret, to: caret, options: [], ask: null }
  const said = word.items.filter((one) => one.from !== from).map((one) => one.text)
  const verdicts = completeVerdict(key, item)
  const options = ranked(verdicts ?? fixedValues(key), prefix).filter(({ insert }) => !said.includes(insert))
  return { from, to, options, ask: key.isSuggested && !verdicts ? { key, prefix: item.text.trim().replace(/^~/, ''), said } : null }
}
