import { sql, type SQL } from 'drizzle-orm'
import type { Transaction } from '../../drizzle/database.ts'
import { systemActor, type Actor } from '../domain/actor.ts'
import { done, fault, refused, type Outcome } from '../domain/fault.ts'
import { textArray } from '../domain/parameters.ts'
import type { Transact } from '../domain/transact.ts'
import { announce } from '../events/outbox.ts'
import type { Schedule, Stretch } from './schedule.ts'
import { leaseSeconds, mayLive, seatClass, type Seat } from './seat.ts'

/** A run that is ours: the row is the claim. */
export type Claim = {
  run: number
  /** The tick it runs for, epoch ms; null when somebody triggered it. */
  scheduledFor: number | null
  attempt: number
  trigger: 'SCHEDULE' | 'RETRY' | 'MANUAL'
  /** Somebody else ran it until a moment ago, and may need another moment to notice. */
  tookOver: boolean
}

export type Place = { seat: Pick<Seat, 'number' | 'server'>; at: Date }

/** Who acts when nobody asked. */
export const schedulerActor: Actor = systemActor('logline')

const milliseconds = (column: SQL) => sql`(extract(epoch from ${column}) * 1000)::float8`

/** Whether the seat of a run is taken and the run's lease goes on. */
const isAlive = sql`(lease_until >= clock_timestamp() and exists (
  select from pg_locks where locktype = 'advisory' and classid = ${seatClass}::int::oid and objid = seat::oid and objsubid = 2 and granted
  and database = (select oid from pg_database where datname = current_database())))`

type Held = { tickedUntil: number; isPaused: boolean }

/** Holds the job: one server at a time looks at its ticks. */
const hold = async (tx: Transaction, name: string): Promise<Held | null> => {
  const [row] = await tx.execute<Held>(sql`
    select ${milliseconds(sql`ticked_until`)} as "tickedUntil", paused_at is not null as "isPaused" from job where id = ${name} for update`)
  return row ?? null
}

const tell = (tx: Transaction, name: string, kind: string, fields: readonly string[], data: object, { actor, at }: { actor: Actor; at: Date }) =>
  announce(tx, [{ kind, entity: 'JOB', key: name, change: 'UPDATED', fields, data }], { actor, at })

const runFields = ['state', 'lastRun', 'runs', 'nextRunAt', 'failures']

/** Says that a run has begun, or how it ended. Quiet ones are thinned out later: see meltJobEvents. */
export const tellRun = (
  tx: Transaction, kind: 'job.started' | 'job.ended', name: string, about: { run: number; state: string; trigger: string }, by: { actor: Actor; at: Date },
) => tell(tx, name, kind, runFields, about, by)

/** Runs whose server is gone are lost; tells them. @returns the servers that ran them */
export const markLost = async (tx: Transaction, name: string | null, at: Date): Promise<string[]> => {
  const rows = await tx.execute<{ id: number; name: string; trigger: string; server: string | null }>(sql`
    update job_run set state = 'LOST', ended_at = ${at.toISOString()}::timestamptz,
      error = 'The server that ran it (' || coalesce(server, 'unknown') || ') ended, or lost its database'
    where state = 'RUNNING' ${name === null ? sql`` : sql`and job_id = ${name}`} and not ${isAlive}
    returning id::int, job_id as name, trigger, server`)
  for (const { id, name, trigger } of rows) await tellRun(tx, 'job.ended', name, { run: id, state: 'LOST', trigger }, { actor: schedulerActor, at })
  return Array.from(rows, ({ server }) => server ?? '')
}

/** Whether a run of the job goes on somewhere; those that only seem to are lost. */
const look = async (tx: Transaction, name: string, at: Date): Promise<{ isRunning: boolean; mayLinger: boolean }> => {
  const running = () => tx.execute(sql`select id from job_run where job_id = ${name} and state = 'RUNNING'`)
  if ((await running()).length === 0) return { isRunning: false, mayLinger: false }
  const servers = await markLost(tx, name, at)
  return { isRunning: servers.length === 0, mayLinger: servers.some(mayLive) }
}

