import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgEnum, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { moment, serial } from './columns.ts'

export const jobTrigger = pgEnum('job_trigger', ['SCHEDULE', 'RETRY', 'MANUAL'])

export const jobRunState = pgEnum('job_run_state', ['RUNNING', 'DONE', 'FAILED', 'TIMED_OUT', 'LOST', 'SKIPPED', 'MISSED'])

/** One run of a job, or ticks that had none. The row is the claim: whoever wrote it runs it. */
export const jobRun = pgTable(
  'job_run',
  {
    id: serial().primaryKey(),
    jobId: text().notNull(),
    trigger: jobTrigger().notNull(),
    /** The tick; null when somebody triggered it. */
    scheduledFor: moment(),
    /** The last of several ticks that were missed one after the other. */
    scheduledUntil: moment(),
    /** How many ticks it stands for: 1, unless MISSED or SKIPPED ones were put together. */
    ticks: integer().notNull().default(1),
    attempt: integer().notNull().default(1),
    state: jobRunState().notNull(),
    /** Which sitting of which server: dead once it holds its advisory lock no more, or its lease is over. */
    seat: bigint({ mode: 'number' }),
    server: text(),
    leaseUntil: moment(),
    startedAt: moment(),
    endedAt: moment(),
    triggeredBy: text(),
    error: text(),
    result: jsonb(),
    /** `<RFC 3339> <line>` each */
    log: text().array().notNull().default(sql`'{}'`),
  },
  (table) => [
    uniqueIndex('job_run_once').on(table.jobId, table.scheduledFor, table.attempt),
    uniqueIndex('job_run_alone').on(table.jobId).where(sql`state = 'RUNNING'`),
    index('job_run_of_job').on(table.jobId, table.id),
    index('job_run_by_state').on(table.state, table.id),
    index('job_run_by_start').on(table.startedAt),
  ],
)

export type JobRun = typeof jobRun.$inferSelect
