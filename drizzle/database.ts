import { setTimeout as wait } from 'node:timers/promises'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { guarded } from './guarded.ts'
import * as tables from './tables/index.ts'

/** Drizzle, for everything that writes. */
export type Writer = PostgresJsDatabase<typeof tables>

/** A transaction of the writer. */
export type Transaction = Parameters<Parameters<Writer['transaction']>[0]>[0]

/** Rows of one statement, as objects keyed by column. */
export type Row = Record<string, unknown>

/** Plain statements, prepared and read-only in spirit: the read path. Moments come as RFC 3339 text in UTC. */
export type Reader = {
  rows: <Result extends Row>(text: string, parameters?: readonly unknown[]) => Promise<Result[]>
  /** The same as arrays of values, in the order of the columns: half the price for long lists. */
  values: (text: string, parameters?: readonly unknown[]) => Promise<unknown[][]>
  /** How many statements this reader has sent: what the laws on statement counts are measured with. */
  statements: () => number
}

/**
 * Work on one consistent view of the data, which nobody's writing changes: a read-only transaction on a connection that
 * the read path doesn't need. Its statements are not prepared, so that cursors may have any columns.
 */
export type Snapshot = <Result>(work: (reader: Reader) => Promise<Result>) => Promise<Result>

export type Database = {
  url: string
  writer: Writer
  /** Drizzle on a connection of its own, for what transactions wait for: the writers' may all be waiting themselves. */
  aside: Writer
  reader: Reader
  snapshot: Snapshot
  /** A raw client for what needs a connection of its own (LISTEN, advisory locks). */
  raw: postgres.Sql
} & AsyncDisposable

const timestamptz = 1184
const bigint = 20
const numeric = 1700
const boolean = 16

/**
 * PostgreSQL's text of a timestamptz in UTC ("2022-09-24 00:21:15.5+00") as RFC 3339 with milliseconds
 * ("2022-09-24T00:21:15.500Z"). Text in, text out: a Date for each cell would cost the read path dear.
 */
export const toRfc3339 = (text: string): string => {
  if (text.length < 22 || text.charCodeAt(text.length - 3) !== 43) return text
  const fraction = text.length === 22 ? '000' : text.slice(20, -3).slice(0, 3).padEnd(3, '0')
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction}Z`
}

const readerTypes = {
  moment: { to: timestamptz, from: [timestamptz], serialize: (value: unknown) => String(value), parse: toRfc3339 },
  whole: { to: bigint, from: [bigint], serialize: (value: unknown) => String(value), parse: (text: string) => text },
  exact: { to: numeric, from: [numeric], serialize: (value: unknown) => String(value), parse: Number },
  truth: { to: boolean, from: [boolean], serialize: (value: unknown) => (value ? 't' : 'f'), parse: (text: string) => text === 't' },
}

// Also without parameters: postgres.js would send such a statement as text each time.
const prepared = { prepare: true, simple: false } as object

// A view that is held on to keeps the database from tidying up: whoever stops reading loses it.
const snapshotLimits = `set local statement_timeout = '60s'; set local idle_in_transaction_session_timeout = '120s'`

const shared = {
  connection: { TimeZone: 'UTC', DateStyle: 'ISO' },
  onnotice: () => undefined,
  connect_timeout: 10,
  // postgres.js would ask for array types on each new connection; a server that dies meanwhile ends the process.
  fetch_types: false,
} as const

// A connection that ended under a statement: by an administrator, a failover, a restart.
const cut = new Set(['57P01', 'CONNECTION_CLOSED', 'CONNECTION_DESTROYED', 'ECONNRESET', 'EPIPE'])

/** A timer (ms) is due in another turn of the event loop, however short. */
const turnMs = 1

const isCut = (error: unknown): boolean => error instanceof Error && 'code' in error && cut.has(String(error.code))

/**
 * Reading changes nothing, so what was cut off is asked again: at worst each connection of the pool is gone. Not in the
 * same turn of the event loop: postgres.js would send it on another connection that has failed and not yet closed, and
 * lose it.
 */
const surely = async <Result>(ask: () => PromiseLike<Result>, connections: number): Promise<Result> => {
  for (let lost = 0; ; lost++) {
    try {
      return await ask()
    } catch (error) {
      if (lost === connections || !isCut(error)) throw error
      await wait(turnMs)
    }
  }
}

/** `name`: what PostgreSQL calls the connections; `idleSeconds`: after which an unused one ends (never unless told). */
export type ConnectOptions = { readers?: number; writers?: number; name?: string; idleSeconds?: number }

/**
 * Opens the pools on one database. Several clients, because drizzle changes the (de)serialisers of the one it gets:
 * `writer` and `aside` (drizzle), `reader` (plain text statements), `raw` (single connections).
 * @param url postgres://…
 * @param readers connections of the read path; 2–4 are best on two cores (measured)
 */
export const connect = (url: string, { readers = 3, writers = 8, name = 'logline', idleSeconds }: ConnectOptions = {}): Database => {
  const own = { ...shared, connection: { ...shared.connection, application_name: name }, ...(idleSeconds !== undefined && { idle_timeout: idleSeconds }) }
  const written = guarded(postgres(url, { ...own, max: writers }))
  const read = postgres(url, { ...own, max: readers, types: readerTypes })
  const beside = guarded(postgres(url, { ...own, max: 1 }))
  const raw = guarded(postgres(url, { ...own, max: 4 }))
  const viewing = guarded(postgres(url, { ...own, max: 4, idle_timeout: 60, types: readerTypes }))
  let statements = 0
  const ask = (text: string, parameters: readonly unknown[]) => {
    statements++
    return read.unsafe(text, parameters as postgres.ParameterOrJSON<never>[], prepared)
  }
  const reader: Reader = {
    rows: (text, parameters = []) => surely(() => ask(text, parameters), readers) as never,
    values: (text, parameters = []) => surely(() => ask(text, parameters).values(), readers) as never,
    statements: () => statements,
  }
  const snapshot: Snapshot = <Result>(work: (reader: Reader) => Promise<Result>) =>
    viewing.begin('isolation level repeatable read read only', async (sql) => {
      await sql.unsafe(snapshotLimits)
      let sent = 0
      const ask = (text: string, parameters: readonly unknown[] = []) => {
        sent++
        return sql.unsafe(text, parameters as postgres.ParameterOrJSON<never>[])
      }
      return work({
        rows: (text, parameters) => ask(text, parameters) as never,
        values: (text, parameters) => ask(text, parameters).values() as never,
        statements: () => sent,
      })
    }) as Promise<Result>
  return {
    url,
    snapshot,
    writer: drizzle(written, { schema: tables, casing: 'snake_case' }),
    aside: drizzle(beside, { schema: tables, casing: 'snake_case' }),
    reader,
    raw,
    async [Symbol.asyncDispose]() {
      await Promise.all([written, beside, read, raw, viewing].map((client) => client.end({ timeout: 5 })))
    },
  }
}
