import { sql, type SQL } from 'drizzle-orm'
import { givenRows, type Columns, type RowOf } from './given-rows.ts'

/** The file whose rows are brought; of a new one there are none yet, and its id may be an expression. */
export type Target = { fileId: number | SQL; instrument: string; isNew: boolean }

/** A table of what files say. */
export type FileTable<Given extends Columns> = {
  name: string
  /** All that it has beside file and instrument. */
  columns: Given
  /** What makes a row of a file the same row; null: all of it. */
  key: readonly (keyof Given & string)[] | null
  /** Rows of the file that it does not say itself, as SQL on `t`. */
  spared?: string
}

const listed = (names: readonly string[], table: string) => sql.raw(names.map((name) => `${table}.${name}`).join(', '))

/**
 * Parts of a `with` that bring the rows of a file to what it says now: what stays is not touched and keeps its id. Each
 * part meets rows of its own, so that it does not matter which of them PostgreSQL does first.
 * @returns the parts, and how many rows are other than they were
 */
export const bringRows = <Given extends Columns>({ name, columns, key, spared }: FileTable<Given>, { fileId, instrument, isNew }: Target, rows: readonly RowOf<Given>[]): { parts: SQL[]; others: SQL } => {
  const names = ['instrument', ...Object.keys(columns)]
  const [table, given, gone, changed, fresh] = [`brewer.${name}`, `${name}_given`, `${name}_gone`, `${name}_changed`, `${name}_fresh`].map((one) => sql.raw(one)) as [SQL, SQL, SQL, SQL, SQL]
  const id = sql`${fileId}::bigint`
  const of = sql`t.file_id = ${id}`
  const isOne = sql.raw((key ?? names).map((column) => `t.${column} = g.${column}`).join(' and '))
  const others = names.filter((column) => key !== null && !key.includes(column))
  const source = sql`${given} as materialized ${givenRows(columns, rows, sql`${instrument}::text as instrument`)}`
  const insert = sql`insert into ${table} (file_id, ${sql.raw(names.join(', '))}) select ${id}, ${listed(names, 'g')} from ${given} g`
  if (isNew) return { parts: [source, sql`${fresh} as (${insert} returning 1)`], others: sql`(select count(*) from ${fresh})` }
  const remove = sql`delete from ${table} t where ${of} ${sql.raw(spared ? `and not (${spared})` : '')} and not exists (select from ${given} g where ${isOne}) returning 1`
  const update = sql`update ${table} t set (${sql.raw(others.join(', '))}) = row(${listed(others, 'g')}) from ${given} g
    where ${of} and ${isOne} and (${listed(others, 't')}) is distinct from (${listed(others, 'g')}) returning 1`
  const done = [
    { part: gone, statement: remove },
    ...(others.length > 0 ? [{ part: changed, statement: update }] : []),
    { part: fresh, statement: sql`${insert} where not exists (select from ${table} t where ${of} and ${isOne}) returning 1` },
  ]
  return {
    parts: [source, ...done.map(({ part, statement }) => sql`${part} as (${statement})`)],
    others: sql.join(done.map(({ part }) => sql`(select count(*) from ${part})`), sql` + `),
  }
}
