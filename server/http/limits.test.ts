import { buildSchema, getIntrospectionQuery, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { createSchema } from '../../schema/schema.ts'
import { readConfig } from '../config.ts'
import { costOf } from './cost.ts'
import { createDocuments } from './document.ts'
import { isTooDeep, measure } from './limits.ts'
import { fragmentsOf, operationsOf } from './selection.ts'

const { limits } = readConfig({})
const schema = createSchema({ version: '0', startedAt: '', experimentZone: '', node: '', postgres: '' })
const documents = createDocuments(schema, limits)

const limitsBrokenBy = (text: string) =>
  documents.read(text).errors.map(({ extensions }) => extensions['limit'] ?? extensions['code'])

const nested = (depth: number) => `{ runs { nodes ${'{ previous '.repeat(depth)}{ number }${'}'.repeat(depth)} } }`

const times = (count: number, make: (n: number) => string) => Array.from({ length: count }, (_, n) => make(n)).join(' ')

/** The least time (ms) of five: what a document costs, not what else the machine had to do. Blanks make it another one each time. */
const took = (text: string) =>
  Math.min(
    ...Array.from({ length: 5 }, (_, blanks) => {
      const other = `${text}${' '.repeat(blanks)}`
      const startedAt = performance.now()
      limitsBrokenBy(other)
      return performance.now() - startedAt
    }),
  )

describe('measure', () => {
  it('counts what fragments bring wherever they are spread', () => {
    const text = '{ a { ...F } b { ...F } } fragment F on T { x: y { z } w: v }'
    expect(measure(parse(text))).toEqual({
      depth: 3,
      fields: 8,
      rootFields: 2,
      aliases: 4,
      directives: 0,
      inputDepth: 0,
    })
  })

  it('counts directives of operations, variables, fragments and fields once', () => {
    expect(
      measure(parse('query ($v: Int @a) @b { ...F @c ... on T @d { x @e @f } } fragment F on T @g { y @h }'))
        .directives,
    ).toBe(7)
  })

  it('comes to an end for fragments that spread each other', () => {
    expect(measure(parse('{ ...A } fragment A on T { a ...B } fragment B on T { b ...A }')).fields).toBeLessThan(5)
  })
})

describe('the limits', () => {
  it('let the introspection of the usual clients pass', () => {
    for (const options of [
      {},
      { descriptions: false },
      {
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        schemaDescription: true,
        inputValueDeprecation: true,
        oneOf: true,
      },
    ]) {
      expect(limitsBrokenBy(getIntrospectionQuery(options))).toEqual([])
    }
  })

  it.each([
    ['depth', nested(20)],
    ['aliases', `{ ${Array.from({ length: 201 }, (_, index) => `a${index}: __typename`).join(' ')} }`],
    ['rootFields', `{ ${'__typename '.repeat(101)} }`],
    ['directives', `{ runs ${'@include(if: true) '.repeat(51)} { totalCount } }`],
    ['fields', `{ runs { nodes { ${'number '.repeat(4001)} } } }`],
    ['inputDepth', `{ runs(filter: ${'{ and: ['.repeat(17)}{}${']}'.repeat(17)}) { totalCount } }`],
    ['tokens', `{ runs { nodes { ${'number '.repeat(10_001)} } } }`],
  ])('refuse too many %s', (limit, text) => {
    expect(limitsBrokenBy(text)).toContain(limit)
  })

  it('refuse 200,000 aliases in less than 100 ms', () => {
    const text = `{ ${Array.from({ length: 200_000 }, (_, index) => `a${index}: __typename`).join(' ')} }`
    expect(took(text)).toBeLessThan(100)
    expect(limitsBrokenBy(text)).toEqual(['tokens'])
  })

  it.each([
    [
      'fragments that double each other',
      `{ ...F0 } ${times(40, (n) => `fragment F${n} on Query { a: node(id: "") { id } ...F${n + 1} ...F${n + 1} }`)}`,
    ],
    ['the same field again and again', `{ runs { nodes { ${'fill { number } '.repeat(1900)} } } }`],
    [
      'fields that might be in conflict',
      `{ runs { nodes { ${Array.from({ length: 1900 }, () => `... { fill { number } }`).join(' ')} } } }`,
    ],
    [
      'many fragments with the same fields',
      `{ runs { nodes { ${times(600, (n) => `...F${n}`)} } } }
        ${times(600, (n) => `fragment F${n} on Run { fill { id } }`)}`,
    ],
    ['braces in braces', '{ a '.repeat(4900)],
    ['lists in lists', `{ runs(filter: ${'['.repeat(9000)}`],
  ])('take their time with nobody: %s', (_what, text) => {
    expect(took(text)).toBeLessThan(400)
    expect(limitsBrokenBy(text)).not.toEqual([])
  })
})

describe('variables', () => {
  it('are refused when they are nested too deeply', () => {
    const nest = (depth: number): unknown => (depth === 0 ? 1 : { and: nest(depth - 1) })
    expect(isTooDeep(nest(32))).toBe(false)
    expect(isTooDeep(nest(33))).toBe(true)
    expect(isTooDeep(JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)))).toBe(true)
  })
})

