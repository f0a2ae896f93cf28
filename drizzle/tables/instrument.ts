import { sql } from 'drizzle-orm'
import { check, doublePrecision, index, integer, pgEnum, pgTable, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { moment, serial } from './columns.ts'

export const instrumentStatus = pgEnum('instrument_status', ['UNKNOWN', 'OK', 'WARNING', 'ERROR', 'CRITICAL', 'STALE', 'LOST'])

/** A device that is watched. */
export const instrument = pgTable(
  'instrument',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    name: text().notNull().unique(),
    /** brewer, bct, pump … an open list */
    kind: text().notNull(),
    place: text(),
    /** Degrees, north positive. */
    latitude: doublePrecision(),
    /** Degrees, east positive. */
    longitude: doublePrecision(),
    description: text(),
    /** What was reported last: never STALE or LOST, which depend on the clock and are worked out at the moment of reading. */
    reportedStatus: instrumentStatus().notNull().default('UNKNOWN'),
    reportedAt: moment().notNull(),
    reportedReason: text(),
    /** The newest record, by its own time. */
    lastDataAt: moment(),
    /** What of its silence has been told: 0 nothing, 1 STALE, 2 LOST. */
    silenceTold: smallint().notNull().default(0),
    /** Put away: no longer watched, its data kept. */
    archivedAt: moment(),
    createdAt: moment().notNull(),
    updatedAt: moment().notNull(),
    revision: integer().notNull().default(1),
  },
  (table) => [
    check('instrument_name_is_a_word', sql`${table.name} ~ '^[A-Za-z0-9][A-Za-z0-9_.:/+-]{0,63}$'`),
    check('instrument_kind_is_a_word', sql`${table.kind} ~ '^[a-z0-9][a-z0-9_-]{0,31}$'`),
    check('instrument_latitude_on_earth', sql`${table.latitude} between -90 and 90`),
    check('instrument_longitude_on_earth', sql`${table.longitude} between -180 and 180`),
    check('instrument_reported_is_no_age', sql`${table.reportedStatus} not in ('STALE', 'LOST')`),
    index('instrument_by_kind').on(table.kind, table.id),
    index('instrument_by_last_data').on(sql`(coalesce(last_data_at, '-infinity'::timestamptz))`, table.id),
    index('instrument_by_updated').on(table.updatedAt, table.id),
    index('instrument_by_name_text').using('gin', sql`name gin_trgm_ops`),
  ],
)

export type Instrument = typeof instrument.$inferSelect

/** A status that an instrument took. STALE and LOST are written with the moment its silence became that long. */
export const instrumentStatusHistory = pgTable(
  'instrument_status_history',
  {
    id: serial().primaryKey(),
    instrumentId: integer().notNull().references(() => instrument.id, { onDelete: 'cascade' }),
    status: instrumentStatus().notNull(),
    reason: text(),
    at: moment().notNull(),
    actor: text().notNull(),
  },
  (table) => [uniqueIndex('instrument_status_history_in_order').on(table.instrumentId, table.at, table.id)],
)

export type InstrumentStatusEntry = typeof instrumentStatusHistory.$inferSelect
