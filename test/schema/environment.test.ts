import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client, Loose } from '../kit/client.ts'
import { codesOf } from '../kit/run.ts'
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

const whole = 'id status historyLetters history { status letter message at atNs durationSeconds } createdAt updatedAt'
const read = async (id: string, fields = whole): Promise<Loose> => (await admin.get(`query ($id: String!) { environment(id: $id) { ${fields} } }`, { id })).environment
const statuses = async (items: object[], options?: { atomic?: boolean }) => (await ingest(admin, 'Environments', items, options)).results.map(({ status }) => status)

describe('an environment', () => {
  it('has its history to the nanosecond', async () => {
    expect(await statuses([
      { id: '2bF3cSfQFeq', status: 'STANDBY', at: '2024-05-01T10:00:00.123456789Z' }, { id: '2bF3cSfQFeq', status: 'DEPLOYED', at: '2024-05-01T12:00:00.123456790+02:00', message: 'ready' },
      { id: '2bF3cSfQFeq', status: 'CONFIGURED', at: '2024-05-01T10:00:01Z' },
    ])).toEqual(['CREATED', 'UPDATED', 'UPDATED'])
    expect(await read('2bF3cSfQFeq')).toEqual({
      id: '2bF3cSfQFeq', status: 'CONFIGURED', historyLetters: 'SDC', createdAt: '2024-05-01T10:00:00.123Z', updatedAt: '2024-05-01T10:00:01.000Z',
      history: [
        { status: 'STANDBY', letter: 'S', message: null, at: '2024-05-01T10:00:00.123Z', atNs: '1714557600123456789', durationSeconds: 1e-9 },
        { status: 'DEPLOYED', letter: 'D', message: 'ready', at: '2024-05-01T10:00:00.123Z', atNs: '1714557600123456790', durationSeconds: 0.87654321 },
        { status: 'CONFIGURED', letter: 'C', message: null, at: '2024-05-01T10:00:01.000Z', atNs: '1714557601000000000', durationSeconds: null },
      ],
    })
  })

  it('takes reports that come late, without forgetting its current status', async () => {
    expect(await statuses([{ id: '2bF3cSfQFeq', status: 'ERROR', at: '2024-05-01T10:00:00.5Z' }, { id: '2bF3cSfQFeq', status: 'PENDING', at: '2024-05-01T09:59:59Z' }])).toEqual(['UPDATED', 'UPDATED'])
    expect(await read('2bF3cSfQFeq', 'status historyLetters createdAt updatedAt')).toEqual({
      status: 'CONFIGURED', historyLetters: 'PSDEC', createdAt: '2024-05-01T09:59:59.000Z', updatedAt: '2024-05-01T10:00:01.000Z',
    })
  })

  it('takes the same report once, and a message that comes later', async () => {
    const step = { id: '2bF3cSfQFeq', status: 'ERROR', at: '2024-05-01T12:00:00.500+02:00' }
    expect(await statuses([step])).toEqual(['UNCHANGED'])
    expect(await statuses([{ ...step, message: 'EPN lost' }, step, { ...step, message: 'EPN lost' }])).toEqual(['UPDATED', 'UNCHANGED', 'UNCHANGED'])
    const { history } = await read('2bF3cSfQFeq')
    expect(history.filter(({ status }: Loose) => status === 'ERROR')).toMatchObject([{ message: 'EPN lost' }])
  })

  it('keeps the last of several messages for one report in one call', async () => {
    const step = { id: 'envTalk', status: 'ERROR', at: '2024-05-01T12:00:00Z' }
    for (const words of [['one', 'two', 'three'], ['four', 'five', 'six', 'seven']]) {
      await statuses(words.map((message) => ({ ...step, message })))
      expect((await read('envTalk')).history).toMatchObject([{ message: words.at(-1) }])
    }
  })

  it('has the order in which reports of one moment came', async () => {
    const at = '2024-05-01T10:00:00Z'
    await statuses([{ id: 'envSame', status: 'STANDBY', at }, { id: 'envSame', status: 'DEPLOYED', at }])
    await statuses([{ id: 'envSame', status: 'STANDBY', at, message: 'late words' }])
    await statuses([{ id: 'envSame', status: 'CONFIGURED', at: '2024-05-01T10:00:01Z' }])
    const { historyLetters, history, status } = await read('envSame')
    expect([historyLetters, history.map(({ letter }: Loose) => letter).join(''), status]).toEqual(['SDC', 'SDC', 'CONFIGURED'])
  })

  it('may be known through its runs alone, until it is heard of', async () => {
    await world.run(1, { environmentId: 'envByRun' }).run(2, { environmentId: 'envByRun' }).make()
    expect(await read('envByRun', 'status historyLetters history { status } runs { totalCount nodes { number environment { id } } }')).toEqual({
      status: null, historyLetters: '', history: [], runs: { totalCount: 2, nodes: [{ number: 2, environment: { id: 'envByRun' } }, { number: 1, environment: { id: 'envByRun' } }] },
    })
    expect(await statuses([{ id: 'envByRun', status: 'RUNNING', at: '2024-04-01T10:00:00Z' }])).toEqual(['UPDATED'])
    expect(await read('envByRun', 'status createdAt')).toEqual({ status: 'RUNNING', createdAt: '2024-04-01T10:00:00.000Z' })
  })

  it('is found by `node` under its own id', async () => {
    expect(await admin.get('{ node(id: "2bF3cSfQFeq") { __typename id ... on Environment { status } } }')).toEqual({ node: { __typename: 'Environment', id: '2bF3cSfQFeq', status: 'CONFIGURED' } })
  })

  it.each([
    [{ id: '', status: 'DONE', at: '2024-05-01T10:00:00Z' }, 'INVALID_INPUT id'],
    [{ id: 'with blank', status: 'DONE', at: '2024-05-01T10:00:00Z' }, 'INVALID_INPUT id'],
    [{ id: 'x'.repeat(65), status: 'DONE', at: '2024-05-01T10:00:00Z' }, 'INVALID_INPUT id'],
    [{ id: 'envBad', status: 'DONE', at: '1969-12-31T23:59:59.999Z' }, 'INVALID_INPUT at'],
    [{ id: 'envBad', status: 'DONE', at: '2262-01-01T00:00:00Z' }, 'INVALID_INPUT at'],
    [{ id: 'envBad', status: 'DONE', at: '2024-05-01T10:00:00Z', message: 'x'.repeat(10_001) }, 'INVALID_INPUT message'],
  ])('is refused as %j', async (item, code) => {
    const { results } = await ingest(admin, 'Environments', [item])
    expect(results.flatMap((one) => codesOf(one as never))).toEqual([code])
    expect(await read('envBad')).toBeNull()
  })

  it('makes nothing of an atomic call with one bad item', async () => {
    const good = { id: 'envAtom', status: 'DONE', at: '2024-05-01T10:00:00Z' }
    expect(await statuses([good, { ...good, id: '?' }], { atomic: true })).toEqual(['FAILED', 'FAILED'])
    expect(await read('envAtom')).toBeNull()
    expect(await statuses([good, { ...good, id: '?' }])).toEqual(['CREATED', 'FAILED'])
  })
})

