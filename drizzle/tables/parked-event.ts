import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgEnum, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { eventChange } from './event.ts'
import { moment, serial, xid8 } from './columns.ts'

export const parkedState = pgEnum('parked_state', ['PARKED', 'DONE', 'DROPPED'])

/** An event that a plugin's hook kept failing on, whole, so that it outlives the outbox and can be told again. */
export const parkedEvent = pgTable(
  'parked_event',
  {
    id: serial().primaryKey(),
    plugin: text().notNull(),
    eventXid: xid8().notNull(),
    eventId: bigint({ mode: 'bigint' }).notNull(),
    kind: text().notNull(),
    entity: text().notNull(),
    key: text().notNull(),
    change: eventChange().notNull(),
    fields: text().array().notNull().default(sql`'{}'`),
    data: jsonb(),
    actor: text().notNull(),
    at: moment().notNull(),
    attempts: integer().notNull(),
    error: text().notNull(),
    parkedAt: moment().notNull(),
    state: parkedState().notNull().default('PARKED'),
    /** When it was done after all, or dropped, and by whom. */
    settledAt: moment(),
    settledBy: text(),
  },
  (table) => [
    uniqueIndex('parked_event_once').on(table.plugin, table.eventXid, table.eventId),
    index('parked_event_open').on(table.plugin, table.id).where(sql`state = 'PARKED'`),
  ],
)

export type ParkedEvent = typeof parkedEvent.$inferSelect
