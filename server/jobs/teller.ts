import type { Transact } from '../domain/transact.ts'
import { schedulerActor, tellRun, type Claim } from './claim.ts'

/** Of one job no more than one good start or end is told in this time. */
const spacingMs = 1000
/** A run that ends sooner is told once, at its end. */
const shortMs = 300

type Told = { kind: 'job.started' | 'job.ended'; state: string; claim: Claim }

/** Says that runs begin and end, but not more often than somebody could look. What went wrong is told at once: see finishRun. */
export type Teller = {
  begun: (name: string, claim: Claim) => void
  /** The run is over. Whether that is to be written down quietly: then it is told by us, a little later. */
  ending: (name: string) => boolean
  ended: (name: string, claim: Claim, state: string, quietly: boolean) => void
} & AsyncDisposable

export const createTeller = ({ transact, now, failed }: { transact: Transact; now: () => number; failed: (error: unknown) => void }): Teller => {
  const last = new Map<string, number>()
  const waiting = new Map<string, { timer: NodeJS.Timeout; tell: () => Promise<void> }>()

  const forget = (name: string) => {
    clearTimeout(waiting.get(name)?.timer)
    waiting.delete(name)
  }
  const freeIn = (name: string) => Math.max(0, (last.get(name) ?? -Infinity) + spacingMs - performance.now())

  const plan = (name: string, ms: number, { kind, state, claim: { run, trigger } }: Told) => {
    forget(name)
    const tell = async () => {
      waiting.delete(name)
      last.set(name, performance.now())
      await transact((tx) => tellRun(tx, kind, name, { run, state, trigger }, { actor: schedulerActor, at: new Date(now()) })).catch(failed)
    }
    waiting.set(name, { tell, timer: setTimeout(() => void tell(), ms) })
  }

  return {
    begun: (name, claim) => {
      if (claim.trigger === 'MANUAL') last.set(name, performance.now())
      else plan(name, Math.max(shortMs, freeIn(name)), { kind: 'job.started', state: 'RUNNING', claim })
    },
    ending: (name) => {
      // It is over: however long that takes to be written down, its start is no news any more.
      forget(name)
      return freeIn(name) > 0
    },
    ended: (name, claim, state, quietly) => {
      if (quietly && state === 'DONE') plan(name, freeIn(name), { kind: 'job.ended', state, claim })
      else last.set(name, performance.now())
    },
    async [Symbol.asyncDispose]() {
      const left = [...waiting.values()]
      for (const name of [...waiting.keys()]) forget(name)
      await Promise.all(left.map(({ tell }) => tell()))
    },
  }
}
