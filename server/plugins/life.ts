import { basename } from 'node:path'
import type { Database } from '../../drizzle/database.ts'
import type { AnyPlugin } from '../../plugins/api/plugin.ts'
import type { Config } from '../config.ts'
import type { Domain } from '../domain/domain.ts'
import type { Log } from '../log.ts'
import { createCondition } from './condition.ts'
import { contained } from './contain.ts'
import { checkContract, prefixesOf } from './contract.ts'
import { messageOf, PluginFailure, type PluginStep } from './fault.ts'
import { connectPlugin, createGiven } from './given.ts'
import type { HostedPlugin } from './hosted.ts'
import { createLateService } from './late-service.ts'
import { loadPlugin, type PluginModule } from './load.ts'
import type { LogLevel } from './message.ts'
import { migratePlugin } from './migrate.ts'
import { readPanels } from './panels.ts'
import { readParts, type PluginParts } from './parts.ts'
import { createPluginProcess, type PluginProcess } from './process.ts'
import { announceChanged, recordReady } from './record.ts'
import type { SchemaMember } from './schema.ts'
import { readSettings, withoutSecrets, type ReadSettings } from './settings.ts'

export type LifeOptions = {
  module: PluginModule
  config: Pick<Config, 'plugins' | 'limits' | 'data'>
  db: Pick<Database, 'url'>
  domain: Domain
  log: Log
  /** Aborted when the server stops. */
  signal: AbortSignal
}

/** One plugin on its way, step by step. A step that fails leaves it FAILED, and the later ones undone. */
export type Life = {
  hosted: HostedPlugin
  folder: string
  /** What goes on while nobody listens yet, in this order: each must have come to an end before the next. */
  load: () => Promise<void>
  refuse: (failure: PluginFailure) => void
  readSettings: (ids: readonly string[]) => Promise<void>
  member: (storedSdl: string) => SchemaMember
  /** Migration, service, parts: the server need not wait for these. `sdl`: what it adds to the schema. */
  run: (sdl: string) => Promise<void>
} & AsyncDisposable

const migrationSeconds = 60
const healthMs = 30_000
const none: PluginParts = { jobs: [], hookKinds: [], routes: [] }

