import { doublePrecision, index, integer, pgSchema, timestamp } from 'drizzle-orm/pg-core'
import { run } from '../../../drizzle/tables/index.ts'

/** The PostgreSQL schema of this plugin: it may touch no other. */
const own = pgSchema('skeleton')

/** How long a run was. */
export const notedRun = own.table(
  'noted_run',
  {
    number: integer().primaryKey().references(() => run.number, { onDelete: 'cascade' }),
    seconds: doublePrecision().notNull(),
    notedAt: timestamp({ precision: 3, withTimezone: true }).notNull(),
  },
  (table) => [index('noted_run_by_seconds').on(table.seconds)],
)

export type NotedRun = typeof notedRun.$inferSelect
