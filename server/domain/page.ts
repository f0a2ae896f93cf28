import { BadQuestion } from './fault.ts'
import type { Parameters } from './parameters.ts'

export const defaultPage = 50
export const maxPage = 1000

/** What a client asks of a list. */
export type PageArguments = { first?: number | null | undefined; after?: string | null | undefined; last?: number | null | undefined; before?: string | null | undefined }

/** An order that a list offers: an expression with an index, never null, and how a row gives its value. */
export type OrderColumn<Row> = { sql: string; type: 'int' | 'float8' | 'timestamptz' | 'text'; of: (row: Row) => string | number }

/** The order of one list: its column, and the key that breaks ties. */
export type Ordering<Row> = {
  /** Of which list, for cursors: a cursor of another list is refused. */
  list: string
  field: string
  column: OrderColumn<Row>
  key: OrderColumn<Row>
  descending: boolean
}

/** One page, with what Relay wants to know about its neighbours. */
export type Page<Row> = {
  rows: Row[]
  hasNextPage: boolean
  hasPreviousPage: boolean
  cursorOf: (row: Row) => string
}

/** The clauses that cut one page out of a list. */
export type Cut = {
  /** Rows beyond the cursor, or null. */
  condition: string | null
  orderBy: string
  /** One more than the page: whether it comes tells whether there is a next page. */
  limit: string
  toPage: <Row>(rows: Row[], ordering: Ordering<Row>) => Page<Row>
}

const encode = <Row>({ list, field, descending, column, key }: Ordering<Row>, row: Row): string =>
  Buffer.from(JSON.stringify([list, field, descending ? 'd' : 'a', column.of(row), key.of(row)])).toString('base64url')

/** As rows give their times. */
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

const decode = <Row>(ordering: Ordering<Row>, cursor: string): [string | number, string | number] => {
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    parts = undefined
  }
  const { list, field, descending, column, key } = ordering
  const fits = (value: unknown, { type }: OrderColumn<Row>) =>
    type === 'int' ? Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31
    : type === 'float8' ? typeof value === 'number'
    : type === 'timestamptz' ? typeof value === 'string' && (value === '-infinity' || (moment.test(value) && !Number.isNaN(Date.parse(value))))
    : typeof value === 'string'
  if (!Array.isArray(parts) || parts.length !== 5 || parts[0] !== list || parts[1] !== field || !fits(parts[3], column) || !fits(parts[4], key)) {
    throw new BadQuestion(`"${cursor.slice(0, 60)}" is not a cursor of ${list} ordered by ${field}`)
  }
  if (parts[2] !== (descending ? 'd' : 'a')) throw new BadQuestion(`That cursor is of ${list} in the opposite direction`)
  return [parts[3] as string | number, parts[4] as string | number]
}

const size = (name: string, value: number | null | undefined): number | null => {
  if (value == null) return null
  if (value < 0) throw new BadQuestion(`${name} is ${value}: a page has 0 to ${maxPage} items`)
  if (value > maxPage) throw new BadQuestion(`${name} is ${value}: at most ${maxPage} items fit on a page; go on with a cursor`)
  return value
}

/**
 * Turns Relay's arguments into clauses of a keyset page: stable while rows come in, and as fast on page 1000 as on the
 * first.
 * @throws BadQuestion for a size out of bounds or a cursor from elsewhere
 */
export const cutPage = <Row>(ordering: Ordering<Row>, args: PageArguments, { put }: Parameters): Cut => {
  const [first, last] = [size('first', args.first), size('last', args.last)]
  if (first !== null && last !== null) throw new BadQuestion('Ask for first or for last, not both')
  const backwards = last !== null || (first === null && args.before != null && args.after == null)
  const length = (backwards ? last : first) ?? defaultPage
  const down = ordering.descending !== backwards
  const direction = down ? 'desc' : 'asc'
  const { column, key } = ordering
  const tied = column.sql !== key.sql
  const beyond = (cursor: string | null | undefined, forwards: boolean) => {
    if (cursor == null) return null
    const [value, keyValue] = decode(ordering, cursor)
    const operator = ordering.descending === forwards ? '<' : '>'
    return tied
      ? `(${column.sql}, ${key.sql}) ${operator} (${put(value)}::${column.type}, ${put(keyValue)}::${key.type})`
      : `${key.sql} ${operator} ${put(keyValue)}::${key.type}`
  }
  const conditions = [beyond(args.after, true), beyond(args.before, false)].filter((condition) => condition !== null)
  return {
    condition: conditions.length > 0 ? conditions.join(' and ') : null,
    orderBy: tied ? `${column.sql} ${direction}, ${key.sql} ${direction}` : `${key.sql} ${direction}`,
    // Written out: PostgreSQL plans better for a number that it sees, and there are few of them.
    limit: String(length + 1),
    toPage: (rows, by) => {
      const more = rows.length > length
      const kept = more ? rows.slice(0, length) : rows
      if (backwards) kept.reverse()
      return {
        rows: kept,
        hasNextPage: backwards ? args.before != null : more,
        hasPreviousPage: backwards ? more : args.after != null,
        cursorOf: (row) => encode(by, row),
      }
    },
  }
}
