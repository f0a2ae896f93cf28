import { bigint, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { moment, xid8 } from './columns.ts'

/** A plugin that was ever ready on this database: what it can be asked, and how far it has been told of events. */
export const plugin = pgTable('plugin', {
  /** Also its PostgreSQL schema, its settings key and the prefix of its routes and jobs. */
  id: text().primaryKey(),
  title: text().notNull(),
  version: text().notNull(),
  /** What it last added to the schema, as SDL: its fields stay, and answer null, while it cannot be loaded. */
  sdl: text().notNull().default(''),
  installedAt: moment().notNull(),
  readyAt: moment().notNull(),
  /** The last event that its hooks have done with, or that was parked; null before it has hooks. */
  toldEpoch: uuid(),
  toldXid: xid8(),
  toldId: bigint({ mode: 'bigint' }),
  /** Nothing that happened until then still waits to be told. */
  toldAt: moment(),
  /** The last span of events that was never told, because retention had taken them away before. */
  missedFrom: moment(),
  missedUntil: moment(),
})

export type PluginRecord = typeof plugin.$inferSelect
