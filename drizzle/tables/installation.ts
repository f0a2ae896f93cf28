import { sql } from 'drizzle-orm'
import { bigint, boolean, check, pgTable, uuid } from 'drizzle-orm/pg-core'
import { moment, xid8 } from './columns.ts'

/** The one row that says which database this is and where its outbox begins. */
export const installation = pgTable(
  'installation',
  {
    only: boolean().primaryKey().default(true),
    id: uuid().notNull().defaultRandom(),
    /** Cursors name it: after a restore transaction ids start afresh, and a cursor from before means nothing. */
    epoch: uuid().notNull().defaultRandom(),
    /** The last event that retention took away: who resumes from before it must read again. */
    prunedXid: xid8().notNull().default('0'),
    prunedId: bigint({ mode: 'bigint' }).notNull().default(sql`0`),
    createdAt: moment().notNull().defaultNow(),
  },
  (table) => [check('installation_is_one', sql`${table.only}`)],
)
