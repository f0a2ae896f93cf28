import { sql } from 'drizzle-orm'
import { bigint, check, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { run } from './run.ts'

/** A whole number that a run left behind, with its unit: bytes read out, files, time frames. */
export const runCounter = pgTable(
  'run_counter',
  {
    runNumber: integer().notNull().references(() => run.number, { onDelete: 'cascade' }),
    name: text().notNull(),
    value: bigint({ mode: 'bigint' }).notNull(),
    unit: text(),
  },
  (table) => [
    primaryKey({ columns: [table.runNumber, table.name] }),
    check('run_counter_name_is_a_word', sql`${table.name} ~ '^[A-Za-z][A-Za-z0-9_.]{0,63}$'`),
    check('run_counter_unit_is_short', sql`length(${table.unit}) between 1 and 16`),
  ],
)

export type RunCounter = typeof runCounter.$inferSelect
