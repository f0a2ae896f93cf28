import { sql } from 'drizzle-orm'
import { check, pgTable, smallint, text } from 'drizzle-orm/pg-core'

/** A part of the experiment that takes part in runs. Never made by accident: an unknown name is refused. */
export const detector = pgTable(
  'detector',
  {
    id: smallint().primaryKey().generatedAlwaysAsIdentity(),
    name: text().notNull().unique(),
  },
  (table) => [check('detector_name_is_short', sql`${table.name} ~ '^[A-Za-z0-9][A-Za-z0-9_.+-]{0,31}$'`)],
)

export type Detector = typeof detector.$inferSelect
