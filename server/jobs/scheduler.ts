import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Database } from '../../drizzle/database.ts'
import type { Job } from '../../plugins/api/index.ts'
import type { Actor } from '../domain/actor.ts'
import type { Domain } from '../domain/domain.ts'
import { done, fault, refused, type Outcome } from '../domain/fault.ts'
import type { Log } from '../log.ts'
import { claimManual, claimRetry, claimTick, type Claim, type Ending, type Place } from './claim.ts'
import { core, faultsOfJob, waitAfter, type Entry, type Owner } from './declaration.ts'
import { createRunner } from './runner.ts'
import { createSchedule } from './schedule.ts'
import { takeSeat, type Seat } from './seat.ts'
import { sweep } from './sweep.ts'

export type Scheduler = {
  /**
   * Takes on the jobs of the core or of a plugin, from now on. Those it had before and are not among them are let go.
   * Of what is not taken on yet when the scheduler stops, nothing is left.
   * @throws when a job is not well-formed: faultsOfJob says why
   */
  add: (owner: Owner, jobs: readonly Job[]) => Promise<void>
  /** Lets them go; what runs of them is aborted. */
  remove: (owner: Owner) => void
  /** Runs a job now, in this process; `ended` never rejects. */
  trigger: (name: string, actor: Actor) => Promise<Outcome<{ run: number; ended: Promise<Ending> }>>
} & AsyncDisposable

export type SchedulerOptions = {
  db: Pick<Database, 'url' | 'reader' | 'writer'>
  domain: Pick<Domain, 'transact' | 'clock' | 'jobs'>
  log: Log
  /** Without, nothing is started but what is triggered: for commands. */
  ticks?: boolean
  /** How often it looks for what others left behind. */
  sweepMs?: number
  /** How often it says that it still runs what it runs; the lease is three times the usual. */
  renewMs?: number
}

class Stopped extends Error {
  override name = 'Stopped'
}

/**
 * Starts jobs at their ticks. As many servers as you like may do so on one database: each tick is run once, and each is
 * accounted for. Rejects when the database cannot be reached.
 */
