import type { EnumRef } from '@pothos/core'
import type { EnumFilter } from '../server/domain/filter.ts'
import type { Builder, BuilderTypes } from './builder.ts'

const equal = 'Exactly this value.'
const among = 'One of these values; none of an empty list.'
const bounds = { gt: 'More than this.', gte: 'This or more.', lt: 'Less than this.', lte: 'This or less.' } as const

/** The word with its article. */
export const withArticle = (word: string): string => `${/^[aeiou]/i.test(word) ? 'an' : 'a'} ${word}`

/** The comparators that filters are made of. */
export const addFilters = (builder: Builder) => {
  const int = builder.inputType('IntFilter', {
    description: 'Comparisons of a whole number; those given must all hold.',
    fields: (t) => ({
      eq: t.int({ description: equal }), in: t.intList({ description: among }), not: t.int({ description: 'Another value, or none.' }),
      gt: t.int({ description: bounds.gt }), gte: t.int({ description: bounds.gte }), lt: t.int({ description: bounds.lt }), lte: t.int({ description: bounds.lte }),
      isNull: t.boolean({ description: 'Whether the value is absent.' }),
    }),
  })
  const float = builder.inputType('FloatFilter', {
    description: 'Comparisons of a number; those given must all hold.',
    fields: (t) => ({
      eq: t.float({ description: equal }), in: t.floatList({ description: among }), not: t.float({ description: 'Another value, or none.' }),
      gt: t.float({ description: bounds.gt }), gte: t.float({ description: bounds.gte }), lt: t.float({ description: bounds.lt }), lte: t.float({ description: bounds.lte }),
      isNull: t.boolean({ description: 'Whether the value is absent.' }),
    }),
  })
  const string = builder.inputType('StringFilter', {
    description: 'Comparisons of a text; those given must all hold.',
    fields: (t) => ({
      eq: t.string({ description: `${equal} Upper and lower case differ.` }), in: t.stringList({ description: among }), not: t.string({ description: 'Another value, or none.' }),
      contains: t.string({ description: 'Anywhere inside, in upper or lower case; % and _ mean themselves.' }),
      isNull: t.boolean({ description: 'Whether the value is absent.' }),
    }),
  })
  const range = builder.inputType('DateTimeRange', {
    description: 'From (included) to (excluded).',
    fields: (t) => ({
      from: t.field({ type: 'DateTime', description: 'At this time or later.' }),
      to: t.field({ type: 'DateTime', description: 'Before this time.' }),
    }),
  })
  const set = builder.inputType('SetFilter', {
    description: 'What a set must contain, by name.',
    fields: (t) => ({
      all: t.stringList({ description: 'Each of these.' }),
      any: t.stringList({ description: 'At least one of these.' }),
      none: t.stringList({ description: 'None of these.' }),
    }),
  })
  return { int, float, string, range, set }
}

export type Filters = ReturnType<typeof addFilters>

/** Values of an enum, each standing for itself. */
export const describeValues = <Value extends string>(values: readonly Value[], each: Partial<Record<Value, string>> = {}) =>
  Object.fromEntries(values.map((value) => [value, { value, ...(each[value] === undefined ? {} : { description: each[value] }) }])) as {
    [Name in Value]: { value: Name; description?: string }
  }

/** An enum with its comparators. */
export const enumWithFilter = <Value extends string>(
  builder: Builder, name: string, values: readonly Value[], description: string, each: Partial<Record<Value, string>> = {},
) => {
  const ref = builder.enumType(name, { description, values: describeValues(values, each) })
  const filter = builder.inputRef<EnumFilter<Value>>(`${name}Filter`)
  filter.implement({
    description: `Comparisons of ${withArticle(name)}; those given must all hold.`,
    fields: (t) => ({
      eq: t.field({ type: ref, description: equal }), in: t.field({ type: [ref], description: among }), not: t.field({ type: ref, description: 'Another value, or none.' }),
    }) as never,
  })
  return { ref: ref as EnumRef<BuilderTypes, Value>, filter }
}

/** The direction of an order. */
export const addDirection = (builder: Builder) =>
  builder.enumType('OrderDirection', {
    description: 'Which way a list goes.',
    values: describeValues(['ASC', 'DESC'], { ASC: 'Smallest first.', DESC: 'Largest first.' }),
  })

export type Direction = ReturnType<typeof addDirection>

/** What a list may be ordered by. */
export const orderInput = <const Field extends string>(
  builder: Builder, direction: Direction, name: string, fields: Readonly<Record<Field, string>>, usual: string,
) => {
  const field = builder.enumType(`${name}OrderField`, {
    description: `What a list of ${name.toLowerCase()}s can be ordered by; ties are broken by the key.`,
    values: describeValues(Object.keys(fields) as Field[], fields),
  })
  return builder.inputType(`${name}Order`, {
    description: `The order of a list of ${name.toLowerCase()}s: ${usual} unless told.`,
    fields: (t) => ({
      field: t.field({ type: field, required: true, description: 'By what.' }),
      direction: t.field({ type: direction, required: true, defaultValue: 'DESC', description: 'Which way.' }),
    }),
  })
}
