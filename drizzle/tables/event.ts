import { sql } from 'drizzle-orm'
import { index, jsonb, pgEnum, pgTable, text } from 'drizzle-orm/pg-core'
import { moment, serial, xid8 } from './columns.ts'

export const eventChange = pgEnum('event_change', ['CREATED', 'UPDATED', 'DELETED'])

/** The outbox: facts the core announces, written in the transaction that makes them true. */
export const event = pgTable(
  'event',
  {
    id: serial().primaryKey(),
    /** Ids are given before commit, so (xid, id) below the oldest running transaction is the only safe order. */
    xid: xid8().notNull().default(sql`pg_current_xact_id()`),
    kind: text().notNull(),
    entity: text().notNull(),
    key: text().notNull(),
    change: eventChange().notNull(),
    /** Names of the fields that changed: a filtered subscription needs no more to tell what left it. */
    fields: text().array().notNull().default(sql`'{}'`),
    data: jsonb(),
    actor: text().notNull(),
    at: moment().notNull(),
  },
  (table) => [
    index('event_in_order').on(table.xid, table.id),
    index('event_by_kind').on(table.kind, table.xid, table.id),
    index('event_by_time').on(table.at),
  ],
)

export type Event = typeof event.$inferSelect
