import { sql } from 'drizzle-orm'
import { bigint, check, index, pgEnum, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { moment, serial } from './columns.ts'

export const environmentStatus = pgEnum('environment_status', [
  'PENDING', 'STANDBY', 'DEPLOYED', 'CONFIGURED', 'RUNNING', 'ERROR', 'MIXED', 'DESTROYED', 'DONE',
])

/** One incarnation of the control system. */
export const environment = pgTable(
  'environment',
  {
    id: text().primaryKey(),
    /** The newest of its history; none while only runs have named it. */
    status: environmentStatus(),
    /** The history as letters (PSDCRX): what a pattern filter reads. */
    history: text().notNull().default(''),
    /** Distinct one- and two-letter pieces of `history`, so that the pattern filter has an index. */
    historyGrams: text().array().notNull().default(sql`'{}'`),
    createdAt: moment().notNull().defaultNow(),
    updatedAt: moment().notNull().defaultNow(),
  },
  (table) => [
    check('environment_id_is_a_word', sql`${table.id} ~ '^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$'`),
    index('environment_by_status').on(table.status, table.id),
    index('environment_by_created').on(table.createdAt, table.id),
    index('environment_by_updated').on(table.updatedAt, table.id),
    index('environment_by_history').using('gin', table.historyGrams),
    index('environment_by_id_text').using('gin', sql`id gin_trgm_ops`),
  ],
)

export type Environment = typeof environment.$inferSelect

/** A status that an environment took, to the nanosecond. */
export const environmentHistory = pgTable(
  'environment_history',
  {
    id: serial().primaryKey(),
    environmentId: text().notNull().references(() => environment.id, { onDelete: 'cascade' }),
    status: environmentStatus().notNull(),
    message: text(),
    /** Nanoseconds since 1970-01-01T00:00:00Z: timestamptz ends at microseconds. */
    atNs: bigint({ mode: 'bigint' }).notNull(),
  },
  (table) => [uniqueIndex('environment_history_in_order').on(table.environmentId, table.atNs, table.status)],
)

export type EnvironmentHistory = typeof environmentHistory.$inferSelect
