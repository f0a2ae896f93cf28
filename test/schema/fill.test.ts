import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client, Loose } from '../kit/client.ts'
import { callRun, codesOf } from '../kit/run.ts'
import { createWorld, ingest, type World } from '../kit/world.ts'

let server: TestApp
let admin: Client
let world: World

beforeAll(async () => {
  server = await startApp()
  admin = await server.as('ADMIN')
  world = createWorld(admin)
})
afterAll(() => server[Symbol.asyncDispose]())

const whole = `id number beamType fillingScheme energyGeV collidingBunches deliveredLuminosity stableBeamsStart stableBeamsEnd stableBeamsSeconds coveredSeconds revision createdAt updatedAt`
const read = async (number: number, fields = whole): Promise<Loose> => (await admin.get(`{ fill(number: ${number}) { ${fields} } }`)).fill

describe('a fill', () => {
  it('is taken in as it is told', async () => {
    const item = {
      number: 8178, beamType: 'PROTON - PROTON', fillingScheme: '25ns_2462b_2450_1737_1735_180bpi_17inj', energyGeV: 6799.2, collidingBunches: 2450, deliveredLuminosity: 0,
      stableBeamsStart: '2022-09-24T00:21:15+02:00', stableBeamsEnd: '2022-09-26T09:36:14+02:00',
    }
    const { results } = await ingest(admin, 'Fills', [item])
    const fill = await read(8178)
    expect(results).toEqual([{ index: 0, status: 'CREATED', id: fill.id, userErrors: [] }])
    expect(fill).toEqual({
      ...item, id: fill.id, stableBeamsStart: '2022-09-23T22:21:15.000Z', stableBeamsEnd: '2022-09-26T07:36:14.000Z', stableBeamsSeconds: 57 * 3600 + 14 * 60 + 59,
      coveredSeconds: 0, revision: 1, createdAt: '2024-05-01T12:00:00.000Z', updatedAt: '2024-05-01T12:00:00.000Z',
    })
    expect(await admin.get('query ($id: ID!) { node(id: $id) { ... on Fill { number } } }', { id: fill.id })).toEqual({ node: { number: 8178 } })
  })

  it('keeps what is left out, clears what is null, and takes 0 as a value', async () => {
    server.clock.forward(60_000)
    const before = await read(8178)
    const { results } = await ingest(admin, 'Fills', [{ number: 8178, beamType: null, collidingBunches: 0, energyGeV: null }])
    expect(results).toMatchObject([{ status: 'UPDATED' }])
    expect(await read(8178)).toEqual({ ...before, beamType: null, collidingBunches: 0, energyGeV: null, revision: 2, updatedAt: '2024-05-01T12:01:00.000Z' })
    const { changes } = await read(8178, 'changes { nodes { field before after actor at reason } }')
    const by = { actor: 'admin', at: '2024-05-01T12:01:00.000Z', reason: null }
    expect(changes.nodes.toSorted((a: Loose, b: Loose) => (a.field < b.field ? -1 : 1))).toEqual([
      { field: 'beamType', before: 'PROTON - PROTON', after: null, ...by }, { field: 'collidingBunches', before: 2450, after: 0, ...by }, { field: 'energyGeV', before: 6799.2, after: null, ...by },
    ])
  })

  it('is unchanged when the same is said again', async () => {
    const before = await read(8178)
    const { results } = await ingest(admin, 'Fills', [{ number: 8178, stableBeamsStart: '2022-09-23T22:21:15Z', collidingBunches: 0 }])
    expect(results).toMatchObject([{ status: 'UNCHANGED', id: before.id }])
    expect(await read(8178)).toEqual(before)
  })

  it.each([
    [{ number: 0 }, 'INVALID_INPUT number'],
    [{ number: 9, energyGeV: 0 }, 'INVALID_INPUT energyGeV'],
    [{ number: 9, energyGeV: -1 }, 'INVALID_INPUT energyGeV'],
    [{ number: 9, collidingBunches: -1 }, 'INVALID_INPUT collidingBunches'],
    [{ number: 9, deliveredLuminosity: -0.1 }, 'INVALID_INPUT deliveredLuminosity'],
    [{ number: 9, beamType: 'x'.repeat(65) }, 'INVALID_INPUT beamType'],
    [{ number: 9, fillingScheme: 'x'.repeat(129) }, 'INVALID_INPUT fillingScheme'],
    [{ number: 9, stableBeamsEnd: '2022-09-23T22:21:15Z' }, 'INVALID_INPUT stableBeamsStart'],
    [{ number: 9, stableBeamsStart: '2022-09-23T22:21:15Z', stableBeamsEnd: '2022-09-23T22:21:15Z' }, 'INVALID_INPUT stableBeamsEnd'],
    [{ number: 8178, stableBeamsStart: null }, 'INVALID_INPUT stableBeamsStart'],
    [{ number: 8178, stableBeamsEnd: '2022-09-23T22:21:14Z' }, 'INVALID_INPUT stableBeamsEnd'],
  ])('is refused as %j', async (item, code) => {
    const before = await read(8178)
    const { results } = await ingest(admin, 'Fills', [item])
    expect(results).toMatchObject([{ status: 'FAILED', id: null }])
    expect(results.flatMap((one) => codesOf(one as never))).toEqual([code])
    expect([await read(9), await read(8178)]).toEqual([null, before])
  })

  it('may be known through its runs alone', async () => {
    await world.run(1, { fillNumber: 7000, startedAt: '2022-09-24T00:00:00Z' }).make()
    expect(await read(7000, 'number beamType stableBeamsSeconds coveredSeconds revision statistics { runCount } runs { nodes { number } }')).toEqual({
      number: 7000, beamType: null, stableBeamsSeconds: null, coveredSeconds: 0, revision: 1, statistics: null, runs: { nodes: [{ number: 1 }] },
    })
    const { results } = await ingest(admin, 'Fills', [{ number: 7000, beamType: 'p-p' }])
    expect(results).toMatchObject([{ status: 'UPDATED' }])
  })

  it('is not there until somebody told of it', async () => {
    expect(await read(404)).toBeNull()
    expect((await callRun(admin, 'startRun', { number: 404, fillNumber: 404, endedAt: '2000-01-01T00:00:00Z' })).run).toBeNull()
    expect(await read(404)).toBeNull()
  })
})

