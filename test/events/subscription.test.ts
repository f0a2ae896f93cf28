import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client, Listening, Loose } from '../kit/client.ts'
import { cursorNow, follow, take, until } from '../kit/live.ts'
import { callRun } from '../kit/run.ts'
import { createWorld, ingest, type World } from '../kit/world.ts'
import { stream } from '../kit/stream.ts'

let server: TestApp
let admin: Client
let viewer: Client
let world: World

beforeAll(async () => {
  server = await startApp()
  ;[admin, viewer] = await Promise.all([server.as('ADMIN'), server.as('VIEWER')])
  world = createWorld(admin)
})
afterAll(() => server[Symbol.asyncDispose]())

const runs = 'subscription ($filter: RunFilter, $after: String) { runChanged(filter: $filter, after: $after) { cursor kind id node { number type { name } quality detectors { name } } } }'
const told = async (listening: Listening<Loose>, count: number) => (await take(listening, count)).map((message) => Object.values(message)[0] as Loose)
const short = (changes: Loose[]) => changes.map(({ kind, node }) => [kind, node?.number ?? null])

describe('runChanged', () => {
  it('tells a run as it comes and changes, with a cursor each', async () => {
    const listening = viewer.listen(runs)
    await until(() => server.domain.hub.subscribers() === 1)
    await callRun(admin, 'startRun', { number: 1, type: 'PHYSICS', detectors: [{ name: 'ITS' }] })
    const [created] = await told(listening, 1)
    expect(created).toEqual({ cursor: expect.any(String), kind: 'CREATED', id: expect.any(String), node: { number: 1, type: { name: 'PHYSICS' }, quality: 'NONE', detectors: [{ name: 'ITS' }] } })
    server.clock.forward(60_000)
    await callRun(admin, 'endRun', { number: 1 })
    await callRun(admin, 'setRunQuality', { number: 1, quality: 'GOOD' })
    const changed = await told(listening, 2)
    expect(short(changed)).toEqual([['UPDATED', 1], ['UPDATED', 1]])
    expect(changed[1].node.quality).toBe('GOOD')
    expect(new Set([created, ...changed].map(({ cursor }) => cursor)).size).toBe(3)
    await listening.stop()
  })

  it('tells nothing of what changed nothing or was refused', async () => {
    const listening = await follow(viewer, runs)
    await callRun(admin, 'updateRun', { number: 1, type: 'PHYSICS' })
    await callRun(admin, 'startRun', { number: 1 })
    await callRun(admin, 'startRun', { number: 2, detectors: [{ name: 'NOPE' }] })
    await callRun(admin, 'startRun', { number: 3 })
    expect(short(await told(listening, 1))).toEqual([['CREATED', 3]])
    await listening.stop()
  })

  it('tells through a filter what enters, what stays, and what leaves', async () => {
    const listening = await follow(viewer, runs, { filter: { type: { eq: 'COSMICS' }, detectors: { any: ['TPC'] }, quality: { not: 'BAD' } } })
    const step = async (verb: string, input: object) => {
      expect((await callRun(admin, verb, input)).userErrors).toEqual([])
      return (await told(listening, 1))[0]
    }
    const seen = { type: 'COSMICS', detectors: [{ name: 'TPC' }] }
    await callRun(admin, 'startRun', { ...seen, number: 10, type: 'PHYSICS' })
    expect(short([await step('startRun', { ...seen, number: 11 })])).toEqual([['CREATED', 11]])
    expect(short([await step('updateRun', { number: 10, type: 'COSMICS' })])).toEqual([['UPDATED', 10]])
    expect(short([await step('updateRun', { number: 10, startedBy: 'X' })])).toEqual([['UPDATED', 10]])
    server.clock.forward(60_000)
    expect(short([await step('endRun', { number: 10 })])).toEqual([['UPDATED', 10]])
    const { run } = await admin.get('{ run(number: 10) { id } }')
    expect(await step('setRunQuality', { number: 10, quality: 'BAD', reason: 'noise' })).toMatchObject({ kind: 'DELETED', id: run.id, node: null })
    await callRun(admin, 'updateRun', { number: 10, startedBy: 'unseen' })
    expect(short([await step('startRun', { ...seen, number: 12 })])).toEqual([['CREATED', 12]])
    expect(short([await step('setRunQuality', { number: 10, quality: 'GOOD', reason: 'none after all' })])).toEqual([['UPDATED', 10]])
    expect(short([await step('updateRun', { number: 10, detectors: [] })])).toEqual([['DELETED', null]])
    expect(short([await step('updateRun', { number: 11, type: null })])).toEqual([['DELETED', null]])
    await listening.stop()
  })

  it.each([
    [{ detectorQuality: { detector: 'ITS', quality: { eq: 'GOOD' } } }, ['setDetectorQuality', { detector: 'ITS', quality: 'GOOD', reason: 'x' }], ['setDetectorQuality', { detector: 'ITS', quality: 'BAD', reason: 'x' }]],
    [{ endReason: { category: 'LHC' } }, ['addEndReason', { category: 'LHC' }], null],
    [{ tags: { any: ['watch me'] } }, ['tagRun', { add: ['watch me'] }], ['tagRun', { remove: ['watch me'] }]],
    [{ state: { eq: 'RUNNING' } }, ['updateRun', { endedAt: null }], ['endRun', {}]],
    [{ durationSeconds: { gt: 3600 } }, ['updateRun', { triggerStartedAt: '2024-05-01T09:59:59Z' }], ['updateRun', { triggerStartedAt: null }]],
    [{ startedAt: { from: '2024-05-01T10:30:00Z' } }, ['updateRun', { triggerStartedAt: '2024-05-01T10:30:00Z' }], ['updateRun', { triggerStartedAt: null }]],
    [{ text: 'grace' }, ['updateRun', { endedBy: 'Grace' }], ['updateRun', { endedBy: null }]],
    [{ fillNumber: { eq: 12 } }, ['updateRun', { fillNumber: 12 }], ['updateRun', { fillNumber: 13 }]],
    [{ environmentId: { contains: 'WATCH' } }, ['updateRun', { environmentId: 'watch1' }], ['updateRun', { environmentId: null }]],
    [{ period: { eq: 'LHC24w' } }, ['updateRun', { period: 'LHC24w' }], ['updateRun', { period: null }]],
    [{ not: { definition: { eq: 'COMMISSIONING' } } }, ['updateRun', { definition: 'TECHNICAL' }], ['updateRun', { definition: null }]],
    [{ or: [{ endedAt: { from: '2024-05-01T11:30:00Z' } }, { number: { lt: 0 } }] }, ['updateRun', { endedAt: '2024-05-01T11:30:00Z' }], ['updateRun', { endedAt: '2024-05-01T11:00:00Z' }]],
  ] as const)('tells through %j what enters and leaves', async (filter, enter, leave) => {
    const number = 20 + Math.floor(Math.random() * 1e8)
    await world.run(number, { startedAt: '2024-05-01T10:00:00Z', endedAt: '2024-05-01T11:00:00Z', detectors: ['ITS'] }).make()
    const listening = await follow(viewer, runs, { filter: { and: [filter, { number: { eq: number } }] } })
    for (const [step, change] of [[enter, ['UPDATED', number]], [leave, ['DELETED', null]]] as const) {
      if (step) expect((await callRun(admin, step[0], { number, ...step[1] })).userErrors).toEqual([])
      if (step) expect(short(await told(listening, 1))).toEqual([change])
    }
    await listening.stop()
  })

  it('gives rows with everything that hangs on them, as any query does', async () => {
    const deep = `number next { number } previous { number } fill { number statistics { runCount } runs(first: 1) { totalCount nodes { number } } } environment { id history { status } } changes { nodes { field } } counters { name } endReasons { category }`
    const listening = await follow(viewer, `subscription ($after: String) { runChanged(filter: { fillNumber: { eq: 40 } }, after: $after) { node { ${deep} } } }`)
    await world.fill(40, { stableBeamsStart: '2024-05-01T08:00:00Z' }).environment('deep1', ['STANDBY']).run(40, { fillNumber: 40, environmentId: 'deep1', counters: [{ name: 'a', value: '1' }] })
      .run(41, { fillNumber: 40, endReasons: [{ category: 'LHC' }] }).make()
    const nodes = (await told(listening, 2)).map(({ node }) => node)
    const { runs: asked } = await viewer.get(`{ runs(filter: { fillNumber: { eq: 40 } }, orderBy: { field: NUMBER, direction: ASC }) { nodes { ${deep} } } }`)
    expect(nodes).toEqual(asked.nodes)
    await listening.stop()
  })

  it('is told why it cannot begin', async () => {
    for (const [variables, code] of [[{ after: 'nonsense' }, /not a cursor/], [{ filter: { detectors: { any: ['NOPE'] } } }, /no detector NOPE/]] as const) {
      const listening = viewer.listen(runs, variables)
      await expect(listening.next()).rejects.toThrow(code)
      await listening.stop()
    }
  })
})

