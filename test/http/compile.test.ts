import fc from 'fast-check'
import { execute, getIntrospectionQuery, parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import type { Answer } from '../../server/http/execute.ts'
import { createCompiledExecute } from '../../server/http/compile.ts'
import { createTrouble, documents, schema } from './trouble.ts'

/** An answer as a client gets it, errors in the order they were told. The words about wrong types are not compared. */
const shown = (answer: Answer) => ({
  data: JSON.stringify(answer.data),
  errors: answer.errors?.map((error) => ({
    ...error.toJSON(),
    message: error.message.replace(/^(Abstract type|Expected value of type|Expected `).*/s, '$1'),
    original: error.originalError instanceof Error,
  })),
})

/** graphql-js leaves rejections to nobody when a list fails half-way. Ours vitest would tell: there must be none. */
const forgivingly = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  const listeners = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', () => undefined)
  try {
    const result = await work()
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
    return result
  } finally {
    process.removeAllListeners('unhandledRejection')
    for (const listener of listeners) process.on('unhandledRejection', listener)
  }
}

/** Runs it three times: once seen, once compiled, once more. Each time it must say what graphql-js says. */
const compare = async (text: string, seed: number, trouble: number, variableValues: Record<string, unknown>) => {
  const document = parse(text)
  const args = () => ({ schema, document, rootValue: {}, variableValues, contextValue: { ...createTrouble(seed, trouble), takesText: true } })
  const expected = shown(await forgivingly(async () => execute(args())))
  let compiled = false
  const execution = createCompiledExecute()
  for (let time = 0; time < 3; time++) {
    const { text: written, ...answer } = await forgivingly(async () => execution(args()))
    compiled = written !== undefined
    expect(shown(compiled ? { ...answer, data: JSON.parse(written!) } : answer)).toEqual(expected)
  }
  return { ...expected, compiled }
}

describe('the compiled executor', () => {
  it.each([0, 10, 40])(
    'answers as graphql-js does, errors and all, when %i % of the cells are in trouble',
    async (trouble) => {
      let [valid, failed, written] = [0, 0, 0]
      await fc.assert(
        fc.asyncProperty(
          documents,
          fc.integer(),
          fc.record(
            {
              yes: fc.boolean(),
              no: fc.boolean(),
              n: fc.option(fc.nat()),
              input: fc.option(fc.record({ a: fc.nat() })),
            },
            { requiredKeys: ['yes'] },
          ),
          async (text, seed, variables) => {
            if (validate(schema, parse(text)).some(({ message }) => !message.includes('is never used'))) return
            valid++
            const { errors, compiled } = await compare(text, seed, trouble, variables)
            if (errors) failed++
            if (compiled) written++
          },
        ),
        { numRuns: 500 },
      )
      expect(valid).toBeGreaterThan(150)
      if (trouble > 0) expect(failed).toBeGreaterThan(20)
      else expect(written).toBeGreaterThan(20)
    },
  )

  it('answers introspection as graphql-js does', async () => {
    await compare(getIntrospectionQuery(), 1, 0, {})
  })

  it.each([
    ['query ($n: Int!) { item(n: $n) { id } }', {}],
    ['query ($n: Int!) { item(n: $n) { id } }', { n: 'x' }],
    ['query A { text } query B { text }', {}],
    ['subscription { text }', {}],
    ['query ($n: Int) { item(list: [$n]) { id } }', {}],
    [
      'query ($yes: Boolean!) { item { id ...F @include(if: $yes) } other: item { ...F } } fragment F on Item { name }',
      { yes: false },
    ],
    ['{ item { id } id_item: text }', {}],
    ['{ item { other { id } } item { other { name } } }', {}],
    ['{ item(input: { b: ["__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74dprocess.exit(1)"] }) { digest } }', {}],
  ])('says the same of %s', async (text, variables) => {
    await compare(text, 7, 20, variables)
  })
})