describe('cost', () => {
  const cost = (text: string, variables = {}) => {
    const document = parse(text)
    return costOf(schema, operationsOf(document)[0]!, fragmentsOf(document))(variables)
  }

  it.each([
    ['one object', '{ run(number: 1) { number } }', 1],
    ['no page without nodes', '{ runs { totalCount } }', 1],
    ['a page of 50 unless told', '{ runs { nodes { number } } }', 51],
    ['what first says', '{ runs(first: 20) { nodes { number } pageInfo { endCursor } } }', 22],
    ['what last says', '{ runs(last: 20) { edges { node { number } } } }', 41],
    [
      'detectors and tags of each run',
      '{ runs(first: 10) { nodes { detectors { name } tags { text } } } }',
      1 + 10 * (1 + 16 + 10),
    ],
    ['pages in pages', '{ fills(first: 10) { nodes { runs(first: 5) { nodes { number } } } } }', 1 + 10 * (1 + 1 + 5)],
    ['no more than a page can hold', '{ runs(first: 99999999) { nodes { number } } }', 1001],
    ['nothing for what introspection says', '{ __schema { types { fields { type { name } } } } __typename }', 0],
    ['as many as there are ids', '{ nodes(ids: ["a", "b", "c"]) { id } }', 3],
    [
      'merged fields once',
      '{ runs(first: 10) { nodes { fill { number } } ...F } } fragment F on RunConnection { nodes { fill { id } } }',
      21,
    ],
    ['aliases apart', '{ a: run(number: 1) { number } b: run(number: 2) { number } }', 2],
  ])('counts %s', (_what, text, expected) => {
    expect(cost(text)).toBe(expected)
  })

  it('depends on variables, their defaults, and the items of an ingest', () => {
    const page = 'query ($n: Int = 7) { runs(first: $n) { nodes { number } } }'
    expect([cost(page), cost(page, { n: 3 }), cost(page, { n: null })]).toEqual([8, 4, 51])
    const ingest =
      'mutation ($input: IngestRunsInput!) { ingestRuns(input: $input) { results { index userErrors { code } } } }'
    expect(cost(ingest, { input: { idempotencyKey: 'k', items: Array(500).fill({}) } })).toBe(1 + 500 * 11)
  })

  it('knows interfaces', () => {
    const small = buildSchema(
      'type Query { it: I } interface I { id: ID } type A implements I { id: ID bs: [B] } type B { id: ID }',
    )
    const document = parse('{ it { id ... on A { bs { id } } } }')
    expect(costOf(small, operationsOf(document)[0]!, fragmentsOf(document))({})).toBe(11)
  })
})
