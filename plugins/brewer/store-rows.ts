import { sql } from 'drizzle-orm'
import { bringRows, type FileTable, type Target } from './bring-rows.ts'
import { curesOf } from './codes/cures.ts'
import type { BrewerEvent, Configuration, Cure, Digest, Reading } from './codes/event.ts'
import { keptCodes } from './file-faults.ts'
import type { Columns, RowOf } from './given-rows.ts'
import type { Transaction } from './store-file.ts'
import { file } from './tables.ts'

const eventColumns = {
  code: 'int', level: 'brewer.level', at: 'moment', line: 'int', position: 'bigint', length: 'int', message: 'text', count: 'int', is_guess: 'boolean', incident: 'text',
  quantity: 'text', value: 'float8', target: 'float8', bound: 'float8', source: 'brewer.limit_source', cleared_at: 'moment', cures: 'names',
} as const satisfies Columns
const cureColumns = { name: 'text', first_at: 'moment', last_at: 'moment' } as const satisfies Columns
const readingColumns = { quantity: 'text', at: 'moment', value: 'real', line: 'int', position: 'bigint', length: 'int' } as const satisfies Columns
const configurationColumns = {
  at: 'moment', line: 'int', dead_time_ns: 'float8', cal_step: 'float8', etc_o3: 'float8', model: 'text', icf: 'text', schedule: 'text',
} as const satisfies Columns

const events: FileTable<typeof eventColumns> = { name: 'event', columns: eventColumns, key: ['position', 'code', 'count'], spared: `t.code in (${keptCodes.join(', ')})` }
const cures: FileTable<typeof cureColumns> = { name: 'cure', columns: cureColumns, key: ['name'] }
const readings: FileTable<typeof readingColumns> = { name: 'reading', columns: readingColumns, key: null }
const configurations: FileTable<typeof configurationColumns> = { name: 'configuration', columns: configurationColumns, key: ['line'] }

const longestMessage = 4000

const toEvent = ({ code, level, at, line, offset, length, message, count, isGuess, incident, measured, clearedAt }: BrewerEvent): RowOf<typeof eventColumns> => ({
  code, level, at, line, position: offset, length, message: message.slice(0, longestMessage), count, is_guess: isGuess, incident, quantity: measured?.quantity ?? null, value: measured?.value ?? null,
  target: measured?.target ?? null, bound: measured?.limit ?? null, source: measured?.source ?? null, cleared_at: clearedAt, cures: curesOf(code, message.slice(0, longestMessage)),
})

const toCure = ({ name, firstAt, lastAt }: Cure): RowOf<typeof cureColumns> => ({ name, first_at: firstAt, last_at: lastAt })

const toReading = ({ quantity, at, value, line, offset, length }: Reading): RowOf<typeof readingColumns> => ({ quantity, at, value, line, position: offset, length })

const toConfiguration = ({ at, line, deadTimeNs, calStep, etcO3, model, icf, schedule }: Configuration): RowOf<typeof configurationColumns> =>
  ({ at, line, dead_time_ns: deadTimeNs, cal_step: calStep, etc_o3: etcO3, model, icf, schedule })

/** Of those that would be one row, the last. */
const distinctBy = <Item>(items: readonly Item[], keyOf: (item: Item) => string | number): Item[] => [...new Map(items.map((item) => [keyOf(item), item])).values()]

/** Parts of a `with` that bring all that is kept of what a file says to what it says now, and how many events are other than they were. */
const bringing = (target: Target, digest: Digest) => {
  const brought = bringRows(events, target, distinctBy(digest.events, ({ offset, code, count }) => `${offset} ${code} ${count}`).map(toEvent))
  const parts = [
    ...brought.parts,
    ...bringRows(cures, target, distinctBy(digest.cures, ({ name }) => name).map(toCure)).parts,
    ...bringRows(readings, target, digest.readings.filter(({ value }) => Number.isFinite(value)).map(toReading)).parts,
    ...bringRows(configurations, target, distinctBy(digest.configurations, ({ line }) => line).map(toConfiguration)).parts,
  ]
  return { parts: sql.join(parts, sql`, `), others: brought.others }
}

/** @returns whether any event is other than it was */
export const bringDigest = async (tx: Transaction, target: { fileId: number; instrument: string }, digest: Digest): Promise<boolean> => {
  const { parts, others } = bringing({ ...target, isNew: false }, digest)
  const [row] = await tx.execute<{ hasOther: boolean }>(sql`with ${parts} select ${others} > 0 as "hasOther"`)
  return row!.hasOther
}

/** A file that was not there, with all that it says. @returns its id */
export const insertDigest = async (tx: Transaction, values: typeof file.$inferInsert & { instrument: string }, digest: Digest): Promise<number> => {
  const { parts } = bringing({ fileId: sql`(select id from file_new)`, instrument: values.instrument, isNew: true }, digest)
  const [row] = await tx.execute<{ id: number }>(sql`with file_new as ${tx.insert(file).values(values).returning({ id: file.id })}, ${parts} select id::int as id from file_new`)
  return row!.id
}
