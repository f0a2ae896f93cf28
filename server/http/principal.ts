import type { IncomingMessage } from 'node:http'
import type { Config } from '../config.ts'
import { anonymous, may, type Principal } from '../domain/access.ts'
import type { Sessions } from '../domain/session.ts'
import type { Tokens } from '../domain/token.ts'
import { clientError } from './error.ts'
import { isForwarded, isLocal, isOwnPage } from './peer.ts'
import { readSessionCookie, sessionEnded } from './session-cookie.ts'

export type Principals = {
  /**
   * Who asks: by the header, else by the cookie of a session, else a stranger. `authorization` stands in for the header
   * where a browser cannot set one (WebSocket).
   * @throws UNAUTHENTICATED for a token or a session that isn't valid: never taken for a stranger, who might have more
   * rights, or lose them without a word; FORBIDDEN for a cookie that came from a page of another site
   */
  of: (request: IncomingMessage, authorization?: string | undefined) => Promise<Principal>
}

/** The secret in "Bearer ll_…"; null for any other text. */
const bearer = (header: string): string | null => /^bearer +([^\s,]+) *$/i.exec(header)?.[1] ?? null

/**
 * Strangers have the role that the configuration gives them. Where nobody configured one it is for this machine alone;
 * and whoever comes from elsewhere through a proxy gets no more than reading by it.
 */
const strangers = ({ role, localOnly }: Config['anonymous']) => {
  const [nobody, reader, somebody] = [anonymous(null), anonymous('VIEWER'), anonymous(role)]
  return (request: IncomingMessage): Principal => {
    if (localOnly) return isLocal(request) ? somebody : nobody
    return may(somebody, 'read') && isForwarded(request) ? reader : somebody
  }
}

export const createPrincipals = (
  { tokens, sessions }: { tokens: Pick<Tokens, 'verify'>; sessions: Pick<Sessions, 'verify'> },
  config: Pick<Config, 'anonymous'>,
): Principals => {
  const stranger = strangers(config.anonymous)

  const byToken = async (authorization: string) => {
    const secret = bearer(authorization)
    const principal = secret === null ? null : await tokens.verify(secret)
    if (!principal)
      throw clientError('UNAUTHENTICATED', 'This token is not valid: unknown, mistyped, expired or revoked')
    return principal
  }

  const bySession = async (request: IncomingMessage, secret: string) => {
    if (!isOwnPage(request)) throw clientError('FORBIDDEN', 'A sign-in counts on our own pages only: send a token')
    const principal = await sessions.verify(secret)
    if (!principal) throw sessionEnded()
    return principal
  }

  return {
    of: async (request, authorization = request.headers.authorization) => {
      if (authorization !== undefined) return byToken(authorization)
      const secret = readSessionCookie(request)
      return secret === null ? stranger(request) : bySession(request, secret)
    },
  }
}
