import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client, Loose } from '../kit/client.ts'

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
