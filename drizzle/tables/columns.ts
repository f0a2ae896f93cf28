import { bigint, customType, timestamp } from 'drizzle-orm/pg-core'

/** A moment, UTC, to the millisecond. */
export const moment = () => timestamp({ precision: 3, withTimezone: true })

/** An always growing number that the database gives. */
export const serial = () => bigint({ mode: 'bigint' }).generatedAlwaysAsIdentity()

/** A transaction id that never wraps around (PostgreSQL's xid8), as a decimal string. */
export const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' })

export const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' })
