import type { Reader, Transaction, Writer } from '../../drizzle/database.ts'
import type { Actor } from '../../server/domain/actor.ts'
import type { Clock } from '../../server/domain/clock.ts'
import type { Domain } from '../../server/domain/domain.ts'
import type { Intake } from './intake.ts'
import type { EventChange } from '../../server/events/outbox.ts'

/** Lines in the server's log, with the plugin's name on them. */
export type PluginLog = {
  info: (message: string, facts?: Record<string, unknown>) => void
  warn: (message: string, facts?: Record<string, unknown>) => void
  error: (message: string, facts?: Record<string, unknown>) => void
}

/** A fact of the plugin's own: `kind` is `<plugin id>.<what happened>`, `type` its GraphQL type. */
export type PluginFact = { kind: string; type: string; key: string; change: EventChange; fields?: readonly string[]; data?: unknown }

/** The database, for tables of the plugin's own PostgreSQL schema (and to reference or read those of the core). */
export type PluginDatabase = {
  /** Plain prepared statements, for reading. */
  reader: Reader
  /** Drizzle, without a transaction. */
  writer: Writer
  /** Runs work in one transaction, and once more when another writer got in between. */
  transact: <Result>(work: (tx: Transaction) => Promise<Result>) => Promise<Result>
}

/** The verbs and readings of the core that plugins may use. Grows only, within one major version of the contract. */
export type PluginDomain = Pick<Domain, 'runs' | 'fills' | 'environments' | 'instruments' | 'measurements' | 'statistics' | 'dimensions' | 'hub'>

/** All that a plugin is given. */
export type Host<Settings> = {
  id: string
  /** Its settings, read. */
  config: Settings
  db: PluginDatabase
  log: PluginLog
  clock: Clock
  domain: PluginDomain
  /** Takes in files, from a watched folder or by upload. */
  intake: Intake
  /** The plugin as the histories name it. */
  actor: Actor
  /** Announces facts, in the transaction that makes them true: subscriptions and hooks are told after the commit. */
  announce: (tx: Transaction, facts: readonly PluginFact[]) => Promise<void>
  /** Aborted when the server stops. */
  signal: AbortSignal
}
