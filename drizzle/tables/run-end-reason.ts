import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { moment, serial } from './columns.ts'
import { run } from './run.ts'

/** Why a run ended: category / title / free text; a run may have several. */
export const runEndReason = pgTable(
  'run_end_reason',
  {
    id: serial().primaryKey(),
    runNumber: integer().notNull().references(() => run.number, { onDelete: 'cascade' }),
    category: text().notNull(),
    title: text(),
    description: text(),
    createdBy: text().notNull(),
    createdAt: moment().notNull().defaultNow(),
  },
  (table) => [
    check('end_reason_category_is_short', sql`length(${table.category}) between 1 and 64`),
    check('end_reason_title_is_short', sql`length(${table.title}) between 1 and 128`),
    check('end_reason_description_is_short', sql`length(${table.description}) <= 2000`),
    index('run_end_reason_of_run').on(table.runNumber, table.id),
    index('run_end_reason_by_category').on(sql`lower(category)`, sql`lower(title)`, table.runNumber),
    index('run_end_reason_by_words').using(
      'gin',
      sql`(category || ' ' || coalesce(title, '') || ' ' || coalesce(description, '')) gin_trgm_ops`,
    ),
  ],
)

export type RunEndReason = typeof runEndReason.$inferSelect
