import type { GraphQLSchema } from 'graphql'
import type { Database } from '../../drizzle/database.ts'
import type { SchemaAddition } from '../../schema/schema.ts'
import type { Config } from '../config.ts'
import type { Domain } from '../domain/domain.ts'
import type { Log } from '../log.ts'
import { keepFromExiting, type Background } from './background.ts'
import { PluginFailure } from './fault.ts'
import type { Host, HostedPlugin } from './hosted.ts'
import { createLife, type Life } from './life.ts'
import { findModule } from './load.ts'
import { readStoredSdl } from './record.ts'
import { createSchemaMaker, type SchemaMember } from './schema.ts'
import { strayNames } from './settings.ts'

export type HostOptions = {
  /** Modules, by path, URL or package. */
  modules: readonly string[]
  config: Pick<Config, 'plugins' | 'limits' | 'data'>
  db: Pick<Database, 'url' | 'reader'>
  domain: Domain
  log: Log
  /** Where rejections and errors that nobody takes are told; without it they are left to the process. */
  background?: Background | undefined
  /** The schema of the core with additions, from a fresh builder. */
  core: (additions: readonly SchemaAddition[]) => GraphQLSchema
}

export type RunningHost = Host & {
  /** What can be asked now: another one once a plugin that was late has taken its place. */
  schema: () => GraphQLSchema
  /** Calls back with each later schema. */
  whenRenewed: (take: (schema: GraphQLSchema) => void) => void
}

/** Works side by side; those that are through when all are, or the patience is over. */
const firstOf = async (lives: readonly Life[], over: Promise<void>, work: (life: Life) => Promise<void>): Promise<ReadonlySet<Life>> => {
  const through = new Set<Life>()
  const all = lives.map(async (life) => {
    await work(life)
    through.add(life)
  })
  await Promise.race([Promise.all(all), over])
  return new Set(through)
}

/**
 * Installs plugins: what fails in one of them is its own failure, told by its state, and nobody else's. It comes back
 * after the patience of the settings at the latest; a plugin that is not loaded by then has the fields that it had
 * when it was last ready, and takes its place when it is.
 */
export const createHost = async ({ modules, config, db, domain, log, background, core }: HostOptions): Promise<RunningHost> => {
  await using parts = new AsyncDisposableStack()
  const stop = new AbortController()
  const { settings, folder, waitSeconds } = config.plugins
  const over = Promise.withResolvers<void>()
  const patience = setTimeout(over.resolve, waitSeconds * 1000)
  parts.defer(() => clearTimeout(patience))
  const lives = modules.map((name) => parts.use(createLife({ module: findModule(name, folder), config, db, domain, log, signal: stop.signal })))
  const plugins = lives.map(({ hosted }) => hosted)
  const owners = () => lives.map(({ hosted, folder }) => ({ id: hosted.id, folder }))
  if (lives.length > 0) parts.use(keepFromExiting(owners))
  background?.adopt(owners, (id, error) => plugins.find((plugin) => plugin.id === id)?.noteFault('BACKGROUND', 'server', error))

  const ids = () => [...new Set(plugins.map(({ id }) => id))]
  const loading = new Map(lives.map((life) => [life, life.load()]))
  const arrived = new Set<Life>()
  const arrive = (life: Life) => {
    const { id, version } = life.hosted
    const hasTwin = version !== '' && Array.from(arrived, ({ hosted }) => hosted).some((other) => other.version !== '' && other.id === id)
    if (hasTwin) life.refuse(new PluginFailure(id, 'CONTRACT', `there is another plugin with the id "${id}"`))
    arrived.add(life)
  }
  let strays: (() => string[]) | null = () => strayNames(settings, ids())
  const tellFaults = (read: readonly Life[]) => {
    const faulty = read.map(({ hosted }) => hosted.state()).filter(({ step }) => step === 'SETTINGS')
    const faults = faulty.map(({ error }) => error)
    // Whose settings are whose shows only when all have said their ids.
    if (strays && arrived.size === lives.length) {
      faults.push(...strays())
      strays = null
    }
    if (faults.length > 0) log.error({ faults }, `settings of plugins: ${faults.join('; ')}`)
  }

  const stored = lives.length > 0 ? await readStoredSdl(db.reader) : new Map<string, string>()
  const schemas = createSchemaMaker(core)
  const members = new Map<Life, SchemaMember>()
  const meet = (life: Life): SchemaMember => {
    const member = life.member(stored.get(life.hosted.id) ?? '')
    members.set(life, member)
    return member
  }
  const join = (life: Life) => {
    const member = meet(life)
    const failure = member.add && schemas.take(member)
    if (failure && life.hosted.state().state === 'STARTING') life.refuse(failure)
  }
  const make = () => schemas.make(lives.map((life) => members.get(life)!))

  const takers = new Set<(plugin: HostedPlugin) => void>()
  const ready = new Set<HostedPlugin>()
  const start = async ({ hosted, run }: Life) => {
    await run(schemas.sdl.get(hosted.id) ?? '')
    if (stop.signal.aborted || (hosted.state().state !== 'READY' && hosted.state().state !== 'DEGRADED')) return
    ready.add(hosted)
    for (const take of takers) take(hosted)
  }

  const loaded = await firstOf(lives, over.promise, (life) => loading.get(life)!)
  const early = lives.filter((life) => loaded.has(life))
  for (const life of early) arrive(life)
  const reading = new Map(early.map((life) => [life, life.readSettings(ids())]))
  const prepared = await firstOf(early, over.promise, (life) => reading.get(life)!)
  tellFaults(early.filter((life) => prepared.has(life)))
  for (const life of lives) {
    if (prepared.has(life)) join(life)
    else meet(life)
  }
  let schema = make()

  const renewals = new Set<(schema: GraphQLSchema) => void>()
  const follow = async (life: Life) => {
    await loading.get(life)
    if (!arrived.has(life)) arrive(life)
    await (reading.get(life) ?? life.readSettings(ids()))
    if (stop.signal.aborted) return
    tellFaults([life])
    const before = members.get(life)!
    join(life)
    const now = members.get(life)!
    if (now.add !== null || now.storedSdl !== before.storedSdl) {
      schema = make()
      for (const renew of renewals) renew(schema)
    }
    await start(life)
  }

  const running = lives.map((life) => (prepared.has(life) ? start(life) : follow(life)))
  for (const one of running) one.catch((error: unknown) => log.error({ err: error }, 'a plugin could not be started'))
  await Promise.race([Promise.allSettled(running), over.promise])
  clearTimeout(patience)

  const held = parts.move()
  return {
    schema: () => schema,
    whenRenewed: (take) => void renewals.add(take),
    plugins,
    find: (id) => plugins.find((plugin) => plugin.id === id) ?? null,
    whenReady: (take) => {
      takers.add(take)
      for (const plugin of ready) take(plugin)
    },
    async [Symbol.asyncDispose]() {
      stop.abort()
      takers.clear()
      renewals.clear()
      await held.disposeAsync()
    },
  }
}
