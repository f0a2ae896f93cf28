import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Job } from '../../plugins/api/index.ts'
import { systemActor } from '../../server/domain/actor.ts'
import { seatClass } from '../../server/jobs/seat.ts'
import { createDatabase, type TestDatabase } from '../kit/database.ts'
import { until } from '../kit/live.ts'
import { makeJob, recordOf, startJobServer, ticksOf } from './servers.ts'

const actor = systemActor('test')
const everySecond = { cron: '* * * * * *' }

/** Cuts the lines of so many seats once they are all taken, as an administrator or a failover does. */
const cutSeats = async ({ raw }: TestDatabase, count: number) => {
  const held = raw`select pid from pg_locks where locktype = 'advisory' and classid = ${seatClass}::int::oid and granted and database = (select oid from pg_database where datname = current_database())`
  await until(async () => (await raw`${held}`).length === count, `${count} seats`)
  await raw`select pg_terminate_backend(pid) from (${held}) as seats`
}

/** Works until it is told to stop, and counts how many of it do. */
const createWorker = () => {
  const seen = { now: 0, most: 0, aborted: [] as string[] }
  const run: Job['run'] = async (signal) => {
    seen.most = Math.max(seen.most, ++seen.now)
    try {
      await wait(30_000, undefined, { signal })
    } catch {
      seen.aborted.push((signal.reason as Error).name)
      throw signal.reason
    } finally {
      seen.now--
    }
  }
  return { seen, run }
}

/** A run of a server that is not there: on a seat whose lock somebody holds, or nobody. */
const plantRun = ({ raw }: TestDatabase, seat: number, leaseSeconds: number) =>
  raw`insert into job_run (job_id, trigger, state, seat, server, lease_until, started_at)
    values ('core:work', 'MANUAL', 'RUNNING', ${seat}, 'elsewhere:1', now() + make_interval(secs => ${leaseSeconds}), now())`

describe('a server that stops while it takes on jobs', () => {
  it('leaves none of them: what ticked on would keep its process for ever', async () => {
    await using db = await createDatabase()
    await using server = await startJobServer(db)
    const taken = await db.raw.begin(async (sql) => {
      // What it writes first waits.
      await sql`lock table job in exclusive mode`
      const added = server.scheduler.add('test', [makeJob(async () => undefined), makeJob(async () => undefined, { name: 'more' })])
      await server.scheduler[Symbol.asyncDispose]()
      return { added }
    })
    await taken.added
    expect(server.domain.jobs.board.all()).toEqual([])
  })
})

describe('a server that stops while it claims a run', () => {
  it('begins and aborts it, and writes it down: it is no failure, and nothing is left of it', async () => {
    await using db = await createDatabase()
    await using server = await startJobServer(db)
    const { seen, run } = createWorker()
    await server.scheduler.add('test', [makeJob(run)])
    const { triggered, stopped } = await db.raw.begin(async (sql) => {
      await sql`select from job for update`
      const triggered = server.scheduler.trigger('test:work', actor)
      await until(async () => (await db.raw`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`).length > 0)
      return { triggered, stopped: server.scheduler[Symbol.asyncDispose]() }
    })
    await Promise.all([triggered, stopped])
    expect(seen).toEqual({ now: 0, most: 1, aborted: ['Stopped'] })
    expect(await recordOf(db, 'test:work')).toMatchObject([{ state: 'LOST', error: 'The server was stopped' }])
  })
})

describe('a server whose seat is cut off', () => {
  it('aborts what it runs, writes it down as lost, takes a new seat and goes on; no two run at once', async () => {
    await using db = await createDatabase()
    await using one = await startJobServer(db)
    await using two = await startJobServer(db)
    const { seen, run } = createWorker()
    for (const { scheduler } of [one, two]) await scheduler.add('core', [makeJob(run, everySecond)])
    for (let cut = 1; cut <= 2; cut++) {
      await until(() => seen.now === 1, 'a run')
      await cutSeats(db, 2)
      await until(() => seen.aborted.length === cut, 'the end of the run')
    }
    await until(() => seen.now === 1, 'a run')
    expect(seen).toMatchObject({ most: 1, aborted: ['SeatLost', 'SeatLost'] })
    const rows = await recordOf(db, 'core:work')
    const ran = rows.filter(({ started }) => started !== null)
    expect(ran.map(({ state }) => state)).toEqual(['LOST', 'LOST', 'RUNNING'])
    expect(new Set(ran.map(({ seat }) => seat)).size).toBe(3)
    expect(ran[0]!.error).toMatch(/lost/)
    // Each tick is accounted for once, whoever had it.
    const ticks = ticksOf(rows)
    expect([...ticks.values()].filter((states) => states.length !== 1)).toEqual([])
    expect(ticks.size).toBe((Math.max(...ticks.keys()) - Math.min(...ticks.keys())) / 1000 + 1)
  })
})