describe('fillChanged and environmentChanged', () => {
  it('tell a fill as it comes, changes, is covered, and leaves the filter', async () => {
    const query = 'subscription ($filter: FillFilter, $after: String) { fillChanged(filter: $filter, after: $after) { kind node { number coveredSeconds } } }'
    const [all, covered] = [await follow(viewer, query, { filter: { number: { eq: 50 } } }), await follow(viewer, query, { filter: { number: { eq: 50 }, coveredSeconds: { gt: 0 } } })]
    await world.fill(50, { stableBeamsStart: '2024-04-01T08:00:00Z', stableBeamsEnd: '2024-04-01T12:00:00Z' }).make()
    expect(await told(all, 1)).toEqual([{ kind: 'CREATED', node: { number: 50, coveredSeconds: 0 } }])
    await world.goodPhysics(50, '2024-04-01T08:00:00Z', '2024-04-01T09:00:00Z', { fillNumber: 50 }).make()
    for (const listening of [all, covered]) expect(await told(listening, 1)).toEqual([{ kind: 'UPDATED', node: { number: 50, coveredSeconds: 3600 } }])
    await callRun(admin, 'setRunQuality', { number: 50, quality: 'BAD', reason: 'noise' })
    expect(await told(covered, 1)).toEqual([{ kind: 'DELETED', node: null }])
    await Promise.all([all.stop(), covered.stop()])
  })

  it('tell an environment that a run names first, its statuses, and when it leaves the filter', async () => {
    const query = 'subscription ($filter: EnvironmentFilter, $after: String) { environmentChanged(filter: $filter, after: $after) { kind node { id status historyLetters } } }'
    const [all, running] = [await follow(viewer, query, { filter: { id: { eq: 'live1' } } }), await follow(viewer, query, { filter: { id: { eq: 'live1' }, status: { eq: 'RUNNING' } } })]
    await world.run(60, { environmentId: 'live1' }).make()
    expect(await told(all, 1)).toMatchObject([{ kind: 'CREATED', node: { status: null, historyLetters: '' } }])
    await world.environment('live1', ['CONFIGURED', 'RUNNING']).make()
    for (const listening of [all, running]) expect(await told(listening, 1)).toMatchObject([{ kind: 'UPDATED', node: { historyLetters: 'CR' } }])
    await world.environment('live1', [['ERROR', '2024-04-30T12:00:00Z']]).make()
    expect(await told(all, 1)).toMatchObject([{ kind: 'UPDATED', node: { historyLetters: 'CRE' } }])
    expect(await told(running, 1)).toMatchObject([{ kind: 'DELETED', node: null }])
    await Promise.all([all.stop(), running.stop()])
  })
})

