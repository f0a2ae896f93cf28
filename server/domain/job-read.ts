import type { Reader } from '../../drizzle/database.ts'
import type { JobRunReads, JobRunRow } from './job-run-read.ts'
import { createList } from './list.ts'
import { textArray } from './parameters.ts'
import { columnsFor, rowMaker, together, type Noun, type Sibling } from './row.ts'
import type { Wanted } from './wanted.ts'

/** A job as it was read. */
export type JobRow = {
  name: string
  cron: string
  zone: string
  running: boolean
  failures: number
  pausedAt: string | null
  pausedBy: string | null
}

const jobNoun: Noun<keyof JobRow> = {
  key: 'name',
  columns: {
    name: 'j.id',
    cron: 'j.cron',
    zone: 'j.zone',
    running: `exists (select from job_run r where r.job_id = j.id and r.state = 'RUNNING')`,
    failures: 'j.failures',
    pausedAt: 'j.paused_at',
    pausedBy: 'j.paused_by',
  },
  needs: {
    cron: ['cron'],
    zone: ['zone'],
    state: ['running', 'pausedAt'],
    failures: ['failures'],
    nextRunAt: ['pausedAt'],
    pausedAt: ['pausedAt'],
    pausedBy: ['pausedBy'],
  },
}

export const jobStates = ['IDLE', 'RUNNING', 'PAUSED'] as const
export type JobState = (typeof jobStates)[number]

/** A paused job that somebody triggered runs, and is paused again afterwards. */
export const jobStateOf = ({ running, pausedAt }: Pick<JobRow, 'running' | 'pausedAt'>): JobState =>
  running ? 'RUNNING' : pausedAt !== null ? 'PAUSED' : 'IDLE'

export type JobReads = ReturnType<typeof createJobReads>

/** How jobs are read: by name. */
export const createJobReads = ({ reader, runs }: { reader: Reader; runs: JobRunReads }) => {
  const list = createList<Sibling<JobRow>, keyof JobRow, Record<never, never>, 'NAME'>({
    reader,
    name: 'jobs',
    from: 'job j',
    key: { sql: 'j.id', type: 'text', of: (row) => row.name },
    orders: { NAME: { column: 'name', sql: 'j.id', type: 'text' } },
    usualOrder: { field: 'NAME', descending: false },
    where: () => null,
    plan: (wanted, more) => {
      const columns = columnsFor(jobNoun, wanted, more)
      const make = rowMaker<JobRow>(columns)
      return {
        select: columns.map((column) => jobNoun.columns[column]).join(', '),
        joins: '',
        toRows: (values) => together(values.map(make)),
      }
    },
  })
  return {
    byKeys: list.byKeys,

    /** All that were ever scheduled on this database. */
    all: async (wanted: Wanted): Promise<Sibling<JobRow>[]> => (await list.page({ page: { first: 1000 }, wanted })).rows,

    /** The newest run of each job that really ran: ticks that had none are left out. */
    lastRuns: async (names: readonly string[], wanted: Wanted): Promise<Map<string, Sibling<JobRunRow>>> => {
      const values = await reader.values(
        `select last.id from unnest($1::text[]) as wanted(name) cross join lateral (
          select r.id::int from job_run r where r.job_id = wanted.name and r.started_at is not null order by r.id desc limit 1
        ) last`,
        [textArray(new Set(names))],
      )
      const found = await runs.byKeys(values.map(([id]) => Number(id)), wanted)
      return new Map(Array.from(found.values(), (run) => [run.job, run]))
    },
  }
}
