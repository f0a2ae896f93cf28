import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDemo } from '../../server/demo/demo.ts'
import { createLog } from '../../server/log.ts'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client, Loose } from '../kit/client.ts'
import { follow } from '../kit/live.ts'

let server: TestApp
let coordinator: Client
let viewer: Client

beforeAll(async () => {
  server = await startApp()
  coordinator = await server.as('COORDINATOR')
  viewer = await server.as('VIEWER')
})
afterAll(() => server[Symbol.asyncDispose]())

const call = async (mutation: string, input: object, fields = 'name'): Promise<Loose> => {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`
  const { payload } = await coordinator.get(`mutation ($input: ${type}!) { payload: ${mutation}(input: $input) { instrument { ${fields} } userErrors { code path message } } }`, { input })
  return payload
}
const read = async (name: string, fields: string): Promise<Loose> =>
  (await viewer.get(`query ($name: String!) { instrument(name: $name) { ${fields} } }`, { name })).instrument

describe('an instrument', () => {
  it('is made, found by name and by id, and made once', async () => {
    const given = { name: 'pump1', kind: 'pump', place: 'Hall 2', latitude: 46.2, longitude: -6.1, description: 'Vacuum' }
    const { instrument, userErrors } = await call('createInstrument', given, 'id name kind place latitude longitude description status reportedStatus statusSince lastDataAt archivedAt revision createdAt channels { name } statusHistory { totalCount nodes { status at until actor } }')
    const now = '2024-05-01T12:00:00.000Z'
    expect(userErrors).toEqual([])
    expect(instrument).toEqual({
      ...given, id: instrument.id, status: 'UNKNOWN', reportedStatus: 'UNKNOWN', statusSince: now, lastDataAt: null, archivedAt: null, revision: 1, createdAt: now, channels: [],
      statusHistory: { totalCount: 1, nodes: [{ status: 'UNKNOWN', at: now, until: null, actor: 'coordinator' }] },
    })
    const both = await viewer.get('query ($id: ID!) { node(id: $id) { id ... on Instrument { name } } instrument(id: $id) { name } }', { id: instrument.id })
    expect(both).toEqual({ node: { id: instrument.id, name: 'pump1' }, instrument: { name: 'pump1' } })
    expect((await call('createInstrument', given)).userErrors).toMatchObject([{ code: 'ALREADY_EXISTS', path: ['name'] }])
    expect(await read('pump7', 'name')).toBeNull()
  })

  it('is refused with a name, a kind or a place on Earth that cannot be, and nothing is made', async () => {
    const { userErrors } = await call('createInstrument', { name: 'two words', kind: 'Pump', latitude: 91, longitude: -181, description: 'x'.repeat(4001) })
    expect(userErrors.map(({ path }: { path: string[] }) => path.join('.')).toSorted()).toEqual(['description', 'kind', 'latitude', 'longitude', 'name'])
    expect(await read('two words', 'name')).toBeNull()
  })

  it('keeps the history of its edits, and refuses one of somebody who saw an older revision', async () => {
    await call('createInstrument', { name: 'edited', kind: 'pump', place: 'A' })
    expect((await call('updateInstrument', { name: 'edited', place: 'B', description: 'new', reason: 'moved', revision: 1 }, 'place revision')).instrument).toEqual({ place: 'B', revision: 2 })
    expect((await call('updateInstrument', { name: 'edited', place: 'C', revision: 1 })).userErrors).toMatchObject([{ code: 'CONFLICT', path: ['revision'] }])
    expect((await call('updateInstrument', { name: 'edited', place: 'B' }, 'revision')).instrument).toEqual({ revision: 2 })
    const { changes } = await read('edited', 'changes { nodes { field before after reason actor } }')
    expect(changes.nodes).toEqual([
      { field: 'description', before: null, after: 'new', reason: 'moved', actor: 'coordinator' },
      { field: 'place', before: 'A', after: 'B', reason: 'moved', actor: 'coordinator' },
    ])
    expect((await call('updateInstrument', { name: 'editd', place: 'C' })).userErrors).toMatchObject([{ code: 'NOT_FOUND', message: 'There is no instrument editd. Did you mean "edited"?' }])
  })
})

describe('the description of a channel', () => {
  it('is written with history, told live, cleared again, and stays when more is measured', async () => {
    await call('createInstrument', { name: 'described', kind: 'pump' })
    const measure = (at: string) => coordinator.get('mutation ($input: IngestMeasurementsInput!) { ingestMeasurements(input: $input) { results { status } } }',
      { input: { idempotencyKey: `described ${at}`, items: ['pressure', 'speed'].map((channel) => ({ instrument: 'described', channel, unit: 'mbar', at, value: 1 })) } })
    await measure('2024-05-01T11:00:00Z')
    const { server: { eventCursor: after } } = await viewer.get('{ server { eventCursor } }')
    const listening = viewer.listen('subscription ($after: String) { instrumentChanged(after: $after, filter: { name: { eq: "described" } }) { kind node { revision channels { name description } } } }', { after })
    const input = { name: 'described', channel: 'pressure', description: 'Behind the valve', reason: 'asked for', revision: 1 }
    const { instrument, userErrors } = await call('updateChannel', input, 'revision channels { name unit description }')
    expect([instrument, userErrors]).toEqual([{ revision: 2, channels: [{ name: 'pressure', unit: 'mbar', description: 'Behind the valve' }, { name: 'speed', unit: 'mbar', description: null }] }, []])
    // What was measured before may be told first.
    let live = await listening.next()
    while (live.instrumentChanged.node.revision === 1) live = await listening.next()
    expect(live).toEqual({ instrumentChanged: { kind: 'UPDATED', node: { revision: 2, channels: [{ name: 'pressure', description: 'Behind the valve' }, { name: 'speed', description: null }] } } })
    await listening.stop()
    await measure('2024-05-01T11:00:01Z')
    // The same again is no edit, and what is left out stays.
    expect((await call('updateChannel', { ...input, revision: 2 }, 'revision')).instrument).toEqual({ revision: 2 })
    expect((await call('updateChannel', { name: 'described', channel: 'pressure' }, 'revision channels { description }')).instrument).toEqual({ revision: 2, channels: [{ description: 'Behind the valve' }, { description: null }] })
    expect((await call('updateChannel', { name: 'described', channel: 'pressure', description: null }, 'revision channels { description }')).instrument).toEqual({ revision: 3, channels: [{ description: null }, { description: null }] })
    expect((await read('described', 'changes { nodes { field before after reason actor } }')).changes.nodes).toEqual([
      { field: 'channels.pressure.description', before: 'Behind the valve', after: null, reason: null, actor: 'coordinator' },
      { field: 'channels.pressure.description', before: null, after: 'Behind the valve', reason: 'asked for', actor: 'coordinator' },
    ])
  })

  it('is refused for a channel that is not there, of an older revision, or when it is too long', async () => {
    await call('createInstrument', { name: 'undescribed', kind: 'pump' })
    await coordinator.get('mutation { ingestMeasurements(input: { idempotencyKey: "undescribed", items: [{ instrument: "undescribed", channel: "pressure", at: "2024-05-01T11:00:00Z", value: 1 }] }) { results { status } } }')
    const refusal = async (input: object) => (await call('updateChannel', { name: 'undescribed', channel: 'pressure', description: 'x', ...input })).userErrors
    expect(await refusal({ channel: 'presure' })).toMatchObject([{ code: 'NOT_FOUND', path: ['channel'], message: 'undescribed has no channel "presure". Did you mean "pressure"?' }])
    expect(await refusal({ revision: 7 })).toMatchObject([{ code: 'CONFLICT', path: ['revision'] }])
    expect(await refusal({ description: 'x'.repeat(4001) })).toMatchObject([{ code: 'INVALID_INPUT', path: ['description'] }])
    expect(await refusal({ name: 'undescribd' })).toMatchObject([{ code: 'NOT_FOUND', path: ['name'] }])
    expect((await read('undescribed', 'revision changes { totalCount }'))).toEqual({ revision: 1, changes: { totalCount: 0 } })
  })
})

describe('the status of an instrument', () => {
  const hours = 3_600_000
  const ingestAt = (name: string, at: string) =>
    coordinator.get('mutation ($input: IngestMeasurementsInput!) { ingestMeasurements(input: $input) { results { status userErrors { message } } } }', { input: { idempotencyKey: `${name} ${at}`, items: [{ instrument: name, channel: 'a', at, value: 1 }] } })
  const now = () => new Date(server.clock.now()).toISOString()
  const later = (ms: number) => new Date(server.clock.now() + ms).toISOString()

  it('is what was reported, with reason and history; the same again changes nothing, an older report only completes the history', async () => {
    await call('createInstrument', { name: 'reports', kind: 'pump' })
    const created = now()
    server.clock.forward(hours)
    expect((await call('reportInstrumentStatus', { name: 'reports', status: 'WARNING', reason: 'hot' }, 'status reportedStatus statusReason statusSince')).instrument)
      .toEqual({ status: 'WARNING', reportedStatus: 'WARNING', statusReason: 'hot', statusSince: now() })
    const since = now()
    server.clock.forward(hours)
    await call('reportInstrumentStatus', { name: 'reports', status: 'WARNING', reason: 'hot' })
    const late = new Date(Date.parse(since) - hours / 2).toISOString()
    expect((await call('reportInstrumentStatus', { name: 'reports', status: 'OK', at: late }, 'status statusSince')).instrument).toEqual({ status: 'WARNING', statusSince: since })
    expect((await call('reportInstrumentStatus', { name: 'reports', status: 'OK', at: later(hours) })).userErrors).toMatchObject([{ code: 'INVALID_INPUT', path: ['at'] }])
    expect((await read('reports', 'statusHistory { nodes { status reason at until } }')).statusHistory.nodes).toEqual([
      { status: 'WARNING', reason: 'hot', at: since, until: null }, { status: 'OK', reason: null, at: late, until: since }, { status: 'UNKNOWN', reason: null, at: created, until: late },
    ])
  })

  it('turns STALE after exactly 24 hours without data and LOST after 48: read, filtered, counted, exported and told', async () => {
    await call('createInstrument', { name: 'silent', kind: 'watch' })
    await call('reportInstrumentStatus', { name: 'silent', status: 'OK' })
    const heard = now()
    await ingestAt('silent', heard)
    const listening = await follow(viewer, 'subscription ($after: String) { instrumentChanged(after: $after, filter: { kind: { eq: "watch" }, status: { in: [STALE, LOST] } }) { id kind node { status } } }')
    const okay = await follow(viewer, 'subscription ($after: String) { instrumentChanged(after: $after, filter: { query: "kind:watch status:ok" }) { id kind node { status } } }')

    const { id } = await read('silent', 'id')
    // Others fall silent too, and leave the filter if ever they were in it.
    const next = async (from: typeof okay) => {
      for (;;) {
        const { instrumentChanged: { kind, node, id: of } } = await from.next()
        if (of === id) return [kind, node?.status ?? null]
      }
    }
    const look = async () => {
      const { instrument, found, words } = await viewer.get(`{
        instrument(name: "silent") { status statusSince statusReason reportedStatus }
        found: instruments(filter: { kind: { eq: "watch" }, or: [{ status: { eq: STALE } }, { status: { eq: LOST } }] }) { totalCount nodes { status } }
        words: instruments(filter: { query: "kind:watch -status:ok,warning,error" }) { totalCount } }`)
      const [, line] = (await (await fetch(`${server.url}/export/instruments.csv?columns=name,status&q=kind:watch`)).text()).trim().split(/\r?\n/)
      expect([found.totalCount, found.nodes.length]).toEqual([words.totalCount, words.totalCount])
      return { ...instrument, listed: found.nodes[0]?.status ?? null, exported: line?.replaceAll('"', '') }
    }
    server.clock.forward(24 * hours - 1)
    expect(await look()).toEqual({ status: 'OK', statusSince: heard, statusReason: null, reportedStatus: 'OK', listed: null, exported: 'silent,OK' })
    // Others fell silent in the meantime; not this one.
    await server.domain.instruments.tellSilence()
    expect(await server.domain.instruments.tellSilence()).toBe(0)
    server.clock.forward(1)
    const stale = now()
    expect(await look()).toMatchObject({ status: 'STALE', statusSince: stale, reportedStatus: 'OK', listed: 'STALE', exported: 'silent,STALE' })
    // Nobody told of it yet: it is true all the same. Two servers that tell at once tell it once.
    const told = await Promise.all([server.domain.instruments.tellSilence(), server.domain.instruments.tellSilence()])
    expect(told.toSorted()).toEqual([0, 1])
    expect(await next(listening)).toEqual(['UPDATED', 'STALE'])
    expect(await next(okay)).toEqual(['DELETED', null])
    server.clock.forward(24 * hours - 1)
    expect(await look()).toMatchObject({ status: 'STALE', listed: 'STALE' })
    server.clock.forward(1)
    const lost = now()
    expect(await look()).toMatchObject({ status: 'LOST', statusSince: lost, listed: 'LOST', exported: 'silent,LOST' })
    server.clock.forward(hours)
    await server.domain.instruments.tellSilence()
    expect(await next(listening)).toEqual(['UPDATED', 'LOST'])

    // What it reports while it is silent shows when its data come again.
    expect((await call('reportInstrumentStatus', { name: 'silent', status: 'ERROR', reason: 'cable' }, 'status reportedStatus')).instrument).toEqual({ status: 'LOST', reportedStatus: 'ERROR' })
    server.clock.forward(hours)
    await ingestAt('silent', now())
    expect(await look()).toEqual({ status: 'ERROR', statusSince: now(), statusReason: 'cable', reportedStatus: 'ERROR', listed: null, exported: 'silent,ERROR' })
    expect((await read('silent', 'statusHistory { nodes { status at } }')).statusHistory.nodes).toEqual([
      { status: 'ERROR', at: now() }, { status: 'LOST', at: lost }, { status: 'STALE', at: stale }, { status: 'OK', at: heard }, { status: 'UNKNOWN', at: heard },
    ])
    await Promise.all([listening.stop(), okay.stop()])
  })

  it('of one that came back before its silence was told has both in its history', async () => {
    await call('createInstrument', { name: 'back', kind: 'pump' })
    const made = server.clock.now()
    server.clock.forward(50 * hours)
    await ingestAt('back', new Date(made + 10 * hours).toISOString())
    expect(await read('back', 'status')).toEqual({ status: 'STALE' })
    await ingestAt('back', now())
    expect((await read('back', 'statusHistory { nodes { status at } }')).statusHistory.nodes.map(({ status, at }: Loose) => [status, (Date.parse(at) - made) / hours])).toEqual([
      ['UNKNOWN', 50], ['STALE', 50], ['LOST', 48], ['STALE', 24], ['UNKNOWN', 0],
    ])
  })

  it('of one that was put away grows no older', async () => {
    await call('createInstrument', { name: 'away', kind: 'pump' })
    server.clock.forward(23 * hours)
    expect((await call('archiveInstrument', { name: 'away' }, 'archivedAt revision')).instrument).toEqual({ archivedAt: now(), revision: 2 })
    server.clock.forward(100 * hours)
    await server.domain.instruments.tellSilence()
    expect(await read('away', 'status')).toEqual({ status: 'UNKNOWN' })
    expect((await call('archiveInstrument', { name: 'away', archived: false }, 'archivedAt status')).instrument).toEqual({ archivedAt: null, status: 'LOST' })
    expect((await viewer.get('{ instruments(filter: { archived: true }) { nodes { name } } }')).instruments.nodes).toEqual([])
  })
})

describe('the demo', () => {
  it('has instruments of which one is well, one CRITICAL and one STALE, with data to look at', async () => {
    await using demo = await startApp({ settings: { LOGLINE_DETECTORS: 'CPV,EMC,FDD,FT0,FV0,HMP,ITS,MCH,MFT,MID,PHS,TOF,TPC,TRD,ZDC,TST' } })
    await loadDemo(demo.domain, createLog('silent'))
    const { instruments: { nodes } } = await (await demo.as('VIEWER')).get('{ instruments { nodes { name status channels { name unit count } statusHistory { nodes { status } } } } }')
    expect(nodes.map(({ name, status, statusHistory }: Loose) => [name, status, statusHistory.nodes[0].status])).toEqual([
      ['demo-bct', 'OK', 'OK'], ['demo-brewer', 'STALE', 'STALE'], ['demo-pump', 'CRITICAL', 'CRITICAL'], ['demo-spectrometer', 'WARNING', 'WARNING'],
    ])
    expect(nodes[0].channels).toEqual([{ name: 'current', unit: 'mA', count: '2160' }, { name: 'lifetime', unit: 'h', count: '2160' }])
  })
})
