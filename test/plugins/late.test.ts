import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { createDatabase, type TestDatabase } from '../kit/database.ts'
import { takeUntil } from '../kit/live.ts'
import { stream } from '../kit/stream.ts'
import { createWorld } from '../kit/world.ts'
import { freePort, startServer } from '../resilience/server.ts'
import { openWorkshop, type Workshop } from './workshop.ts'

// Plugins that are not through with their start when the server answers already.

let db: TestDatabase
const workshop = openWorkshop()
beforeAll(async () => {
  db = await createDatabase()
  await using server = await startApp({ db })
  const world = createWorld(await server.as('ADMIN'))
  world.goodPhysics(1, '2024-04-01T09:00:00Z', '2024-04-01T10:00:00Z')
  await world.make()
})
afterAll(async () => {
  await db[Symbol.asyncDispose]()
  workshop[Symbol.dispose]()
})

const field = (name: string, value: number) => `builder.objectField(core.run, '${name}', (t) => t.int({ nullable: true, description: 'x', resolve: () => ${value} }))`
const parts = (...fields: string[]) => `schema: (builder, _service, core) => { ${fields.join('; ')} }`

/** A plugin whose module waits in this process until the test lets it go on; in its own it does not. */
const gated = (from: Workshop, id: string, made: Parameters<Workshop['plugin']>[1]) => {
  const gate = Promise.withResolvers<void>()
  const key = `gate of ${from.root} ${id}`
  Reflect.set(globalThis, key, gate.promise)
  return { module: from.plugin(id, { ...made, before: `await globalThis[${JSON.stringify(key)}]` }), open: gate.resolve }
}

const stateOf = async (client: Client, name: string) => (await client.get('query ($name: String!) { plugin(name: $name) { state step error } }', { name })).plugin
const reaches = async (client: Client, name: string, state: string) => {
  for (const end = Date.now() + 30_000; Date.now() < end; await wait(25)) if ((await stateOf(client, name))?.state === state) return
  expect((await stateOf(client, name))?.state).toBe(state)
}

/** Ready once, with fields of which a later version has one no more. */
const readyOnce = async (id: string, ...fields: string[]) => {
  using earlier = openWorkshop()
  await using server = await startApp({ db, plugins: [earlier.plugin(id, { parts: parts(...fields) })] })
  expect(server.app.host.find(id)!.state().state).toBe('READY')
}

const sdl = async ({ url }: TestApp) => (await fetch(`${url}/schema.graphql`)).text()

