import type { Reader } from '../../drizzle/database.ts'
import { jobRunState, jobTrigger } from '../../drizzle/tables/job-run.ts'
import { combine, whereEnum, whereMoment, whereText, type EnumFilter, type MomentRange, type TextFilter } from './filter.ts'
import { createList } from './list.ts'
import type { Parameters } from './parameters.ts'
import { columnsFor, rowMaker, together, type Noun, type Sibling } from './row.ts'

export const jobRunStates = jobRunState.enumValues
export const jobTriggers = jobTrigger.enumValues

export type JobRunState = (typeof jobRunStates)[number]
export type JobTrigger = (typeof jobTriggers)[number]

/** A run of a job as it was read, or ticks that had none. Result and log are JSON text. */
export type JobRunRow = {
  number: number
  job: string
  trigger: JobTrigger
  scheduledFor: string | null
  scheduledUntil: string | null
  ticks: number
  attempt: number
  state: JobRunState
  server: string | null
  startedAt: string | null
  endedAt: string | null
  triggeredBy: string | null
  error: string | null
  result: string | null
  log: string
}

const jobRunNoun: Noun<keyof JobRunRow> = {
  key: 'number',
  columns: {
    number: 'r.id::int',
    job: 'r.job_id',
    trigger: 'r.trigger',
    scheduledFor: 'r.scheduled_for',
    scheduledUntil: 'r.scheduled_until',
    ticks: 'r.ticks',
    attempt: 'r.attempt',
    state: 'r.state',
    server: 'r.server',
    startedAt: 'r.started_at',
    endedAt: 'r.ended_at',
    triggeredBy: 'r.triggered_by',
    error: 'r.error',
    result: 'r.result::text',
    log: 'to_json(r.log)::text',
  },
  needs: {
    trigger: ['trigger'],
    scheduledFor: ['scheduledFor'],
    scheduledUntil: ['scheduledUntil'],
    ticks: ['ticks'],
    attempt: ['attempt'],
    state: ['state'],
    server: ['server'],
    startedAt: ['startedAt'],
    endedAt: ['endedAt'],
    durationSeconds: ['startedAt', 'endedAt'],
    triggeredBy: ['triggeredBy'],
    error: ['error'],
    result: ['result'],
    log: ['log'],
  },
}

export type JobRunFilter = {
  and?: readonly JobRunFilter[] | null | undefined
  or?: readonly JobRunFilter[] | null | undefined
  not?: JobRunFilter | null | undefined
  /** The job's name. */
  job?: TextFilter | null | undefined
  state?: EnumFilter<JobRunState> | null | undefined
  startedAt?: MomentRange | null | undefined
}

const whereJobRun = (filter: JobRunFilter | null | undefined, parameters: Parameters): string | null =>
  filter
    ? combine(filter, (part) => [
        whereText('r.job_id', part.job, parameters),
        whereEnum('r.state', 'job_run_state', part.state, parameters),
        whereMoment('r.started_at', part.startedAt, parameters),
      ])
    : null

export type JobRunReads = ReturnType<typeof createJobRunReads>

/** The column by which jobs own their runs. */
export const jobRunOwner = { sql: 'r.job_id', type: 'text' } as const

/** How runs of jobs are read: newest first. */
export const createJobRunReads = ({ reader }: { reader: Reader }) =>
  createList<Sibling<JobRunRow>, keyof JobRunRow, JobRunFilter, 'NUMBER'>({
    reader,
    name: 'job runs',
    from: 'job_run r',
    key: { sql: 'r.id', type: 'int', of: (row) => row.number },
    // Numbers are given as runs begin, and have an index with the job.
    orders: { NUMBER: { column: 'number', sql: 'r.id', type: 'int' } },
    usualOrder: { field: 'NUMBER', descending: true },
    where: whereJobRun,
    plan: (wanted, more) => {
      const columns = columnsFor(jobRunNoun, wanted, ['job', ...more])
      const make = rowMaker<JobRunRow>(columns)
      return {
        select: columns.map((column) => jobRunNoun.columns[column]).join(', '),
        joins: '',
        toRows: (values) => together(values.map(make)),
      }
    },
  })

/** Seconds from the start to the end, or to now while it runs; null when it never started. @param now epoch ms */
export const jobRunSeconds = ({ startedAt, endedAt }: Pick<JobRunRow, 'startedAt' | 'endedAt'>, now: number): number | null =>
  startedAt === null ? null : Math.max(0, ((endedAt === null ? now : Date.parse(endedAt)) - Date.parse(startedAt)) / 1000)
