import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Database } from '../../drizzle/database.ts'
import type { Job } from '../../plugins/api/index.ts'
import type { Domain } from '../domain/domain.ts'
import { textArray } from '../domain/parameters.ts'
import type { Log } from '../log.ts'
import { finishRun, type Claim, type Ending } from './claim.ts'
import { graceMs, perform } from './perform.ts'
import { createLines } from './record.ts'
import type { Seat } from './seat.ts'
import { createTeller } from './teller.ts'

/** How often the lines of a run are written down. */
const flushMs = 1000
/** Somebody else ran it until its connection was cut: time to notice that, and to stop. */
const takeOverMs = 500

export type Runner = {
  /** Runs what was claimed, and tells how it ended. Never rejects. */
  start: (name: string, job: Pick<Job, 'timeoutSeconds' | 'run'>, claim: Claim, seat: Seat) => Promise<Ending>
  /** Numbers of the runs that go on. */
  runs: () => number[]
  /** Whether a run of the job was told to stop and has not: then it is not to be started again here. */
  isStopping: (name: string) => boolean
  /** Aborts runs: these, those of one job, or all. */
  abort: (reason: Error, which?: { runs?: readonly number[]; name?: string }) => void
  /** Resolves when all have ended, or were given up. */
  idle: () => Promise<void>
} & AsyncDisposable

type Dependencies = { db: Pick<Database, 'writer'>; domain: Pick<Domain, 'transact' | 'clock'>; log: Log }

/** Runs claimed jobs, and keeps their record. */
export const createRunner = ({ db, domain: { transact, clock }, log }: Dependencies): Runner => {
  const running = new Map<number, { name: string; controller: AbortController; done: Promise<unknown> }>()
  const stubborn = new Map<string, number>()
  const teller = createTeller({ transact, now: clock.now, failed: (error) => log.warn({ err: error }, 'a job was not announced') })

  const keepLines = (run: number, seat: Seat) => {
    const lines = createLines(clock.now)
    let unwritten: string[] = []
    let writing: Promise<void> | undefined
    const write = async () => {
      unwritten.push(...lines.take())
      const some = [...unwritten]
      if (some.length === 0) return
      try {
        await db.writer.execute(sql`
          update job_run set log = log || ${textArray(some)}::text[] where id = ${run}::bigint and seat = ${seat.number}::bigint and state = 'RUNNING'`)
        unwritten = unwritten.slice(some.length)
      } catch (error) {
        log.warn({ err: error, run }, 'lines of a job could not be written; the next try has them')
      }
    }
    const timer = setInterval(() => (writing ??= write().finally(() => (writing = undefined))), flushMs)
    return {
      say: lines.say,
      rest: async () => {
        clearInterval(timer)
        await writing
        return [...unwritten, ...lines.take()]
      },
    }
  }

  const finish = async (name: string, claim: Claim, seat: Seat, ending: Ending, lines: readonly string[]) => {
    const quietly = teller.ending(name)
    for (let attempt = 1; ; attempt++) {
      try {
        const finished = await finishRun(transact, name, claim, ending, lines, { seat, at: new Date(clock.now()) }, quietly)
        teller.ended(name, claim, finished ? ending.state : 'LOST', quietly)
        if (finished?.isPaused) log.error({ job: name }, 'a job failed too often and is paused')
        return
      } catch (error) {
        // Nobody renews it any more: if we never get through, it is lost.
        if (attempt === 5) return log.error({ err: error, job: name, run: claim.run }, 'how a job ended could not be written down')
        await wait(200 * 2 ** attempt)
      }
    }
  }

  const start: Runner['start'] = (name, job, claim, seat) => {
    const controller = new AbortController()
    const stop = () => controller.abort(seat.lost.reason)
    if (seat.lost.aborted) stop()
    else seat.lost.addEventListener('abort', stop, { once: true })
    const lines = keepLines(claim.run, seat)
    teller.begun(name, claim)
    const work = async (): Promise<Ending> => {
      if (claim.tookOver) await wait(takeOverMs, undefined, { signal: controller.signal }).catch(() => undefined)
      const scheduledFor = claim.scheduledFor === null ? null : new Date(claim.scheduledFor).toISOString()
      const { ending, rest } = await perform(job, { scheduledFor, attempt: claim.attempt, log: lines.say }, controller)
      if (rest) {
        stubborn.set(name, (stubborn.get(name) ?? 0) + 1)
        void rest.then(() => stubborn.set(name, (stubborn.get(name) ?? 1) - 1))
        log.error({ job: name, run: claim.run }, 'a job did not stop when it was told to; it is not started again here before it does')
      }
      seat.lost.removeEventListener('abort', stop)
      if (ending.state !== 'DONE') log.warn({ job: name, run: claim.run, state: ending.state, error: ending.error }, 'a job did not end well')
      await finish(name, claim, seat, ending, await lines.rest())
      return ending
    }
    const done = work().finally(() => running.delete(claim.run))
    running.set(claim.run, { name, controller, done })
    return done
  }

  const idle = async () => {
    await Promise.race([Promise.allSettled([...running.values()].map(({ done }) => done)), wait(graceMs + 2000, undefined, { ref: false })])
  }

  return {
    start,
    runs: () => [...running.keys()],
    isStopping: (name) => (stubborn.get(name) ?? 0) > 0 || [...running.values()].some((one) => one.name === name && one.controller.signal.aborted),
    abort: (reason, { runs, name } = {}) => {
      for (const [run, one] of running) {
        if ((!runs || runs.includes(run)) && (name === undefined || one.name === name)) one.controller.abort(reason)
      }
    },
    idle,
    [Symbol.asyncDispose]: () => teller[Symbol.asyncDispose](),
  }
}
