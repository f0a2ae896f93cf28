import { readComparison, type Comparison, type Ends } from './bounds.ts'
import { anyOf, type Condition } from './condition.ts'
import { readDuration } from './durations.ts'
import { isFault, type Fault, type Read } from './fault.ts'
import type { Key, KeyValue } from './key.ts'
import { rangesOf, readFraction, readWhole } from './read-number.ts'
import { nearest } from './spelling.ts'
import { readTime, type Place, type Time } from './times.ts'
import { literal, type Item } from './words.ts'

type Of<Kind extends Key['kind']> = Extract<Key, { kind: Kind }>

/** Each good item as it was read; each bad one as a fault. */
const readItems = <Value>(items: readonly Item[], read: (item: Item) => Read<Value>, faults: Fault[]): Value[] => {
  const values: Value[] = []
  for (const item of items) {
    const one = read(item)
    if (!isFault(one)) values.push(one.value)
    else faults.push({ from: item.from, to: item.to, message: one.fault, ...(one.fix !== undefined && { fix: one.fix }) })
  }
  return values
}

const notThis = (condition: Condition): Condition => ({ not: condition })

/** One value, several, or another than it, in the words of the schema's comparators. */
const equals = (field: string, values: readonly (string | number)[], not: boolean): Condition => {
  const one = values.length === 1
  if (not && one) return { [field]: { not: values[0] } }
  const condition = { [field]: one ? { eq: values[0] } : { in: [...new Set(values)] } }
  return not ? notThis(condition) : condition
}

const readKnown = ({ text }: Item, known: readonly KeyValue[], what: string): Read<string> => {
  const found = known.find(({ value }) => value.toLowerCase() === text.trim().toLowerCase())
  if (found) return { value: found.value }
  const near = nearest(text.trim(), known.map(({ value }) => value))
  const meant = near === undefined ? `It is one of ${known.map(({ value }) => value).join(', ')}` : `Did you mean ${near}?`
  return { fault: `There is no ${what} "${text}". ${meant}`, ...(near !== undefined && { fix: near }) }
}

const enumTerm = (key: Of<'enum'>, items: readonly Item[], not: boolean, faults: Fault[]): Condition | null => {
  const values = readItems(items, (item) => readKnown(item, key.values, key.name), faults).map((value) => value.toUpperCase())
  return values.length === 0 ? null : equals(key.field, values, not)
}

const setTerm = (key: Of<'set'>, items: readonly Item[], not: boolean, faults: Fault[]): Condition | null => {
  const { verdict } = key
  const read = (item: Item): Read<{ name: string; judged: string | null }> => {
    const equal = verdict ? item.mask.indexOf('=') : -1
    if (equal < 0 || !verdict) return { value: { name: item.text.trim(), judged: null } }
    const name = item.text.slice(0, equal).trim()
    const said: Item = { ...item, text: item.text.slice(equal + 1), mask: item.mask.slice(equal + 1) }
    const judged = readKnown(said, verdict.values, verdict.value)
    if (!name) return { fault: `whose ${verdict.value}? Say ${key.name}:ITS=${said.text}` }
    if (isFault(judged)) return { fault: judged.fault, ...(judged.fix !== undefined && { fix: `${literal(name)}=${judged.fix}` }) }
    return { value: { name, judged: judged.value.toUpperCase() } }
  }
  const values = readItems(items, read, faults)
  const names = [...new Set(values.flatMap(({ name, judged }) => (judged === null ? [name] : [])))]
  const verdicts = values.flatMap(({ name, judged }) =>
    judged === null || !verdict ? [] : [{ [verdict.field]: { [verdict.name]: name, [verdict.value]: { eq: judged } } }],
  )
  if (values.length === 0) return null
  if (verdicts.length === 0) return { [key.field]: not ? { none: names } : names.length === 1 ? { all: names } : { any: names } }
  const either = anyOf([...(names.length > 0 ? [{ [key.field]: { any: names } }] : []), ...verdicts])
  return not ? notThis(either) : either
}

const partMark = /^[~≈]|^\*(?=.*\*$)/