describe('a plugin that is loaded later than the server can wait', () => {
  it('has the fields it had before, and takes its place with those it has now when it is ready', async () => {
    await readyOnce('late', field('late', 1), field('lateOld', 1))
    const late = gated(workshop, 'late', { parts: parts(field('late', 7), field('lateNew', 8)) })
    await using server = await startApp({
      db, plugins: [late.module, workshop.plugin('beside', { parts: parts(field('beside', 5)) })], settings: { LOGLINE_PLUGIN_WAIT_SECONDS: '1', LOGLINE_PLUGIN_START_SECONDS: '120' },
    })
    const viewer = await server.as('VIEWER')
    const admin = await server.as('ADMIN')
    await reaches(viewer, 'beside', 'READY')
    expect(await stateOf(viewer, 'late')).toEqual({ state: 'STARTING', step: null, error: null })

    const query = '{ run(number: 1) { number late beside quality } }'
    const later = '{ run(number: 1) { lateNew } }'
    for (let time = 0; time < 3; time++) {
      const { data, errors } = await viewer.ask(query)
      expect(data).toEqual({ run: { number: 1, late: null, beside: 5, quality: 'GOOD' } })
      expect(errors).toMatchObject([{ message: 'The plugin late is starting', path: ['run', 'late'], extensions: { code: 'PLUGIN_FAILED', plugin: 'late' } }])
      expect((await viewer.ask(later)).errors![0]!.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
    }
    expect(await sdl(server)).toMatch(/^ {2}lateOld: Int$/m)
    // Of streams it is known when they are under way: they must have been asked for before the schema is another.
    const follows = await stream(server.url, 'subscription { runChanged { node { number late } } }')
    const followsOld = await stream(server.url, 'subscription { runChanged { node { number lateOld } } }')
    const states = await stream(server.url, 'subscription { pluginChanged { node { name state } } }')

    late.open()
    await reaches(viewer, 'late', 'READY')
    // That the other one is ready may be told late.
    const told = await takeUntil(states, ({ pluginChanged: { node } }) => node.name === 'late')
    expect(told.at(-1)).toEqual({ pluginChanged: { node: { name: 'late', state: 'READY' } } })
    for (let time = 0; time < 3; time++) {
      expect(await viewer.get(query)).toEqual({ run: { number: 1, late: 7, beside: 5, quality: 'GOOD' } })
      expect(await viewer.get(later)).toEqual({ run: { lateNew: 8 } })
      expect((await viewer.ask('{ run(number: 1) { lateOld } }')).errors![0]!.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
    }
    const text = await sdl(server)
    expect(text).toMatch(/^ {2}lateNew: Int$/m)
    expect(text).not.toContain('lateOld')

    await admin.get('mutation { startRun(input: { number: 2, startedAt: "2024-04-01T11:00:00Z", environmentId: "e2" }) { userErrors { message } } }')
    expect(await follows.next()).toEqual({ runChanged: { node: { number: 2, late: 7 } } })
    await expect(followsOld.next()).rejects.toThrow('The plugin late is starting')
    for (const listening of [follows, followsOld, states]) await listening.stop()
  })

  it('may be all of them: with no patience at all the core answers at once, and each comes when it is ready', async () => {
    const names = ['one', 'two', 'three']
    await using server = await startApp({ db, plugins: names.map((id, index) => workshop.plugin(id, { parts: parts(field(id, index)) })), settings: { LOGLINE_PLUGIN_WAIT_SECONDS: '0' } })
    const viewer = await server.as('VIEWER')
    expect(await viewer.get('{ run(number: 1) { number } }')).toEqual({ run: { number: 1 } })
    for (const name of names) await reaches(viewer, name, 'READY')
    expect(await viewer.get(`{ run(number: 1) { ${names.join(' ')} } }`)).toEqual({ run: { one: 0, two: 1, three: 2 } })
  })

  it('fails at its limit, and its fields say so', async () => {
    await readyOnce('stuck', field('stuck', 1))
    const stuck = workshop.plugin('stuck', { module: 'await new Promise(() => undefined)\nexport const plugin = {}' })
    await using server = await startApp({ db, plugins: [stuck], settings: { LOGLINE_PLUGIN_WAIT_SECONDS: '0', LOGLINE_PLUGIN_START_SECONDS: '1' } })
    const viewer = await server.as('VIEWER')
    await reaches(viewer, 'stuck', 'FAILED')
    expect(await stateOf(viewer, 'stuck')).toEqual({ state: 'FAILED', step: 'LOAD', error: 'took longer than 1 s and was given up' })
    const { data, errors } = await viewer.ask('{ run(number: 1) { number stuck } }')
    expect(data).toEqual({ run: { number: 1, stuck: null } })
    expect(errors).toMatchObject([{ message: 'The plugin stuck failed (LOAD)', extensions: { code: 'PLUGIN_FAILED', plugin: 'stuck', step: 'LOAD' } }])
  })

  it.each([
    ['adds what it may not', 'SCHEMA', { parts: `schema: (builder, _service, core) => builder.objectField(core.run, 'unfit', (t) => t.int({ description: 'x', resolve: () => 1 }))` }],
    ['has settings that are wrong', 'SETTINGS', { config: 'z.strictObject({ place: z.string() })', parts: parts(field('unfit', 1)) }],
    ['takes the id of another', 'CONTRACT', { id: 'well', parts: parts(field('unfit', 1)) }],
  ])('and %s fails as one that is in time', async (_what, step, made) => {
    using own = openWorkshop()
    const unfit = gated(own, 'unfit', made)
    await using server = await startApp({ db, plugins: [unfit.module, own.plugin('well', { parts: parts(field('well', 1)) })], settings: { LOGLINE_PLUGIN_WAIT_SECONDS: '1', LOGLINE_PLUGIN_START_SECONDS: '120' } })
    const viewer = await server.as('VIEWER')
    await reaches(viewer, 'well', 'READY')
    unfit.open()
    await reaches(viewer, 'unfit', 'FAILED')
    expect(await stateOf(viewer, 'unfit')).toMatchObject({ state: 'FAILED', step })
    expect(await viewer.get('{ run(number: 1) { well } }')).toEqual({ run: { well: 1 } })
  })

  it('or whose service never is, keeps a server from neither answering nor stopping', async () => {
    const plugins = [
      workshop.plugin('never', { module: 'await new Promise(() => undefined)\nexport const plugin = {}' }),
      workshop.plugin('dawdles', { service: '() => new Promise(() => undefined)', parts: parts(field('dawdles', 1)) }),
    ]
    // Both may take ten minutes: what waited for either would be waited for longer than this test.
    const server = startServer({ databaseUrl: db.url, port: await freePort(), plugins: plugins.join(','), env: { LOGLINE_PLUGIN_WAIT_SECONDS: '1', LOGLINE_PLUGIN_START_SECONDS: '600', LOGLINE_DATA: workshop.root } })
    await server.ready()
    const answer = await fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: '{ run(number: 1) { number } plugins { name state } }' }) })
    const { data } = (await answer.json()) as { data: { run: object; plugins: object[] } }
    expect(data.run).toEqual({ number: 1 })
    expect(data.plugins).toEqual(expect.arrayContaining([{ name: 'never', state: 'STARTING' }, { name: 'dawdles', state: 'STARTING' }]))
    server.kill('SIGTERM')
    expect(await server.exited).toEqual({ code: 0, signal: null })
  })
})
