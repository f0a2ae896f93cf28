import { integer, pgTable, text } from 'drizzle-orm/pg-core'
import { moment } from './columns.ts'

/** A job that some server has scheduled: how far its ticks are accounted for. */
export const job = pgTable('job', {
  /** `<plugin>:<name>`, of the core `core:<name>` */
  id: text().primaryKey(),
  cron: text().notNull(),
  zone: text().notNull(),
  /** All ticks up to this one have a run, or are recorded as missed. */
  tickedUntil: moment().notNull(),
  /** Failures one after the other; enough of them pause it. */
  failures: integer().notNull().default(0),
  pausedAt: moment(),
  pausedBy: text(),
})

export type JobRecord = typeof job.$inferSelect
