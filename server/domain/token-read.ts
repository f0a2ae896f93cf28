import type { Reader } from '../../drizzle/database.ts'
import type { Role } from './access.ts'
import type { Clock } from './clock.ts'
import { createList } from './list.ts'
import { numberArray } from './parameters.ts'
import { columnsFor, rowMaker, together, type Noun, type Sibling } from './row.ts'

/** A token as it was read; never its hash. Scopes are JSON text. */
export type TokenRow = {
  number: number
  name: string
  kind: 'PERSONAL' | 'SERVICE'
  role: Role | null
  scopes: string
  createdAt: string
  createdBy: string
  lastUsedAt: string | null
  expiresAt: string | null
  revokedAt: string | null
}

const tokenNoun: Noun<keyof TokenRow> = {
  key: 'number',
  columns: {
    number: 't.id',
    name: 't.name',
    kind: 't.kind',
    role: 't.role',
    scopes: 'to_json(t.scopes)::text',
    createdAt: 't.created_at',
    createdBy: 't.created_by',
    lastUsedAt: 't.last_used_at',
    expiresAt: 't.expires_at',
    revokedAt: 't.revoked_at',
  },
  needs: {
    name: ['name'],
    kind: ['kind'],
    role: ['role'],
    scopes: ['scopes'],
    createdAt: ['createdAt'],
    createdBy: ['createdBy'],
    lastUsedAt: ['lastUsedAt'],
    expiresAt: ['expiresAt'],
    revokedAt: ['revokedAt'],
    state: ['expiresAt', 'revokedAt'],
  },
}

export const tokenStates = ['VALID', 'EXPIRED', 'REVOKED'] as const
export type TokenState = (typeof tokenStates)[number]

/** @param now epoch ms */
export const tokenStateOf = ({ revokedAt, expiresAt }: Pick<TokenRow, 'revokedAt' | 'expiresAt'>, now: number): TokenState =>
  revokedAt !== null ? 'REVOKED' : expiresAt !== null && Date.parse(expiresAt) <= now ? 'EXPIRED' : 'VALID'

export type TokenReads = ReturnType<typeof createTokenReads>

/** How tokens are read: newest first. */
export const createTokenReads = ({ reader, clock }: { reader: Reader; clock: Clock }) => {
  const list = createList<Sibling<TokenRow>, keyof TokenRow, Record<never, never>, 'CREATED_AT'>({
    reader,
    name: 'tokens',
    from: 'token t',
    key: { sql: 't.id', type: 'int', of: (row) => row.number },
    // Numbers are given in the order of making, and have an index.
    orders: { CREATED_AT: { column: 'number', sql: 't.id', type: 'int' } },
    usualOrder: { field: 'CREATED_AT', descending: true },
    where: () => null,
    plan: (wanted, more) => {
      const columns = columnsFor(tokenNoun, wanted, more)
      const make = rowMaker<TokenRow>(columns)
      return {
        select: columns.map((column) => tokenNoun.columns[column]).join(', '),
        joins: '',
        toRows: (values) => together(values.map(make)),
      }
    },
  })
  return {
    ...list,

    /** How many browsers are signed in with each token, now. */
    sessionCounts: async (numbers: readonly number[]): Promise<Map<number, number>> => {
      const values = await reader.values(
        `select token_id, count(*)::int from session where token_id = any($1::int[]) and expires_at > $2::timestamptz group by 1`,
        [numberArray(new Set(numbers)), new Date(clock.now()).toISOString()],
      )
      return new Map(values.map(([number, count]) => [Number(number), Number(count)]))
    },
  }
}
