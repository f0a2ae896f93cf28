import { createLog } from '../../server/log.ts'
import { systemClock } from '../../server/domain/clock.ts'
import { createDomain, type Domain } from '../../server/domain/domain.ts'
import { createScheduler, type Scheduler, type SchedulerOptions } from '../../server/jobs/scheduler.ts'
import type { Job } from '../../plugins/api/index.ts'
import type { Database } from '../../drizzle/database.ts'

export type JobServer = { domain: Domain; scheduler: Scheduler } & AsyncDisposable

/** Of a server what runs jobs: its domain and its scheduler, on the clock of the machine. */
export const startJobServer = async (db: Database, options: Partial<SchedulerOptions> = {}): Promise<JobServer> => {
  await using parts = new AsyncDisposableStack()
  const domain = parts.use(await createDomain(db, { clock: systemClock }))
  const scheduler = parts.use(await createScheduler({ db, domain, log: createLog('silent'), ...options }))
  const held = parts.move()
  return { domain, scheduler, [Symbol.asyncDispose]: () => held.disposeAsync() }
}

/** A job that is declared in a line; it has no tick while a test lasts unless told. */
export const makeJob = (run: Job['run'], more: Partial<Job> = {}): Job => ({
  name: 'work', description: 'Works', cron: '0 0 1 1 *', timeoutSeconds: 20, run, ...more,
})

export type Recorded = {
  id: number; state: string; trigger: string; attempt: number; ticks: number; seat: number | null; server: string | null
  for: Date | null; until: Date | null; started: Date | null; ended: Date | null; error: string | null; result: unknown; log: string[]; by: string | null
}

/** The record of a job, oldest first. */
export const recordOf = async ({ raw }: Pick<Database, 'raw'>, name: string): Promise<Recorded[]> =>
  raw<Recorded[]>`
    select id::int, state, trigger, attempt, ticks, seat::int, server, scheduled_for as for, scheduled_until as until, started_at as started, ended_at as ended, error, result,
      to_json(log) as log, triggered_by as by
    from job_run where job_id = ${name} order by id`

/** The seconds of a record, each with what became of it: a row of several ticks counts for each. */
export const ticksOf = (rows: readonly Recorded[], stepMs = 1000): Map<number, string[]> => {
  const found = new Map<number, string[]>()
  for (const { for: first, until, state, trigger } of rows) {
    if (!first || trigger !== 'SCHEDULE') continue
    for (let at = first.getTime(); at <= (until ?? first).getTime(); at += stepMs) found.set(at, [...(found.get(at) ?? []), state])
  }
  return found
}
