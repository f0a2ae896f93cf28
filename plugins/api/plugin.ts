import type { z } from 'zod'
import type { Hooks } from './hook.ts'
import type { Host } from './host.ts'
import type { Job } from './job.ts'
import type { Route } from './route.ts'
import type { PluginBuilder, PluginCore } from './schema.ts'

/** The version of this contract, apart from the server's: semver, and only a new major version takes something away. */
export const contractVersion = '1.0.0'

/**
 * What a plugin is. All of it is called by the host, each call contained: what throws, never returns or takes too much
 * fails this plugin (at that step) and nothing else.
 *
 * The service is built in the server, where the schema's resolvers call it, and once more in the plugin's own process,
 * where its jobs, hooks and routes run: what both must know is in the database.
 */
export type Plugin<Settings extends z.ZodType = z.ZodType, Service = unknown> = {
  /** Lower case letters, digits and `-`: also the PostgreSQL schema, its key among the settings, the prefix of routes and jobs. */
  id: string
  /** For people. */
  title: string
  /** Semver of the plugin. */
  version: string
  /** Which versions of the contract it was written for: `^1`. */
  api: string
  /** What its GraphQL types begin with; the id in PascalCase unless told. */
  types?: readonly string[]
  /** Its settings: a strict object with defaults, or faults that name the key. */
  config: Settings
  /** A folder of SQL files and their journal (drizzle-kit's). They may touch the plugin's own PostgreSQL schema only. */
  migrations?: URL
  /** Builds what does the work. */
  service: (host: Host<z.output<Settings>>) => Service | Promise<Service>
  /** Adds types of its own, and nullable fields to types of the core. Must not call the service, only its resolvers may. */
  schema?: (builder: PluginBuilder, service: Service, core: PluginCore) => void
  jobs?: (service: Service) => readonly Job[]
  /** What to do after a commit, by the kind of event: at least once, in order. */
  on?: (service: Service) => Hooks
  /** What it takes in over HTTP, below /ingest/<id>/. */
  routes?: (service: Service) => readonly Route[]
  /** Says how it is: shown on the page of plugins. Throws when it is not well. */
  health?: (service: Service) => Promise<string | void>
  /**
   * Brings something made up, in the way in which real things come, so that a newcomer sees what it does. Called once,
   * in the plugin's own process, when Logline has just made a database of its own; never with LOGLINE_DEMO=off. Nothing
   * waits for it; after five minutes its signal is aborted.
   */
  demo?: (service: Service, signal: AbortSignal) => Promise<void>
  /** The module that declares its panels as `panels`. */
  panels?: URL
}

/** A plugin, whatever its settings and service are. */
// The service goes in and comes out: only `never` in the one place and `unknown` in the other takes every plugin.
export type AnyPlugin = Omit<Plugin<z.ZodType, never>, 'service'> & { service: (host: never) => unknown }

/** Declares a plugin. Misuse does not compile; what types cannot tell the host checks when it loads. */
export const definePlugin = <Settings extends z.ZodType, Service>(plugin: Plugin<Settings, Service>): Plugin<Settings, Service> => plugin
