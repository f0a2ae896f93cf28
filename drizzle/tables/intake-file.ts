import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgEnum, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { bytea, moment, serial } from './columns.ts'

export const intakeOrigin = pgEnum('intake_origin', ['FOLDER', 'UPLOAD'])

export const intakeState = pgEnum('intake_state', ['READ', 'FAULTY', 'FAILED'])

/** A file that a plugin took in, from a watched folder or by upload: what of it was read, and what was wrong with it. */
export const intakeFile = pgTable(
  'intake_file',
  {
    id: serial().primaryKey(),
    plugin: text().notNull(),
    /** Where it lies under the watched folder, or the name it was uploaded as; `/` between folders. */
    path: text().notNull(),
    /** Whether it lies in a watched folder, and so can be gone from it. */
    origin: intakeOrigin().notNull(),
    /** Bytes that were read well: a try that failed leaves them as they were. */
    size: bigint({ mode: 'number' }).notNull(),
    /** Of the file when it was last looked into, whatever came of it; null when it could not even be opened. */
    modifiedAt: moment(),
    /** SHA-256 of those bytes: tells a file that grew from one that was rewritten. */
    hash: bytea().notNull(),
    state: intakeState().notNull(),
    /** How many records it gave. */
    records: integer().notNull().default(0),
    /** `{ line?, message }` each */
    faults: jsonb().notNull().default([]),
    /** What the reader wants to know when the file has grown. */
    resume: jsonb(),
    firstSeenAt: moment().notNull(),
    readAt: moment().notNull(),
    /** Since when it lies in its folder no more; what was read of it stays. */
    goneAt: moment(),
    actor: text().notNull(),
  },
  (table) => [
    unique('intake_file_once').on(table.plugin, table.path),
    index('intake_file_by_read').on(table.plugin, table.readAt, table.id),
    index('intake_file_faulty').on(table.plugin, table.id).where(sql`state <> 'READ'`),
  ],
)

export type IntakeFile = typeof intakeFile.$inferSelect
