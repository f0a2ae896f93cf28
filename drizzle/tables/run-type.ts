import { sql } from 'drizzle-orm'
import { check, pgTable, smallint, text } from 'drizzle-orm/pg-core'

/** What kind of data a run takes (PHYSICS, COSMICS, PEDESTAL …): an open list, grown by what sources report. */
export const runType = pgTable(
  'run_type',
  {
    id: smallint().primaryKey().generatedAlwaysAsIdentity(),
    name: text().notNull().unique(),
  },
  (table) => [check('run_type_name_is_short', sql`${table.name} ~ '^\\S(.{0,62}\\S)?$'`)],
)

export type RunType = typeof runType.$inferSelect
