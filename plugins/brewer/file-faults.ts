import { and, eq, isNull, sql } from 'drizzle-orm'
import { codeOf } from './codes/code-table.ts'
import type { Level } from './codes/event.ts'
import type { Turn } from './file-turn.ts'
import { worstOf } from './levels.ts'
import type { StoredFile, Transaction } from './store-file.ts'
import { event } from './tables.ts'

/** Faults of a file that the intake sees and the file itself does not say: they stay, whatever it says later. */
export const intakeCodes = { SHRUNK: 82, REWRITTEN: 84, UNREADABLE: 85 } as const
export const keptCodes: readonly number[] = Object.values(intakeCodes)

/** A fault of the whole file, as an event of its own. */
export type FileFault = { code: number; at: Date; message: string }

/** What is wrong with how a file came to be what it is. Sizes in bytes, `at` in epoch ms. */
export const faultOf = (turn: Turn, { before, now, path, from }: { before: number; now: { at: number; bytes: number }; path: string; from: string }): FileFault | null => {
  const where = path === from ? '' : `, by ${path}`
  const at = new Date(now.at)
  if (turn === 'SHRUNK') return { code: intakeCodes.SHRUNK, at, message: `The file has shrunk from ${before} to ${now.bytes} bytes${where}` }
  if (turn === 'REWRITTEN') return { code: intakeCodes.REWRITTEN, at, message: `The file was written anew: what was read of it (${before} bytes) is other now${where}` }
  return null
}

export const addFault = async (tx: Transaction, { fileId, instrument }: { fileId: number; instrument: string }, { code, at, message }: FileFault): Promise<void> => {
  await tx.execute(sql`
    insert into ${event} (file_id, instrument, code, level, at, line, position, length, message, count, is_guess, cures)
    select ${fileId}::bigint, ${instrument}, ${code}::int, ${codeOf(code)?.level ?? 'ERROR'}::brewer.level, ${at.toISOString()}::timestamptz, 0, 0, 0, ${message.slice(0, 1000).replaceAll('\0', ' ')},
      1 + count(*)::int, false, '{}' from ${event} where file_id = ${fileId}::bigint and code = ${code}::int`)
}

const unreadable = (fileId: number) => and(eq(event.fileId, fileId), eq(event.code, intakeCodes.UNREADABLE), isNull(event.clearedAt))

export const isUnreadable = async (tx: Transaction, fileId: number): Promise<boolean> => (await tx.select({ id: event.id }).from(event).where(unreadable(fileId))).length > 0

/** It could be read: that it could not before is over. */
export const clearUnreadable = async (tx: Transaction, fileId: number, at: Date): Promise<void> => {
  await tx.update(event).set({ clearedAt: at }).where(unreadable(fileId))
}

/** Whether the intake ever had to say something of it. */
export const hasFaults = ({ counts }: Pick<StoredFile, 'counts'>): boolean => keptCodes.some((code) => code in counts)

/** Counts and the worst of a file, with what the intake saw of it until now. */
export const withFaults = async <Summary extends Pick<StoredFile, 'counts' | 'worst'>>(tx: Transaction, fileId: number, summary: Summary): Promise<Summary> => {
  const faults = await tx.execute<{ code: number; level: Level; count: number }>(
    sql`select code, level, count(*)::int as count from ${event} where file_id = ${fileId}::bigint and code = any(${`{${keptCodes.join(',')}}`}::int[]) group by 1, 2`)
  return {
    ...summary,
    counts: { ...summary.counts, ...Object.fromEntries(faults.map(({ code, count }) => [code, count])) },
    worst: worstOf([...(summary.worst ? [summary.worst] : []), ...faults.map(({ level }) => level)]),
  }
}
