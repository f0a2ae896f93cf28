import { sql } from 'drizzle-orm'
import type { Writer } from '../../drizzle/database.ts'

/** Tables that are kept by month of `at` (UTC). */
const partitioned = ['measurement', 'vector_measurement'] as const
export type Partitioned = (typeof partitioned)[number]

/** Measurements are taken from 1900 to before 2200: twelve tables for each year that has any. */
export const earliest = Date.UTC(1900, 0)
export const latest = Date.UTC(2200, 0)

/** Any number that nothing else locks: whoever makes a table of a month holds it. */
const lock = 7_302_461

const dayMs = 86_400_000

const firstOf = (ms: number): Date => {
  const date = new Date(ms)
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth()))
}

const nameOf = (table: Partitioned, first: Date) => `${table}_${first.toISOString().slice(0, 7).replace('-', '_')}`

/** Times are epoch ms. */
export type MakePartitions = (table: Partitioned, times: readonly (readonly number[])[]) => Promise<void>

/**
 * Makes the tables of the months that are missing, before they are written to. In a transaction of its own, so that
 * nobody waits for whoever needed them first; attached, not created in place, so that readers don't wait either.
 */
export const createPartitions = ({ aside }: { aside: Pick<Writer, 'transaction'> }): MakePartitions => {
  const known = new Set<string>()
  return async (table, times) => {
    const missing = new Map<string, Date>()
    const days = new Set<number>()
    for (const list of times) for (const ms of list) days.add(Math.floor(ms / dayMs))
    for (const day of days) {
      const first = firstOf(day * dayMs)
      const name = nameOf(table, first)
      if (!known.has(name)) missing.set(name, first)
    }
    if (missing.size === 0) return
    await aside.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${lock})`)
      const there = await tx.execute<{ name: string }>(sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relispartition and starts_with(relname, ${table})`)
      const names = new Set(Array.from(there, ({ name }) => name))
      const statements = [...missing].filter(([name]) => !names.has(name)).map(([name, first]) => {
        const next = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1))
        return `create table "${name}" (like "${table}" including all); alter table "${table}" attach partition "${name}" for values from ('${first.toISOString()}') to ('${next.toISOString()}');`
      })
      // Without parameters PostgreSQL takes many statements at once.
      if (statements.length > 0) await tx.execute(sql.raw(statements.join('\n')))
    })
    for (const name of missing.keys()) known.add(name)
  }
}