const textTerm = (key: Of<'text'>, items: readonly Item[], not: boolean, faults: Fault[]): Condition | null => {
  const read = ({ text, mask }: Item): Read<{ whole: string } | { part: string } | { absent: boolean }> => {
    if (/^(none|any)$/i.test(mask)) return { value: { absent: mask.toLowerCase() === 'none' } }
    if (partMark.test(mask)) {
      const part = text.slice(1, mask.startsWith('*') ? -1 : undefined).trim()
      return part ? { value: { part } } : { fault: `which part? Say ${key.name}:~word` }
    }
    if (!mask.includes('*')) return { value: { whole: text.trim() } }
    const part = literal(text.split(/\*+/).toSorted((a, b) => b.length - a.length)[0] ?? '')
    return { fault: `A name is taken as a whole; a part of it is found with ~, as in ${key.name}:~${part}`, fix: `~${part}` }
  }
  const values = readItems(items, read, faults)
  if (values.length === 0) return null
  const whole = values.flatMap((value) => ('whole' in value ? [value.whole] : []))
  const conditionsOf = (field: string): Condition[] => [
    ...(whole.length > 0 ? [equals(field, whole, false)] : []),
    ...values.flatMap((value): Condition[] =>
      'part' in value ? [{ [field]: { contains: value.part } }] : 'absent' in value ? [{ [field]: { isNull: value.absent } }] : [],
    ),
  ]
  if (key.orField === undefined && whole.length === values.length) return equals(key.field, whole, not)
  const either = anyOf([...conditionsOf(key.field), ...(key.orField === undefined ? [] : conditionsOf(key.orField))])
  return not ? notThis(either) : either
}

/** Numbers and lengths of time: single ones together, each range by itself. */
const compared = (field: string, comparisons: readonly Comparison<number>[], not: boolean): Condition => {
  const single = comparisons.flatMap((one) => ('eq' in one ? [one.eq] : []))
  const others = comparisons.flatMap((one): Condition[] =>
    'ends' in one ? [{ [field]: one.ends }] : 'absent' in one ? [{ [field]: { isNull: one.absent } }] : [],
  )
  if (others.length === 0) return equals(field, single, not)
  const either = anyOf([...(single.length > 0 ? [equals(field, single, false)] : []), ...others])
  return not ? notThis(either) : either
}

const isMore = (first: number, last: number) => first > last

const numberTerm = (key: Of<'number'>, items: readonly Item[], not: boolean, faults: Fault[]): Condition | null => {
  const one = (text: string) => (key.isWhole ? readWhole(text) : readFraction(text, key.units))
  const allowNone = key.field !== undefined && key.ranges === undefined
  const read = (item: Item) => readComparison(item, one, { isMore, allowDash: key.isWhole, allowNone })
  const comparisons = readItems(items, read, faults)
  if (comparisons.length === 0) return null
  const isPlain = comparisons.length === 1 && !('ends' in comparisons[0]! && 'gte' in comparisons[0].ends && 'lte' in comparisons[0].ends)
  const ranges = key.ranges === undefined || (key.field !== undefined && isPlain) ? null : rangesOf(comparisons)
  if (key.ranges !== undefined && ranges !== null) return not ? notThis({ [key.ranges]: ranges }) : { [key.ranges]: ranges }
  if (key.field !== undefined) return compared(key.field, comparisons, not)
  const [first, last] = [items[0]!, items.at(-1)!]
  faults.push({ from: first.from, to: last.to, message: 'No number is that' })
  return null
}

const durationTerm = (key: Of<'duration'>, items: readonly Item[], not: boolean, faults: Fault[]): Condition | null => {
  const comparisons = readItems(items, (item) => readComparison(item, readDuration, { isMore }), faults)
  return comparisons.length === 0 ? null : compared(key.field, comparisons, not)
}

const lastMoment = 253_402_300_799_999
const iso = (moment: number) => new Date(Math.min(moment, lastMoment)).toISOString()

const toRange = ({ gt, gte, lt, lte }: Ends<Time>) => ({
  ...(gt && { from: iso(gt.end) }), ...(gte && { from: iso(gte.start) }), ...(lt && { to: iso(lt.start) }), ...(lte && { to: iso(lte.upTo) }),
})

