import { createHash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { and, desc, eq, gt, inArray, isNull, lt, or } from 'drizzle-orm'
import { z } from 'zod'
import type { Writer } from '../../drizzle/database.ts'
import { token, type Token } from '../../drizzle/tables/token.ts'
import { announce } from '../events/outbox.ts'
import { rights, rightsOfRole, roles, type Principal, type Right } from './access.ts'
import type { Actor } from './actor.ts'
import type { Clock } from './clock.ts'
import { done, fault, refused, type Outcome } from './fault.ts'
import type { Transact } from './transact.ts'

/** A token as it may be shown: without its hash. */
export type TokenRecord = Omit<Token, 'hash'>

export type TokenInput = {
  name: string
  /** Makes a personal token. */
  role?: string | null | undefined
  /** Makes a service token. */
  scopes?: readonly string[] | null | undefined
  expiresAt?: Date | null | undefined
}

export type Tokens = {
  /** The secret is given here and never again. */
  create: (input: TokenInput, actor: Actor) => Promise<Outcome<{ token: TokenRecord; secret: string }>>
  /** Who holds this secret; null when it is unknown, mistyped, expired or revoked. */
  verify: (secret: string) => Promise<Principal | null>
  /** Those of the principals whose tokens are gone: what long connections are ended by. */
  fallen: (principals: readonly Principal[]) => Promise<Set<Principal>>
  /** Newest first. */
  list: () => Promise<TokenRecord[]>
  /** Revoking twice changes nothing. */
  revoke: (id: number, actor: Actor) => Promise<Outcome<TokenRecord>>
} & AsyncDisposable

const checksum = (text: string): string => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(crc32(text))
  return bytes.toString('base64url')
}

const bodyLength = 43
const secretShape = new RegExp(`^(ll_(?:pat|svc)_[A-Za-z0-9_-]{${bodyLength}})([A-Za-z0-9_-]{6})$`)

/** `ll_pat_` or `ll_svc_`, 32 random bytes in base64url, and a CRC-32 of both in six letters. */
const makeSecret = (kind: Token['kind']): string => {
  const text = `ll_${kind === 'PERSONAL' ? 'pat' : 'svc'}_${randomBytes(32).toString('base64url')}`
  return text + checksum(text)
}

/** Whether a text can be a token at all: tells a typing error without asking the database. */
export const isSecret = (text: string): boolean => {
  const [, body, sum] = secretShape.exec(text) ?? []
  return body !== undefined && checksum(body) === sum
}

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

const inputShape = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'needs at least one character')
    .max(64, 'has at most 64 characters')
    .regex(/^\P{Cc}*$/u, 'has characters that cannot be printed'),
  role: z.enum(roles, { error: `must be one of ${roles.join(', ')}` }).nullish(),
  scopes: z.array(z.enum(rights, { error: `must be among ${rights.join(', ')}` })).nullish(),
  expiresAt: z.date().nullish(),
})

const isRight = (scope: string): scope is Right => (rights as readonly string[]).includes(scope)

const principalOf = ({ id, name, role, scopes, expiresAt }: Token): Principal => ({
  id: `token:${id}`,
  name,
  role,
  rights: new Set(role ? rightsOfRole[role] : scopes.filter(isRight)),
  expiresAt: expiresAt?.getTime() ?? null,
})

const idOf = (principal: Principal): number | undefined => {
  const [, id] = /^token:(\d+)$/.exec(principal.id) ?? []
  return id === undefined ? undefined : Number(id)
}

const withoutHash = ({ hash: _, ...record }: Token): TokenRecord => record

const cacheMilliseconds = 10_000
const cacheEntries = 1000
const useMilliseconds = 60_000

type Dependencies = {
  writer: Writer
  transact: Transact
  clock: Clock
  log?: { warn: (what: object, text: string) => void }
}