/** Writes down ticks that had no run, with those just before when they were the same. @returns whether it is a row of its own */
const writeOff = async (tx: Transaction, name: string, state: 'MISSED' | 'SKIPPED', { first, last, count }: Stretch, schedule: Schedule): Promise<boolean> => {
  const moment = (ms: number) => sql`${new Date(ms).toISOString()}::timestamptz`
  const [newest] = await tx.execute<{ id: string; state: string; until: number }>(sql`
    select id::text, state, ${milliseconds(sql`coalesce(scheduled_until, scheduled_for)`)} as until
    from job_run where job_id = ${name} order by id desc limit 1`)
  if (newest?.state === state && schedule.next(newest.until) === first) {
    await tx.execute(sql`update job_run set scheduled_until = ${moment(last)}, ticks = ticks + ${count}::int where id = ${newest.id}::bigint`)
    return false
  }
  await tx.execute(sql`
    insert into job_run (job_id, trigger, scheduled_for, scheduled_until, ticks, state)
    values (${name}, 'SCHEDULE', ${moment(first)}, ${count > 1 ? moment(last) : sql`null`}, ${count}::int, ${state})`)
  return true
}

const begin = async (
  tx: Transaction, name: string, { seat, at }: Place,
  { trigger, scheduledFor, attempt, triggeredBy }: Pick<Claim, 'trigger' | 'scheduledFor' | 'attempt'> & { triggeredBy: string | null },
): Promise<number> => {
  const [row] = await tx.execute<{ id: number }>(sql`
    insert into job_run (job_id, trigger, scheduled_for, attempt, state, seat, server, lease_until, started_at, triggered_by)
    values (${name}, ${trigger}, ${scheduledFor === null ? null : new Date(scheduledFor).toISOString()}::timestamptz, ${attempt}::int, 'RUNNING', ${seat.number}::bigint,
      ${seat.server}, clock_timestamp() + make_interval(secs => ${leaseSeconds}::int), ${at.toISOString()}::timestamptz, ${triggeredBy})
    returning id::int`)
  if (!row) throw new Error('a run was inserted but not returned')
  return row.id
}

const account = (tx: Transaction, name: string, until: number) =>
  tx.execute(sql`update job set ticked_until = ${new Date(until).toISOString()}::timestamptz where id = ${name}`)

/**
 * Takes a tick, in one short transaction: whoever holds the job first either runs it or writes down why not, and
 * accounts for the ticks before that nobody took. Null when it is not ours to run.
 */
export const claimTick = (transact: Transact, name: string, tick: number, schedule: Schedule, place: Place): Promise<Claim | null> =>
  transact(async (tx) => {
    const held = await hold(tx, name)
    if (!held || held.isPaused || tick <= held.tickedUntil) return null
    await missed(tx, name, held.tickedUntil, tick, schedule, place.at)
    await account(tx, name, tick)
    const { isRunning, mayLinger } = await look(tx, name, place.at)
    if (isRunning) {
      const isFirst = await writeOff(tx, name, 'SKIPPED', { first: tick, last: tick, count: 1 }, schedule)
      if (isFirst) await tell(tx, name, 'job.changed', ['runs'], { state: 'SKIPPED' }, { actor: schedulerActor, at: place.at })
      return null
    }
    const wish = { trigger: 'SCHEDULE', scheduledFor: tick, attempt: 1 } as const
    return { ...wish, run: await begin(tx, name, place, { ...wish, triggeredBy: null }), tookOver: mayLinger }
  })

const missed = async (tx: Transaction, name: string, after: number, before: number, schedule: Schedule, at: Date): Promise<number | null> => {
  const stretch = schedule.stretch(after, before)
  if (!stretch) return null
  const isFirst = await writeOff(tx, name, 'MISSED', stretch, schedule)
  if (isFirst) await tell(tx, name, 'job.changed', ['runs'], { state: 'MISSED', ticks: stretch.count }, { actor: schedulerActor, at })
  return stretch.last
}

/** Accounts for the ticks before a moment that nobody took. */
export const claimMissed = (transact: Transact, name: string, before: number, schedule: Schedule, at: Date): Promise<void> =>
  transact(async (tx) => {
    const held = await hold(tx, name)
    if (!held || held.isPaused) return
    const last = await missed(tx, name, held.tickedUntil, before, schedule, at)
    if (last !== null) await account(tx, name, last)
  })

