import { detector } from '../../drizzle/tables/detector.ts'
import { announce } from '../events/outbox.ts'
import type { Actor } from './actor.ts'
import type { Clock } from './clock.ts'
import { done, fault, refused, type Outcome } from './fault.ts'
import type { Transact } from './transact.ts'

export type Detectors = ReturnType<typeof createDetectors>

/** The verbs of a detector. Answers are names. */
export const createDetectors = ({ transact, clock }: { transact: Transact; clock: Clock }) => {
  const add = (names: readonly string[], actor: Actor): Promise<string[]> =>
    transact(async (tx) => {
      if (names.length === 0) return []
      const known = new Set((await tx.select().from(detector)).map(({ name }) => name))
      const fresh = names.filter((name) => !known.has(name))
      if (fresh.length === 0) return []
      await tx.insert(detector).values(fresh.map((name) => ({ name }))).onConflictDoNothing()
      await announce(tx, fresh.map((key) => ({ kind: 'detector.created', entity: 'DETECTOR', key, change: 'CREATED' })), { actor, at: new Date(clock.now()) })
      return fresh
    })
  return {
    /** Makes those that aren't there yet; gives their names. */
    ensure: add,

    create: async ({ name }: { name: string }, actor: Actor): Promise<Outcome<string>> => {
      if (!/^[A-Za-z0-9][A-Za-z0-9_.+-]{0,31}$/.test(name)) {
        return refused(fault('INVALID_INPUT', ['name'], `"${name.slice(0, 40)}" is no detector name: 1 to 32 letters, digits, _ . + -`))
      }
      const [made] = await add([name], actor)
      return made === undefined ? refused(fault('ALREADY_EXISTS', ['name'], `The detector ${name} exists already`)) : done(made)
    },
  }
}
