import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { createDatabase, type TestDatabase } from '../kit/database.ts'
import { createWorld } from '../kit/world.ts'
import { startControl, whileAsking, type Control } from './probe.ts'
import { openWorkshop } from './workshop.ts'

// Plugins that fail in every step of their start, beside two that are well: one server holds them all.

const workshop = openWorkshop()
let db: TestDatabase
let server: TestApp
let control: Control
let viewer: Client

const field = (id: string, body = '1') => `schema: (builder, _service, core) => builder.objectField(core.run, '${id}', (t) => t.int({ nullable: true, description: 'A number.', resolve: () => ${body} }))`

const table = (name: string) => `create table "${name}" (id serial primary key);`

const plugins = () => [
  workshop.plugin('first', { parts: field('first') }),
  workshop.plugin('throws', { module: 'throw new Error("not today")' }),
  workshop.plugin('waits', { module: 'await new Promise(() => undefined)\nexport const plugin = {}' }),
  workshop.plugin('nothing', { module: 'export const answer = 42' }),
  workshop.plugin('broken', { module: 'export const = ' }),
  workshop.plugin('young', { api: '^2', parts: field('young') }),
  workshop.plugin('Loud', { parts: field('loud') }),
  workshop.plugin('faulty', { config: 'z.strictObject({ place: z.string(), minutes: z.number().max(60).default(5) })', parts: field('faulty') }),
  workshop.plugin('halfway', { parts: field('halfway'), migrations: { '0000_a': `${table('kept')}\n--> statement-breakpoint\ncreate index nowhere on "absent" (id);` } }),
  workshop.plugin('meddler', { parts: field('meddler'), migrations: { '0000_a': `${table('kept')}\n--> statement-breakpoint\nalter table public.run add column meddled integer;` } }),
  workshop.plugin('writer', { parts: field('writer'), migrations: { '0000_a': `${table('kept')}\n--> statement-breakpoint\nupdate public.run set started_by = 'somebody else';` } }),
  workshop.plugin('committer', { parts: field('committer'), migrations: { '0000_a': `${table('kept')} commit; drop table public.tag cascade;` } }),
  workshop.plugin('sleeper', { parts: field('sleeper'), migrations: { '0000_a': `${table('kept')}\n--> statement-breakpoint\nselect pg_sleep(3600);` } }),
  workshop.plugin('unserviceable', { service: '() => { throw new TypeError("no pump") }', parts: field('unserviceable') }),
  workshop.plugin('dawdler', { service: '() => new Promise(() => undefined)', parts: field('dawdler') }),
  workshop.plugin('half-schema', { parts: `schema: (builder, _service, core) => { builder.objectField(core.run, 'halfSchema', (t) => t.int({ nullable: true, description: 'x', resolve: () => 1 })); throw new Error('and no further') }` }),
  workshop.plugin('pushy', { parts: `schema: (builder, _service, core) => builder.objectField(core.run, 'pushy', (t) => t.int({ description: 'Never null, it says.', resolve: () => 1 }))` }),
  workshop.plugin('foreign', { parts: `schema: (builder) => builder.queryField('foreign', (t) => t.field({ nullable: true, extensions: { access: 'read' }, description: 'x', type: builder.objectRef('SomethingElse').implement({ description: 'x', fields: (t) => ({ a: t.int({ description: 'x', resolve: () => 1 }) }) }), resolve: () => ({}) }))` }),
  workshop.plugin('usurper', { types: "['Run']", parts: `schema: (builder) => { builder.objectRef('Run').implement({ description: 'Mine.', fields: (t) => ({ a: t.int({ description: 'x', resolve: () => 1 }) }) }) }` }),
  workshop.plugin('open', { parts: `schema: (builder) => builder.queryField('open', (t) => t.int({ nullable: true, description: 'No right is named.', resolve: () => 1 }))` }),
  workshop.plugin('hasty', { service: '() => ({ number: 1 })', parts: `schema: (builder, service, core) => { const { number } = service; builder.objectField(core.run, 'hasty', (t) => t.int({ nullable: true, description: 'x', resolve: () => number })) }` }),
  workshop.plugin('untimely', { parts: `${field('untimely')}, jobs: () => [{ name: 'tick', description: 'x', cron: 'now and then', timeoutSeconds: 0, run: async () => {} }]` }),
  workshop.plugin('last', { parts: field('last') }),
]

