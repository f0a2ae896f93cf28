import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../../../drizzle/database.ts'
import { installed } from '../../../plugins/index.ts'
import type { PanelSlot } from '../../../plugins/api/panel.ts'
import type { AnyPlugin } from '../../../plugins/api/plugin.ts'
import { prefixesOf } from '../../../server/plugins/contract.ts'
import { createGiven } from '../../../server/plugins/given.ts'
import { findModule, loadPlugin } from '../../../server/plugins/load.ts'
import { migratePlugin, pgSchemaOf } from '../../../server/plugins/migrate.ts'
import { readPanels } from '../../../server/plugins/panels.ts'
import { systemClock } from '../../../server/domain/clock.ts'
import { faultsOfAddition } from './addition.ts'
import { breakSteps, writeBroken } from './broken.ts'
import { startCore } from './core.ts'
import { buildPagesIn, drawPanels, openChromium, writeConfig } from './pages.ts'
import { startWith, type Logline, type OwnDatabase } from './start.ts'

/** `test` of node:test, vitest, or whatever runs a named function and lets it skip itself. */
export type Test = (name: string, run: (context: { skip: (why?: string) => void }) => Promise<void>, timeoutMs?: number) => unknown

export type LawsOptions = {
  /** Settings that the plugin cannot do without. */
  settings?: Readonly<Record<string, unknown>>
}

export type Laws = (plugin: URL, test: Test, options?: LawsOptions) => void

const seconds = 10
/** Pages are built, and two servers started, before the last law is looked at. */
const pagesMs = 300_000
/** What a job may take to end after it was called off. */
const abortSeconds = 5

const coreQuestion = '{ server { version } runs(first: 1) { totalCount } fills(first: 1) { totalCount } environments(first: 1) { totalCount } }'
const stateQuestion = '{ plugins { name state step error } }'

/** Pages on which slots can be looked at when there is one run, one fill and one instrument. */
const pathOf: Readonly<Record<PanelSlot, (id: string) => string>> = {
  home: () => '/', run: () => '/runs/1', fill: () => '/fills/1', instrument: () => '/instruments/law-1', navigation: (id) => `/plugins/${id}`, admin: (id) => `/admin/of/${id}`,
}

/** Of the kind that a plugin for such instruments would look after: without data as nobody has sent any. */
const makeInstrument = async ({ as }: Logline, kind: string): Promise<void> => {
  const admin = await as('ADMIN')
  const { createInstrument } = await admin.get('mutation ($kind: String!) { createInstrument(input: { name: "law-1", kind: $kind }) { userErrors { message } } }', { kind })
  assert.deepEqual(createInstrument.userErrors, [])
}

/** Every row and column of a PostgreSQL schema, and of a journal, as text. */
const dumpOf = async ({ raw }: Pick<Database, 'raw'>, id: string): Promise<string> => {
  const space = pgSchemaOf(id)
  const columns = await raw`select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns where table_schema = ${space} order by 1, 2`
  const tables = await raw<{ name: string }[]>`select table_name as name from information_schema.tables where table_schema = ${space} and table_type = 'BASE TABLE' order by 1`
  const rows = await Promise.all(tables.map(({ name }) => raw.unsafe(`select to_jsonb(t)::text as row from "${space}"."${name}" t order by 1`)))
  const journal = await raw.unsafe(`select hash, created_at from drizzle."journal_plugin_${space}" order by id`)
  return JSON.stringify({ columns, rows, journal })
}

const tablesElsewhere = async ({ raw }: Pick<Database, 'raw'>, id: string): Promise<string[]> => {
  const rows = await raw<{ name: string }[]>`
    select table_schema || '.' || table_name as name from information_schema.tables
    where table_schema not in ('pg_catalog', 'information_schema', ${pgSchemaOf(id)}) and not (table_schema = 'drizzle' and table_name like 'journal_plugin_%') order by 1`
  return rows.map(({ name }) => name)
}

