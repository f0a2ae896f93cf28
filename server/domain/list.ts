import type { Reader } from '../../drizzle/database.ts'
import { all } from './filter.ts'
import { cutPage, type OrderColumn, type Ordering, type Page, type PageArguments } from './page.ts'
import { createParameters, numberArray, textArray, type Parameters } from './parameters.ts'
import type { Wanted } from './wanted.ts'

/** An order a list offers: the column it reads, and its expression, which has an index and is never null. */
export type OrderTerm<Column extends string> = { column: Column; sql: string; type: OrderColumn<never>['type'] }

export type ListOrder<Field extends string> = { field: Field; descending: boolean }

export type ListRequest<Filter, Field extends string> = {
  filter?: Filter | null | undefined
  order?: ListOrder<Field> | null | undefined
  page: PageArguments
  wanted: Wanted
}

/** The column by which others own rows. */
export type Owned = { sql: string; type: 'int' | 'text' }

/** How rows are read: columns, joins, and how arrays of values become rows. */
export type RowPlan<Row> = { select: string; joins: string; toRows: (values: readonly unknown[][]) => Row[] | Promise<Row[]> }

export type ListDescription<Row, Column extends string, Filter, Field extends string> = {
  reader: Reader
  /** What cursors call this list: a cursor of another is refused. */
  name: string
  /** Table and alias, e.g. `run r`; by the parameters of a statement where its joins need some. */
  from: string | ((parameters: Parameters) => string)
  key: { sql: string; type: 'int' | 'text'; of: (row: Row) => number | string }
  orders: Readonly<Record<Field, OrderTerm<Column>>>
  usualOrder: ListOrder<Field>
  where: (filter: Filter | null | undefined, parameters: Parameters) => string | null
  plan: (wanted: Wanted, more: readonly Column[]) => RowPlan<Row>
}

const whereClause = (...conditions: (string | null)[]): string => {
  const condition = all(conditions)
  return condition === null ? '' : ` where ${condition}`
}

const keyArray = (keys: Iterable<number | string>, type: 'int' | 'text'): string =>
  type === 'int' ? numberArray(keys as Iterable<number>) : textArray(keys as Iterable<string>)

