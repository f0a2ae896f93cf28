import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { callRun } from '../kit/run.ts'
import { costOf } from '../kit/statements.ts'
import { createWorld, ingest } from '../kit/world.ts'

// A list costs the same number of statements however long it is, and whatever of it is asked for.

let server: TestApp
let viewer: Client

beforeAll(async () => {
  server = await startApp()
  const admin = await server.as('ADMIN')
  viewer = await server.as('VIEWER')
  const world = createWorld(admin)
  for (let number = 1; number <= 60; number++) {
    world.fill(number, { stableBeamsStart: '2024-04-01T08:00:00Z', stableBeamsEnd: '2024-04-01T20:00:00Z' }).environment(`env${number}`, ['STANDBY', 'RUNNING', 'DONE'])
  }
  for (let number = 1; number <= 120; number++) {
    world.goodPhysics(number, '2024-04-01T09:00:00Z', '2024-04-01T10:00:00Z', {
      type: `T${number % 7}`, period: 'LHC24a', fillNumber: 1 + (number % 60), environmentId: `env${1 + (number % 60)}`, detectors: ['ITS', 'TPC', { name: 'FT0', quality: 'GOOD' }], tags: ['RC', `t${number % 9} x`],
      counters: [{ name: 'events', value: String(number) }], endReasons: [{ category: 'LHC' }],
    })
  }
  await world.make()
  for (let number = 1; number <= 60; number++) {
    await admin.get('mutation ($input: CreateInstrumentInput!) { createInstrument(input: $input) { userErrors { code } } }', { input: { name: `i${number}`, kind: 'pump' } })
  }
  const at = Array.from({ length: 40 }, (_, index) => new Date(Date.UTC(2024, 3, 30, 10) + index * 1000).toISOString())
  await ingest(admin, 'Measurements', Array.from({ length: 60 }, (_, index) => ({ instrument: `i${index + 1}`, channel: 'a', at, value: at.map((_at, place) => place) })))
  for (let number = 1; number <= 60; number++) {
    const { createSavedView } = await admin.get('mutation ($input: CreateSavedViewInput!) { createSavedView(input: $input) { savedView { id } } }', { input: { list: 'RUNS', name: `view ${number}`, search: '?q=quality:bad', isShared: true } })
    await admin.get('mutation ($input: UpdateSavedViewInput!) { updateSavedView(input: $input) { userErrors { code } } }', { input: { id: createSavedView.savedView.id, search: '?q=quality:good' } })
  }
  for (let number = 1; number <= 60; number++) await callRun(admin, 'updateRun', { number, startedBy: 'somebody' })
})
afterAll(() => server[Symbol.asyncDispose]())

const run = 'id number type { name } definition state quality startedAt durationSeconds detectors { name quality } tags { text } period { name } startedBy revision'
const more = 'endReasons { category } counters { name value } conditions { dcs } changes(first: 3) { totalCount nodes { field before after } } previous { number } next { number type { name } }'

