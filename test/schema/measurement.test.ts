import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client, Loose } from '../kit/client.ts'
import { cursorNow } from '../kit/live.ts'
import { ingest } from '../kit/world.ts'

let server: TestApp
let admin: Client

const make = (name: string) =>
  admin.get('mutation ($input: CreateInstrumentInput!) { createInstrument(input: $input) { userErrors { message } } }', { input: { name, kind: 'pump' } })

beforeAll(async () => {
  server = await startApp()
  admin = await server.as('ADMIN')
  for (const name of ['pump1', 'pump2', 'spectrometer', 'dense', 'quiet']) await make(name)
})
afterAll(() => server[Symbol.asyncDispose]())

const send = (items: object[], options?: { idempotencyKey?: string; atomic?: boolean }) => ingest(admin, 'Measurements', items, options)
const statuses = async (items: object[]) => (await send(items)).results.map(({ status }) => status)
const read = async (name: string, channel: string, from: string, to: string, points = 500): Promise<Loose> =>
  (await admin.get(
    'query ($name: String!, $channel: String!, $from: DateTime!, $to: DateTime!, $points: Int!) { instrument(name: $name) { measurements(channel: $channel, from: $from, to: $to, points: $points) { channel { unit shape count firstAt lastAt } bucketSeconds count at mean min max counts vectors } } }',
    { name, channel, from, to, points },
  )).instrument.measurements
const at = (seconds: number) => new Date(Date.parse('2024-04-30T00:00:00Z') + seconds * 1000).toISOString()