const expected: Record<string, [step: string, error: RegExp]> = {
  throws: ['LOAD', /not today/], waits: ['LOAD', /took longer than 6 s/], nothing: ['LOAD', /exports no plugin/], broken: ['LOAD', /./],
  young: ['CONTRACT', /another contract; this server has 1\./], Loud: ['CONTRACT', /lower case/],
  faulty: ['SETTINGS', /settings\.faulty\.place: .*LOGLINE_PLUGIN_FAULTY_MINUTES: /],
  halfway: ['MIGRATION', /absent/], meddler: ['MIGRATION', /touched what is not its own: .*run/], writer: ['MIGRATION', /wrote to a table that is not its own: run/],
  committer: ['MIGRATION', /must not begin or end transactions/],
  unserviceable: ['SERVICE', /no pump/], dawdler: ['SERVICE', /took longer than 6 s/],
  'half-schema': ['SCHEMA', /and no further/], pushy: ['SCHEMA', /Run\.pushy must be nullable/], foreign: ['SCHEMA', /SomethingElse must begin with Foreign/],
  usurper: ['SCHEMA', /Duplicate typename/], open: ['SCHEMA', /Query\.open states no right/], hasty: ['SCHEMA', /only resolvers may use it/],
  untimely: ['PARTS', /"now and then" is no cron expression.*timeoutSeconds/],
}

/** Those whose fields are known, as their module could be read. */
const known = ['faulty', 'halfway', 'meddler', 'writer', 'committer', 'unserviceable', 'dawdler', 'untimely']

beforeAll(async () => {
  db = await createDatabase()
  // Before a migration sleeps in the database.
  control = await startControl(db.url, workshop.root)
  // Longer than any of them takes on a busy machine, but for those that never end.
  server = await startApp({ db, plugins: plugins(), settings: { LOGLINE_PLUGIN_START_SECONDS: '6', LOGLINE_PLUGIN_FAULTY_MINUTES: '90' } })
  viewer = await server.as('VIEWER')
  const world = createWorld(await server.as('ADMIN'))
  for (let number = 1; number <= 3; number++) world.goodPhysics(number, '2024-04-01T09:00:00Z', '2024-04-01T10:00:00Z')
  await world.make()
  // Most are through before the server listens; on a busy machine some are on their way still.
  for (const end = Date.now() + 40_000; Date.now() < end; await wait(100)) {
    if (server.app.host.plugins.every(({ id, state }) => id === 'sleeper' || state().state !== 'STARTING')) break
  }
})
afterAll(async () => {
  await control?.[Symbol.asyncDispose]()
  await server?.[Symbol.asyncDispose]()
  await db?.[Symbol.asyncDispose]()
  workshop[Symbol.dispose]()
})

const states = async (): Promise<Map<string, { state: string; step: string | null; error: string | null }>> => {
  const { plugins } = await viewer.get<{ plugins: { name: string; state: string; step: string | null; error: string | null }[] }>('{ plugins { name state step error } }')
  return new Map(plugins.map(({ name, ...one }) => [name, one]))
}

describe('plugins that fail while they start', () => {
  // First: in a minute its migration is given up.
  it('do not keep the core waiting for a migration: it answers while one sleeps', async () => {
    expect((await states()).get('sleeper')).toEqual({ state: 'STARTING', step: null, error: null })
    const { data, errors } = await viewer.ask('{ run(number: 1) { number sleeper last } }')
    expect(data).toEqual({ run: { number: 1, sleeper: null, last: 1 } })
    expect(errors![0]!.message).toBe('The plugin sleeper is starting')
  })

  it('leave the core and the other plugins alone', async () => {
    await whileAsking(viewer, control, async () => {
      for (let time = 0; time < 5; time++) await wait(100)
      const { runs } = await viewer.get('{ runs(first: 2) { nodes { number quality first last } } }')
      expect(runs.nodes).toEqual([{ number: 3, quality: 'GOOD', first: 1, last: 1 }, { number: 2, quality: 'GOOD', first: 1, last: 1 }])
    })
  })

  it.each(Object.entries(expected))('say at which step, and why: %s', async (id, [step, error]) => {
    expect((await states()).get(id)).toEqual({ state: 'FAILED', step, error: expect.stringMatching(error) })
  })

  it.each(known)('have null in their own field alone, with an error that names plugin and step: %s', async (id) => {
    const { data, errors } = await viewer.ask(`{ runs(first: 2) { nodes { number first ${id} last } } }`)
    expect(data).toEqual({ runs: { nodes: [3, 2].map((number) => ({ number, first: 1, [id]: null, last: 1 })) } })
    const step = expected[id]![0]
    expect(errors).toHaveLength(2)
    expect(errors![0]).toMatchObject({ message: `The plugin ${id} failed (${step})`, path: ['runs', 'nodes', 0, id], extensions: { code: 'PLUGIN_FAILED', plugin: id, step } })
  })

  it.each(['halfway', 'meddler', 'writer', 'committer'])('leave nothing of a migration behind: %s', async (id) => {
    const rows = await server.db.reader.rows<{ name: string }>(
      `select relname as name from pg_class where relnamespace = to_regnamespace($1) union all select column_name from information_schema.columns where column_name = 'meddled' union all select relname from pg_class where relname = $2`, [id, `journal_plugin_${id}`])
    expect(rows).toEqual([])
    expect((await viewer.get('{ run(number: 1) { startedBy } }')).run.startedBy).toBeNull()
  })
})
