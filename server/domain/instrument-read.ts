import type { Reader } from '../../drizzle/database.ts'
import type { Clock } from './clock.ts'
import { whereInstrument, type InstrumentFilter } from './instrument-filter.ts'
import type { InstrumentStatus, ReportedStatus } from './instrument-status.ts'
import { createList, type ListOrder } from './list.ts'
import { columnsFor, rowMaker, together, type Noun, type Sibling } from './row.ts'

/** An instrument as it was read. Its status is worked out of this row (`statusOf`), at the moment of answering. */
export type InstrumentRow = {
  name: string
  id: number
  kind: string
  place: string | null
  latitude: number | null
  longitude: number | null
  description: string | null
  reportedStatus: ReportedStatus
  reportedReason: string | null
  /** Since when it has had its reported status, recoveries counted. */
  reportedSince: string
  lastDataAt: string | null
  archivedAt: string | null
  createdAt: string
  updatedAt: string
  revision: number
}

const watched = ['reportedStatus', 'reportedReason', 'reportedSince', 'lastDataAt', 'archivedAt', 'createdAt'] as const

const history = 'instrument_status_history'

/** The first entry after the last one of another status. */
const reportedSince = `coalesce((
  select min(h.at) from ${history} h where h.instrument_id = i.id and h.at > coalesce(
    (select max(x.at) from ${history} x where x.instrument_id = i.id and x.status <> i.reported_status), '-infinity')), i.reported_at)`

export const instrumentNoun: Noun<keyof InstrumentRow> = {
  key: 'name',
  columns: {
    name: 'i.name', id: 'i.id', kind: 'i.kind', place: 'i.place', latitude: 'i.latitude', longitude: 'i.longitude', description: 'i.description',
    reportedStatus: 'i.reported_status', reportedReason: 'i.reported_reason', reportedSince, lastDataAt: 'i.last_data_at',
    archivedAt: 'i.archived_at', createdAt: 'i.created_at', updatedAt: 'i.updated_at', revision: 'i.revision',
  },
  needs: {
    kind: ['kind'], place: ['place'], latitude: ['latitude'], longitude: ['longitude'], description: ['description'],
    status: watched, statusSince: watched, statusReason: watched, reportedStatus: ['reportedStatus'], lastDataAt: ['lastDataAt'],
    archivedAt: ['archivedAt'], createdAt: ['createdAt'], updatedAt: ['updatedAt'], revision: ['revision'],
    statusHistory: ['id'], channels: ['id'], measurements: ['id'],
  },
}

export const instrumentOrders = {
  NAME: { column: 'name', sql: 'i.name', type: 'text' },
  KIND: { column: 'kind', sql: 'i.kind', type: 'text' },
  PLACE: { column: 'place', sql: `coalesce(i.place, '')`, type: 'text' },
  LAST_DATA_AT: { column: 'lastDataAt', sql: `coalesce(i.last_data_at, '-infinity'::timestamptz)`, type: 'timestamptz' },
  UPDATED_AT: { column: 'updatedAt', sql: 'i.updated_at', type: 'timestamptz' },
} as const

export type InstrumentOrderField = keyof typeof instrumentOrders
export type InstrumentOrder = ListOrder<InstrumentOrderField>

/** A status that an instrument took. */
export type StatusEntryRow = { id: number; at: string; status: InstrumentStatus; reason: string | null; until: string | null; actor: string }

const entryColumns = {
  id: 'h.id::int', at: 'h.at', status: 'h.status', reason: 'h.reason', actor: 'h.actor',
  until: `(select n.at from ${history} n where n.instrument_id = h.instrument_id and (n.at, n.id) > (h.at, h.id) order by n.at, n.id limit 1)`,
} as const
const entryNames = Object.keys(entryColumns) as (keyof StatusEntryRow)[]

export const statusEntryOwner = { sql: 'h.instrument_id', type: 'int' } as const

export type InstrumentReads = ReturnType<typeof createInstrumentReads>

/** How instruments are read. */
export const createInstrumentReads = ({ reader, clock }: { reader: Reader; clock: Clock }) => ({
  ...createList<Sibling<InstrumentRow>, keyof InstrumentRow, InstrumentFilter, InstrumentOrderField>({
    reader,
    name: 'instruments',
    from: 'instrument i',
    key: { sql: 'i.name', type: 'text', of: (row) => row.name },
    orders: instrumentOrders,
    usualOrder: { field: 'NAME', descending: false },
    where: (filter, parameters) => whereInstrument(filter, clock.now(), parameters),
    plan: (wanted, more) => {
      const columns = columnsFor(instrumentNoun, wanted, more)
      const make = rowMaker<InstrumentRow>(columns)
      return { select: columns.map((column) => instrumentNoun.columns[column]).join(', '), joins: '', toRows: (values) => together(values.map(make)) }
    },
  }),

  /** The statuses that instruments took, newest first. */
  history: createList<StatusEntryRow, keyof StatusEntryRow, Record<never, never>, 'AT'>({
    reader,
    name: 'statuses of an instrument',
    from: `${history} h`,
    key: { sql: 'h.id', type: 'int', of: (row) => row.id },
    orders: { AT: { column: 'at', sql: 'h.at', type: 'timestamptz' } },
    usualOrder: { field: 'AT', descending: true },
    where: () => null,
    plan: () => {
      const make = rowMaker<StatusEntryRow>(entryNames)
      return { select: entryNames.map((name) => entryColumns[name]).join(', '), joins: '', toRows: (values) => values.map(make) }
    },
  }),
})
