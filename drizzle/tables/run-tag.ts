import { index, integer, pgTable, primaryKey, smallint } from 'drizzle-orm/pg-core'
import { run } from './run.ts'
import { tag } from './tag.ts'

/** A tag on a run. */
export const runTag = pgTable(
  'run_tag',
  {
    runNumber: integer().notNull().references(() => run.number, { onDelete: 'cascade' }),
    tagId: smallint().notNull().references(() => tag.id),
  },
  (table) => [
    primaryKey({ columns: [table.runNumber, table.tagId] }),
    index('run_tag_by_tag').on(table.tagId, table.runNumber),
  ],
)

export type RunTag = typeof runTag.$inferSelect
