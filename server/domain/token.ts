import { and, desc, eq, gt, inArray, isNull, lt, or } from 'drizzle-orm'
import type { Database } from '../../drizzle/database.ts'
import { token, type Token } from '../../drizzle/tables/token.ts'
import type { Hub } from '../events/hub.ts'
import { announce } from '../events/outbox.ts'
import { isRight, rightsOfRole, tokenNumberOf, type Principal } from './access.ts'
import type { Actor } from './actor.ts'
import { recordChanges } from './change.ts'
import type { Clock } from './clock.ts'
import { createCredentialCache } from './credential-cache.ts'
import { done, fault, refused, type Outcome } from './fault.ts'
import { createLastUse } from './last-use.ts'
import { checkToken, type TokenInput } from './token-input.ts'
import { hashOf, isSecret, makeSecret } from './token-secret.ts'
import type { Transact } from './transact.ts'

/** A token as it may be shown: without its hash. */
export type TokenRecord = Omit<Token, 'hash'>

export type Tokens = {
  /** The secret is given here and never again. Nobody makes one that may more than they may themselves. */
  create: (input: TokenInput, actor: Actor) => Promise<Outcome<{ token: TokenRecord; secret: string }>>
  /** Who holds this secret; null when it is unknown, mistyped, expired or revoked. */
  verify: (secret: string) => Promise<Principal | null>
  /** Who the token of this number stands for; null when it has expired or was revoked. */
  holder: (number: number) => Promise<Principal | null>
  /** Those of the principals whose tokens are gone: what long connections are ended by. */
  fallen: (principals: readonly Principal[]) => Promise<Set<Principal>>
  /** Newest first. */
  list: () => Promise<TokenRecord[]>
  /** Revoking twice changes nothing. */
  revoke: (id: number, actor: Actor) => Promise<Outcome<TokenRecord>>
  /** Calls back when a token was made or revoked, here or on another server. */
  whenChanged: (tell: () => void) => Disposable
} & AsyncDisposable

const principalOf = ({ id, name, role, scopes, expiresAt }: Token): Principal => ({
  id: `token:${id}`,
  name,
  role,
  rights: new Set(role ? rightsOfRole[role] : scopes.filter(isRight)),
  expiresAt: expiresAt?.getTime() ?? null,
  session: null,
})

const withoutHash = ({ hash: _, ...record }: Token): TokenRecord => record

type Dependencies = {
  db: Pick<Database, 'writer' | 'aside'>
  transact: Transact
  hub: Pick<Hub, 'whenTold'>
  clock: Clock
  log?: (error: unknown, message: string) => void
}

export const createTokens = ({ db, transact, hub, clock, log = () => undefined }: Dependencies): Tokens => {
  const cache = createCredentialCache<Token>()
  const listeners = new Set<() => void>()
  // Told by the outbox, so that what another server or a command revoked counts here within a moment, too.
  const told = hub.whenTold((entity) => {
    if (entity !== 'TOKEN') return
    cache.clear()
    for (const tell of listeners) tell()
  })
  const lastUse = createLastUse({
    write: (id, at, before) =>
      db.writer
        .update(token)
        .set({ lastUsedAt: at })
        .where(and(eq(token.id, id), or(isNull(token.lastUsedAt), lt(token.lastUsedAt, before)))),
    failed: (error) => log(error, 'last use of a token was not recorded'),
  })

  // On a connection that no writer holds: however many of them wait for each other, people can sign in.
  const find = async (condition: ReturnType<typeof eq>) => {
    const [row] = await db.aside.select().from(token).where(and(condition, isNull(token.revokedAt)))
    return row ?? null
  }

  const toHolder = (row: Token | null, now: number): Principal | null => {
    if (!row || (row.expiresAt && row.expiresAt.getTime() <= now)) return null
    lastUse.record(row.id, now)
    return principalOf(row)
  }

  return {
    create: async (input, actor) => {
      const now = clock.now()
      const checked = checkToken(input, actor, now)
      if (!checked.value) return checked
      const { kind, ...given } = checked.value
      const secret = makeSecret(kind)
      const at = new Date(now)
      const made = await transact(async (tx) => {
        const [row] = await tx
          .insert(token)
          .values({ ...given, kind, hash: hashOf(secret), createdAt: at, createdBy: actor.name })
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
      const hash = hashOf(secret)
      return toHolder(await cache.get(hash.toString('base64url'), now, () => find(eq(token.hash, hash))), now)
    },

    holder: async (number) => {
      const now = clock.now()
      return toHolder(await cache.get(`#${number}`, now, () => find(eq(token.id, number))), now)
    },

    fallen: async (principals) => {
      const ids = [...new Set(principals.map(tokenNumberOf).filter((id) => id !== null))]
      if (ids.length === 0) return new Set()
      const stillGood = or(isNull(token.expiresAt), gt(token.expiresAt, new Date(clock.now())))
      const rows = await db.aside
        .select({ id: token.id })
        .from(token)
        .where(and(inArray(token.id, ids), isNull(token.revokedAt), stillGood))
      const standing = new Set<number | null>([null, ...rows.map(({ id }) => id)])
      return new Set(principals.filter((principal) => !standing.has(tokenNumberOf(principal))))
    },

    list: async () => (await db.aside.select().from(token).orderBy(desc(token.id))).map(withoutHash),

    revoke: async (id, actor) => {
      const at = new Date(clock.now())
      const none = () => refused(fault('NOT_FOUND', ['id'], `there is no token ${id}`))
      if (id >= 2 ** 31) return none()
      const outcome = await transact(async (tx): Promise<Outcome<TokenRecord>> => {
        const [row] = await tx.select().from(token).where(eq(token.id, id)).for('update')
        if (!row) return none()
        if (row.revokedAt) return done(withoutHash(row))
        await tx.update(token).set({ revokedAt: at }).where(eq(token.id, id))
        await recordChanges(
          tx,
          'TOKEN',
          [{ key: String(id), field: 'revokedAt', before: null, after: at.toISOString() }],
          { actor, at, reason: null },
        )
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

    whenChanged: (tell) => {
      listeners.add(tell)
      return { [Symbol.dispose]: () => void listeners.delete(tell) }
    },

    async [Symbol.asyncDispose]() {
      told[Symbol.dispose]()
      await lastUse[Symbol.asyncDispose]()
    },
  }
}
