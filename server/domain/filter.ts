import { likeLiteral, numberArray, textArray, type Parameters } from './parameters.ts'

/** Comparators of a number. Those given must all hold. */
export type NumberFilter = {
  eq?: number | null | undefined
  in?: readonly number[] | null | undefined
  not?: number | null | undefined
  gt?: number | null | undefined
  gte?: number | null | undefined
  lt?: number | null | undefined
  lte?: number | null | undefined
  isNull?: boolean | null | undefined
}

export type TextFilter = {
  eq?: string | null | undefined
  in?: readonly string[] | null | undefined
  not?: string | null | undefined
  /** Anywhere inside, whatever the case; `%` and `_` mean themselves. */
  contains?: string | null | undefined
  isNull?: boolean | null | undefined
}

export type EnumFilter<Value extends string> = {
  eq?: Value | null | undefined
  in?: readonly Value[] | null | undefined
  not?: Value | null | undefined
}

/** From (included) to (excluded), RFC 3339. */
export type MomentRange = { from?: string | null | undefined; to?: string | null | undefined }

export type SetFilter = { all?: readonly string[] | null | undefined; any?: readonly string[] | null | undefined; none?: readonly string[] | null | undefined }

/** Conditions joined by AND; no condition holds for every row. */
export const all = (conditions: readonly (string | null)[]): string | null => {
  const given = conditions.filter((condition) => condition !== null)
  return given.length === 0 ? null : given.length === 1 ? given[0]! : `(${given.join(' and ')})`
}

/**
 * `and`, `or` and `not` around the conditions of one noun.
 * An empty `or` holds for no row: none of its no alternatives is met.
 */
export const combine = <Filter extends { and?: readonly Filter[] | null | undefined; or?: readonly Filter[] | null | undefined; not?: Filter | null | undefined }>(
  filter: Filter,
  own: (filter: Filter) => (string | null)[],
): string | null => {
  const inner = (part: Filter) => combine(part, own)
  const alternatives = filter.or?.map((part) => inner(part) ?? 'true')
  const negated = filter.not ? (inner(filter.not) ?? 'true') : null
  return all([
    ...own(filter),
    ...(filter.and ?? []).map(inner),
    alternatives ? (alternatives.length === 0 ? 'false' : `(${alternatives.join(' or ')})`) : null,
    negated === null ? null : `(${negated}) is not true`,
  ])
}

const comparisons = { eq: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

export const whereNumber = (
  column: string,
  filter: NumberFilter | null | undefined,
  { put }: Parameters,
  type: 'int' | 'float8' = 'int',
): string | null => {
  if (!filter) return null
  const conditions: (string | null)[] = []
  for (const [name, operator] of Object.entries(comparisons)) {
    const value = filter[name as keyof typeof comparisons]
    if (value != null) conditions.push(`${column} ${operator} ${put(value)}::${type}`)
  }
  if (filter.in) conditions.push(`${column} = any(${put(numberArray(filter.in))}::${type}[])`)
  if (filter.not != null) conditions.push(`${column} is distinct from ${put(filter.not)}::${type}`)
  if (filter.isNull != null) conditions.push(`${column} is ${filter.isNull ? '' : 'not '}null`)
  return all(conditions)
}

/**
 * Seconds that are stored once something has ended, and count to now while it is open. Bounds are asked of each part by
 * itself, so that both have an index; what also holds for absent values is asked of the whole.
 */
export const whereElapsed = (
  filter: NumberFilter, { stored, isOpen, elapsed }: { stored: string; isOpen: string; elapsed: string }, parameters: Parameters,
): string | null => {
  const { not, isNull, ...bounds } = filter
  const ended = whereNumber(`coalesce(${stored}, -1)`, bounds, parameters, 'float8')
  return all([
    ended && `((${stored} is not null and ${ended}) or (${isOpen} and ${whereNumber(elapsed, bounds, parameters, 'float8')}))`,
    whereNumber(`coalesce(${stored}, case when ${isOpen} then ${elapsed} end)`, { not, isNull }, parameters, 'float8'),
  ])
}

export const whereText = (column: string, filter: TextFilter | null | undefined, { put }: Parameters): string | null => {
  if (!filter) return null
  const conditions: (string | null)[] = []
  if (filter.eq != null) conditions.push(`${column} = ${put(filter.eq)}::text`)
  if (filter.in) conditions.push(`${column} = any(${put(textArray(filter.in))}::text[])`)
  if (filter.not != null) conditions.push(`${column} is distinct from ${put(filter.not)}::text`)
  if (filter.contains != null) conditions.push(`${column} ilike ${put(`%${likeLiteral(filter.contains)}%`)}::text`)
  if (filter.isNull != null) conditions.push(`${column} is ${filter.isNull ? '' : 'not '}null`)
  return all(conditions)
}

/** A text filter over a small table held in memory, as a condition on its ids. */
export const whereNamed = <Item extends { id: number }>(
  column: string,
  filter: TextFilter | null | undefined,
  items: readonly Item[],
  nameOf: (item: Item) => string,
  { put }: Parameters,
): string | null => {
  if (!filter) return null
  const { eq, in: list, contains, not, isNull } = filter
  const conditions: (string | null)[] = []
  if (eq != null || list || contains != null) {
    const part = contains?.toLowerCase()
    const ids = items.filter((item) => {
      const name = nameOf(item)
      return (eq == null || name === eq) && (!list || list.includes(name)) && (part === undefined || name.toLowerCase().includes(part))
    })
    conditions.push(`${column} = any(${put(numberArray(ids.map(({ id }) => id)))}::smallint[])`)
  }
  if (not != null) conditions.push(`${column} is distinct from ${put(items.find((item) => nameOf(item) === not)?.id ?? -1)}::smallint`)
  if (isNull != null) conditions.push(`${column} is ${isNull ? '' : 'not '}null`)
  return all(conditions)
}

export const whereEnum = <Value extends string>(
  column: string,
  type: string,
  filter: EnumFilter<Value> | null | undefined,
  { put }: Parameters,
): string | null => {
  if (!filter) return null
  const conditions: (string | null)[] = []
  if (filter.eq != null) conditions.push(`${column} = ${put(filter.eq)}::${type}`)
  if (filter.in) conditions.push(`${column} = any(${put(textArray(filter.in))}::${type}[])`)
  if (filter.not != null) conditions.push(`${column} is distinct from ${put(filter.not)}::${type}`)
  return all(conditions)
}

export const whereMoment = (column: string, range: MomentRange | null | undefined, { put }: Parameters): string | null => {
  if (!range) return null
  return all([
    range.from == null ? null : `${column} >= ${put(range.from)}::timestamptz`,
    range.to == null ? null : `${column} < ${put(range.to)}::timestamptz`,
  ])
}

/**
 * The same for a moment that may be absent, in the words of its index: absent comes before all times, and is in no
 * range.
 */
export const whereKnownMoment = (column: string, range: MomentRange | null | undefined, parameters: Parameters): string | null => {
  const within = whereMoment(`coalesce(${column}, '-infinity')`, range, parameters)
  return all([within, within !== null && range?.from == null ? `${column} is not null` : null])
}