const queries: [name: string, query: string, statements: number][] = [
  ['runs with what a table shows', `runs(first: $first) { nodes { ${run} fill { number } environment { id } } }`, 1],
  ['runs with fields of fill and environment', `runs(first: $first) { nodes { ${run} fill { beamType } environment { status } } }`, 1],
  ['runs by edges, with a total', `runs(first: $first) { totalCount edges { cursor node { ${run} } } pageInfo { hasNextPage } }`, 2],
  ['runs with everything', `runs(first: $first) { nodes { ${run} ${more} fill { number statistics { efficiency perDetector { detector { name } } } runs(first: 2) { totalCount nodes { number endReasons { category } } } } environment { status history { status } runs(first: 1) { nodes { number } } } } }`, 13],
  ['fills with statistics of three kinds', 'fills(first: $first) { nodes { number statistics { efficiency } physics: statistics(runs: PHYSICS) { efficiency } all: statistics(runs: ALL) { efficiency } } }', 4],
  ['fills with runs with fills with runs', `fills(first: $first) { nodes { number changes(first: 1) { nodes { field } } runs(first: 2) { totalCount nodes { ${run} counters { value } fill { number statistics { runCount } runs(first: 1) { nodes { number changes(first: 1) { nodes { actor } } } } } } } } }`, 8],
  ['fills with the fills beside them', 'fills(first: $first) { nodes { number previous { number } next { number beamType } } }', 3],
  ['environments with their histories and runs', `environments(first: $first) { totalCount nodes { id status historyLetters history { status at durationSeconds } runs(first: 3) { totalCount nodes { ${run} } } } }`, 5],
  ['neighbours of neighbours', 'runs(first: $first, filter: { number: { lt: 100, gt: 10 } }) { nodes { next { next { number endReasons { category } } } previous { previous { number } } } }', 6],
  ['fills of a window', 'statistics(from: "2024-03-01T00:00:00Z", to: "2024-05-01T00:00:00Z") { nodes: fills(first: $first) { number coveredSeconds fill { beamType } } efficiency runCount tags { count } endReasons { count } bytesReadOut }', 7],
  ['instruments with statuses and channels', 'instruments(first: $first) { totalCount nodes { name kind status statusSince lastDataAt channels { name count } statusHistory(first: 2) { totalCount nodes { status until } } changes(first: 1) { nodes { field } } } }', 6],
  ['instruments with windows as measured and in bins', 'instruments(first: $first) { nodes { name few: measurements(channel: "a", from: "2024-04-30T10:00:00Z", to: "2024-04-30T10:00:30Z", points: 30) { count mean } bins: measurements(channel: "a", from: "2024-04-30T10:00:00Z", to: "2024-04-30T10:00:40Z", points: 7) { mean counts } days: measurements(channel: "a", from: "2024-01-01T00:00:00Z", to: "2024-12-31T00:00:00Z", points: 30) { count max } } }', 9],
  ['saved views with their histories', 'savedViews(first: $first) { totalCount nodes { number list name search isShared revision updatedBy changes(first: 1) { totalCount nodes { field } } } }', 4],
  ['events', 'events(first: $first) { totalCount nodes { kind key actor data } }', 2],
]

describe('a list of 50', () => {
  it.each(queries)('costs as many statements as a list of 1: %s', async (_name, query, expected) => {
    const ask = (first: number) => costOf(server.db, async () => {
      const data = await viewer.get(`query ($first: Int!) { ${query} }`, { first })
      expect((Object.values(data)[0] as { nodes?: []; edges?: [] }).nodes?.length ?? (Object.values(data)[0] as { edges: [] }).edges.length).toBe(first)
    })
    expect([await ask(1), await ask(50)]).toEqual([expected, expected])
  })

  it('of nodes by id costs a statement for each kind of thing', async () => {
    const { runs, fills } = await viewer.get('{ runs(first: 25) { nodes { id } } fills(first: 25) { nodes { id } } }')
    for (const count of [1, 25]) {
      const ids = [...runs.nodes.slice(0, count), ...fills.nodes.slice(0, count)].map(({ id }: { id: string }) => id)
      const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Run { number fill { beamType } counters { name } } ... on Fill { number statistics { runCount } } } }'
      expect(await costOf(server.db, () => viewer.get(query, { ids }))).toBe(4)
    }
  })

  it('of changes in one batch costs a subscriber the same as one change', async () => {
    const admin = await server.as('ADMIN')
    const query = 'subscription ($after: String) { fillChanged(after: $after) { node { number statistics { runCount } runs(first: 2) { totalCount nodes { number counters { name } } } } } }'
    let round = 0
    const costOnce = async (count: number) => {
      const { server: { eventCursor: after } } = await viewer.get('{ server { eventCursor } }')
      const world = createWorld(admin)
      round++
      for (let number = 1; number <= count; number++) world.fill(number, { beamType: `beam ${round}` })
      await world.make()
      const before = server.db.reader.statements()
      const listening = viewer.listen(query, { after })
      for (let seen = 0; seen < count; seen++) await listening.next()
      const statements = server.db.reader.statements() - before
      await listening.stop()
      return statements
    }
    // The server looks for events once a second besides: the fewest of some are told apart.
    const cost = async (count: number) => Math.min(await costOnce(count), await costOnce(count), await costOnce(count))
    const [one, fifty] = [await cost(1), await cost(50)]
    expect(fifty).toBeLessThanOrEqual(one + 4)
  })
})