export const createLife = ({ module, config, db, domain, log, signal }: LifeOptions): Life => {
  const { memoryMb, startSeconds, off, settings: given } = config.plugins
  const own = log.child({ plugin: module.guess })
  const held = new AsyncDisposableStack()
  const late = createLateService()
  let plugin: AnyPlugin | null = null
  let read: ReadSettings | null = null
  let parts = none
  let panels: HostedPlugin['panels'] = []
  let made: PluginProcess | null = null
  let asked: { at: number; answer: Promise<string | null> } | null = null
  const id = () => plugin?.id ?? module.guess
  const containment = { folder: module.folder, signal }

  let announced = Promise.resolve()
  const condition = createCondition({
    now: domain.clock.now,
    folder: module.folder,
    changed: () => {
      if (signal.aborted) return
      announced = announced.then(() => announceChanged(domain, id())).catch((error: unknown) => own.warn({ err: error }, 'nobody was told that a plugin is in another state'))
    },
    said: ({ step, where, message, count }, error) => {
      // The first of a kind with its stack, then ever fewer of them: a field may fail a thousand times a second.
      if (Math.log10(count) % 1 === 0) own.error({ err: error, step, where, count }, `plugin ${id()}: ${step}${where ? ` ${where}` : ''}: ${message}`)
    },
  })
  const isOpen = () => condition.get().state === 'STARTING'
  const say = (level: LogLevel, message: string, facts: Record<string, unknown> = {}) => own[level]({ ...facts, plugin: id() }, message)

  /** Runs a step unless an earlier one failed. */
  const step = async (name: PluginStep, work: () => Promise<void>): Promise<void> => {
    if (!isOpen() || signal.aborted) return
    try {
      await work()
    } catch (error) {
      // What a stopping server broke off is nobody's failure.
      if (signal.aborted) return
      condition.fail(error instanceof PluginFailure ? error : new PluginFailure(id(), name, messageOf(error, module.folder), { cause: error }))
    }
  }

  const createProcess = (): PluginProcess =>
    held.use(createPluginProcess({
      start: { id: id(), module, settings: read?.given ?? {}, databaseUrl: db.url, data: config.data, seconds: startSeconds },
      memoryMb, say, noteBackground: (message) => condition.noteFault('BACKGROUND', 'process', new Error(message)),
    }))

  const hosted: HostedPlugin = {
    get id() { return id() },
    get title() { return plugin?.title ?? module.guess },
    get version() { return plugin?.version ?? '' },
    get api() { return plugin?.api ?? '' },
    get jobs() { return parts.jobs },
    get hookKinds() { return parts.hookKinds },
    get routes() { return parts.routes },
    get panels() { return panels },
    get hasDemo() { return plugin?.demo !== undefined },
    get settings() { return withoutSecrets(read?.given ?? {}) },
    get process() { return (made ??= createProcess()) },
    state: condition.get,
    noteFault: condition.noteFault,
    noteWell: condition.noteWell,
    health: async () => {
      const { state } = condition.get()
      if (!plugin?.health || (state !== 'READY' && state !== 'DEGRADED')) return null
      if (asked && Date.now() - asked.at < healthMs) return asked.answer
      const answer = hosted.process.health()
      asked = { at: Date.now(), answer: answer.catch((error: unknown) => `Not well: ${messageOf(error, module.folder)}`) }
      answer.then(() => condition.noteWell('HEALTH', null), (error: unknown) => condition.noteFault('HEALTH', null, error))
      return asked.answer
    },
  }

  const buildService = async (): Promise<void> => {
    const own = held.use(connectPlugin(db.url, id()))
    const toLog = { info: (message: string, facts?: object) => say('info', message, { ...facts }), warn: (message: string, facts?: object) => say('warn', message, { ...facts }), error: (message: string, facts?: object) => say('error', message, { ...facts }) }
    const host = createGiven({ id: id(), config: read?.settings, db: own, domain, clock: domain.clock, log: toLog, signal })
    const service = await contained(id(), 'SERVICE', startSeconds, () => plugin!.service(host as never), containment)
    late.set(service)
    parts = await contained(id(), 'PARTS', startSeconds, () => readParts(plugin!, service), containment)
  }

  return {
    hosted,
    folder: module.folder,
    load: () => {
      if (off.includes(module.guess)) condition.enter('OFF')
      return step('LOAD', async () => {
        if (module.missing !== null) throw new PluginFailure(module.guess, 'LOAD', module.missing)
        const found = await loadPlugin(module, startSeconds, containment)
        checkContract(found, module.guess)
        plugin = found
        if (off.includes(found.id)) condition.enter('OFF')
      })
    },
    refuse: (failure) => {
      plugin = null
      condition.fail(failure)
    },
    readSettings: (ids) => step('SETTINGS', async () => {
      read = await readSettings(plugin!, given, ids, startSeconds, containment)
    }),
    member: (storedSdl) => {
      const { schema } = plugin ?? {}
      const prefixes = plugin ? prefixesOf(plugin) : []
      const isOff = condition.get().state === 'OFF'
      return {
        id: id(), folder: module.folder, prefixes, storedSdl: isOff ? '' : storedSdl,
        add: plugin && !isOff ? (builder, core) => schema?.(builder, late.proxy as never, core) : null,
        guard: {
          plugin: id(), noteFault: condition.noteFault, noteWell: condition.noteWell, seconds: config.limits.seconds / 2,
          refusal: () => {
            const { state, step } = condition.get()
            if (state === 'READY' || state === 'DEGRADED') return null
            return state === 'STARTING' ? { step, message: `The plugin ${id()} is starting` } : { step, message: `The plugin ${id()} failed (${step})` }
          },
        },
      }
    },
    run: async (sdl) => {
      const { migrations, panels: panelModule } = plugin ?? {}
      if (migrations) await step('MIGRATION', () => migratePlugin({ url: db.url, id: id(), folder: migrations, seconds: migrationSeconds }))
      await step('SERVICE', buildService)
      if (panelModule) await step('PARTS', async () => {
        panels = await readPanels(id(), panelModule, startSeconds, containment)
      })
      await step('PARTS', async () => {
        await recordReady(domain, { id: id(), title: plugin!.title, version: plugin!.version, sdl })
        condition.enter('READY')
        own.info(`plugin ${id()} ${plugin!.version} (${basename(module.folder)}) is ready`)
      })
      await announced
    },
    async [Symbol.asyncDispose]() {
      await held.disposeAsync()
      await announced
    },
  }
}