/** Tries a failed run again; null when the job is paused, or has run since. */
export const claimRetry = (transact: Transact, name: string, failed: number, place: Place): Promise<Claim | null> =>
  transact(async (tx) => {
    const held = await hold(tx, name)
    if (!held || held.isPaused) return null
    const [newest] = await tx.execute<{ id: number; state: string; attempt: number; scheduledFor: number | null }>(sql`
      select id::int, state, attempt, ${milliseconds(sql`scheduled_for`)} as "scheduledFor"
      from job_run where job_id = ${name} and started_at is not null order by id desc limit 1`)
    if (newest?.id !== failed || !['FAILED', 'TIMED_OUT', 'LOST'].includes(newest.state)) return null
    const wish = { trigger: 'RETRY', scheduledFor: newest.scheduledFor, attempt: newest.attempt + 1 } as const
    return { ...wish, run: await begin(tx, name, place, { ...wish, triggeredBy: null }), tookOver: false }
  })

/** A run that somebody asked for. CONFLICT while the job runs anywhere. */
export const claimManual = (transact: Transact, name: string, actor: Actor, place: Place): Promise<Outcome<Claim>> =>
  transact(async (tx): Promise<Outcome<Claim>> => {
    if (!(await hold(tx, name))) return refused(fault('NOT_FOUND', ['name'], `there is no job "${name}"`))
    const { isRunning, mayLinger } = await look(tx, name, place.at)
    if (isRunning) return refused(fault('CONFLICT', ['name'], `${name} is running: once at a time`))
    const wish = { trigger: 'MANUAL', scheduledFor: null, attempt: 1 } as const
    const run = await begin(tx, name, place, { ...wish, triggeredBy: actor.name })
    await tellRun(tx, 'job.started', name, { run, state: 'RUNNING', trigger: 'MANUAL' }, { actor, at: place.at })
    return done({ ...wish, run, tookOver: mayLinger })
  })

/** How a run ended. `result` is JSON text. */
export type Ending = { state: 'DONE' | 'FAILED' | 'TIMED_OUT' | 'LOST'; error: string | null; result: string | null }

/** Failures one after the other that pause a job. */
export const failuresToPause = 5

/**
 * Writes down how a run ended, and how its job stands after it. Tries of the same tick count as one failure, and a run
 * that was lost as none.
 * @param quietly leaves a good end untold, for somebody who tells it a little later
 * @returns null when the run was taken from us meanwhile
 */
export const finishRun = (
  transact: Transact, name: string, { run, attempt, trigger }: Claim, ending: Ending, lines: readonly string[], { seat, at }: Place, quietly: boolean,
): Promise<{ isPaused: boolean } | null> =>
  transact(async (tx) => {
    if (!(await hold(tx, name))) return null
    const rows = await tx.execute(sql`
      update job_run set state = ${ending.state}, ended_at = ${at.toISOString()}::timestamptz, lease_until = null, error = ${ending.error},
        result = ${ending.result}::jsonb, log = log || ${textArray(lines)}::text[]
      where id = ${run}::bigint and seat = ${seat.number}::bigint and state = 'RUNNING' returning id`)
    if (rows.length === 0) return null
    const by = { actor: schedulerActor, at }
    let isPaused = false
    if (ending.state === 'DONE') await tx.execute(sql`update job set failures = 0 where id = ${name} and failures <> 0`)
    else if (ending.state !== 'LOST' && attempt === 1) {
      const [row] = await tx.execute<{ pausedNow: boolean }>(sql`
        update job set failures = job.failures + 1,
          paused_at = case when before.paused_at is null and before.failures + 1 >= ${failuresToPause}::int then ${at.toISOString()}::timestamptz else before.paused_at end,
          paused_by = case when before.paused_at is null and before.failures + 1 >= ${failuresToPause}::int then ${schedulerActor.name} else before.paused_by end
        from job as before where job.id = ${name} and before.id = job.id
        returning before.paused_at is null and job.paused_at is not null as "pausedNow"`)
      isPaused = row?.pausedNow ?? false
    }
    if (!quietly || ending.state !== 'DONE') await tellRun(tx, 'job.ended', name, { run, state: ending.state, trigger }, by)
    if (isPaused) await tell(tx, name, 'job.changed', ['state', 'pausedAt', 'pausedBy', 'failures'], { failures: failuresToPause }, by)
    return { isPaused }
  })
