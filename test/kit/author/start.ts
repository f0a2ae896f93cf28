import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { connect, type Database } from '../../../drizzle/database.ts'
import { installed } from '../../../plugins/index.ts'
import type { Role } from '../../../server/domain/access.ts'
import { systemActor } from '../../../server/domain/actor.ts'
import { systemClock } from '../../../server/domain/clock.ts'
import { createDomain } from '../../../server/domain/domain.ts'
import { createClient, type Client, type Loose } from '../client.ts'
import { createWorld, type World } from '../world.ts'
import { startServerProcess } from './server-process.ts'

/** A migrated, empty database, dropped at the end. */
export type OwnDatabase = { url: string } & AsyncDisposable

/** How a run of a job ended. */
export type JobResult = { state: string; result: Loose; error: string | null; log: string[] }

export type Logline = {
  url: string
  /** A client of this role; of nobody in particular without one. */
  as: (role?: Role) => Promise<Client>
  /** Runs, fills, environments that are wished for and made: `await logline.world.run(1, { … }).make()`. */
  world: World
  /** The tables as they are, to look at what a plugin wrote. */
  db: Database
  /** Waits until something holds, half a minute at most. */
  until: (holds: () => boolean | Promise<boolean>, what?: string) => Promise<void>
  /** Triggers a job, `<plugin>:<job>`, and waits until it has ended. */
  runJob: (name: string) => Promise<JobResult>
  /** What the server has said. */
  output: () => string
} & AsyncDisposable

export type StartOptions = {
  /** Modules of plugins: `new URL('./index.ts', import.meta.url)`. */
  plugins: readonly URL[]
  /** Settings of plugins by id, as in logline.config.ts. */
  settings?: Readonly<Record<string, object>>
  /** Settings of the server, by the names of the environment. */
  env?: Readonly<Record<string, string>>
  /** Where the server finds built pages in `.logline/web`; an empty folder unless told. */
  folder?: string
}

export type StartLogline = (options: StartOptions) => Promise<Logline>

const patienceMs = 30_000

const until: Logline['until'] = async (holds, what = 'what was waited for') => {
  for (const end = Date.now() + patienceMs; !(await holds()); await wait(20)) {
    if (Date.now() > end) throw new Error(`${what}: not so within ${patienceMs / 1000} s`)
  }
}

const word = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).replaceAll('-', '_').toUpperCase()

/** LOGLINE_PLUGIN_<ID>_<KEY>: what logline.config.ts would say, in the environment. */
const settingsEnvironment = (settings: NonNullable<StartOptions['settings']>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(settings).flatMap(([id, own]) =>
      Object.entries(own).map(([key, value]) => [`LOGLINE_PLUGIN_${word(id)}_${word(key)}`, typeof value === 'string' ? value : JSON.stringify(value)]),
    ),
  )

const runOfJob = 'query ($id: ID!) { node(id: $id) { ... on JobRun { state result error log endedAt } } }'
const jobIsThere = 'query ($name: String!) { job(name: $name) { name } }'
const trigger = 'mutation ($name: String!) { triggerJob(input: { name: $name }) { run { id } userErrors { code message } } }'

/** Makes `startLogline`: a whole server, in a process of its own, on a database of its own. */
export const startWith = (openDatabase: () => Promise<OwnDatabase>): StartLogline => async ({ plugins, settings = {}, env = {}, folder }) => {
  await using parts = new AsyncDisposableStack()
  const { url: databaseUrl } = parts.use(await openDatabase())
  const scratch = await mkdtemp(join(tmpdir(), 'logline-test-'))
  parts.defer(() => rm(scratch, { recursive: true, force: true }))
  const modules = plugins.map(({ href }) => href).filter((href) => !installed.includes(href))
  const server = parts.use(await startServerProcess(folder ?? scratch, {
    DATABASE_URL: databaseUrl, LOGLINE_DATA: join(scratch, 'data'), LOGLINE_LOG_LEVEL: 'warn', LOGLINE_PLUGINS: modules.join(','),
    ...settingsEnvironment(settings), ...env,
  }))
  const db = parts.use(connect(databaseUrl, { readers: 1, writers: 1 }))
  const domain = parts.use(await createDomain(db, { clock: systemClock }))
  const clients = new Map<Role, Client>()
  const as = async (role?: Role): Promise<Client> => {
    if (!role) return createClient(server.url)
    const known = clients.get(role)
    if (known) return known
    const { value, faults } = await domain.tokens.create({ name: role.toLowerCase(), role }, systemActor('test'))
    if (!value) throw new Error(faults[0]!.message)
    const client = createClient(server.url, value.secret)
    clients.set(role, client)
    return client
  }
  const admin = await as('ADMIN')
  const runJob = async (name: string): Promise<JobResult> => {
    // A plugin may become ready a moment after the server.
    await until(async () => (await admin.get(jobIsThere, { name })).job !== null, `there is a job ${name}`)
    let triggered: Loose
    await until(async () => {
      triggered = (await admin.get(trigger, { name })).triggerJob
      // A tick of its own schedule may be under way, and it runs once at a time.
      return triggered.userErrors.every(({ code }: Loose) => code !== 'CONFLICT')
    }, `the job ${name} is free`)
    if (triggered.userErrors.length > 0) throw new Error(`${name}: ${triggered.userErrors[0].message}`)
    let run: Loose
    await until(async () => {
      run = (await admin.get(runOfJob, { id: triggered.run.id })).node
      return run.endedAt !== null
    }, `the job ${name} ends`)
    return { state: run.state, result: run.result, error: run.error, log: run.log }
  }
  const held = parts.move()
  return {
    url: server.url, as, world: createWorld(admin), db, until, runJob, output: server.output,
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}
