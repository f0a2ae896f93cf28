import { sql } from 'drizzle-orm'
import { bigint, check, doublePrecision, integer, pgEnum, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { moment } from './columns.ts'
import { instrument } from './instrument.ts'

export const channelShape = pgEnum('channel_shape', ['NUMBER', 'VECTOR'])

/** Something that an instrument measures. */
export const channel = pgTable(
  'channel',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    instrumentId: integer().notNull().references(() => instrument.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    unit: text(),
    description: text(),
    shape: channelShape().notNull().default('NUMBER'),
    /** How many points it has, and the first and last of them: kept by whoever writes, so that nobody has to count. */
    count: bigint({ mode: 'number' }).notNull().default(0),
    firstAt: moment(),
    lastAt: moment(),
    createdAt: moment().notNull(),
  },
  (table) => [
    unique('channel_of_instrument').on(table.instrumentId, table.name),
    check('channel_name_is_short', sql`length(${table.name}) between 1 and 64`),
  ],
)

export type Channel = typeof channel.$inferSelect

/**
 * Numbers that were measured, partitioned by month of `at`: the migration says so, and whoever writes makes the
 * partition that is missing.
 */
export const measurement = pgTable(
  'measurement',
  { channelId: integer().notNull(), at: moment().notNull(), value: doublePrecision().notNull() },
  (table) => [primaryKey({ columns: [table.channelId, table.at] })],
)

/** Arrays that were measured: spectra, profiles. Partitioned alike. */
export const vectorMeasurement = pgTable(
  'vector_measurement',
  { channelId: integer().notNull(), at: moment().notNull(), values: doublePrecision().array().notNull() },
  (table) => [primaryKey({ columns: [table.channelId, table.at] })],
)

/** Numbers of one channel put together by minute, ten minutes, hour and day (UTC): what long windows are read from. */
export const measurementBucket = pgTable(
  'measurement_bucket',
  {
    channelId: integer().notNull(),
    /** 60, 600, 3600 or 86400 s */
    level: integer().notNull(),
    at: moment().notNull(),
    count: bigint({ mode: 'number' }).notNull(),
    min: doublePrecision().notNull(),
    max: doublePrecision().notNull(),
    sum: doublePrecision().notNull(),
  },
  (table) => [primaryKey({ columns: [table.channelId, table.level, table.at] })],
)
