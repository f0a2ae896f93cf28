import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { dump } from '../kit/dump.ts'
import { codesOf } from '../kit/run.ts'
import { freshKey, ingest } from '../kit/world.ts'

let server: TestApp
let admin: Client

beforeAll(async () => {
  server = await startApp()
  admin = await server.as('ADMIN')
})
afterAll(() => server[Symbol.asyncDispose]())

const nouns = {
  Runs: { item: (number: number) => ({ number, type: 'PHYSICS', startedAt: '2024-04-01T10:00:00Z', detectors: [{ name: 'ITS' }] }), bad: { number: 0 } },
  Fills: { item: (number: number) => ({ number, beamType: 'p-p' }), bad: { number: 1, energyGeV: -1 } },
  Environments: { item: (number: number) => ({ id: `env${number}`, status: 'STANDBY', at: '2024-04-01T10:00:00Z' }), bad: { id: '', status: 'DONE', at: '2024-04-01T10:00:00Z' } },
} as const
type Noun = keyof typeof nouns

const statusesOf = ({ results }: { results: { status: string }[] }) => results.map(({ status }) => status)

describe.each(['Runs', 'Fills', 'Environments'] as const)('ingest%s', (noun) => {
  const { item, bad } = nouns[noun]

  it('answers a repeated call as the first time, and does nothing', async () => {
    const idempotencyKey = freshKey()
    const items = [item(11), item(12), { ...bad }]
    const first = await ingest(admin, noun, items, { idempotencyKey })
    expect(statusesOf(first)).toEqual(['CREATED', 'CREATED', 'FAILED'])
    const before = await dump(server.db)
    server.clock.forward(1000)
    expect(await ingest(admin, noun, items, { idempotencyKey })).toEqual(first)
    const turned = items.map((one) => Object.fromEntries(Object.entries(one).toReversed()))
    expect(await ingest(admin, noun, turned, { idempotencyKey })).toEqual(first)
    expect(await dump(server.db)).toEqual(before)
  })

  it('refuses a key with other input, and does nothing', async () => {
    const idempotencyKey = freshKey()
    await ingest(admin, noun, [item(21)], { idempotencyKey })
    const before = await dump(server.db)
    for (const [items, options] of [[[item(22)], {}], [[item(21), item(22)], {}], [[], {}], [[item(21)], { atomic: true }]] as const) {
      const answer = await ingest(admin, noun, items, { idempotencyKey, ...options })
      expect([answer.results, codesOf(answer as never)]).toEqual([[], ['IDEMPOTENCY_KEY_REUSED idempotencyKey']])
    }
    const other = noun === 'Fills' ? 'Runs' : 'Fills'
    expect(codesOf((await ingest(admin, other, [{ number: 21 }], { idempotencyKey })) as never)).toEqual(['IDEMPOTENCY_KEY_REUSED idempotencyKey'])
    expect(await dump(server.db)).toEqual(before)
  })

  it('keeps the keys of different callers apart', async () => {
    const idempotencyKey = freshKey()
    await ingest(admin, noun, [item(31)], { idempotencyKey })
    expect(statusesOf(await ingest(await server.as('COORDINATOR'), noun, [item(32)], { idempotencyKey }))).toEqual(['CREATED'])
  })

  it('has one effect when twenty say the same at once', async () => {
    const idempotencyKey = freshKey()
    const items = [item(41), item(42)]
    const answers = await Promise.all(Array.from({ length: 20 }, () => ingest(admin, noun, items, { idempotencyKey })))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(statusesOf(answers[0]!)).toEqual(['CREATED', 'CREATED'])
    const { events } = await admin.get('{ events(last: 1000) { nodes { key kind } } }')
    const key = noun === 'Environments' ? 'env42' : '42'
    const kind = `${noun.toLowerCase().slice(0, -1)}.created`
    expect(events.nodes.filter((one: { key: string; kind: string }) => one.key === key && one.kind === kind)).toHaveLength(1)
  })

  it('makes each thing once when twenty bring it under keys of their own', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => ingest(admin, noun, [item(51), item(52), item(53)])))
    const statuses = answers.flatMap(statusesOf)
    expect(statuses.filter((status) => status === 'CREATED')).toHaveLength(3)
    expect(statuses.filter((status) => status === 'UNCHANGED')).toHaveLength(57)
  })

  it('takes 500 items, and refuses 501 as a whole', async () => {
    const items = Array.from({ length: 501 }, (_, index) => item(1000 + index))
    const before = await dump(server.db)
    const refused = await ingest(admin, noun, items)
    expect([refused.results, codesOf(refused as never)]).toEqual([[], ['TOO_MANY_ITEMS items']])
    expect(await dump(server.db)).toEqual(before)
    const taken = await ingest(admin, noun, items.slice(0, 500))
    expect(statusesOf(taken)).toEqual(Array(500).fill('CREATED'))
    expect(statusesOf(await ingest(admin, noun, items.slice(0, 500)))).toEqual(Array(500).fill('UNCHANGED'))
    expect(statusesOf(await ingest(admin, noun, []))).toEqual([])
  })

  it('lets each item stand or fall by itself, or all together', async () => {
    const items = [item(61), bad, item(62)]
    const before = await dump(server.db)
    const atomic = await ingest(admin, noun, items, { atomic: true })
    expect(statusesOf(atomic)).toEqual(['FAILED', 'FAILED', 'FAILED'])
    expect(atomic.results.map(({ userErrors }) => (userErrors as { code: string }[]).map(({ code }) => code))).toEqual([['NOT_APPLIED'], ['INVALID_INPUT'], ['NOT_APPLIED']])
    const after = await dump(server.db)
    expect({ ...after, idempotency_key: [] }).toEqual({ ...before, idempotency_key: [] })
    expect(statusesOf(await ingest(admin, noun, items))).toEqual(['CREATED', 'FAILED', 'CREATED'])
  })

  it('keeps a key from 1 to 200 characters', async () => {
    for (const idempotencyKey of ['', 'x'.repeat(201), 'a\0b']) {
      expect(codesOf((await ingest(admin, noun, [], { idempotencyKey })) as never)).toEqual(['INVALID_INPUT idempotencyKey'])
    }
    expect(codesOf((await ingest(admin, noun, [], { idempotencyKey: freshKey().padEnd(200, '✓') })) as never)).toEqual([])
  })
})

