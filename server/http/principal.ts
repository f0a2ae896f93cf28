import type { IncomingMessage } from 'node:http'
import type { Config } from '../config.ts'
import { anonymous, may, type Principal } from '../domain/access.ts'
import type { Tokens } from '../domain/token.ts'
import { clientError } from './error.ts'
import { isForwarded, isLocal } from './peer.ts'

export type Principals = {
  /**
   * Who asks. `authorization` stands in for the header where a browser cannot set one (WebSocket).
   * @throws UNAUTHENTICATED for a token that isn't valid: never taken for a stranger, who might have more rights
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

export const createPrincipals = (tokens: Pick<Tokens, 'verify'>, config: Pick<Config, 'anonymous'>): Principals => {
  const stranger = strangers(config.anonymous)
  return {
    of: async (request, authorization = request.headers.authorization) => {
      if (authorization === undefined) return stranger(request)
      const secret = bearer(authorization)
      const principal = secret === null ? null : await tokens.verify(secret)
      if (!principal)
        throw clientError('UNAUTHENTICATED', 'This token is not valid: unknown, mistyped, expired or revoked')
      return principal
    },
  }
}
