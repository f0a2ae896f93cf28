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
    check('tag_text_is_2_to_20_characters', sql`${table.text} ~ '^[[:alnum:]_][[:alnum:]_ ./+-]{0,18}[[:alnum:]_+]$'`),
    check('tag_color_is_rrggbb', sql`${table.color} ~ '^#[0-9a-fA-F]{6}$'`),
    check('tag_description_is_short', sql`length(${table.description}) <= 200`),
  ],
)

export type Tag = typeof tag.$inferSelect
