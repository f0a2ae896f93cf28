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
import { buildSchema } from './schema.ts'
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

export type RunningHost = Host & { schema: GraphQLSchema }

/** The server waits this long for plugins to be ready; what takes longer becomes ready while it answers. */
const patienceMs = 3000

const twins = (lives: readonly Life[]): Life[] =>
  lives.filter(({ hosted }, index) => hosted.version !== '' && lives.slice(0, index).some((earlier) => earlier.hosted.version !== '' && earlier.hosted.id === hosted.id))

/** Installs plugins: what fails in one of them is its own failure, told by its state, and nobody else's. */
export const createHost = async ({ modules, config, db, domain, log, background, core }: HostOptions): Promise<RunningHost> => {
  await using parts = new AsyncDisposableStack()
  const stop = new AbortController()
  const lives = modules.map((name) => parts.use(createLife({ module: findModule(name, config.plugins.folder), config, db, domain, log, signal: stop.signal })))
  const plugins = lives.map(({ hosted }) => hosted)
  const owners = () => lives.map(({ hosted, folder }) => ({ id: hosted.id, folder }))
  if (lives.length > 0) parts.use(keepFromExiting(owners))
  background?.adopt(owners, (id, error) => plugins.find((plugin) => plugin.id === id)?.noteFault('BACKGROUND', 'server', error))

  await Promise.all(lives.map((life) => life.load()))
  for (const life of twins(lives)) life.refuse(new PluginFailure(life.hosted.id, 'CONTRACT', `there is another plugin with the id "${life.hosted.id}"`))
  const ids = [...new Set(plugins.map(({ id }) => id))]
  await Promise.all(lives.map((life) => life.readSettings(ids)))
  const faulty = plugins.filter(({ state }) => state().step === 'SETTINGS')
  const faults = [...faulty.map(({ state }) => state().error), ...(strayNames(config.plugins.settings, ids))]
  if (faults.length > 0) log.error({ faults }, `settings of plugins: ${faults.join('; ')}`)

  const stored = lives.length > 0 ? await readStoredSdl(db.reader) : new Map<string, string>()
  const built = buildSchema(core, lives.map((life) => life.member(stored.get(life.hosted.id) ?? '')))
  for (const { hosted, refuse } of lives) {
    const failure = built.failures.get(hosted.id)
    if (failure && hosted.state().state === 'STARTING') refuse(failure)
  }

  const takers = new Set<(plugin: HostedPlugin) => void>()
  const ready = new Set<HostedPlugin>()
  const running = lives.map(async ({ hosted, run }) => {
    await run(built.sdl.get(hosted.id) ?? '')
    if (hosted.state().state !== 'READY' && hosted.state().state !== 'DEGRADED') return
    ready.add(hosted)
    for (const take of takers) take(hosted)
  })
  for (const one of running) one.catch((error: unknown) => log.error({ err: error }, 'a plugin could not be started'))
  let patience: NodeJS.Timeout | undefined
  await Promise.race([Promise.allSettled(running), new Promise((resolve) => (patience = setTimeout(resolve, patienceMs)))])
  clearTimeout(patience)

  const held = parts.move()
  return {
    schema: built.schema,
    plugins,
    find: (id) => plugins.find((plugin) => plugin.id === id) ?? null,
    whenReady: (take) => {
      takers.add(take)
      for (const plugin of ready) take(plugin)
    },
    async [Symbol.asyncDispose]() {
      stop.abort()
      takers.clear()
      await held.disposeAsync()
    },
  }
}
