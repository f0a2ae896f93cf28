import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable } from 'drizzle-orm/pg-core'
import { bytea, moment } from './columns.ts'
import { token } from './token.ts'

/** The sign-in of a browser: a cookie that stands for a token, has its rights and dies with it. */
export const session = pgTable(
  'session',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    tokenId: integer()
      .notNull()
      .references(() => token.id, { onDelete: 'cascade' }),
    /** SHA-256 of the cookie's secret, which is never stored. */
    hash: bytea().notNull().unique(),
    createdAt: moment().notNull(),
    lastUsedAt: moment().notNull(),
    /** Moves on with each use. */
    expiresAt: moment().notNull(),
  },
  (table) => [
    check('session_hash_is_sha256', sql`length(${table.hash}) = 32`),
    index('session_by_token').on(table.tokenId),
    index('session_by_expiry').on(table.expiresAt),
  ],
)
