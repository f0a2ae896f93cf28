import type { IncomingMessage, ServerResponse } from 'node:http'
import { GraphQLError } from 'graphql'
import { clientError } from './error.ts'

const name = 'logline_session'

// As long as browsers keep a cookie at all: the server decides when a session has ended, and can then say so.
const maxAgeSeconds = 400 * 86_400

const fixed = 'Path=/; HttpOnly; SameSite=Strict'

/** The secret in the cookie of a request; null without one. */
export const readSessionCookie = ({ headers }: Pick<IncomingMessage, 'headers'>): string | null => {
  for (const part of (headers.cookie ?? '').split(';')) {
    const [key, value = ''] = part.trim().split('=', 2)
    if (key === name && value !== '') return value
  }
  return null
}

/**
 * Whether the browser talks https, if only to a proxy before us: by the origin that the browser itself tells, or by
 * what the proxy says. A lie here makes the cookie of the liar harder to send, and nothing else.
 */
const isSecure = ({ headers }: Pick<IncomingMessage, 'headers'>): boolean =>
  [headers.origin, headers['x-forwarded-proto']].flat().some((text) => /^https(:|,|$)/i.test(text ?? '')) ||
  /(^|[;,\s])proto="?https\b/i.test(headers.forwarded ?? '')

export const setSessionCookie = (request: IncomingMessage, response: ServerResponse, secret: string): void => {
  const secure = isSecure(request) ? '; Secure' : ''
  response.appendHeader('set-cookie', `${name}=${secret}; Max-Age=${maxAgeSeconds}; ${fixed}${secure}`)
}

export const clearSessionCookie = (response: ServerResponse): void =>
  void response.appendHeader('set-cookie', `${name}=; Max-Age=0; ${fixed}`)

const reason = 'SESSION_ENDED'

/** What the holder of a dead cookie is told: to go on as a stranger would be to lose rights without a word. */
export const sessionEnded = (): GraphQLError =>
  clientError('UNAUTHENTICATED', 'You were signed out: the session has ended, or its token expired or was revoked', {
    reason,
  })

/** Takes a dead cookie away, when that is why a request failed: told once, the next request comes without it. */
export const forgetEndedSession = (error: unknown, response: ServerResponse): void => {
  if (error instanceof GraphQLError && error.extensions['reason'] === reason) clearSessionCookie(response)
}