describe('events', () => {
  it('tells every fact in order, or those of some kinds', async () => {
    const after = await cursorNow(viewer)
    const query = 'subscription ($kinds: [String!], $after: String) { events(kinds: $kinds, after: $after) { cursor kind node { cursor kind entity key nodeId change fields actor at data } } }'
    const [all, some] = [viewer.listen(query, { after }), viewer.listen(query, { after, kinds: ['run.ended', 'tag.created'] })]
    await callRun(admin, 'startRun', { number: 70, type: 'BRAND_NEW', tags: ['fresh'], fillNumber: 70, environmentId: 'env70' })
    await callRun(admin, 'endRun', { number: 70, endedAt: '2024-05-01T13:00:00Z' })
    const events = await told(all, 6)
    expect(events.map(({ node }) => `${node.kind} ${node.key} ${node.change}`)).toEqual([
      'runType.created BRAND_NEW CREATED', 'tag.created fresh CREATED', 'fill.created 70 CREATED', 'environment.created env70 CREATED', 'run.started 70 CREATED', 'run.ended 70 UPDATED',
    ])
    expect(events.at(-1).node).toMatchObject({ entity: 'RUN', fields: expect.arrayContaining(['endedAt', 'endedBy']), actor: 'admin', at: '2024-05-01T12:02:00.000Z', data: { fillNumber: 70, environmentId: 'env70' } })
    expect(events.every(({ cursor, node }) => cursor === node.cursor)).toBe(true)
    expect((await told(some, 2)).map(({ node }) => node.kind)).toEqual(['tag.created', 'run.ended'])
    const { events: listed } = await viewer.get('query ($after: String) { events(after: $after) { nodes { cursor } } }', { after })
    expect(listed.nodes.map(({ cursor }: Loose) => cursor)).toEqual(events.map(({ cursor }) => cursor))
    const { node } = await viewer.get('query ($id: ID!) { node(id: $id) { ... on Run { number } } }', { id: events.at(-1).node.nodeId })
    expect(node).toEqual({ number: 70 })
    await Promise.all([all.stop(), some.stop()])
  })

  it('tells each of two changes of one row apart, also when they come together', async () => {
    const after = await cursorNow(viewer)
    for (let round = 0; round < 30; round++) await callRun(admin, 'updateRun', { number: 70, startedBy: `shift ${round}` })
    const listening = viewer.listen('subscription ($after: String) { events(after: $after) { node { key fields } } }', { after })
    expect((await told(listening, 30)).map(({ node }) => node.fields)).toEqual(Array(30).fill(['startedBy']))
    await listening.stop()
  })
})