describe('the runs of a fill', () => {
  beforeAll(async () => {
    for (let number = 100; number < 130; number++) {
      world.run(number, { fillNumber: 20 + (number % 3), definition: number % 2 ? 'PHYSICS' : 'COSMICS', startedAt: new Date(Date.UTC(2022, 0, 1, 0, 200 - number)).toISOString(), detectors: number % 2 ? ['ITS'] : [] })
    }
    await world.make()
  })
  const ofFills = async (args: string, fields = 'nodes { number }') =>
    (await admin.get(`{ fills(filter: { numberRanges: "20-23" }, orderBy: { field: NUMBER, direction: ASC }) { nodes { number runs${args} { ${fields} } } } }`)).fills.nodes
  const numbers = (first: number, step = 3) => Array.from({ length: 10 }, (_, index) => first + index * step)

  it('are each fill\'s own, highest number first', async () => {
    await world.fill(23).make()
    const nodes = await ofFills('', 'totalCount nodes { number fill { number } } pageInfo { hasNextPage }')
    expect(nodes.map(({ runs }: Loose) => runs.totalCount)).toEqual([10, 10, 10, 0])
    expect(nodes[0].runs.nodes).toEqual(numbers(102).toReversed().map((number) => ({ number, fill: { number: 20 } })))
    expect(nodes[2].runs.nodes.map(({ number }: Loose) => number)).toEqual(numbers(101).toReversed())
  })

  it('take a filter, an order and a page for each fill', async () => {
    const args = '(filter: { definition: { eq: PHYSICS }, detectors: { all: ["ITS"] } }, orderBy: { field: STARTED_AT, direction: ASC }, first: 2)'
    const nodes = await ofFills(args, 'totalCount nodes { number } pageInfo { hasNextPage endCursor }')
    expect(nodes.map(({ runs }: Loose) => runs.nodes.map(({ number }: Loose) => number))).toEqual([[129, 123], [127, 121], [125, 119], []])
    expect(nodes.map(({ runs }: Loose) => [runs.totalCount, runs.pageInfo.hasNextPage])).toEqual([[5, true], [5, true], [5, true], [0, false]])
    const { runs } = (await admin.get(`query ($after: String) { fill(number: 20) { runs(filter: { definition: { eq: PHYSICS }, detectors: { all: ["ITS"] } }, orderBy: { field: STARTED_AT, direction: ASC }, first: 9, after: $after) { nodes { number } pageInfo { hasNextPage hasPreviousPage } } } }`, { after: nodes[0].runs.pageInfo.endCursor })).fill
    expect(runs).toEqual({ nodes: [{ number: 117 }, { number: 111 }, { number: 105 }], pageInfo: { hasNextPage: false, hasPreviousPage: true } })
  })

  it('take another page under another name, and from the end', async () => {
    const { fill } = await admin.get('{ fill(number: 21) { a: runs(first: 1) { totalCount nodes { number } } b: runs(last: 2) { nodes { number } } none: runs(first: 0) { totalCount nodes { number } pageInfo { hasNextPage } } c: runs(filter: { number: { lt: 110 } }) { totalCount nodes { number } } } }')
    expect(fill).toEqual({
      a: { totalCount: 10, nodes: [{ number: 127 }] }, b: { nodes: [{ number: 103 }, { number: 100 }] },
      none: { totalCount: 10, nodes: [], pageInfo: { hasNextPage: true } }, c: { totalCount: 4, nodes: [{ number: 109 }, { number: 106 }, { number: 103 }, { number: 100 }] },
    })
  })

  it('are counted apart where one place asks for several', async () => {
    const { run } = await admin.get('{ run(number: 102) { a: fill { number runs(filter: { number: { lt: 110 } }) { totalCount } } b: fill { number runs(filter: { number: { gt: 1000 } }) { totalCount } } } }')
    expect(run).toEqual({ a: { number: 20, runs: { totalCount: 3 } }, b: { number: 20, runs: { totalCount: 0 } } })
  })
})

describe('the fills beside a fill', () => {
  it('are those with the next lower and the next higher number', async () => {
    await world.fill(30_001).fill(30_007).fill(30_012).make()
    const { fill } = await admin.get('{ fill(number: 30007) { previous { number } next { number next { number } } } }')
    expect(fill).toEqual({ previous: { number: 30_001 }, next: { number: 30_012, next: null } })
  })
})
