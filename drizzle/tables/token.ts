import { sql } from 'drizzle-orm'
import { check, integer, pgEnum, pgTable, text } from 'drizzle-orm/pg-core'
import { bytea, moment } from './columns.ts'

export const tokenKind = pgEnum('token_kind', ['PERSONAL', 'SERVICE'])
export const role = pgEnum('role', ['VIEWER', 'SHIFTER', 'COORDINATOR', 'ADMIN'])

/** A bearer token: the secret itself is shown once and never stored. */
export const token = pgTable(
  'token',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    name: text().notNull(),
    kind: tokenKind().notNull(),
    /** A personal token has a role, a service token has scopes. */
    role: role(),
    scopes: text().array().notNull().default(sql`'{}'`),
    hash: bytea().notNull().unique(),
    createdAt: moment().notNull(),
    createdBy: text().notNull(),
    expiresAt: moment(),
    lastUsedAt: moment(),
    revokedAt: moment(),
  },
  (table) => [
    check('token_name_is_short', sql`length(${table.name}) between 1 and 64`),
    check('token_hash_is_sha256', sql`length(${table.hash}) = 32`),
    check('token_has_role_or_scopes', sql`(kind = 'PERSONAL') = (role is not null) and (kind = 'SERVICE') = (cardinality(scopes) > 0)`),
  ],
)

export type Token = typeof token.$inferSelect
