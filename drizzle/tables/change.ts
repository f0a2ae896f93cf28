import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { moment, serial } from './columns.ts'

/** One field that somebody changed: the history of every edit. */
export const change = pgTable(
  'change',
  {
    id: serial().primaryKey(),
    /** What was changed: RUN, FILL, ENVIRONMENT, TAG … and its natural key as text. */
    entity: text().notNull(),
    key: text().notNull(),
    field: text().notNull(),
    before: jsonb(),
    after: jsonb(),
    reason: text(),
    actor: text().notNull(),
    at: moment().notNull(),
  },
  (table) => [index('change_of_entity').on(table.entity, table.key, table.id)],
)

export type Change = typeof change.$inferSelect
