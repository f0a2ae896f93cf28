import { isFault, type Read } from './fault.ts'
import type { Item } from './words.ts'

export type Ends<Value> = { gt?: Value; gte?: Value; lt?: Value; lte?: Value }
export type Comparison<Value> = { eq: Value } | { ends: Ends<Value> } | { absent: boolean }

const operators = { '>=': 'gte', '<=': 'lte', '>': 'gt', '<': 'lt', '≥': 'gte', '≤': 'lte' } as const
type Operator = keyof typeof operators
const isOperator = (text: string): text is Operator => Object.hasOwn(operators, text)

/** `a..b`, and for whole numbers `a-b` too: both ends, either may be left out. Null when it is no range. */
const splitRange = ({ text, mask }: Item, allowDash: boolean): [string, string] | null => {
  const found = /\.\.+|…/.exec(mask) ?? (allowDash ? /(?<=\d\s*)[-–](?=\s*\d)/.exec(mask) : null)
  return found ? [text.slice(0, found.index).trim(), text.slice(found.index + found[0].length).trim()] : null
}

/** Reads `5`, `>5`, `>=5`, `5..10`, `5..`, `..10`, `none`; `one` reads what stands for a value. */
export const readComparison = <Value>(
  item: Item,
  one: (text: string) => Read<Value>,
  { isMore, allowDash = false, allowNone = true }: {
    isMore: (first: Value, last: Value) => boolean
    allowDash?: boolean
    allowNone?: boolean
  },
): Read<Comparison<Value>> => {
  if (allowNone && /^(none|any)$/i.test(item.mask)) return { value: { absent: item.mask.toLowerCase() === 'none' } }
  const [, sign = ''] = /^\s*(>=|<=|[<>≥≤=])/.exec(item.mask) ?? []
  if (sign) {
    const rest = item.text.slice(item.mask.indexOf(sign) + sign.length).trim()
    const read = one(rest)
    if (isFault(read)) return { fault: read.fault, ...(read.fix !== undefined && { fix: `${sign}${read.fix}` }) }
    return { value: isOperator(sign) ? { ends: { [operators[sign]]: read.value } } : { eq: read.value } }
  }
  const range = splitRange(item, allowDash)
  if (!range) {
    const read = one(item.text)
    return isFault(read) ? read : { value: { eq: read.value } }
  }
  const [from, to] = range
  if (!from && !to) return { fault: 'a range needs at least one end' }
  const [first, last] = [from ? one(from) : null, to ? one(to) : null]
  if (first && isFault(first)) return { fault: first.fault, ...(first.fix !== undefined && { fix: `${first.fix}..${to}` }) }
  if (last && isFault(last)) return { fault: last.fault, ...(last.fix !== undefined && { fix: `${from}..${last.fix}` }) }
  if (first && last && isMore(first.value, last.value)) {
    return { fault: `"${item.text}" runs backwards: did you mean ${to}..${from}?`, fix: `${to}..${from}` }
  }
  return { value: { ends: { ...(first && { gte: first.value }), ...(last && { lte: last.value }) } } }
}
