import fc from 'fast-check'
import { execute, getNamedType, isInterfaceType, isLeafType, isObjectType, isRequiredArgument, parse, validate, type GraphQLObjectType, type GraphQLSchema } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSchema } from '../../schema/schema.ts'
import { makeCampaign } from '../../server/demo/campaign.ts'
import { anonymous } from '../../server/domain/access.ts'
import { systemActor } from '../../server/domain/actor.ts'
import { createCompiledExecute } from '../../server/http/compile.ts'
import { startApp, type TestApp } from '../kit/app.ts'

let server: TestApp
let schema: GraphQLSchema

const actor = systemActor('test')

beforeAll(async () => {
  server = await startApp({ settings: { LOGLINE_DETECTORS: 'CPV,EMC,FDD,FT0,FV0,HMP,ITS,MCH,MFT,MID,PHS,TOF,TPC,TRD,ZDC' } })
  const { runs, fills, environments } = makeCampaign(server.clock.now())
  await server.domain.environments.ingest({ idempotencyKey: 'e', items: environments }, actor)
  await server.domain.fills.ingest({ idempotencyKey: 'f', items: fills }, actor)
  await server.domain.runs.ingest({ idempotencyKey: 'r', items: runs }, actor)
  await server.domain.runs.update({ number: runs[0]!.number, startedBy: 'somebody else', reason: 'test' }, actor)
  schema = createSchema({ version: '1', startedAt: '2024-05-01T12:00:00.000Z', experimentZone: 'UTC', node: '24', postgres: '18' })
})
afterAll(() => server[Symbol.asyncDispose]())

const rootArguments: Record<string, string> = {
  run: '(number: 990103)', fill: '(number: 99002)', environment: '(id: "none")', runs: '(first: 4)', fills: '(first: 3)', environments: '(first: 3)',
  events: '(first: 5)', node: `(id: "${Buffer.from('Run:990102').toString('base64url')}")`,
  nodes: `(ids: ["${Buffer.from('Fill:99001').toString('base64url')}", "${Buffer.from('Run:1').toString('base64url')}"])`,
}

/** Random selections over the real schema: aliases, fragments, and directives with variables among them. Without what moves by itself from one question to the next. */
const selection = (type: GraphQLObjectType, depth: number): fc.Arbitrary<string> => {
  const fields = Object.values(type.getFields()).filter(({ name, type: of }) => name !== 'eventCursor' && (depth > 0 || isLeafType(getNamedType(of))))
  const field = fc.constantFrom(...fields).chain((chosen) => {
    const named = getNamedType(chosen.type)
    const args = rootArguments[chosen.name] && type.name === 'Query' ? rootArguments[chosen.name]! : chosen.args.some(({ name }) => name === 'first') ? '(first: 2)' : ''
    if (chosen.args.some(isRequiredArgument) && args === '') return fc.constant('__typename')
    const inner = isObjectType(named)
      ? selection(named, depth - 1).map((text) => ` ${text}`)
      : isInterfaceType(named)
        ? fc.constant(' { __typename id ... on Run { number quality fill { beamType } } ... on Fill { number statistics { runCount } } }')
        : fc.constant('')
    const directive = fc.constantFrom('', '', '', ' @include(if: $yes)', ' @skip(if: $yes)', ' @include(if: false)', ' @skip(if: $no)')
    return fc.tuple(inner, directive, fc.nat({ max: 99 })).map(([text, condition, number]) => `a${number}_${chosen.name}: ${chosen.name}${args}${condition}${text}`)
  })
  const piece = fc.oneof({ weight: 5, arbitrary: field }, { weight: 1, arbitrary: field.map((text) => `... on ${type.name} { ${text} }`) }, { weight: 1, arbitrary: field.map((text) => `... { ${text} }`) })
  return fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => `{ __typename ${pieces.join(' ')} }`)
}

describe('the compiled executor', () => {
  it('answers every query exactly as graphql-js does', async () => {
    const compiled = createCompiledExecute(() => ({ text: 'left to graphql-js' }))
    let written = 0
    let valid = 0
    await fc.assert(
      fc.asyncProperty(selection(schema.getQueryType()!, 4), fc.boolean(), async (text, yes) => {
        const document = parse(`query ($yes: Boolean!, $no: Boolean!) ${text}`)
        // Unused variables don't matter here; two fields under one key do.
        if (validate(schema, document).some(({ message }) => !message.includes('is never used'))) return
        valid++
        const args = {
          schema, document, variableValues: { yes, no: !yes },
          contextValue: { principal: anonymous('ADMIN'), requestId: 'test', domain: server.domain, takesText: true },
        }
        const expected = await execute(args)
        await compiled(args)
        const answer = await compiled(args)
        if (answer.text === 'left to graphql-js') return
        written++
        expect(expected.errors).toBeUndefined()
        expect(answer.text).toBe(JSON.stringify(expected.data))
      }),
      { numRuns: 300 },
    )
    // What can't be compiled (questions that are refused, mostly) is the smaller part: else this test would prove little.
    expect(valid).toBeGreaterThan(100)
    expect(written / valid).toBeGreaterThan(0.7)
  })

  it('leaves a query with an error to graphql-js, which words it', async () => {
    const client = await server.as('VIEWER')
    for (let time = 0; time < 3; time++) {
      const { data, errors } = await client.ask('{ runs(first: 4000) { totalCount } }')
      expect(data).toBeFalsy()
      expect(errors?.[0]).toMatchObject({ path: ['runs'], extensions: { code: 'BAD_USER_INPUT' } })
    }
  })
})