describe('the history of an environment', () => {
  it('comes out the same in whatever order, grouping and repetition its reports come', async () => {
    const all = ['PENDING', 'STANDBY', 'DEPLOYED', 'CONFIGURED', 'RUNNING', 'ERROR', 'MIXED', 'DESTROYED', 'DONE']
    const letters: Record<string, string> = { PENDING: 'P', STANDBY: 'S', DEPLOYED: 'D', CONFIGURED: 'C', RUNNING: 'R', ERROR: 'E', MIXED: 'M', DESTROYED: 'X', DONE: 'X' }
    const base = 1_714_557_600_000_000_000n
    const at = (ns: number) => `2024-05-01T10:00:00.${String(ns).padStart(9, '0')}Z`
    const reports = fc.uniqueArray(fc.record({ ns: fc.integer({ min: 0, max: 999_999_999 }), status: fc.constantFrom(...all) }), { selector: ({ ns }) => ns, minLength: 1, maxLength: 12 })
      .chain((history) => fc.tuple(fc.constant(history), fc.shuffledSubarray(history, { minLength: history.length }), fc.array(fc.constantFrom(...history), { maxLength: 5 }), fc.integer({ min: 1, max: 5 })))
    let count = 0
    await fc.assert(
      fc.asyncProperty(reports, async ([history, shuffled, again, size]) => {
        const id = `any${++count}`
        const items = [...shuffled, ...again].map(({ ns, status }) => ({ id, status, at: at(ns) }))
        for (let from = 0; from < items.length; from += size) await statuses(items.slice(from, from + size))
        const ordered = history.toSorted((a, b) => a.ns - b.ns)
        const expected = ordered.map(({ status }) => letters[status]).join('')
        const found = await read(id)
        expect(found).toMatchObject({ status: ordered.at(-1)!.status, historyLetters: expected })
        expect(found.history.map(({ atNs }: Loose) => BigInt(atNs))).toEqual(ordered.map(({ ns }) => base + BigInt(ns)))
        const from = Math.floor(expected.length / 2)
        const { environments } = await admin.get('query ($filter: EnvironmentFilter) { environments(filter: $filter) { nodes { id } } }', { filter: { id: { eq: id }, history: [...expected.slice(from, from + 3)].join('-') } })
        expect(environments.nodes).toEqual([{ id }])
      }),
      { numRuns: 40 },
    )
  })

  it('loses nothing when many report at once', async () => {
    const reports = Array.from({ length: 40 }, (_, index) => ({ id: 'envBusy', status: index % 2 ? 'RUNNING' : 'ERROR', at: new Date(Date.UTC(2024, 4, 1, 10, index)).toISOString() }))
    await Promise.all(reports.toReversed().map((one) => statuses([one])))
    expect(await read('envBusy', 'status historyLetters')).toEqual({ status: 'RUNNING', historyLetters: 'ER'.repeat(20) })
  })
})
