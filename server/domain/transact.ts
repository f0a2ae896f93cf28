import { setTimeout as wait } from 'node:timers/promises'
import type { Transaction, Writer } from '../../drizzle/database.ts'
import { announcedIn, type Entity } from '../events/outbox.ts'

/** Runs work in one transaction, and once more when another writer got in between. */
export type Transact = <Result>(work: (tx: Transaction) => Promise<Result>) => Promise<Result>

// serialization_failure, deadlock_detected, unique_violation: a second look finds the other's row and goes on from there.
const passing = new Set(['40001', '40P01', '23505'])

const maxAttempts = 20

/** The code of a failure of the database or the system (SQLSTATE, EADDRINUSE …), through what wraps it. */
export const codeOf = (error: unknown): string | undefined => {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code
  }
  return undefined
}

// By an administrator, a crash, a restart.
const gone = new Set(['57P01', '57P02', '57P03', 'CONNECTION_CLOSED', 'CONNECTION_DESTROYED', 'CONNECTION_ENDED', 'CONNECT_TIMEOUT'])
// Of any line, the database's only where a statement was to go over it.
const broken = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE'])

/** Whether the database went away under the work: that says nothing of what was worked on. */
export const isDatabaseGone = (error: unknown): boolean => {
  let isStatement = false
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    isStatement ||= 'query' in cause
    if ('code' in cause && (gone.has(String(cause.code)) || (isStatement && broken.has(String(cause.code))))) return true
  }
  return false
}

/** Something the work saw has changed under it: start over. */
export class StartOver extends Error {
  override name = 'StartOver'
}

/**
 * @param committed called after each commit, before the result is given, with what the facts are about: wakes those who
 * wait for events, and brings memory up to date for whoever asks next
 */
export const createTransact =
  (writer: Writer, committed: (entities: ReadonlySet<Entity>) => Promise<void> | undefined): Transact =>
  async (work) => {
    for (let attempt = 1; ; attempt++) {
      try {
        let entities: ReadonlySet<Entity> = new Set()
        const result = await writer.transaction(async (tx) => {
          const answer = await work(tx)
          entities = announcedIn(tx)
          return answer
        })
        await committed(entities)
        return result
      } catch (error) {
        const again = error instanceof StartOver || passing.has(codeOf(error) ?? '')
        if (!again || attempt === maxAttempts) throw error
        await wait(Math.random() * 10 * attempt)
      }
    }
  }
