import { sql } from 'drizzle-orm'
import { check, pgTable, smallint, text } from 'drizzle-orm/pg-core'
import { moment } from './columns.ts'

/** A word that people put on runs and log entries. An archived tag stays where it is and cannot be put on anything new. */
export const tag = pgTable(
  'tag',
  {
    id: smallint().primaryKey().generatedAlwaysAsIdentity(),
    text: text().notNull().unique(),
    color: text(),
    description: text(),
    archivedAt: moment(),
  },
  (table) => [
    // Letters beyond ASCII are left to the code: what [[:alnum:]] holds depends on the locale of the database.
    check('tag_text_is_a_word', sql`${table.text} ~ '^[A-Za-z0-9_\\u0080-\\U0010ffff][A-Za-z0-9_ ./+\\u0080-\\U0010ffff-]{0,18}[A-Za-z0-9_+\\u0080-\\U0010ffff]$'`),
    check('tag_color_is_rrggbb', sql`${table.color} ~ '^#[0-9a-fA-F]{6}$'`),
    check('tag_description_is_short', sql`length(${table.description}) <= 200`),
  ],
)

export type Tag = typeof tag.$inferSelect
