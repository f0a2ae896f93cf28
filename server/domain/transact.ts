import { setTimeout as wait } from 'node:timers/promises'
import type { Transaction, Writer } from '../../drizzle/database.ts'

/** Runs work in one transaction, and once more when another writer got in between. */
export type Transact = <Result>(work: (tx: Transaction) => Promise<Result>) => Promise<Result>

// serialization_failure, deadlock_detected, unique_violation: a second look finds the other's row and goes on from there.
const passing = new Set(['40001', '40P01', '23505'])

const maxAttempts = 6

/** The SQLSTATE of a database error, through drizzle's wrapping. */
export const sqlState = (error: unknown): string | undefined => {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code
  }
  return undefined
}

/** Something the work saw has changed under it: start over. */
export class StartOver extends Error {
  override name = 'StartOver'
}

/**
 * @param committed called after each commit: wakes those who wait for events
 */
export const createTransact =
  (writer: Writer, committed: () => void): Transact =>
  async (work) => {
    for (let attempt = 1; ; attempt++) {
      try {
        const result = await writer.transaction(work)
        committed()
        return result
      } catch (error) {
        const again = error instanceof StartOver || passing.has(sqlState(error) ?? '')
        if (!again || attempt === maxAttempts) throw error
        await wait(Math.random() * 10 * attempt)
      }
    }
  }