export const createTokens = ({ writer, transact, clock, log }: Dependencies): Tokens => {
  // Asking the database for each request would double the cost of a small one. Revoking here empties it at once;
  // another server notices within its ten seconds.
  const cache = new Map<string, { found: Promise<Token | null>; until: number }>()
  const used = new Map<number, number>()
  const writing = new Set<Promise<void>>()

  const find = async (hash: Buffer) => {
    const [row] = await writer
      .select()
      .from(token)
      .where(and(eq(token.hash, hash), isNull(token.revokedAt)))
    return row ?? null
  }

  const findCached = (hash: Buffer, now: number): Promise<Token | null> => {
    const key = hash.toString('base64url')
    const kept = cache.get(key)
    if (kept && kept.until > now) return kept.found
    const found = find(hash)
    cache.delete(key)
    cache.set(key, { found, until: now + cacheMilliseconds })
    found.catch(() => cache.delete(key))
    for (const oldest of cache.keys()) {
      if (cache.size <= cacheEntries) break
      cache.delete(oldest)
    }
    return found
  }

  const recordUse = (id: number, now: number) => {
    if (now - (used.get(id) ?? -Infinity) < useMilliseconds) return
    used.set(id, now)
    const at = new Date(now)
    const before = new Date(now - useMilliseconds)
    const write = writer
      .update(token)
      .set({ lastUsedAt: at })
      .where(and(eq(token.id, id), or(isNull(token.lastUsedAt), lt(token.lastUsedAt, before))))
      .then(
        () => undefined,
        (error: unknown) => log?.warn({ err: error, token: id }, 'last use of a token was not recorded'),
      )
      .finally(() => writing.delete(write))
    writing.add(write)
  }

  return {
    create: async (input, actor) => {
      const now = clock.now()
      const parsed = inputShape.safeParse(input)
      if (!parsed.success) {
        return refused(
          ...parsed.error.issues.map(({ path, message }) =>
            fault(
              'INVALID_INPUT',
              path.filter((step) => typeof step !== 'symbol'),
              `${String(path[0])} ${message}`,
            ),
          ),
        )
      }
      const { name, role = null, expiresAt = null } = parsed.data
      const scopes = [...new Set(parsed.data.scopes ?? [])]
      if ((role === null) === (scopes.length === 0)) {
        return refused(fault('INVALID_INPUT', ['role'], 'a token has either a role (personal) or scopes (service)'))
      }
      if (expiresAt && !(expiresAt.getTime() > now)) {
        return refused(fault('INVALID_INPUT', ['expiresAt'], 'expiresAt must lie in the future'))
      }
      const kind = role === null ? 'SERVICE' : 'PERSONAL'
      const secret = makeSecret(kind)
      const at = new Date(now)
      const made = await transact(async (tx) => {
        const [row] = await tx
          .insert(token)
          .values({ name, kind, role, scopes, hash: hashOf(secret), createdAt: at, createdBy: actor.name, expiresAt })
          .returning()
        if (!row) throw new Error('a token was inserted but not returned')
        await announce(tx, [{ kind: 'token.created', entity: 'TOKEN', key: String(row.id), change: 'CREATED' }], {
          actor,
          at,
        })
        return row
      })
      return done({ token: withoutHash(made), secret })
    },

    verify: async (secret) => {
      if (!isSecret(secret)) return null
      const now = clock.now()
      const row = await findCached(hashOf(secret), now)
      if (!row || (row.expiresAt && row.expiresAt.getTime() <= now)) return null
      recordUse(row.id, now)
      return principalOf(row)
    },

    fallen: async (principals) => {
      const ids = [...new Set(principals.map(idOf).filter((id) => id !== undefined))]
      if (ids.length === 0) return new Set()
      const stillGood = or(isNull(token.expiresAt), gt(token.expiresAt, new Date(clock.now())))
      const rows = await writer
        .select({ id: token.id })
        .from(token)
        .where(and(inArray(token.id, ids), isNull(token.revokedAt), stillGood))
      const standing = new Set<number | undefined>([undefined, ...rows.map(({ id }) => id)])
      return new Set(principals.filter((principal) => !standing.has(idOf(principal))))
    },

    list: async () => (await writer.select().from(token).orderBy(desc(token.id))).map(withoutHash),

    revoke: async (id, actor) => {
      const at = new Date(clock.now())
      const outcome = await transact(async (tx): Promise<Outcome<TokenRecord>> => {
        const [row] = await tx.select().from(token).where(eq(token.id, id)).for('update')
        if (!row) return refused(fault('NOT_FOUND', ['id'], `there is no token ${id}`))
        if (row.revokedAt) return done(withoutHash(row))
        await tx.update(token).set({ revokedAt: at }).where(eq(token.id, id))
        await announce(
          tx,
          [{ kind: 'token.revoked', entity: 'TOKEN', key: String(id), change: 'UPDATED', fields: ['revokedAt'] }],
          { actor, at },
        )
        return done(withoutHash({ ...row, revokedAt: at }))
      })
      cache.clear()
      return outcome
    },

    async [Symbol.asyncDispose]() {
      await Promise.all(writing)
    },
  }
}
