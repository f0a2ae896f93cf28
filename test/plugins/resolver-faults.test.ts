import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient, type Client } from '../kit/client.ts'
import { createDatabase, type TestDatabase } from '../kit/database.ts'
import { follow, takeUntil } from '../kit/live.ts'
import { createWorld } from '../kit/world.ts'
import { freePort, startServer, type ServerProcess } from '../resilience/server.ts'
import { startControl, whileAsking, type Control } from './probe.ts'
import { openWorkshop } from './workshop.ts'

// Plugins that misbehave inside a server process as it is started for real: resolvers, and what is left behind there.

const workshop = openWorkshop()
let db: TestDatabase
let server: ServerProcess
let control: Control
let client: Client

/** A plugin with one field on a run, whose resolver does this. */
const resolving = (id: string, body: string, more: { service?: string; before?: string } = {}) =>
  workshop.plugin(id, { ...more, parts: `schema: (builder, service, core) => builder.objectField(core.run, '${id}', (t) => t.int({ nullable: true, description: 'x', resolve: (run) => { void service; ${body} } }))` })

const plugins = () => [
  resolving('good', 'return run.number'),
  resolving('throws', 'throw new Error("no vacuum")'),
  resolving('sometimes', 'if (run.number > 1) throw new Error("only the first"); return 1'),
  resolving('rejects', 'return Promise.reject(new Error("leaks"))'),
  resolving('pends', 'return new Promise(() => undefined)'),
  resolving('exits', 'process.exit(5)'),
  resolving('forgets', 'Promise.reject(new Error("nobody awaits this")); return 1'),
  resolving('ticks', 'return 1', { service: '() => { setTimeout(() => { throw new Error("in a timer") }, 200); return {} }' }),
  resolving('stray', 'return 1', { before: 'setTimeout(() => { Promise.reject(new Error("since it was read")) }, 100)' }),
  workshop.plugin('nested', { parts: `schema: (builder, _service, core) => {
    const part = builder.objectRef('NestedPart').implement({ description: 'x', fields: (t) => ({
      fine: t.int({ description: 'x', resolve: () => 1 }), bad: t.int({ description: 'x', resolve: () => { throw new Error('deep inside') } }), run: t.field({ type: core.run, nullable: true, description: 'x', resolve: (row, _args, context, info) => core.runOf(row, context, info, (one) => one.number) }) }) })
    builder.objectField(core.run, 'nested', (t) => t.field({ type: part, nullable: true, description: 'x', resolve: ({ number }) => ({ number }) }))
    builder.queryField('nested', (t) => t.field({ type: [part], nullable: true, ...core.needs('read'), description: 'x', resolve: () => [{ number: 1 }, { number: 2 }] }))
    builder.subscriptionField('nestedChanged', (t) => t.field({ type: part, nullable: true, ...core.needs('read'), description: 'x', subscribe: async function* () { yield 1; throw new Error('it broke off') }, resolve: () => ({ number: 1 }) }))
  }` }),
]

beforeAll(async () => {
  db = await createDatabase()
  server = startServer({
    databaseUrl: db.url, port: await freePort(), plugins: plugins().join(','), env: { LOGLINE_MAX_SECONDS: '4', LOGLINE_DATA: workshop.root },
  })
  await server.ready()
  client = createClient(server.url)
  const world = createWorld(client)
  for (let number = 1; number <= 3; number++) world.goodPhysics(number, '2024-04-01T09:00:00Z', '2024-04-01T10:00:00Z')
  await world.make()
  control = await startControl(db.url, join(workshop.root, 'control'))
})
afterAll(async () => {
  await control?.[Symbol.asyncDispose]()
  server?.kill('SIGTERM')
  await server?.exited
  await db?.[Symbol.asyncDispose]()
  workshop[Symbol.dispose]()
})

const stateOf = async (name: string) => (await client.get('query ($name: String!) { plugin(name: $name) { state step error } }', { name })).plugin

const cases: [id: string, error: RegExp][] = [
  ['throws', /^no vacuum$/], ['rejects', /^leaks$/], ['pends', /^did not answer within 2 s$/], ['exits', /must not end the server/],
]

