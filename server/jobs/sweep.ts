import type { Database } from '../../drizzle/database.ts'
import type { Clock } from '../domain/clock.ts'
import { textArray } from '../domain/parameters.ts'
import type { Transact } from '../domain/transact.ts'
import { claimMissed, markLost } from './claim.ts'
import { waitAfter, type Entry } from './declaration.ts'
import { lateMs } from './schedule.ts'

/** A tick that nobody took is missed after this time: none is taken so late. */
const missedMs = lateMs + 5000
/** A retry that its own server did not start by then is anybody's. */
const orphanMs = 3000

type Standing = {
  name: string
  tickedUntil: number
  isPaused: boolean
  run: number | null
  state: string | null
  attempt: number | null
  trigger: string | null
  endedAt: number | null
}

/** Looks for what other servers left behind: runs that nobody runs, ticks that nobody took, retries that are due. */
export const sweep = async (
  { db: { reader }, transact, clock, entries, retry }:
  { db: Pick<Database, 'reader'>; transact: Transact; clock: Clock; entries: readonly Entry[]; retry: (entry: Entry, failed: number) => Promise<void> },
): Promise<void> => {
  const now = clock.now()
  await transact((tx) => markLost(tx, null, new Date(now)))
  const rows = await reader.rows<Standing>(
    `select j.id as name, (extract(epoch from j.ticked_until) * 1000)::float8 as "tickedUntil", j.paused_at is not null as "isPaused",
       last.id::int as run, last.state, last.attempt, last.trigger, (extract(epoch from last.ended_at) * 1000)::float8 as "endedAt"
     from job j left join lateral (select * from job_run r where r.job_id = j.id and r.started_at is not null order by r.id desc limit 1) last on true
     where j.id = any($1::text[])`,
    [textArray(entries.map(({ name }) => name))],
  )
  const standings = new Map(rows.map((row) => [row.name, row]))
  for (const entry of entries) {
    const row = standings.get(entry.name)
    if (!row || row.isPaused) continue
    if (entry.schedule.next(row.tickedUntil) < now - missedMs) await claimMissed(transact, entry.name, now - missedMs, entry.schedule, new Date(now))
    if (row.run === null || row.endedAt === null || row.state === 'DONE' || row.trigger === 'MANUAL') continue
    const pause = waitAfter(row.attempt ?? 1, entry.job)
    if (pause !== null && row.endedAt + pause + orphanMs < now) await retry(entry, row.run)
  }
}
