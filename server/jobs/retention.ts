import type { Database } from '../../drizzle/database.ts'
import type { Job } from '../../plugins/api/index.ts'
import type { Config } from '../config.ts'
import type { Clock } from '../domain/clock.ts'
import { pruneSessions } from '../domain/session.ts'
import { meltJobEvents, pruneEvents, pruneIdempotencyKeys } from '../events/retention.ts'

const day = 86_400_000
const batch = 5000
const jobRunDays = 90
const jobEventDays = 1

/** Takes away runs of jobs from before `before` (epoch ms), oldest first; the last that each job had stays. @returns how many */
const pruneJobRuns = async ({ raw }: Pick<Database, 'raw'>, before: number, signal: AbortSignal): Promise<number> => {
  for (let pruned = 0; ; ) {
    signal.throwIfAborted()
    // Numbers grow with time: what was missed or skipped has no start, and goes with its neighbours.
    const { count } = await raw`
      delete from job_run where id in (
        select id from job_run where id <= (select max(id) from job_run where started_at < ${new Date(before)}) and state <> 'RUNNING'
          and id not in (select last.id from job j cross join lateral (
            select id from job_run r where r.job_id = j.id and r.started_at is not null order by id desc limit 1) last)
        order by id limit ${batch})`
    pruned += count
    if (count < batch) return pruned
  }
}

/** Takes away, each night, what was kept long enough. */
export const retentionJob = (
  db: Pick<Database, 'raw'>, clock: Clock, { eventRetentionDays, idempotencyDays }: Pick<Config, 'eventRetentionDays' | 'idempotencyDays'>,
): Job => ({
  name: 'retention',
  description: `Takes away events older than ${eventRetentionDays} days, idempotency keys older than ${idempotencyDays}, runs of jobs older than ${jobRunDays}, and sessions that ended`,
  cron: '17 3 * * *',
  timeoutSeconds: 3600,
  retries: { times: 3, firstSeconds: 300 },
  run: async (signal, { log }) => {
    const now = clock.now()
    const steps = {
      events: () => pruneEvents(db, now - eventRetentionDays * day),
      jobEvents: () => meltJobEvents(db, now - jobEventDays * day),
      idempotencyKeys: () => pruneIdempotencyKeys(db, now - idempotencyDays * day),
      sessions: () => pruneSessions(db, now),
      jobRuns: () => pruneJobRuns(db, now - jobRunDays * day, signal),
    }
    const gone: Record<string, number> = {}
    for (const [what, prune] of Object.entries(steps)) {
      signal.throwIfAborted()
      gone[what] = await prune()
      log(`${what}: ${gone[what]} taken away`)
    }
    return gone
  },
})
