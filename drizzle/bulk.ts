import { getTableColumns, getTableName, sql, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Transaction } from './database.ts'

// Many rows travel as one JSON value: one constant text to parse and plan, whether it is one row or five hundred.

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const toJson = (rows: readonly object[]) =>
  JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))

const described = (table: PgTable, fields: readonly string[]) => {
  const columns = getTableColumns(table)
  return fields.map((field) => {
    const column = columns[field]
    if (!column) throw new Error(`${getTableName(table)} has no column ${field}`)
    return { field, name: snake(field), type: column.getSQLType() }
  })
}

/** The rows as a FROM item `given(...)`, keyed by the table's own field names. */
const given = (columns: ReturnType<typeof described>, rows: readonly object[]): SQL => {
  const list = columns.map(({ field, type }) => `"${field}" ${type}`).join(', ')
  return sql`jsonb_to_recordset(${toJson(rows)}::jsonb) as given(${sql.raw(list)})`
}

/**
 * Inserts rows that all have the same fields.
 * @param onConflict e.g. `do nothing`; without it a double key is an error
 * @returns the given `returning` column of each row that went in
 */
export const insertRows = async <Returned = never>(
  tx: Transaction,
  table: PgTable,
  rows: readonly object[],
  options: { onConflict?: string; returning?: string } = {},
): Promise<Returned[]> => {
  const [first] = rows
  if (!first) return []
  const columns = described(table, Object.keys(first))
  const names = sql.raw(columns.map(({ name }) => `"${name}"`).join(', '))
  const fields = sql.raw(columns.map(({ field }) => `given."${field}"`).join(', '))
  const conflict = options.onConflict ? sql.raw(`on conflict ${options.onConflict}`) : sql``
  const returning = options.returning ? sql.raw(`returning "${snake(options.returning)}" as value`) : sql``
  const result = await tx.execute<{ value: Returned }>(
    sql`insert into ${table} (${names}) select ${fields} from ${given(columns, rows)} ${conflict} ${returning}`,
  )
  return Array.from(result, ({ value }) => value)
}

/** Sets `fields` of the rows found by `keys`; other columns stay. */
export const updateRows = async (
  tx: Transaction,
  table: PgTable,
  keys: readonly string[],
  fields: readonly string[],
  rows: readonly object[],
): Promise<void> => {
  if (rows.length === 0) return
  const columns = described(table, [...keys, ...fields])
  const assignments = columns.slice(keys.length).map(({ name, field }) => `"${name}" = given."${field}"`).join(', ')
  const matches = columns.slice(0, keys.length).map(({ name, field }) => `target."${name}" = given."${field}"`).join(' and ')
  await tx.execute(
    sql`update ${table} as target set ${sql.raw(assignments)} from ${given(columns, rows)} where ${sql.raw(matches)}`,
  )
}

/** Deletes the rows found by `keys`. */
export const deleteRows = async (
  tx: Transaction,
  table: PgTable,
  keys: readonly string[],
  rows: readonly object[],
): Promise<void> => {
  if (rows.length === 0) return
  const columns = described(table, keys)
  const matches = columns.map(({ name, field }) => `target."${name}" = given."${field}"`).join(' and ')
  await tx.execute(sql`delete from ${table} as target using ${given(columns, rows)} where ${sql.raw(matches)}`)
}
