import { sql } from 'drizzle-orm'
import { check, index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { bytea, moment } from './columns.ts'

/** The first answer to a keyed request, kept so that a retry gets it again and does nothing. */
export const idempotencyKey = pgTable(
  'idempotency_key',
  {
    /** Whose key: two clients may choose the same. */
    owner: text().notNull(),
    key: text().notNull(),
    operation: text().notNull(),
    inputHash: bytea().notNull(),
    answer: jsonb().notNull(),
    createdAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.owner, table.key] }),
    check('idempotency_key_is_short', sql`length(${table.key}) between 1 and 200`),
    index('idempotency_key_by_age').on(table.createdAt),
  ],
)
