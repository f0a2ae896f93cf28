import type { Wanted } from './wanted.ts'

/**
 * Rows that were read together. What one of them is asked for, its siblings will be asked for too: `memo` holds what
 * was read for all of them, so that a list costs the same number of statements however long it is.
 */
export type Siblings<Row> = { rows: readonly Row[]; memo: Map<unknown, unknown> }

export const siblings: unique symbol = Symbol('siblings')

/** A row that knows its siblings. */
export type Sibling<Row> = Row & { [siblings]: Siblings<Sibling<Row>> }

/** Makes siblings of rows that were read together. */
export const together = <Row extends object>(rows: Row[]): Sibling<Row>[] => {
  const group: Siblings<Sibling<Row>> = { rows: rows as Sibling<Row>[], memo: new Map() }
  for (const row of rows) (row as Sibling<Row>)[siblings] = group
  return rows as Sibling<Row>[]
}

/**
 * Reads something for all siblings at once, the first time that one of them is asked for it.
 * @param key what is asked: the same for all siblings of one place in a query
 */
export const forAll = <Row extends object, Result>(
  row: Sibling<Row>,
  key: unknown,
  read: (rows: readonly Sibling<Row>[]) => Promise<Result>,
): Promise<Result> => {
  const { rows, memo } = row[siblings]
  const known = memo.get(key) as Promise<Result> | undefined
  if (known) return known
  const result = read(rows)
  memo.set(key, result)
  return result
}

/** How the fields of a noun are read: its columns as SQL, and which of them each API field needs. */
export type Noun<Column extends string> = {
  columns: Readonly<Record<Column, string>>
  /** Columns that each field needs; a field that isn't here needs only the key. */
  needs: Readonly<Record<string, readonly Column[]>>
  key: Column
}

/** The columns of a noun that serve what is wanted, the key first. */
export const columnsFor = <Column extends string>({ needs, key }: Noun<Column>, wanted: Wanted, more: readonly Column[] = []): Column[] => {
  const columns = new Set<Column>([key, ...more])
  for (const field of wanted.keys()) for (const column of needs[field] ?? []) columns.add(column)
  return [...columns]
}

type Part = { name: string; at: number } | { name: string; inner: Part[]; presentAt: number }

const literal = (parts: readonly Part[]): string =>
  `{${parts.map((part) => ('inner' in part ? `${part.name}: v[${part.presentAt}] === null ? null : ${literal(part.inner)}` : `${part.name}: v[${part.at}]`)).join(', ')}}`

/**
 * A maker of row objects from arrays of values, compiled: each row of a list is made by one object literal, so that all
 * have the same hidden class. `outer` are plain columns; `inner` are joined nouns, null when their key is.
 */
export const rowMaker = <Row>(outer: readonly string[], inner: readonly { name: string; columns: readonly string[] }[] = []): ((values: readonly unknown[]) => Row) => {
  let at = 0
  const parts: Part[] = outer.map((name) => ({ name, at: at++ }))
  for (const { name, columns } of inner) {
    const presentAt = at
    parts.push({ name, presentAt, inner: columns.map((column) => ({ name: column, at: at++ })) })
  }
  // The names are our own constants; nothing from outside gets in here.
  return new Function('v', `return ${literal(parts)}`) as (values: readonly unknown[]) => Row
}

/** A plan that reads all columns of a noun, whatever is wanted: for those that have few. */
export const wholeRows = <Row>(columns: Readonly<Record<keyof Row & string, string>>) => {
  const make = rowMaker<Row>(Object.keys(columns))
  const select = Object.values(columns).join(', ')
  return { select, joins: '', toRows: (values: readonly unknown[][]): Row[] => values.map((row) => make(row)) }
}