export const createScheduler = async ({ db, domain, log, ticks = true, sweepMs = 5000, renewMs = 10_000 }: SchedulerOptions): Promise<Scheduler> => {
  const { transact, clock, jobs: { board } } = domain
  const entries = new Map<string, Entry & Disposable>()
  const timers = new Set<NodeJS.Timeout>()
  const runner = createRunner({ db, domain, log })
  const claiming = new Set<Promise<unknown>>()
  let stopping = false
  let isOver = false

  const sit = () =>
    takeSeat({ url: db.url, renewMs, running: runner.runs, dropped: (runs) => runner.abort(new Stopped('Its lease was over'), { runs }) })
  let seat: Seat | null = await sit()

  const keepSeat = async () => {
    for (let failed = 0; !stopping; ) {
      if (seat) {
        const { lost } = seat
        await new Promise((resolve) => (lost.aborted ? resolve(null) : lost.addEventListener('abort', resolve, { once: true })))
        seat = null
        if (!stopping) log.warn({ err: lost.reason as Error }, 'jobs: the seat of this server was lost; what ran was aborted, a new seat is taken')
      }
      try {
        if (failed > 0) await wait(Math.min(100 * 2 ** failed, 5000), undefined, { ref: false })
        if (stopping) return
        seat = await sit()
        failed = 0
        if (stopping) return await seat[Symbol.asyncDispose]()
      } catch (error) {
        failed++
        log.warn({ err: error }, 'jobs: no seat could be taken; nothing is started until there is one')
      }
    }
  }
  void keepSeat()

  const place = (seat: Seat): Place => ({ seat, at: new Date(clock.now()) })

  /** What claims a run: it is begun, or not, before the server stops. */
  const hold = <Result>(work: Promise<Result>): Promise<Result> => {
    const settled = work.catch(() => undefined).then(() => void claiming.delete(settled))
    claiming.add(settled)
    return work
  }

  const begin = (entry: Entry, claim: Claim, on: Seat): Promise<Ending> => {
    const ended = runner.start(entry.name, entry.job, claim, on)
    void ended.then(({ state }) => {
      const pause = claim.scheduledFor === null || state === 'DONE' ? null : waitAfter(claim.attempt, entry.job)
      if (pause === null || stopping) return
      const timer = setTimeout(() => {
        timers.delete(timer)
        void retry(entry, claim.run)
      }, pause)
      timers.add(timer)
    })
    return ended
  }

  /** Claims and runs, unless there is no seat or the job has not let go of its last run here. */
  const attempt = async (entry: Entry, what: string, claim: (place: Place) => Promise<Claim | null>): Promise<void> => {
    const on = seat
    if (!on || stopping || entries.get(entry.name) !== entry || runner.isStopping(entry.name)) return
    try {
      const claimed = await claim(place(on))
      if (claimed && !isOver) void begin(entry, claimed, on)
    } catch (error) {
      log.warn({ err: error, job: entry.name }, `jobs: ${what} could not be claimed`)
    }
  }

  const retry = (entry: Entry, failed: number) => hold(attempt(entry, 'a retry', (place) => claimRetry(transact, entry.name, failed, place)))

  /** One tick after the other; while one waits for the database, only the newest of those behind it is kept. */
  const createTicker = (entry: Entry) => {
    let next: number | null = null
    let busy = false
    return async (at: number) => {
      next = at
      if (busy) return
      busy = true
      while (next !== null) {
        const tick: number = next
        next = null
        await hold(attempt(entry, 'a tick', (place) => claimTick(transact, entry.name, tick, entry.schedule, place)))
      }
      busy = false
    }
  }

  const claimNow: Scheduler['trigger'] = async (name, actor) => {
    const entry = entries.get(name)
    if (!entry) return refused(fault('NOT_FOUND', ['name'], `there is no job "${name.slice(0, 80)}"`))
    const on = seat
    if (!on || stopping) return refused(fault('CONFLICT', ['name'], 'this server can run no jobs at the moment: it has lost its database, or stops'))
    if (runner.isStopping(name)) return refused(fault('CONFLICT', ['name'], `${name} was told to stop and has not yet`))
    const { value, faults } = await claimManual(transact, name, actor, place(on))
    if (isOver) return refused(fault('CONFLICT', ['name'], 'this server stops'))
    return value ? done({ run: value.run, ended: begin(entry, value, on) }) : { value, faults }
  }

  const trigger: Scheduler['trigger'] = (name, actor) => hold(claimNow(name, actor))

  const declare = async (owner: Owner, job: Job) => {
    const [faults, name, zone] = [faultsOfJob(job), `${owner}:${job.name}`, job.zone ?? 'UTC']
    if (faults.length > 0) throw new Error(faults.join('; '))
    const schedule = createSchedule(job.cron, zone)
    using parts = new DisposableStack()
    // First the ticks, then the moment from which they count: in between none can be due that nobody takes.
    const declared = Promise.withResolvers<(at: number) => void>()
    if (ticks) parts.use(schedule.start((at) => void declared.promise.then((tick) => tick(at))))
    // Another schedule begins now: its ticks of the past were never due.
    await db.writer.execute(sql`
      insert into job (id, cron, zone, ticked_until) values (${name}, ${job.cron}, ${zone}, ${new Date(clock.now()).toISOString()}::timestamptz)
      on conflict (id) do update set cron = excluded.cron, zone = excluded.zone, ticked_until = excluded.ticked_until
      where job.cron <> excluded.cron or job.zone <> excluded.zone`)
    // Nobody would let it go any more: its ticks would keep the process for ever.
    if (stopping) return
    entries.get(name)?.[Symbol.dispose]()
    parts.use(board.put({
      name, zone, cron: job.cron, plugin: owner === core ? null : owner, description: job.description ?? '',
      timeoutSeconds: job.timeoutSeconds, retries: job.retries?.times ?? 0,
      nextRunAt: () => (ticks ? new Date(schedule.next(clock.now())).toISOString() : null),
      trigger: async (actor) => {
        const { value, faults } = await trigger(name, actor)
        return value ? done({ run: value.run }) : { value, faults }
      },
    }))
    const held = parts.move()
    const entry: Entry & Disposable = { name, owner, job, schedule, [Symbol.dispose]: () => held.dispose() }
    entries.set(name, entry)
    const tick = createTicker(entry)
    declared.resolve((at) => void tick(at))
  }

  const letGo = (entry: Entry & Disposable) => {
    entry[Symbol.dispose]()
    entries.delete(entry.name)
    runner.abort(new Stopped('The job was taken away'), { name: entry.name })
  }

  let sweeping: Promise<void> | undefined
  const look = () => {
    if (!seat || stopping) return
    sweeping ??= sweep({ db, transact, clock, entries: [...entries.values()], retry })
      .catch((error: unknown) => log.warn({ err: error }, 'jobs: what others left behind could not be looked for'))
      .finally(() => (sweeping = undefined))
  }
  const sweeper = ticks ? setInterval(look, sweepMs) : undefined

  return {
    add: async (owner, jobs) => {
      try {
        for (const job of jobs) if (!stopping) await declare(owner, job)
      } catch (error) {
        if (!stopping) throw error
      }
      if (stopping) return
      const names = new Set(jobs.map(({ name }) => `${owner}:${name}`))
      for (const entry of entries.values()) if (entry.owner === owner && !names.has(entry.name)) letGo(entry)
      if (ticks) look()
    },
    remove: (owner) => {
      for (const entry of entries.values()) if (entry.owner === owner) letGo(entry)
    },
    trigger,
    async [Symbol.asyncDispose]() {
      stopping = true
      clearInterval(sweeper)
      for (const timer of timers) clearTimeout(timer)
      for (const entry of entries.values()) entry[Symbol.dispose]()
      // What is claimed by now begins, is aborted at once and written down; a claim that comes later is swept up by others.
      await Promise.race([Promise.all(claiming), wait(2000, undefined, { ref: false })])
      isOver = true
      runner.abort(new Stopped('The server was stopped'))
      await Promise.all([runner.idle(), sweeping])
      await runner[Symbol.asyncDispose]()
      await seat?.[Symbol.asyncDispose]()
    },
  }
}