/** The ways to read a list of a noun. Each is one statement, whatever is wanted and however many rows. */
export const createList = <Row, Column extends string, Filter, Field extends string>(
  { reader, name, from, key, orders, usualOrder, where, plan }: ListDescription<Row, Column, Filter, Field>,
) => {
  const fromWith = (parameters: Parameters): string => (typeof from === 'string' ? from : from(parameters))
  const absent = { int: -1, float8: -1, timestamptz: '-infinity', text: '' } as const

  // A document asks the same again and again: what it needs is worked out once.
  const plans = new WeakMap<Wanted, Map<Field, RowPlan<Row>>>()
  const planFor = (wanted: Wanted, field: Field): RowPlan<Row> => {
    const ofWanted = plans.get(wanted) ?? new Map<Field, RowPlan<Row>>()
    plans.set(wanted, ofWanted)
    const found = ofWanted.get(field) ?? plan(wanted, [orders[field].column])
    ofWanted.set(field, found)
    return found
  }

  const orderingOf = ({ field, descending }: ListOrder<Field>): Ordering<Row> => {
    const { column, sql, type } = orders[field]
    const of = (row: Row) => ((row as Record<string, unknown>)[column] as string | number | null) ?? absent[type]
    return { list: name, field, descending, key, column: { sql, type, of } }
  }

  const page = async ({ filter, order, page: args, wanted }: ListRequest<Filter, Field>): Promise<Page<Row>> => {
    const parameters = createParameters()
    const by = orderingOf(order ?? usualOrder)
    const cut = cutPage(by, args, parameters)
    const { select, joins, toRows } = planFor(wanted, (order ?? usualOrder).field)
    const values = await reader.values(
      `select ${select} from ${fromWith(parameters)}${joins}${whereClause(where(filter, parameters), cut.condition)} order by ${cut.orderBy} limit ${cut.limit}`,
      parameters.values,
    )
    return cut.toPage(await toRows(values), by)
  }

  const count = async (filter: Filter | null | undefined): Promise<number> => {
    const parameters = createParameters()
    const [row] = await reader.values(`select count(*)::int from ${fromWith(parameters)}${whereClause(where(filter, parameters))}`, parameters.values)
    return Number(row?.[0])
  }

  /** Rows by key; those that aren't there, or that the filter leaves out, are missing. */
  const byKeys = async (keys: Iterable<number | string>, wanted: Wanted, filter?: Filter | null): Promise<Map<number | string, Row>> => {
    const parameters = createParameters()
    const { select, joins, toRows } = planFor(wanted, usualOrder.field)
    const list = [...new Set(keys)]
    // One key as itself: for an array PostgreSQL would plan the statement anew each time.
    const among = list.length === 1
      ? `${key.sql} = ${parameters.put(list[0])}::${key.type}`
      : `${key.sql} = any(${parameters.put(keyArray(list, key.type))}::${key.type}[])`
    const values = await reader.values(`select ${select} from ${fromWith(parameters)}${joins}${whereClause(among, where(filter, parameters))}`, parameters.values)
    return new Map((await toRows(values)).map((row) => [key.of(row), row]))
  }

  /** One page for each of many owners. `owned` is the column that names the owner. */
  const pagesOf = async (
    owned: Owned, owners: Iterable<number | string>, { filter, order, page: args, wanted }: ListRequest<Filter, Field>,
  ): Promise<(owner: number | string) => Page<Row>> => {
    const parameters = createParameters()
    const by = orderingOf(order ?? usualOrder)
    const cut = cutPage(by, args, parameters)
    const { select, joins, toRows } = planFor(wanted, (order ?? usualOrder).field)
    const distinct = new Set(owners)
    const condition = whereClause(`${owned.sql} = owner.key`, where(filter, parameters), cut.condition)
    const values = await reader.values(
      `select owner.key, page.* from unnest(${parameters.put(keyArray(distinct, owned.type))}::${owned.type}[]) as owner(key) cross join lateral (select ${select} from ${fromWith(parameters)}${joins}${condition} order by ${cut.orderBy} limit ${cut.limit}) page`,
      parameters.values,
    )
    const rows = await toRows(values.map((row) => row.slice(1)))
    const pages = new Map<number | string, Row[]>(Array.from(distinct, (owner) => [owner, []]))
    values.forEach((row, index) => pages.get(row[0] as number | string)?.push(rows[index]!))
    const made = new Map(Array.from(pages, ([owner, list]) => [owner, cut.toPage(list, by)]))
    return (owner) => made.get(owner) ?? cut.toPage([], by)
  }

  const countsOf = async (
    owned: Owned, owners: Iterable<number | string>, filter: Filter | null | undefined,
  ): Promise<(owner: number | string) => number> => {
    const parameters = createParameters()
    const among = `${owned.sql} = any(${parameters.put(keyArray(owners, owned.type))}::${owned.type}[])`
    const values = await reader.values(
      `select ${owned.sql}, count(*)::int from ${fromWith(parameters)}${whereClause(among, where(filter, parameters))} group by 1`, parameters.values,
    )
    const counts = new Map(values.map(([owner, number]) => [owner, Number(number)]))
    return (owner) => counts.get(owner) ?? 0
  }

  /** The row before or after each key. */
  const neighbours = async (keys: Iterable<number | string>, side: 'previous' | 'next', wanted: Wanted): Promise<Map<number | string, Row>> => {
    const parameters = createParameters()
    const { select, joins, toRows } = planFor(wanted, usualOrder.field)
    const [operator, direction] = side === 'previous' ? ['<', 'desc'] : ['>', 'asc']
    const values = await reader.values(
      `select owner.key, one.* from unnest(${parameters.put(keyArray(new Set(keys), key.type))}::${key.type}[]) as owner(key) cross join lateral (select ${select} from ${fromWith(parameters)}${joins} where ${key.sql} ${operator} owner.key order by ${key.sql} ${direction} limit 1) one`,
      parameters.values,
    )
    const rows = await toRows(values.map((row) => row.slice(1)))
    return new Map(values.map((row, index) => [row[0] as number | string, rows[index]!]))
  }

  /**
   * All rows in order, batch by batch: only as much as one batch is held at a time. The reader must be that of a
   * snapshot, whose transaction the cursor lives in.
   */
  const scan = async function* ({ filter, order, wanted }: Omit<ListRequest<Filter, Field>, 'page'>, batch: number): AsyncGenerator<Row[], void> {
    const parameters = createParameters()
    const { field, descending } = order ?? usualOrder
    const { select, joins, toRows } = planFor(wanted, field)
    const direction = descending ? 'desc' : 'asc'
    const { sql } = orders[field]
    const orderBy = sql === key.sql ? `${key.sql} ${direction}` : `${sql} ${direction}, ${key.sql} ${direction}`
    await reader.values(`declare scan no scroll cursor for select ${select} from ${fromWith(parameters)}${joins}${whereClause(where(filter, parameters))} order by ${orderBy}`, parameters.values)
    for (;;) {
      const values = await reader.values(`fetch ${batch} from scan`)
      if (values.length > 0) yield await toRows(values)
      if (values.length < batch) break
    }
    await reader.values('close scan')
  }

  return { page, scan, count, byKeys, pagesOf, countsOf, neighbours }
}
