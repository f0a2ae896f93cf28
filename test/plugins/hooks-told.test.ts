import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client, Loose } from '../kit/client.ts'
import { cursorNow } from '../kit/live.ts'
import { openWorkshop } from './workshop.ts'
import { happen } from './hook-workshop.ts'

// A real plugin in its own process, asked for through the API. Pauses of 1, 5 and 25 s are proved in hooks.test.ts.

const workshop = openWorkshop()
let server: TestApp
let admin: Client

const hooked = (id: string, hook: string) => workshop.plugin(id, {
  migrations: { '0000_lay': `create schema "${id}";\n--> statement-breakpoint\ncreate table "${id}"."heard" (nr serial, key text, pid int, lamp boolean);` },
  service: '(host) => host',
  parts: `on: (host) => ({ 'run.started': async ({ key }) => { ${hook}; await host.db.writer.execute("insert into ${id}.heard (key, pid) values ('" + key + "', " + process.pid + ')') } })`,
})

beforeAll(async () => {
  server = await startApp({
    plugins: [
      hooked('brewer', `const lamp = await host.db.reader.rows('select from brewer.heard where lamp'); if (key === '2' && lamp.length === 0) throw new Error('no such lamp')`),
      hooked('pump', ''),
      workshop.plugin('deaf'),
    ],
  })
  admin = await server.as('ADMIN')
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  workshop[Symbol.dispose]()
})

/** Processes of plugins take their time to start on a busy machine. */
const eventually = async (holds: () => Promise<boolean>) => {
  for (const end = Date.now() + 60_000; !(await holds());) {
    if (Date.now() > end) throw new Error(`it did not happen: ${JSON.stringify(await admin.get(plugins))}`)
    await wait(100)
  }
}

const heard = async (id: string) => (await server.db.raw<{ key: string; pid: number }[]>`select key, pid from ${server.db.raw(id)}.heard where key is not null order by nr`)
const plugins = `{ plugins { name state step error hooks { kinds lagSeconds toldUntil parkedCount missedFrom } parkedEvents(first: 5, state: PARKED) { totalCount nodes { id plugin kind key attempts error state settledBy } } } }`
const brewer = async (): Promise<Loose> => (await admin.get(plugins)).plugins[0]

it('hooks run in the plugin’s own process, a poisoned event is parked and shown, the next are told, others are not held up', async () => {
  await eventually(async () => (await admin.get(plugins)).plugins.every(({ name, hooks }: Loose) => name === 'deaf' || hooks?.toldUntil))
  const { plugins: [, , deaf] } = await admin.get(plugins)
  expect(deaf).toMatchObject({ name: 'deaf', hooks: null, parkedEvents: { totalCount: 0 } })
  const changes = admin.listen('subscription ($after: String) { pluginChanged(after: $after) { kind node { name hooks { parkedCount } } } }', { after: await cursorNow(admin) })
  for (const number of [1, 2, 3]) await happen(server.domain, number)
  await eventually(async () => (await heard('pump')).length === 3)
  expect((await heard('pump'))[0]!.pid).not.toBe(process.pid)
  await eventually(async () => (await brewer()).state === 'DEGRADED')
  expect(await brewer()).toMatchObject({ state: 'DEGRADED', step: 'HOOK', hooks: { kinds: ['run.started'], parkedCount: 0 } })
  await eventually(async () => (await brewer()).hooks.parkedCount === 1)
  await eventually(async () => (await heard('brewer')).length === 2)
  expect((await heard('brewer')).map(({ key }) => key)).toEqual(['1', '3'])
  expect((await brewer()).parkedEvents).toMatchObject({ totalCount: 1, nodes: [{ plugin: 'brewer', kind: 'run.started', key: '2', attempts: 4, error: 'no such lamp', state: 'PARKED' }] })
  for (let message = await changes.next(); message.pluginChanged.node.hooks?.parkedCount !== 1;) message = await changes.next()
  await changes.stop()
}, 120_000)

it('what was parked is told again by who manages plugins: refused with the new error, DONE after mending', async () => {
  const { parkedEvents: { nodes: [{ id }] } } = await brewer()
  const settle = async (client: Client, name = 'retryParkedEvent', input = { id }) =>
    client.ask(`mutation ($input: ${name[0]!.toUpperCase()}${name.slice(1)}Input!) { payload: ${name}(input: $input) { parkedEvent { state attempts settledBy } userErrors { code path message } } }`, { input })
  expect((await settle(await server.as('COORDINATOR'))).errors![0]!.extensions.code).toBe('FORBIDDEN')
  expect((await settle(admin)).data).toMatchObject({
    payload: { parkedEvent: { state: 'PARKED', attempts: 5 }, userErrors: [{ code: 'PLUGIN_FAILED', path: ['id'], message: 'no such lamp' }] },
  })
  await server.db.raw`insert into brewer.heard (lamp) values (true)`
  expect((await settle(admin)).data).toMatchObject({ payload: { parkedEvent: { state: 'DONE', settledBy: 'admin' }, userErrors: [] } })
  expect((await heard('brewer')).map(({ key }) => key)).toEqual(['1', '3', '2'])
  expect(await brewer()).toMatchObject({ state: 'READY', hooks: { parkedCount: 0 }, parkedEvents: { totalCount: 0 } })
  expect((await settle(admin, 'dropParkedEvent')).data).toMatchObject({ payload: { parkedEvent: { state: 'DONE' }, userErrors: [{ code: 'CONFLICT' }] } })
  expect((await settle(admin, 'dropParkedEvent', { id: 'x' })).data).toMatchObject({ payload: { parkedEvent: null, userErrors: [{ code: 'INVALID_INPUT' }] } })
  const { node } = await admin.get('query ($id: ID!) { node(id: $id) { ... on ParkedEvent { key state } } }', { id })
  expect(node).toEqual({ key: '2', state: 'DONE' })
})
