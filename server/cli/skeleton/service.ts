import { count, gt, inArray, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Host } from '../../../plugins/api/index.ts'
import { run } from '../../../drizzle/tables/index.ts'
import { notedRun, type NotedRun } from './tables.ts'

export type SkeletonService = ReturnType<typeof createSkeleton>

/** A noted run, and how many of the noted ones were longer. */
export type Ranked = NotedRun & { longerRuns: number }

/** Runs that are noted in one statement: a job lets go between two of them. */
const batch = 1000

/** What does the work. The only file with SQL. */
export const createSkeleton = ({ db, clock, config }: Pick<Host<{ leastSeconds: number }>, 'db' | 'clock' | 'config'>) => {
  /** Notes those of these runs that have ended. Doing it again changes nothing: hooks may be told twice. */
  const noteAll = async (numbers: readonly number[]): Promise<number> => {
    if (numbers.length === 0) return 0
    const noted = await db.writer.execute(sql`
      insert into ${notedRun} (number, seconds, noted_at)
      select ${run.number}, ${run.durationSeconds}, ${new Date(clock.now()).toISOString()} from ${run}
      where ${inArray(run.number, [...numbers])} and ${run.durationSeconds} >= ${config.leastSeconds}
      on conflict (number) do update set seconds = excluded.seconds, noted_at = excluded.noted_at
      where ${notedRun.seconds} <> excluded.seconds`)
    return noted.count
  }

  /** Ended runs that are not noted, or not as they are now. */
  const missing = () =>
    db.writer.select({ number: run.number }).from(run).leftJoin(notedRun, sql`${notedRun.number} = ${run.number}`)
      .where(sql`${run.durationSeconds} >= ${config.leastSeconds} and ${notedRun.seconds} is distinct from ${run.durationSeconds}`)
      .limit(batch)

  return {
    note: async (number: number): Promise<void> => void (await noteAll([number])),

    /** Gives how many runs were noted. */
    catchUp: async (signal: AbortSignal): Promise<{ noted: number }> => {
      let noted = 0
      for (;;) {
        signal.throwIfAborted()
        const rows = await missing()
        if (rows.length === 0) return { noted }
        noted += await noteAll(rows.map(({ number }) => number))
      }
    },

    /** What is known of these runs, in one statement. */
    byRun: async (numbers: readonly number[]): Promise<Map<number, Ranked>> => {
      const longer = alias(notedRun, 'longer')
      const rows = await db.writer
        .select({ number: notedRun.number, seconds: notedRun.seconds, notedAt: notedRun.notedAt, longerRuns: count(longer.number) })
        .from(notedRun)
        .leftJoin(longer, gt(longer.seconds, notedRun.seconds))
        .where(inArray(notedRun.number, [...numbers]))
        .groupBy(notedRun.number)
      return new Map(rows.map((row) => [row.number, row]))
    },
  }
}
