import { readFileSync } from 'node:fs'
import { buildSchema, coerceInputValue, GraphQLInputObjectType, GraphQLEnumType } from 'graphql'
import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import type { EnvironmentFilter } from '../../server/domain/environment-read.ts'
import type { FillFilter } from '../../server/domain/fill-read.ts'
import type { InstrumentFilter } from '../../server/domain/instrument-filter.ts'
import type { RunFilter } from '../../server/domain/run-filter.ts'
import type { EnvironmentFilterInput, FillFilterInput, InstrumentFilterInput, RunFilterInput } from './inputs.ts'
import type { Key, List } from './key.ts'
import { languages, readFilter } from './read.ts'

const schema = buildSchema(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'))
const names = { runs: 'Run', fills: 'Fill', environments: 'Environment', instruments: 'Instrument' } as const
const lists = Object.keys(names) as List[]

const inputOf = (list: List) => {
  const type = schema.getType(`${names[list]}Filter`)
  if (!(type instanceof GraphQLInputObjectType)) throw new Error(`the schema has no filter of ${list}`)
  return type
}
const valuesOf = (name: string): string[] => {
  const type = schema.getType(name)
  return type instanceof GraphQLEnumType ? type.getValues().map((value) => value.name) : []
}

const fieldsOf = (key: Key): string[] => [
  ...('field' in key && key.field !== undefined ? [key.field] : []),
  ...(key.kind === 'text' && key.orField !== undefined ? [key.orField] : []),
  ...(key.kind === 'number' && key.ranges !== undefined ? [key.ranges] : []),
  ...(key.kind === 'set' && key.verdict ? [key.verdict.field] : []),
]

describe('the tables of the language', () => {
  it('make what the domain takes', () => {
    expectTypeOf<RunFilterInput>().toExtend<RunFilter>()
    expectTypeOf<FillFilterInput>().toExtend<FillFilter>()
    expectTypeOf<EnvironmentFilterInput>().toExtend<EnvironmentFilter>()
    expectTypeOf<InstrumentFilterInput>().toExtend<InstrumentFilter>()
  })

  it.each(lists)('say all that the filter of %s can ask, and nothing else', (list) => {
    const language = languages[list]
    const said = new Set([
      ...language.keys.flatMap(fieldsOf), ...(language.numbers ? [language.numbers.field] : []), ...language.words.fields.map(({ field }) => field), 'and', 'or', 'not', 'query',
    ])
    expect([...said].toSorted()).toEqual(Object.keys(inputOf(list).getFields()).toSorted())
  })

  it.each(lists)('have the values and orders that the schema has for %s', (list) => {
    const language = languages[list]
    for (const key of language.keys) {
      const [field] = fieldsOf(key)
      if (key.kind !== 'enum' || field === undefined) continue
      const filter = schema.getType(String(inputOf(list).getFields()[field]?.type)) as GraphQLInputObjectType
      const values = valuesOf(String(filter.getFields()['eq']?.type))
      expect(key.values.map(({ value }) => value.toUpperCase()).toSorted()).toEqual(values.toSorted())
    }
    expect(language.sorts.map(({ field }) => field).toSorted()).toEqual(valuesOf(`${names[list]}OrderField`).toSorted())
  })

  it.each(lists)('have examples that are read without a fault, and names of their own, for %s', (list) => {
    const { keys } = languages[list]
    for (const example of keys.flatMap((key) => key.examples)) {
      expect([example, readFilter(list, example, { now: 0, zone: 'UTC' }).faults]).toEqual([example, []])
    }
    const all = keys.flatMap(({ name, also = [] }) => [name, ...also])
    expect(new Set(all).size).toBe(all.length)
  })

  it('make inputs that the schema takes, whatever the text', () => {
    const words = lists.flatMap((list) => languages[list].keys.flatMap(({ name, examples }) => [...examples, `${name}:`]))
    const piece = fc.constantFrom(...words, 'or', ' ', ' ', '-', ',', '1', 'a', '"b c"', '~', 'none', '..', '>', '5', 'sort:number')
    fc.assert(
      fc.property(fc.constantFrom(...lists), fc.array(piece, { maxLength: 14 }), (list, pieces) => {
        const { filter } = readFilter(list, pieces.join(''), { now: 0, zone: 'Europe/Zurich' })
        const spaced = readFilter(list, pieces.join(' '), { now: 0, zone: 'Europe/Zurich' }).filter
        for (const one of [filter, spaced]) if (one) coerceInputValue(one, inputOf(list))
      }),
      { numRuns: 1500 },
    )
  })
})
