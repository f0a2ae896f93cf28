import { sql } from 'drizzle-orm'
import { check, index, integer, pgEnum, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { moment } from './columns.ts'
import { token } from './token.ts'

export const savedViewList = pgEnum('saved_view_list', ['RUNS', 'FILLS', 'ENVIRONMENTS', 'INSTRUMENTS'])

/** A state of a list's page under a name: private to whom it belongs, or shared by all. */
export const savedView = pgTable(
  'saved_view',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    list: savedViewList().notNull(),
    name: text().notNull(),
    /** The query string of the page, with its `?`. */
    search: text().notNull(),
    /** The token whose holder alone sees it; null: everybody does. Names of tokens are not unique, so they are no owners. */
    ownerId: integer().references(() => token.id, { onDelete: 'cascade' }),
    revision: integer().notNull().default(1),
    createdAt: moment().notNull(),
    createdBy: text().notNull(),
    updatedAt: moment().notNull(),
    updatedBy: text().notNull(),
  },
  (table) => [
    check('saved_view_name_is_short', sql`length(${table.name}) between 1 and 80`),
    check('saved_view_search_is_a_query_string', sql`${table.search} like '?_%' and length(${table.search}) <= 8000`),
    uniqueIndex('saved_view_has_one_name').on(table.list, sql`coalesce(${table.ownerId}, 0)`, sql`lower(${table.name})`),
    index('saved_view_by_name').on(sql`lower(${table.name})`, table.id),
    index('saved_view_of_owner').on(table.ownerId),
  ],
)

export type SavedView = typeof savedView.$inferSelect