describe('measurements', () => {
  it('come one by one and as series; the same again changes nothing, another value corrects', async () => {
    const point = { instrument: 'pump1', channel: 'pressure', unit: 'mbar', at: at(0), value: 1.5 }
    expect(await statuses([point, { ...point, at: [at(1), at(2), at(3)], value: [2, 3, -4.25] }])).toEqual(['CREATED', 'CREATED'])
    expect(await statuses([point])).toEqual(['UNCHANGED'])
    expect(await statuses([{ ...point, unit: undefined, at: [at(2), at(4)], value: [3.5, 1e-300] }])).toEqual(['UPDATED'])
    expect(await read('pump1', 'pressure', at(0), at(10))).toEqual({
      channel: { unit: 'mbar', shape: 'NUMBER', count: '5', firstAt: at(0), lastAt: at(4) }, bucketSeconds: null, count: '5', vectors: [], counts: [1, 1, 1, 1, 1],
      at: [0, 1, 2, 3, 4].map(at), mean: [1.5, 2, 3.5, -4.25, 1e-300], min: [1.5, 2, 3.5, -4.25, 1e-300], max: [1.5, 2, 3.5, -4.25, 1e-300],
    })
    expect((await read('pump1', 'pressure', at(1), at(3))).at).toEqual([at(1), at(2)])
    expect(await read('pump1', 'nothing', at(1), at(3))).toBeNull()
  })

  it('of arrays keep each array, and of many the first of each bin', async () => {
    const spectrum = (seconds: number, values: number[]) => ({ instrument: 'spectrometer', channel: 'counts', at: at(seconds), values })
    expect(await statuses([spectrum(0, [1, 2, 3]), spectrum(10, [4]), spectrum(20, [5, 6]), spectrum(30, [7])])).toEqual(Array(4).fill('CREATED'))
    expect(await statuses([spectrum(0, [1, 2, 3]), spectrum(10, [4, 5])])).toEqual(['UNCHANGED', 'UPDATED'])
    expect(await read('spectrometer', 'counts', at(0), at(40))).toMatchObject({ count: '4', bucketSeconds: null, mean: [], vectors: [[1, 2, 3], [4, 5], [5, 6], [7]] })
    expect(await read('spectrometer', 'counts', at(0), at(40), 2)).toMatchObject({ count: '4', bucketSeconds: 20, at: [at(0), at(20)], vectors: [[1, 2, 3], [5, 6]] })
  })

  it('that cannot be are refused by item, with the path, and the others stand', async () => {
    const good = { instrument: 'pump2', channel: 'flow', unit: 'l/s', at: at(0), value: 1 }
    const { results } = await send([
      good, { ...good, instrument: 'pump3' }, { ...good, unit: 'm3/h' }, { ...good, at: '1899-12-31T23:59:59Z' }, { ...good, at: '2200-01-01T00:00:00Z' },
      { ...good, at: [at(1), at(2)], value: [1] }, { ...good, value: undefined }, { ...good, values: [1] }, { ...good, value: undefined, values: [1] }, { ...good, channel: '' }, { ...good, value: 1e300 },
    ])
    expect(results.map(({ userErrors: [error] }: Loose) => error && `${error.code} ${error.path.join('.')}`)).toEqual([
      undefined, 'NOT_FOUND instrument', 'INVALID_INPUT unit', 'INVALID_INPUT at.0', 'INVALID_INPUT at.0', 'INVALID_INPUT at', 'INVALID_INPUT value', 'INVALID_INPUT value',
      'INVALID_INPUT values', 'INVALID_INPUT channel', 'INVALID_INPUT value.0',
    ])
    expect((results[1] as Loose).userErrors[0].message).toMatch(/^There is no instrument pump3\. Did you mean "pump[12]"\?$/)
    const infinite = await admin.ask('mutation { ingestMeasurements(input: { idempotencyKey: "inf", items: [{ instrument: "pump2", channel: "flow", at: ["2024-04-30T00:00:00Z", "2024-04-30T00:00:01Z"], value: [1, 1e999] }] }) { results { status userErrors { path } } } }')
    expect(infinite.data).toEqual({ ingestMeasurements: { results: [{ status: 'FAILED', userErrors: [{ path: ['value', '1'] }] }] } })
  })

  it('all or none leave no channel behind when one fails', async () => {
    const item = { instrument: 'pump2', channel: 'speed', at: at(0), value: 1 }
    const { results } = await send([item, { ...item, instrument: 'nobody' }], { atomic: true })
    expect(results.map(({ userErrors: [error] }: Loose) => error.code)).toEqual(['NOT_APPLIED', 'NOT_FOUND'])
    expect((await admin.get('{ instrument(name: "pump2") { channels { name } } }')).instrument.channels).toEqual([{ name: 'flow' }])
  })

  it('move the time of the last data on and never back, told once for each instrument and call', async () => {
    const after = await cursorNow(admin)
    await send([
      { instrument: 'quiet', channel: 'a', at: [at(100), at(50)], value: [1, 2] }, { instrument: 'quiet', channel: 'b', at: at(70), value: 1 }, { instrument: 'dense', channel: 'a', at: at(1), value: 1 },
    ])
    await send([{ instrument: 'quiet', channel: 'a', at: at(10), value: 1 }])
    await send([{ instrument: 'quiet', channel: 'a', at: at(10), value: 1 }])
    const { events, instrument } = await admin.get('query ($after: String!) { instrument(name: "quiet") { lastDataAt } events(after: $after) { nodes { kind key data } } }', { after })
    expect(instrument.lastDataAt).toBe(at(100))
    const told = events.nodes.filter(({ kind }: Loose) => kind === 'instrument.dataArrived').map(({ kind, key, data }: Loose) => `${kind} ${key} ${data.points} ${data.channels}`)
    expect(told.toSorted()).toEqual(['instrument.dataArrived dense 1 a', 'instrument.dataArrived quiet 1 a', 'instrument.dataArrived quiet 3 a,b'])
    // A clock that is ahead counts as now.
    await send([{ instrument: 'quiet', channel: 'a', at: '2150-01-01T00:00:00Z', value: 1 }])
    expect((await admin.get('{ instrument(name: "quiet") { lastDataAt } }')).instrument.lastDataAt).toBe('2024-05-01T12:00:00.000Z')
  })

  it('of windows that are none, or of more points than there may be, are refused', async () => {
    const ask = async (from: string, to: string, points: number) =>
      (await admin.ask(`{ instrument(name: "pump1") { measurements(channel: "pressure", from: "${from}", to: "${to}", points: ${points}) { count } } }`)).errors?.[0]?.extensions.code
    expect([await ask(at(1), at(1), 10), await ask(at(0), at(1), 0), await ask(at(0), at(1), 10_001)]).toEqual(Array(3).fill('BAD_USER_INPUT'))
  })
})
