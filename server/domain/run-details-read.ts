import type { Reader } from '../../drizzle/database.ts'
import { numberArray } from './parameters.ts'

export type EndReasonRow = { id: string; runNumber: number; category: string; title: string | null; description: string | null; createdBy: string; createdAt: string }
export type CounterRow = { runNumber: number; name: string; value: string; unit: string | null }

const grouped = <Row extends { runNumber: number }>(rows: readonly Row[]): Map<number, Row[]> => Map.groupBy(rows, (row) => row.runNumber)

export type RunDetailReads = ReturnType<typeof createRunDetailReads>

/** What hangs on runs, for many runs at once. */
export const createRunDetailReads = ({ reader }: { reader: Reader }) => ({
  endReasons: async (runs: Iterable<number>): Promise<Map<number, EndReasonRow[]>> =>
    grouped(await reader.rows<EndReasonRow>(
      `select id, run_number as "runNumber", category, title, description, created_by as "createdBy", created_at as "createdAt"
       from run_end_reason where run_number = any($1::int[]) order by run_number, id`,
      [numberArray(runs)],
    )),

  counters: async (runs: Iterable<number>): Promise<Map<number, CounterRow[]>> =>
    grouped(await reader.rows<CounterRow>(
      `select run_number as "runNumber", name, value, unit from run_counter where run_number = any($1::int[]) order by run_number, name`,
      [numberArray(runs)],
    )),
})