const timeTerm = (key: Of<'time'>, items: readonly Item[], not: boolean, faults: Fault[], place: Place): Condition | null => {
  const read = (item: Item): Read<Condition> => {
    const asked = readComparison(item, (text) => readTime(text, place), { isMore: (a, b) => a.start > b.start, allowNone: false })
    if (isFault(asked)) return asked
    const one = asked.value
    if ('ends' in one) {
      // `<=` an hour is up to and with it; the end of a range is the hour itself.
      const isRange = item.mask.includes('..') || item.mask.includes('…')
      const ends = one.ends.lte && !isRange ? { lte: { ...one.ends.lte, upTo: one.ends.lte.end } } : one.ends
      return { value: { [key.field]: toRange(ends) } }
    }
    if ('absent' in one) return { value: {} }
    return one.eq.isRelative
      ? { fault: `${item.text} is a moment: ask for what came after or before it`, fix: `>${item.text}` }
      : { value: { [key.field]: { from: iso(one.eq.start), to: iso(one.eq.end) } } }
  }
  const ranges = readItems(items, read, faults)
  if (ranges.length === 0) return null
  return not ? notThis(anyOf(ranges)) : anyOf(ranges)
}

const yes = /^(yes|true|y|1)$/i
const no = /^(no|false|n|0)$/i

const flagTerm = (key: Of<'flag'>, items: readonly Item[], not: boolean, faults: Fault[]): Condition | null => {
  const read = ({ text }: Item): Read<boolean> =>
    yes.test(text) ? { value: true } : no.test(text) ? { value: false } : { fault: `${key.name} is yes or no, not "${text}"`, fix: 'yes' }
  const values = new Set(readItems(items, read, faults))
  const [first] = values
  // Yes or no is anything.
  return first === undefined || values.size > 1 ? null : { [key.field]: first !== not }
}

const lettersTerm = (key: Of<'letters'>, items: readonly Item[], not: boolean, faults: Fault[]): Condition | null => {
  const letters = key.values.map(({ value }) => value).join('')
  const read = ({ text }: Item): Read<Condition> => {
    const clean = text.replaceAll(/[\s-]+/g, '').toUpperCase()
    const wrong = [...clean].find((letter) => !letters.includes(letter))
    const words = key.values.map(({ value, what }) => `${value} ${what}`).join(', ')
    return clean === '' || wrong !== undefined
      ? { fault: wrong === undefined ? `${key.name} is letters such as S-E` : `No status has the letter ${wrong}: ${words}` }
      : { value: { [key.field]: [...clean].join('-') } }
  }
  const patterns = readItems(items, read, faults)
  if (patterns.length === 0) return null
  return not ? notThis(anyOf(patterns)) : anyOf(patterns)
}

const pathTerm = (key: Of<'path'>, items: readonly Item[], not: boolean, faults: Fault[]): Condition | null => {
  const read = ({ text, mask }: Item): Read<{ says: Condition; isAbsent: boolean }> => {
    if (/^(none|any)$/i.test(mask)) return { value: { says: { [key.field]: {} }, isAbsent: mask.toLowerCase() === 'none' } }
    if (/^[~≈]/.test(mask)) {
      const part = text.slice(1).trim()
      return part ? { value: { says: { [key.field]: { [key.containing]: part } }, isAbsent: false } } : { fault: `which words? Say ${key.name}:~trip` }
    }
    const parts: Record<string, string> = {}
    let begin = 0
    for (const [index, name] of key.parts.entries()) {
      const slash = index < key.parts.length - 1 ? mask.indexOf('/', begin) : -1
      const end = slash < 0 ? text.length : slash
      const part = text.slice(begin, end).trim()
      if (part) parts[name] = part
      begin = end + 1
      if (slash < 0) break
    }
    return Object.keys(parts).length > 0
      ? { value: { says: { [key.field]: parts }, isAbsent: false } }
      : { fault: `${key.name} is ${key.parts.join('/')}, such as ${key.examples[0]}` }
  }
  const values = readItems(items, read, faults)
  if (values.length === 0) return null
  const either = anyOf(values.map(({ says, isAbsent }) => (isAbsent ? notThis(says) : says)))
  return not ? notThis(either) : either
}

/** What a key and its values ask for; null when nothing of it could be read. */
export const readTerm = (key: Key, items: readonly Item[], not: boolean, faults: Fault[], place: Place): Condition | null => {
  switch (key.kind) {
    case 'enum': return enumTerm(key, items, not, faults)
    case 'set': return setTerm(key, items, not, faults)
    case 'text': return textTerm(key, items, not, faults)
    case 'number': return numberTerm(key, items, not, faults)
    case 'duration': return durationTerm(key, items, not, faults)
    case 'time': return timeTerm(key, items, not, faults, place)
    case 'flag': return flagTerm(key, items, not, faults)
    case 'letters': return lettersTerm(key, items, not, faults)
    case 'path': return pathTerm(key, items, not, faults)
  }
}
