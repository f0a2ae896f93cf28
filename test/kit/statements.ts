import type { TestDatabase } from './database.ts'

/**
 * What a question costs the database: the fewest statements that were read while it was asked five times.
 * A query is compiled when it comes back, and once a second the server looks for events besides:
 * both only ever add to a count.
 */
export const costOf = async (db: Pick<TestDatabase, 'reader'>, ask: () => Promise<unknown>): Promise<number> => {
  const counts: number[] = []
  for (let time = 0; time < 5; time++) {
    const before = db.reader.statements()
    await ask()
    counts.push(db.reader.statements() - before)
  }
  return Math.min(...counts)
}