describe('a run that says it goes on', () => {
  it('is lost when nobody holds its seat: the next one runs', async () => {
    await using db = await createDatabase()
    await using server = await startJobServer(db, { ticks: false })
    await server.scheduler.add('core', [makeJob(async () => 1)])
    await plantRun(db, 4711, 3600)
    const { value } = await server.scheduler.trigger('core:work', actor)
    expect(await value!.ended).toMatchObject({ state: 'DONE' })
    expect((await recordOf(db, 'core:work')).map(({ state, error }) => [state, error?.includes('elsewhere:1') ?? null])).toEqual([['LOST', true], ['DONE', null]])
  })

  it('is lost without a tick, too', async () => {
    await using db = await createDatabase()
    await plantRun(db, 4711, 3600)
    await using server = await startJobServer(db, { sweepMs: 100 })
    await server.scheduler.add('core', [makeJob(async () => 1)])
    await until(async () => (await recordOf(db, 'core:work'))[0]!.state === 'LOST')
  })

  it('goes on while its seat is held and its lease lasts, and is lost when the lease is over', async () => {
    await using db = await createDatabase()
    await using server = await startJobServer(db, { ticks: false })
    await server.scheduler.add('core', [makeJob(async () => 1)])
    await db.raw.begin(async (held) => {
      await held`select pg_advisory_xact_lock(${seatClass}::int, 4711)`
      await plantRun(db, 4711, 3600)
      expect((await server.scheduler.trigger('core:work', actor)).faults.map(({ code }) => code)).toEqual(['CONFLICT'])
      await db.raw`update job_run set lease_until = now() - interval '1 second'`
      const { value } = await server.scheduler.trigger('core:work', actor)
      expect(await value!.ended).toMatchObject({ state: 'DONE' })
    })
    expect((await recordOf(db, 'core:work')).map(({ state }) => state)).toEqual(['LOST', 'DONE'])
  })

  it('is aborted where it runs once it was taken away, and its end is not written over what was written', async () => {
    await using db = await createDatabase()
    // An answer that takes longer than this would cost it its seat.
    await using server = await startJobServer(db, { renewMs: 1500 })
    const { seen, run } = createWorker()
    await server.scheduler.add('core', [makeJob(run)])
    const { value } = await server.scheduler.trigger('core:work', actor)
    await until(() => seen.now === 1)
    const [before] = await db.raw`select lease_until from job_run`
    await until(async () => (await db.raw`select lease_until from job_run`)[0]!['lease_until'] > before!['lease_until'], 'another lease')
    await db.raw`update job_run set state = 'LOST', error = 'by somebody else'`
    expect(await value!.ended).toMatchObject({ state: 'LOST' })
    expect(seen).toMatchObject({ now: 0, aborted: ['Stopped'] })
    expect((await recordOf(db, 'core:work'))[0]).toMatchObject({ state: 'LOST', error: 'by somebody else' })
  })
})

describe('a server that stops', () => {
  it('aborts what it runs and says so; what was due until somebody came again is missed, in one row', async () => {
    await using db = await createDatabase()
    const { seen, run } = createWorker()
    {
      await using server = await startJobServer(db)
      await server.scheduler.add('core', [makeJob(run, everySecond)])
      await until(() => seen.now === 1)
    }
    expect(seen).toMatchObject({ now: 0, aborted: ['Stopped'] })
    const [lost] = await recordOf(db, 'core:work')
    expect(lost).toMatchObject({ state: 'LOST', error: 'The server was stopped' })
    await wait(2500)
    await using _server = await (async () => {
      const server = await startJobServer(db)
      await server.scheduler.add('core', [makeJob(async () => 1, everySecond)])
      return server
    })()
    await until(async () => (await recordOf(db, 'core:work')).some(({ state }) => state === 'DONE'))
    const rows = await recordOf(db, 'core:work')
    const missed = rows.filter(({ state }) => state === 'MISSED')
    expect(missed.length).toBe(1)
    expect(missed[0]!.ticks).toBeGreaterThanOrEqual(2)
    expect([...ticksOf(rows).values()].filter((states) => states.length !== 1)).toEqual([])
    const done = rows.find(({ state }) => state === 'DONE')!
    expect((done.for!.getTime() - missed[0]!.for!.getTime()) / 1000).toBe(missed[0]!.ticks)
  })

  it('for days leaves a row of missed ticks, also of a job that is not due for long; not of one that was paused', async () => {
    await using db = await createDatabase()
    await using server = await startJobServer(db, { ticks: false })
    // Half a day from now: nothing is due while we look.
    const cron = `17 ${(new Date().getUTCHours() + 12) % 24} * * *`
    // In this order they are looked at.
    const jobs = [makeJob(async () => 1, { name: 'idle', cron }), makeJob(async () => 1, { cron })]
    await server.scheduler.add('core', jobs)
    await server.domain.jobs.pause('core:idle', actor)
    await db.raw`update job set ticked_until = now() - interval '80 hours'`
    await using later = await startJobServer(db, { sweepMs: 100 })
    await later.scheduler.add('core', jobs)
    await until(async () => (await recordOf(db, 'core:work')).length > 0)
    const [row, ...more] = await recordOf(db, 'core:work')
    expect([row!.state, more]).toEqual(['MISSED', []])
    expect(row!.ticks).toBe(3)
    expect((row!.until!.getTime() - row!.for!.getTime()) / 86_400_000).toBe(2)
    await later.domain.jobs.resume('core:idle', actor)
    await db.raw`delete from job_run where job_id = 'core:work'`
    await db.raw`update job set ticked_until = now() - interval '80 hours' where id = 'core:work'`
    await until(async () => (await recordOf(db, 'core:work')).length > 0, 'another look')
    expect(await recordOf(db, 'core:idle')).toEqual([])
  })
})
