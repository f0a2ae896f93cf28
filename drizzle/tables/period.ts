import { sql } from 'drizzle-orm'
import { check, pgTable, smallint, text } from 'drizzle-orm/pg-core'

/** A named stretch of the year in which conditions stay alike (LHC22n). */
export const period = pgTable(
  'period',
  {
    id: smallint().primaryKey().generatedAlwaysAsIdentity(),
    name: text().notNull().unique(),
  },
  (table) => [check('period_name_is_short', sql`${table.name} ~ '^\\S(.{0,62}\\S)?$'`)],
)

export type Period = typeof period.$inferSelect
