import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../../server/domain/actor.ts'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Loose } from '../kit/client.ts'

const actor = systemActor('brewer')
let server: TestApp

beforeAll(async () => {
  server = await startApp()
})
afterAll(() => server[Symbol.asyncDispose]())

const ago = (hours: number) => new Date(server.clock.now() - hours * 3_600_000).toISOString()

const eventsOf = async (name: string): Promise<Loose[]> =>
  (await (await server.as('VIEWER')).get('{ events(first: 1000) { nodes { kind key data fields } } }')).events.nodes.filter(({ key }: Loose) => key === name)

const read = async (name: string) =>
  (await (await server.as('VIEWER')).get('query ($name: String!) { instrument(name: $name) { status lastDataAt } }', { name })).instrument

const make = (name: string) => server.domain.instruments.create({ name, kind: 'brewer' }, actor)

it('an instrument that was heard of elsewhere moves on, never back, and the same again tells nothing', async () => {
  await make('heard')
  const { heard } = server.domain.instruments
  expect(await heard([{ name: 'heard', at: ago(2), points: 5 }], actor)).toEqual({ value: ['heard'], faults: [] })
  expect(await read('heard')).toMatchObject({ lastDataAt: ago(2) })
  const told = (await eventsOf('heard')).length
  await heard([{ name: 'heard', at: ago(2), points: 0 }, { name: 'heard', at: ago(3), points: 0 }], actor)
  await heard([{ name: 'heard', at: null, points: 0 }], actor)
  expect(await eventsOf('heard')).toHaveLength(told)
  await heard([{ name: 'heard', at: ago(9), points: 3 }], actor)
  expect(await read('heard')).toMatchObject({ lastDataAt: ago(2) })
  expect((await eventsOf('heard')).filter(({ kind }) => kind === 'instrument.dataArrived').map(({ data }) => data.points).toSorted()).toEqual([3, 5])
})

it('what was heard long ago leaves it silent, and news bring it back', async () => {
  await make('silent')
  await server.domain.instruments.heard([{ name: 'silent', at: ago(50), points: 1 }], actor)
  expect(await read('silent')).toMatchObject({ status: 'LOST' })
  await server.domain.instruments.heard([{ name: 'silent', at: ago(1), points: 1 }], actor)
  expect(await read('silent')).toMatchObject({ status: 'UNKNOWN' })
})

it('nothing is heard of one that is not there, nor at a time that is none', async () => {
  await make('there')
  const { value, faults } = await server.domain.instruments.heard([{ name: 'there', at: ago(1), points: 1 }, { name: 'theer', at: ago(1), points: 1 }], actor)
  expect([value, faults]).toMatchObject([null, [{ code: 'NOT_FOUND', path: ['1', 'name'] }]])
  expect((await server.domain.instruments.heard([{ name: 'there', at: 'noon', points: 1 }], actor)).faults).toMatchObject([{ code: 'INVALID_INPUT', path: ['0', 'at'] }])
  expect(await read('there')).toMatchObject({ lastDataAt: null })
})

it('a plugin tells that its fields of an instrument have changed', async () => {
  await make('touched')
  await server.domain.instruments.touched(['touched', 'nobody'], ['brewer'], actor)
  expect(await eventsOf('touched')).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'instrument.updated', fields: ['brewer'] })]))
  expect(await eventsOf('nobody')).toEqual([])
})
