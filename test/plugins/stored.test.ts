import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp } from '../kit/app.ts'
import { createDatabase, type TestDatabase } from '../kit/database.ts'
import { openWorkshop } from './workshop.ts'

// A plugin that was ready once, and what is left of it in the schema when it is not.

const workshop = openWorkshop()
let db: TestDatabase
beforeAll(async () => {
  db = await createDatabase()
})
afterAll(async () => {
  await db[Symbol.asyncDispose]()
  workshop[Symbol.dispose]()
})

const parts = `schema: (builder, _service, core) => {
  const part = builder.objectRef('PumpPart').implement({ description: 'A part.', fields: (t) => ({ name: t.string({ description: 'x', resolve: () => 'valve' }), run: t.field({ type: core.run, nullable: true, description: 'x', resolve: () => null }) }) })
  builder.objectField(core.run, 'pump', (t) => t.field({ type: part, nullable: true, description: 'x', args: { deep: t.arg.boolean({ description: 'x' }) }, resolve: () => ({}) }))
  builder.queryField('pumpParts', (t) => t.field({ type: [part], nullable: true, ...core.needs('read'), description: 'x', resolve: () => [{}] }))
  builder.subscriptionField('pumpChanged', (t) => t.field({ type: part, nullable: true, ...core.needs('read'), description: 'x', subscribe: async function* () {}, resolve: () => null }))
}`

const query = '{ pumpParts { name run { number } } server { version } }'
const migrations = { '0000_a': 'create table thing (id integer primary key);' }

describe('a plugin that was ready once', () => {
  it('migrates once, however often it starts', async () => {
    for (let time = 0; time < 2; time++) {
      await using server = await startApp({ db, plugins: [workshop.plugin('pump', { parts, migrations })] })
      const viewer = await server.as('VIEWER')
      expect((await viewer.get('{ plugins { state error } }')).plugins).toEqual([{ state: 'READY', error: null }])
      expect((await viewer.get(query)).pumpParts).toEqual([{ name: 'valve', run: null }])
    }
    expect(await db.reader.values('select count(*)::int from drizzle.journal_plugin_pump')).toEqual([[1]])
  })

  it.each([['cannot be loaded', 'LOAD', { module: 'throw new Error("gone")' }], ['has a schema that fails now', 'SCHEMA', { parts: 'schema: () => { throw new Error("gone") }', migrations }]])(
    'and %s keeps its fields, null with an error', async (_what, step, made) => {
      // Elsewhere: a module that this process has read once stays as it was.
      using later = openWorkshop()
      await using server = await startApp({ db, plugins: [later.plugin('pump', made)] })
      const viewer = await server.as('VIEWER')
      for (let time = 0; time < 3; time++) {
        const { data, errors } = await viewer.ask(query)
        expect(data).toEqual({ pumpParts: null, server: { version: expect.any(String) } })
        expect(errors).toMatchObject([{ message: `The plugin pump failed (${step})`, path: ['pumpParts'], extensions: { code: 'PLUGIN_FAILED', plugin: 'pump', step } }])
      }
      expect((await viewer.get('{ __type(name: "Run") { fields { name type { name } } } }')).__type.fields).toContainEqual({ name: 'pump', type: { name: 'PumpPart' } })
      const listening = viewer.listen('subscription { pumpChanged { name } }')
      await expect(listening.next()).rejects.toThrow(`The plugin pump failed (${step})`)
      await listening.stop()
    },
  )

  it('and is off has left the schema', async () => {
    await using server = await startApp({ db, plugins: [workshop.plugin('pump', { parts, migrations })], settings: { LOGLINE_PLUGINS_OFF: 'pump' } })
    const viewer = await server.as('VIEWER')
    expect((await viewer.get('{ plugins { name state step error } }')).plugins).toEqual([{ name: 'pump', state: 'OFF', step: null, error: null }])
    expect((await viewer.ask(query)).errors![0]!.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
  })

  it('and has a twin is the one that stays', async () => {
    await using server = await startApp({ db, plugins: [workshop.plugin('pump', { parts, migrations }), workshop.plugin('other', { id: 'pump', parts })] })
    const { plugins } = await (await server.as('VIEWER')).get('{ plugins { name state step error } }')
    expect(plugins).toEqual([{ name: 'pump', state: 'READY', step: null, error: null }, { name: 'other', state: 'FAILED', step: 'CONTRACT', error: 'there is another plugin with the id "pump"' }])
  })
})
