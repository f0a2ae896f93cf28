import { and, eq, gt, inArray, lt } from 'drizzle-orm'
import type { Database } from '../../drizzle/database.ts'
import { session } from '../../drizzle/tables/session.ts'
import type { Principal } from './access.ts'
import { tokenNumberOf } from './access.ts'
import type { Clock } from './clock.ts'
import { createCredentialCache } from './credential-cache.ts'
import { createLastUse } from './last-use.ts'
import type { Tokens } from './token.ts'
import { hashOf, randomText } from './token-secret.ts'

/** The sign-ins of web pages. A session has the rights of its token and dies with it. */
export type Sessions = {
  /** Signs in with a token: the secret for the cookie, given here and never again. Null for a token that is not valid. */
  open: (tokenSecret: string) => Promise<{ secret: string; principal: Principal } | null>
  /** Whose session this secret is; null when it was ended, has expired, or its token is gone. */
  verify: (secret: string) => Promise<Principal | null>
  /** Signs out. Ending what has ended changes nothing. */
  end: (secret: string) => Promise<void>
  /**
   * Those of the principals whose token or session is gone. What they hold open is use: the sessions that still stand
   * last on.
   */
  fallen: (principals: readonly Principal[]) => Promise<Set<Principal>>
} & AsyncDisposable

const secretShape = /^[A-Za-z0-9_-]{43}$/

type Dependencies = {
  db: Pick<Database, 'writer' | 'aside'>
  tokens: Pick<Tokens, 'verify' | 'holder' | 'fallen'>
  clock: Clock
  /** How long a session outlasts its last use. */
  hours: number
  log?: (error: unknown, message: string) => void
}

type SessionRow = typeof session.$inferSelect

export const createSessions = ({ db, tokens, clock, hours, log = () => undefined }: Dependencies): Sessions => {
  const lastingMs = hours * 3_600_000
  const cache = createCredentialCache<SessionRow>()
  const endOf = (at: Date) => new Date(at.getTime() + lastingMs)
  const lastUse = createLastUse({
    write: (id, at, before) =>
      db.writer
        .update(session)
        .set({ lastUsedAt: at, expiresAt: endOf(at) })
        .where(and(eq(session.id, id), lt(session.lastUsedAt, before), gt(session.expiresAt, at))),
    failed: (error) => log(error, 'last use of a session was not recorded'),
  })

  const find = async (hash: Buffer) => {
    const [row] = await db.aside.select().from(session).where(eq(session.hash, hash))
    return row ?? null
  }

  const signedIn = (principal: Principal, id: number, now: number): Principal => ({
    ...principal,
    session: { id, expiresAt: now + lastingMs },
  })

  return {
    open: async (tokenSecret) => {
      const principal = await tokens.verify(tokenSecret)
      const tokenId = principal && tokenNumberOf(principal)
      if (!principal || tokenId === null) return null
      const secret = randomText()
      const now = clock.now()
      const at = new Date(now)
      const [row] = await db.aside
        .insert(session)
        .values({ tokenId, hash: hashOf(secret), createdAt: at, lastUsedAt: at, expiresAt: endOf(at) })
        .returning({ id: session.id })
      if (!row) throw new Error('a session was inserted but not returned')
      return { secret, principal: signedIn(principal, row.id, now) }
    },

    verify: async (secret) => {
      if (!secretShape.test(secret)) return null
      const now = clock.now()
      const hash = hashOf(secret)
      const row = await cache.get(hash.toString('base64url'), now, () => find(hash))
      if (!row || row.expiresAt.getTime() <= now) return null
      const principal = await tokens.holder(row.tokenId)
      if (!principal) return null
      lastUse.record(row.id, now)
      // What is kept for a moment must not end earlier than what was just written.
      row.expiresAt = endOf(new Date(now))
      return signedIn(principal, row.id, now)
    },

    end: async (secret) => {
      if (!secretShape.test(secret)) return
      await db.aside.delete(session).where(eq(session.hash, hashOf(secret)))
      cache.clear()
    },

    fallen: async (principals) => {
      const gone = await tokens.fallen(principals)
      const ids = new Set(principals.flatMap(({ session: held }) => (held ? [held.id] : [])))
      if (ids.size === 0) return gone
      const now = clock.now()
      const rows = await db.aside
        .select({ id: session.id })
        .from(session)
        .where(and(inArray(session.id, [...ids]), gt(session.expiresAt, new Date(now))))
      const standing = new Set(rows.map(({ id }) => id))
      for (const id of standing) lastUse.record(id, now)
      const ended = principals.filter(({ session: held }) => held && !standing.has(held.id))
      return new Set([...gone, ...ended])
    },

    [Symbol.asyncDispose]: () => lastUse[Symbol.asyncDispose](),
  }
}

/** Takes away the sessions that had ended by `now` (epoch ms), by themselves or with their token. @returns how many */
export const pruneSessions = async ({ raw }: Pick<Database, 'raw'>, now: number): Promise<number> => {
  const at = new Date(now)
  const gone = await raw`delete from session using token
    where token.id = session.token_id
      and (session.expires_at <= ${at} or token.revoked_at is not null or token.expires_at <= ${at})`
  return gone.count
}
