import { graphql, type GraphQLSchema } from 'graphql'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createSchema } from '../../schema/schema.ts'
import { buildSchema } from '../../server/plugins/schema.ts'
import { openBrewer } from '../../test/kit/brewer.ts'
import { demoFiles } from './demo.ts'
import { addBrewer } from './schema/add-brewer.ts'

// What of a list is asked for costs the same number of statements however long the list is: counted where they are sent.

const parts = new AsyncDisposableStack()
let schema: GraphQLSchema
let statements: () => number
let ask: (query: string, variables: object) => Promise<void>

beforeAll(async () => {
  const { service, db, domain, take, signal } = parts.use(await openBrewer())
  // Two days of each are enough.
  for (const { name, bytes } of demoFiles(Date.now()).filter((_file, index) => index % 4 > 1)) expect(await take(name, bytes)).toBe(200)
  schema = buildSchema((additions) => createSchema({ version: '', experimentZone: 'UTC' } as never, additions), [{
    id: 'brewer', folder: '', prefixes: ['Brewer'], storedSdl: '', add: (builder, core) => addBrewer(builder, service, core),
    guard: { plugin: 'brewer', refusal: () => null, noteFault: () => undefined, noteWell: () => undefined, seconds: 10 },
  }]).schema
  statements = db.reader.statements
  ask = async (source, variableValues) => {
    const { data, errors } = await graphql({ schema, source, variableValues: { ...variableValues }, contextValue: { domain, principal: { rights: new Set(['read']) }, signal } })
    expect(errors).toBeUndefined()
    expect(data).not.toBeNull()
  }
}, 120_000)
afterAll(() => parts.disposeAsync())

const own = `state configuration { at deadTimeNs } openLevel masks { codes } checks { name condition value } openEvents { title message event { line file { name } } } scheduleHistory { schedule }
  events(first: 2) { totalCount nodes { code state file { name } } } files(first: 2) { totalCount nodes { name counts { code count } } } thresholds { quantity limit } thresholdHistory { at } mutes { id }
  configurations { at file { name } } series(quantities: [R6, CLOCK], from: "2020-01-01T00:00:00Z", to: "2040-01-01T00:00:00Z", points: 50) { at mean bound }`

const queries: [name: string, query: string, one: object, many: object][] = [
  ['events with files and instruments', 'query ($first: Int!) { brewerEvents(first: $first) { totalCount nodes { code state clearedAt file { name events(first: 1) { totalCount nodes { code } } } instrument { name status brewer { state } } } } }', { first: 1 }, { first: 200 }],
  ['files with events and instruments', 'query ($first: Int!) { brewerFiles(first: $first) { totalCount nodes { name context(line: 3) { text } events(first: 3) { totalCount nodes { message file { name } } } instrument { name brewer { number } } } } }', { first: 1 }, { first: 14 }],
  ['instruments with all of their Brewers', `query ($names: [String!]!) { instruments(filter: { name: { in: $names } }) { nodes { name brewer { number ${own} } } } }`, { names: ['brewer-905'] }, { names: [901, 902, 903, 904, 905, 906, 907].map((number) => `brewer-${number}`) }],
]

it.each(queries)('%s', async (_name, query, one, many) => {
  const cost = async (variables: object) => {
    // Again: once a second something else looks for events.
    const counts: number[] = []
    for (let time = 0; time < 4; time++) {
      const before = statements()
      await ask(query, variables)
      counts.push(statements() - before)
    }
    return Math.min(...counts)
  }
  const [few, all] = [await cost(one), await cost(many)]
  expect(all).toBe(few)
  expect(few).toBeLessThan(40)
})
