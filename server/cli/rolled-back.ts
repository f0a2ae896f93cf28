import type { Transaction } from '../../drizzle/database.ts'
import type { Transact } from '../domain/transact.ts'

/** Thrown to undo a transaction that went well. */
class RolledBack extends Error {
  override name = 'RolledBack'
}

/** What work in a transaction would give; nothing of it stays. */
export const rolledBack = async <Result>(transact: Transact, work: (tx: Transaction) => Promise<Result>): Promise<Result> => {
  const results: Result[] = []
  try {
    await transact(async (tx) => {
      results.push(await work(tx))
      throw new RolledBack()
    })
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error
  }
  return results.at(-1) as Result
}