describe('items of one call', () => {
  it.each([['Runs', 'number'], ['Fills', 'number']] as const)('of %s about the same thing are doubles, but for the first', async (noun: Noun, path) => {
    const answer = await ingest(admin, noun, [{ number: 71 }, { number: 72 }, { number: 71 }])
    expect(statusesOf(answer)).toEqual(['CREATED', 'CREATED', 'FAILED'])
    expect(answer.results.flatMap((one) => codesOf(one as never))).toEqual([`DUPLICATE_ITEM ${path}`])
  })

  it('have errors with paths of their own', async () => {
    const { results } = await ingest(admin, 'Runs', [
      { number: 81, detectors: [{ name: 'ITS' }, { name: 'NOPE' }], endReasons: [{ category: 'LHC' }, { category: 'DETECTORS', title: 'WHAT' }] },
      { number: 82, counters: [{ name: '', value: '1' }], environmentId: '?', quality: 'GOOD' }, { number: 83, startedAt: '2024-04-01T10:00:00Z', endedAt: '2024-04-01T09:00:00Z' },
    ])
    expect(results.map((one) => codesOf(one as never))).toEqual([
      ['UNKNOWN_DETECTOR detectors.1.name', 'UNKNOWN_DETECTOR endReasons.1.title'], ['INVALID_INPUT environmentId', 'INVALID_INPUT counters.0.name'], ['INVALID_INPUT endedAt'],
    ])
    expect(results).toMatchObject([{ id: null }, { id: null }, { id: null }])
  })

  it('that fail leave no type, period, tag, fill or environment behind', async () => {
    const before = await dump(server.db)
    await ingest(admin, 'Runs', [{ number: 91, type: 'LEFT', period: 'LEFT', tags: ['LEFT'], fillNumber: 999_999, environmentId: 'LEFT', detectors: [{ name: 'NOPE' }] }])
    expect({ ...(await dump(server.db)), idempotency_key: [] }).toEqual({ ...before, idempotency_key: [] })
  })

  it('may move runs between fills and environments that nobody knew', async () => {
    const runs = Array.from({ length: 60 }, (_, index) => 2000 + index)
    await Promise.all([1, 2, 3, 4].map((round) => ingest(admin, 'Runs', runs.map((number) => ({ number, fillNumber: 5000 + ((number * round) % 17), environmentId: `move${(number + round) % 13}`, type: `T${(number + round) % 5}` })))))
    const { runs: found } = await admin.get('{ runs(filter: { numberRanges: "2000-2059" }, first: 100) { totalCount nodes { fill { number } environment { id } type { name } } } }')
    expect(found.totalCount).toBe(60)
  })
})