/** Makes `laws`: what must hold for every plugin, each as a test. */
export const lawsWith = (openDatabase: () => Promise<OwnDatabase>): Laws => (module, test, { settings = {} } = {}) => {
  const load = (): Promise<AnyPlugin> => loadPlugin(findModule(module.href, '.'), seconds)
  const startLogline = startWith(openDatabase)

  const inFolder = async (work: (folder: string, plugin: AnyPlugin) => Promise<void>): Promise<void> => {
    const folder = await mkdtemp(join(tmpdir(), 'logline-laws-'))
    try {
      await work(folder, await load())
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  test('it becomes ready, and keeps to a PostgreSQL schema of its own', () =>
    inFolder(async (folder, { id }) => {
      await using database = await openDatabase()
      await using without = await startCore(database, { plugins: [], folder })
      const before = await tablesElsewhere(without.db, id)
      await using core = await startCore(database, { plugins: [module.href], settings: { [id]: settings }, folder })
      assert.deepEqual((await core.reader.get(stateQuestion)).plugins, [{ name: id, state: 'READY', step: null, error: null }])
      assert.deepEqual(await tablesElsewhere(core.db, id), before)
    }))

  test('its types begin with its name, its fields on types of the core are nullable, and all is described', () =>
    inFolder(async (folder, plugin) => {
      await using database = await openDatabase()
      await using without = await startCore(database, { plugins: [], folder })
      await using core = await startCore(database, { plugins: [module.href], settings: { [plugin.id]: settings }, folder })
      assert.deepEqual(await faultsOfAddition(without.url, core.url, prefixesOf(plugin)), [])
    }))

  test('without it the core answers as before', () =>
    inFolder(async (folder, { id }) => {
      await using database = await openDatabase()
      await using without = await startCore(database, { plugins: [], folder })
      await using core = await startCore(database, { plugins: [module.href], off: [id], folder })
      assert.deepEqual((await core.reader.get(coreQuestion)).runs, { totalCount: 0 })
      assert.deepEqual(await faultsOfAddition(without.url, core.url, []), [])
      assert.deepEqual((await core.reader.get('{ plugins { name state } }')).plugins.map(({ state }: { state: string }) => state), ['OFF'])
    }))

  test('migrating twice changes nothing, and the times of its journal only grow', () =>
    inFolder(async (folder, { id, migrations }) => {
      if (!migrations) return
      await using database = await openDatabase()
      await using core = await startCore(database, { plugins: [], folder })
      await migratePlugin({ url: database.url, id, folder: migrations, seconds: 60 })
      const once = await dumpOf(core.db, id)
      await migratePlugin({ url: database.url, id, folder: migrations, seconds: 60 })
      assert.equal(await dumpOf(core.db, id), once)
      const { entries } = JSON.parse(await readFile(new URL('meta/_journal.json', migrations), 'utf8')) as { entries: { when: number; tag: string }[] }
      const times = entries.map(({ when }) => when)
      assert.deepEqual(times, [...new Set(times)].toSorted((a, b) => a - b))
    }))

  test('each of its jobs ends when it is called off', () =>
    inFolder(async (folder, plugin) => {
      const { id } = plugin
      await using database = await openDatabase()
      await using core = await startCore(database, { plugins: [module.href], settings: { [id]: settings }, folder })
      const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
      const given = createGiven({ id, config: await plugin.config.parseAsync(settings), db: core.db, domain: core.domain, clock: systemClock, log, signal: new AbortController().signal })
      const service = await plugin.service(given as never)
      for (const { name, run } of plugin.jobs?.(service as never) ?? []) {
        const calledOff = new AbortController()
        const ended = run(calledOff.signal, { scheduledFor: null, attempt: 1, log: () => undefined }).then(() => true, () => true)
        calledOff.abort(new Error('called off'))
        assert.ok(await Promise.race([ended, wait(abortSeconds * 1000, false)]), `the job ${name} goes on ${abortSeconds} s after its signal was aborted`)
      }
    }))

  for (const step of breakSteps) {
    test(`when it fails at ${step}, the core answers, and it says where it failed`, () =>
      inFolder(async (folder, { id }) => {
        await using database = await openDatabase()
        await using core = await startCore(database, { plugins: [await writeBroken(folder, module, step)], settings: step === 'LOAD' ? {} : { [id]: settings }, folder })
        assert.deepEqual((await core.reader.get(coreQuestion)).runs, { totalCount: 0 })
        const [{ state, step: failed, error }] = (await core.reader.get(stateQuestion)).plugins
        assert.deepEqual({ state, failed }, { state: 'FAILED', failed: step })
        assert.notEqual(error, null)
      }))
  }

  test('its panels are drawn with no data, and when it has failed', async (context) => {
    const { id, panels } = await load()
    if (!panels) return
    const slots = [...new Set((await readPanels(id, panels, seconds)).map(({ slot }) => slot))]
    assert.deepEqual(slots.filter((slot) => !(slot in pathOf)), [], 'there is no such slot')
    const paths = slots.map((slot) => pathOf[slot as PanelSlot](id))
    const browser = await openChromium()
    if (typeof browser === 'string') return context.skip(browser)
    try {
      await inFolder(async (scratch) => {
        const folder = join(scratch, 'place')
        const isOurs = installed.includes(module.href)
        await buildPagesIn(folder, isOurs ? [] : [module.href])
        const draw = async () => {
          await using logline = await startLogline({ plugins: [], settings: { [id]: settings }, folder })
          await logline.world.fill(1).run(1, { startedAt: '2024-05-01T10:00:00Z', fillNumber: 1 }).make()
          await makeInstrument(logline, id)
          for (const path of paths) {
            const { broken, errors, blank } = await drawPanels(browser, logline.url, path, id)
            assert.deepEqual({ path, broken, errors, blank }, { path, broken: null, errors: [], blank: false })
          }
        }
        await draw()
        await writeConfig(folder, isOurs ? [] : [await writeBroken(scratch, module, 'SERVICE')])
        await draw()
      })
    } finally {
      await browser.close()
    }
  }, pagesMs)
}