describe('a resolver of a plugin', () => {
  it.each(cases)('that %s leaves null in its own field alone, also when its query is compiled', async (id, error) => {
    const query = `{ runs(first: 3) { totalCount nodes { number quality good ${id} } } }`
    await whileAsking(client, control, async () => {
      for (let time = 0; time < 3; time++) {
        const { data, errors } = await client.ask(query)
        expect(data).toEqual({ runs: { totalCount: 3, nodes: [3, 2, 1].map((number) => ({ number, quality: 'GOOD', good: number, [id]: null })) } })
        expect(errors).toHaveLength(3)
        expect(errors![0]).toMatchObject({ path: ['runs', 'nodes', 0, id], extensions: { code: 'PLUGIN_FAILED', plugin: id, step: 'RESOLVER' } })
      }
    })
    expect(await stateOf(id)).toEqual({ state: 'DEGRADED', step: 'RESOLVER', error: expect.stringMatching(error) })
    expect(await stateOf('good')).toEqual({ state: 'READY', step: null, error: null })
  })

  it('is well again when the same field is', async () => {
    await client.ask('{ runs(first: 3) { nodes { sometimes } } }')
    await client.ask('{ run(number: 3) { sometimes } }')
    expect((await stateOf('sometimes')).state).toBe('DEGRADED')
    expect((await client.get('{ run(number: 1) { sometimes } }')).run.sometimes).toBe(1)
    expect(await stateOf('sometimes')).toEqual({ state: 'READY', step: null, error: null })
    const { plugin } = await client.get('{ plugin(name: "sometimes") { faults { step where message count } } }')
    expect(plugin.faults).toEqual([{ step: 'RESOLVER', where: 'Run.sometimes', message: 'only the first', count: expect.any(Number) }])
  })

  it('that fails inside a type of its own takes no more with it than what the plugin added', async () => {
    const { data } = await client.ask('{ runs(first: 1) { nodes { number good nested { fine bad } } } nested { bad } server { version } }')
    expect(data).toEqual({ runs: { nodes: [{ number: 3, good: 3, nested: null }] }, nested: null, server: { version: expect.any(String) } })
    expect(await stateOf('nested')).toMatchObject({ state: 'DEGRADED', error: 'deep inside' })
  })

  it('reaches runs from things that the plugin itself made', async () => {
    expect((await client.get('{ nested { fine run { number quality } } }')).nested).toEqual([1, 2].map((number) => ({ fine: 1, run: { number, quality: 'GOOD' } })))
  })

  it('of a subscription may break off, and others go on', async () => {
    const listening = client.listen('subscription { nestedChanged { fine } }')
    expect(await listening.next()).toEqual({ nestedChanged: { fine: 1 } })
    await expect(listening.next()).rejects.toThrow('The plugin nested failed (RESOLVER)')
    await listening.stop()
  })
})

describe('what a plugin leaves behind in the server', () => {
  it.each([['forgets', 'nobody awaits this'], ['ticks', 'in a timer'], ['stray', 'since it was read']])('is its own fault, and the server goes on: %s', async (id, error) => {
    await client.get(`{ run(number: 1) { ${id} } }`)
    await expect.poll(() => stateOf(id), { timeout: 20_000 }).toEqual({ state: 'DEGRADED', step: 'BACKGROUND', error })
    expect((await client.get('{ run(number: 1) { number good } }')).run).toEqual({ number: 1, good: 1 })
  })
})

describe('the states of plugins', () => {
  it('are told live', async () => {
    const listening = await follow(client, 'subscription ($after: String) { pluginChanged(after: $after) { kind node { name state step error } } }')
    await client.get('{ run(number: 1) { sometimes } }')
    await client.ask('{ run(number: 3) { sometimes } }')
    // What was said of others, or before, may come first.
    const told = await takeUntil(listening, ({ pluginChanged: { node } }) => node.name === 'sometimes' && node.state === 'DEGRADED')
    expect(told.at(-1)).toEqual({ pluginChanged: { kind: 'UPDATED', node: { name: 'sometimes', state: 'DEGRADED', step: 'RESOLVER', error: 'only the first' } } })
    await listening.stop()
  })
})
