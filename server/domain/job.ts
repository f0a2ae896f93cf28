import { eq } from 'drizzle-orm'
import { job, type JobRecord } from '../../drizzle/tables/job.ts'
import { announce } from '../events/outbox.ts'
import type { Actor } from './actor.ts'
import { recordChanges } from './change.ts'
import type { Clock } from './clock.ts'
import { done, fault, refused, type Outcome } from './fault.ts'
import type { JobBoard } from './job-board.ts'
import type { Transact } from './transact.ts'

export type Jobs = {
  /** What this process schedules. */
  board: JobBoard
  /** Runs it now, paused or not. CONFLICT while it runs, on whichever server. */
  trigger: (name: string, actor: Actor) => Promise<Outcome<{ run: number }>>
  /** Its ticks start nothing until it is resumed; what runs goes on. Twice changes nothing. */
  pause: (name: string, actor: Actor) => Promise<Outcome<{ name: string }>>
  /** From the next tick on; what was due meanwhile is not made up for, and its failures are forgotten. */
  resume: (name: string, actor: Actor) => Promise<Outcome<{ name: string }>>
}

const none = (name: string) => refused(fault('NOT_FOUND', ['name'], `there is no job "${name.slice(0, 80)}"`))

export const createJobs = ({ transact, clock, board }: { transact: Transact; clock: Clock; board: JobBoard }): Jobs => {
  type Change = Pick<JobRecord, 'pausedAt' | 'pausedBy'> & Partial<Pick<JobRecord, 'failures' | 'tickedUntil'>>
  const edit = (name: string, actor: Actor, change: (found: JobRecord, at: Date) => Change | null): Promise<Outcome<{ name: string }>> => {
    const at = new Date(clock.now())
    return transact(async (tx): Promise<Outcome<{ name: string }>> => {
      if (name.includes('\0')) return none(name)
      const [found] = await tx.select().from(job).where(eq(job.id, name)).for('update')
      if (!found) return none(name)
      const fresh = change(found, at)
      if (!fresh) return done({ name })
      await tx.update(job).set(fresh).where(eq(job.id, name))
      const moment = (time: Date | null) => time?.toISOString() ?? null
      const edited = { key: name, field: 'pausedAt', before: moment(found.pausedAt), after: moment(fresh.pausedAt) }
      await recordChanges(tx, 'JOB', [edited], { actor, at, reason: null })
      const fields = ['state', 'pausedAt', 'pausedBy', ...(fresh.failures === undefined ? [] : ['failures'])]
      await announce(tx, [{ kind: 'job.changed', entity: 'JOB', key: name, change: 'UPDATED', fields }], { actor, at })
      return done({ name })
    })
  }
  return {
    board,
    trigger: async (name, actor) => (await board.get(name)?.trigger(actor)) ?? none(name),
    pause: (name, actor) => edit(name, actor, (found, at) => (found.pausedAt ? null : { pausedAt: at, pausedBy: actor.name })),
    // Ticks from before are nobody's any more: they were meant to pass.
    resume: (name, actor) =>
      edit(name, actor, (found, at) => (found.pausedAt ? { pausedAt: null, pausedBy: null, failures: 0, tickedUntil: at } : null)),
  }
}