describe('server-sent events', () => {
  it('tell the same as a WebSocket', async () => {
    const after = await cursorNow(viewer)
    const [sent, heard] = [await stream(server.url, runs, { variables: { after } }), viewer.listen(runs, { after })]
    await callRun(admin, 'startRun', { number: 80, type: 'PHYSICS' })
    await callRun(admin, 'endRun', { number: 80, endedAt: '2024-05-01T13:00:00Z' })
    expect(await take(sent, 2)).toEqual(await take(heard, 2))
    await Promise.all([sent.stop(), heard.stop()])
  })
})

describe('subscribers of the same rows', () => {
  it('get each their own, when their variables differ', async () => {
    const query = 'subscription ($count: Int!, $set: FillRunSet!, $after: String) { fillChanged(filter: { number: { eq: 90 } }, after: $after) { node { runs(first: $count) { totalCount nodes { number } } statistics(runs: $set) { runCount } } } }'
    await world.fill(90, { stableBeamsStart: '2024-04-01T08:00:00Z', stableBeamsEnd: '2024-04-01T12:00:00Z' }).goodPhysics(90, '2024-04-01T08:00:00Z', '2024-04-01T09:00:00Z', { fillNumber: 90 })
      .run(91, { definition: 'COSMICS', fillNumber: 90, startedAt: '2024-04-01T08:00:00Z', endedAt: '2024-04-01T09:00:00Z' }).make()
    const both = [await follow(viewer, query, { count: 1, set: 'ALL' }), await follow(viewer, query, { count: 5, set: 'GOOD_PHYSICS' })]
    await ingest(admin, 'Fills', [{ number: 90, beamType: 'p-p' }])
    const [one, two] = await Promise.all(both.map(async (listening) => (await told(listening, 1))[0].node))
    expect([one, two]).toEqual([
      { runs: { totalCount: 2, nodes: [{ number: 91 }] }, statistics: { runCount: 2 } }, { runs: { totalCount: 2, nodes: [{ number: 91 }, { number: 90 }] }, statistics: { runCount: 1 } },
    ])
    await Promise.all(both.map((listening) => listening.stop()))
  })
})
