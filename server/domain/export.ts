import type { Snapshot, Reader } from '../../drizzle/database.ts'
import type { Clock } from './clock.ts'
import type { Dimensions } from './dimension.ts'
import { createEnvironmentReads, type EnvironmentFilter, type EnvironmentOrder } from './environment-read.ts'
import { environmentColumns, fillColumns, instrumentColumns, runColumns, type Cell, type ExportColumn, type ExportedRun } from './export-columns.ts'
import { BadQuestion } from './fault.ts'
import { createFillReads, type FillFilter, type FillOrder } from './fill-read.ts'
import type { InstrumentFilter } from './instrument-filter.ts'
import { createInstrumentReads, type InstrumentOrder } from './instrument-read.ts'
import { createRunDetailReads } from './run-details-read.ts'
import type { RunFilter } from './run-filter.ts'
import { createRunReads, type RunOrder } from './run-read.ts'
import { wantedFields } from './wanted.ts'

export const exportLists = ['runs', 'fills', 'environments', 'instruments'] as const
export type ExportList = (typeof exportLists)[number]

type Requests = {
  runs: { filter: RunFilter | null; order: RunOrder | null }
  fills: { filter: FillFilter | null; order: FillOrder | null }
  environments: { filter: EnvironmentFilter | null; order: EnvironmentOrder | null }
  instruments: { filter: InstrumentFilter | null; order: InstrumentOrder | null }
}

/** Which rows in which order, and which columns of them by name; without columns all. */
export type ExportRequest = { [List in ExportList]: { list: List; columns: readonly string[] | null } & Requests[List] }[ExportList]

/** An export under way: how many rows there will be, and the rows, each as long as its names. */
export type Exported = { names: readonly string[]; count: number; batches: AsyncGenerator<Cell[][], void> }

/** So many at a time; more are asked to come back. */
const most = 4
const batchRows = 500

/** There are as many exports under way as there may be. */
export class TooManyExports extends Error {
  override name = 'TooManyExports'
}

const choose = <Row>(list: ExportList, columns: readonly ExportColumn<Row>[], names: readonly string[] | null): readonly ExportColumn<Row>[] => {
  if (names === null) return columns
  const chosen = names.map((name) => {
    const low = name.toLowerCase()
    const found = columns.find((column) => column.name.toLowerCase() === low || column.also?.includes(low))
    if (!found) throw new BadQuestion(`"${name.slice(0, 40)}" is no column of ${list}: ${columns.map((column) => column.name).join(', ')}`)
    return found
  })
  return [...new Set(chosen)]
}

const toCells = async function* <Row>(rows: AsyncIterable<readonly Row[]>, columns: readonly ExportColumn<Row>[]): AsyncGenerator<Cell[][], void> {
  for await (const batch of rows) yield batch.map((row) => columns.map(({ of }) => of(row)))
}

export type Exports = ReturnType<typeof createExports>

/** Whole lists, read batch by batch from one consistent snapshot: no row twice, none missing, whoever writes meanwhile. */
export const createExports = ({ snapshot, dimensions, clock }: { snapshot: Snapshot; dimensions: Dimensions; clock: Clock }) => {
  let underWay = 0

  const open = async (request: ExportRequest, reader: Reader): Promise<Exported> => {
    const now = clock.now()
    const reads = { reader, dimensions, clock: { now: () => now } }
    if (request.list === 'runs') {
      const columns = choose('runs', runColumns(dimensions, now), request.columns)
      const list = createRunReads(reads)
      const details = createRunDetailReads(reads)
      const wanted = wantedFields(...columns.flatMap(({ needs }) => needs))
      const nobody = new Map<number, never[]>()
      const complete = async function* (): AsyncGenerator<ExportedRun[], void> {
        for await (const rows of list.scan({ ...request, wanted }, batchRows)) {
          const numbers = rows.map(({ number }) => number)
          const endReasons = wanted.has('endReasons') ? await details.endReasons(numbers) : nobody
          const counters = wanted.has('counters') ? await details.counters(numbers) : nobody
          yield rows.map((row) => ({ ...row, endReasons: endReasons.get(row.number) ?? [], counters: counters.get(row.number) ?? [] }))
        }
      }
      return { names: columns.map(({ name }) => name), count: await list.count(request.filter), batches: toCells(complete(), columns) }
    }
    if (request.list === 'fills') {
      const columns = choose('fills', fillColumns(now), request.columns)
      const list = createFillReads(reads)
      const wanted = wantedFields(...columns.flatMap(({ needs }) => needs))
      return { names: columns.map(({ name }) => name), count: await list.count(request.filter), batches: toCells(list.scan({ ...request, wanted }, batchRows), columns) }
    }
    if (request.list === 'instruments') {
      const columns = choose('instruments', instrumentColumns(now), request.columns)
      const list = createInstrumentReads(reads)
      const wanted = wantedFields(...columns.flatMap(({ needs }) => needs))
      return { names: columns.map(({ name }) => name), count: await list.count(request.filter), batches: toCells(list.scan({ ...request, wanted }, batchRows), columns) }
    }
    const columns = choose('environments', environmentColumns, request.columns)
    const list = createEnvironmentReads(reads)
    const wanted = wantedFields(...columns.flatMap(({ needs }) => needs))
    return { names: columns.map(({ name }) => name), count: await list.count(request.filter), batches: toCells(list.scan({ ...request, wanted }, batchRows), columns) }
  }

  /**
   * @param work is given the rows as long as the snapshot stands; it ends when the work ends or throws
   * @throws BadQuestion for a filter or column that isn't one, TooManyExports
   */
  return async <Result>(request: ExportRequest, work: (exported: Exported) => Promise<Result>): Promise<Result> => {
    if (underWay >= most) throw new TooManyExports(`${most} exports are under way already: try again in a moment`)
    underWay++
    try {
      return await snapshot(async (reader) => work(await open(request, reader)))
    } finally {
      underWay--
    }
  }
}
