import { sql } from 'drizzle-orm'
import { bigint, boolean, customType, date, doublePrecision, index, integer, jsonb, pgSchema, primaryKey, real, smallint, text, timestamp, unique } from 'drizzle-orm/pg-core'

/** The PostgreSQL schema of this plugin. */
const own = pgSchema('brewer')
const moment = () => timestamp({ precision: 3, withTimezone: true })
const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' })
const key = () => bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity()

export const level = own.enum('level', ['INFO', 'WARNING', 'ERROR', 'CRITICAL'])
export const kind = own.enum('kind', ['B', 'D', 'UV', 'S', 'ICF'])
export const limitSource = own.enum('limit_source', ['DEFAULT', 'BREWER', 'CONFIGURATION'])

/** A file as it was last read. All that it says hangs on it and is replaced with it. */
export const file = own.table(
  'file',
  {
    id: key(),
    /** What makes it the same file wherever it lies: what its name says (B 2019-01-13 185), else its path. */
    identity: text().notNull().unique(),
    /** As the intake knows it: `/` between folders. */
    path: text().notNull(),
    name: text().notNull(),
    kind: kind(),
    /** The core instrument's name: brewer-185. */
    instrument: text(),
    /** Of its header, else of its name. */
    date: date(),
    station: text(),
    latitude: doublePrecision(),
    /** East positive. */
    longitude: doublePrecision(),
    records: integer().notNull(),
    bytes: bigint({ mode: 'number' }).notNull(),
    firstAt: moment(),
    lastAt: moment(),
    /** Bytes A to D of the seed. */
    maskA: smallint().notNull(),
    maskB: smallint().notNull(),
    maskC: smallint().notNull(),
    maskD: smallint().notNull(),
    /** The worst of all its events, as they stand; null without any. */
    worst: level(),
    /** `{ "26": 15 }` */
    counts: jsonb().$type<Record<string, number>>().notNull(),
    /** `{ line, message }` each: what could not be read. */
    problems: jsonb().$type<{ line: number; message: string }[]>().notNull(),
    /** The file itself, deflated: a click on an event shows its record among the others. */
    content: bytea().notNull(),
    /** When it was last written, as far as its folder tells; of what was sent, when that was. */
    arrivedAt: moment(),
    readAt: moment().notNull(),
    /** What is usual for its Brewer, of the thirty days before: `{ "R6": 1890 }`; it was judged by them. */
    medians: jsonb().$type<Record<string, number>>().notNull().default({}),
    /** A limit, or what limits are drawn from, is another since: what it says is to be judged again. */
    judgeAgain: boolean().notNull().default(false),
    revision: integer().notNull().default(1),
  },
  (table) => [
    index('file_by_time').on(sql`(coalesce(last_at, '-infinity'::timestamptz))`, table.id),
    index('file_by_instrument').on(table.instrument, sql`(coalesce(last_at, '-infinity'::timestamptz))`, table.id),
    index('file_by_last').on(table.instrument, table.lastAt),
    index('file_to_judge').on(table.date, table.id).where(sql`judge_again`),
  ],
)

export const event = own.table(
  'event',
  {
    id: key(),
    fileId: bigint({ mode: 'number' }).notNull().references(() => file.id, { onDelete: 'cascade' }),
    instrument: text().notNull(),
    code: integer().notNull(),
    level: level().notNull(),
    at: moment().notNull(),
    line: integer().notNull(),
    /** Bytes before the record. */
    position: bigint({ mode: 'number' }).notNull(),
    length: integer().notNull(),
    message: text().notNull(),
    count: integer().notNull(),
    isGuess: boolean().notNull(),
    incident: text(),
    quantity: text(),
    value: doublePrecision(),
    target: doublePrecision(),
    bound: doublePrecision(),
    source: limitSource(),
    /** When its own file says that it is well again; later files are in `cure`. */
    clearedAt: moment(),
    /** Names of what would clear it. */
    cures: text().array().notNull(),
  },
  (table) => [
    unique('event_once').on(table.fileId, table.position, table.code, table.count),
    index('event_by_instrument').on(table.instrument, table.at, table.id),
    index('event_by_code').on(table.code, table.at, table.id),
    index('event_by_time').on(table.at, table.id),
    index('event_by_message').using('gin', sql`message gin_trgm_ops`),
  ],
)

/** A routine that did well in a file: clears what it had failed at before. */
export const cure = own.table(
  'cure',
  {
    fileId: bigint({ mode: 'number' }).notNull().references(() => file.id, { onDelete: 'cascade' }),
    instrument: text().notNull(),
    name: text().notNull(),
    firstAt: moment().notNull(),
    lastAt: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.fileId, table.name] }), index('cure_by_instrument').on(table.instrument, table.name, table.lastAt)],
)

/** A value that has a limit, in time. */
export const reading = own.table(
  'reading',
  {
    fileId: bigint({ mode: 'number' }).notNull().references(() => file.id, { onDelete: 'cascade' }),
    instrument: text().notNull(),
    quantity: text().notNull(),
    at: moment().notNull(),
    value: real().notNull(),
    line: integer().notNull(),
    position: bigint({ mode: 'number' }).notNull(),
    length: integer().notNull(),
  },
  (table) => [
    // With value and file: a year of a quantity lies in thousands of places of the table, and side by side in here.
    index('reading_by_quantity').on(table.instrument, table.quantity, table.at, table.value, table.fileId),
    index('reading_by_file').on(table.fileId),
  ],
)

/** Constants of the instrument, from a moment on. */
export const configuration = own.table(
  'configuration',
  {
    fileId: bigint({ mode: 'number' }).notNull().references(() => file.id, { onDelete: 'cascade' }),
    instrument: text().notNull(),
    at: moment().notNull(),
    line: integer().notNull(),
    deadTimeNs: doublePrecision(),
    calStep: doublePrecision(),
    etcO3: doublePrecision('etc_o3'),
    model: text(),
    icf: text(),
    schedule: text(),
  },
  (table) => [primaryKey({ columns: [table.fileId, table.line] }), index('configuration_by_instrument').on(table.instrument, table.at)],
)

/** A limit that somebody set: for one brewer, or (instrument null) instead of the default of all. The newest of each counts. */
export const threshold = own.table(
  'threshold',
  {
    id: key(),
    instrument: text(),
    quantity: text().notNull(),
    /** Null: from its configuration, where it has that; else its own median. */
    target: doublePrecision(),
    /** Null: back to what holds without it. */
    bound: doublePrecision(),
    level: level(),
    reason: text().notNull(),
    at: moment().notNull(),
    actor: text().notNull(),
  },
  (table) => [index('threshold_by_instrument').on(table.instrument, table.quantity, table.id)],
)

/** The schedule that a brewer should be running, by name. The newest counts; null: none is expected. */
export const expectedSchedule = own.table(
  'expected_schedule',
  { id: key(), instrument: text().notNull(), schedule: text(), reason: text().notNull(), at: moment().notNull(), actor: text().notNull() },
  (table) => [index('expected_schedule_by_instrument').on(table.instrument, table.id)],
)

/** A code that says nothing of the state of a brewer, for a reason and until an end. */
export const mute = own.table(
  'mute',
  {
    id: key(),
    instrument: text().notNull(),
    code: integer().notNull(),
    reason: text().notNull(),
    at: moment().notNull(),
    until: moment().notNull(),
    actor: text().notNull(),
    /** Ended before its time. */
    endedAt: moment(),
    endedBy: text(),
  },
  (table) => [index('mute_by_instrument').on(table.instrument, table.code, table.until)],
)
