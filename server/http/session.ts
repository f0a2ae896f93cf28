import { GraphQLError } from 'graphql'
import { z } from 'zod'
import type { Principal } from '../domain/access.ts'
import type { Clock } from '../domain/clock.ts'
import type { Sessions } from '../domain/session.ts'
import type { Log } from '../log.ts'
import { isJson, readBody } from './body.ts'
import { clientError, publish, statusOf } from './error.ts'
import type { OpenConnections } from './open-connections.ts'
import { addressOf, isOwnPage } from './peer.ts'
import { reply, type Exchange, type Route } from './route.ts'
import { clearSessionCookie, readSessionCookie, setSessionCookie } from './session-cookie.ts'
import { createTries } from './tries.ts'

const bodyBytes = 4096
const json = 'application/json; charset=utf-8'
const bodyShape = z.strictObject({ token: z.string().trim() })

const moment = (milliseconds: number | null): string | null =>
  milliseconds === null ? null : new Date(milliseconds).toISOString()

/** Who is signed in now, as the answer tells it. */
const toViewer = ({ name, role, rights, expiresAt, session }: Principal) => ({
  name,
  role,
  rights: [...rights],
  expiresAt: moment(expiresAt),
  sessionExpiresAt: moment(session?.expiresAt ?? null),
})

/** @throws BAD_REQUEST when the body is not `{ "token": "…" }` */
const readToken = async ({ request }: Exchange): Promise<string> => {
  if (!isJson(request)) throw clientError('UNSUPPORTED_MEDIA_TYPE', 'A sign-in is application/json and nothing else')
  const text = await readBody(request, bodyBytes)
  try {
    return bodyShape.parse(JSON.parse(text)).token
  } catch {
    throw clientError('BAD_REQUEST', 'A sign-in is an object with a token: { "token": "ll_pat_…" }')
  }
}

export type SessionRouteOptions = {
  sessions: Pick<Sessions, 'open' | 'end'>
  openConnections: Pick<OpenConnections, 'sweep'>
  clock: Clock
  log: Log
}

/** POST /session with a token signs a browser in: the cookie stands for the token from then on. DELETE signs it out. */
export const sessionRoute = ({ sessions, openConnections, clock, log }: SessionRouteOptions): Route => {
  const tries = createTries(clock)

  const leave = async (secret: string) => {
    await sessions.end(secret)
    // Other tabs of this browser are told now, not with the next look.
    await openConnections.sweep()
  }

  const signIn = async (exchange: Exchange) => {
    const { request, response } = exchange
    const address = addressOf(request)
    const seconds = tries.wait(address)
    if (seconds > 0) {
      response.setHeader('retry-after', String(seconds))
      throw clientError('TOO_MANY_REQUESTS', `Too many wrong tokens from here: try again in ${seconds} s`)
    }
    const opened = await sessions.open(await readToken(exchange))
    if (!opened) {
      tries.failed(address)
      throw clientError('UNAUTHENTICATED', 'This token is not valid: unknown, mistyped, expired or revoked')
    }
    // Who signs in as somebody else leaves nothing of themselves behind.
    const before = readSessionCookie(request)
    if (before !== null) await leave(before)
    setSessionCookie(request, response, opened.secret)
    reply(exchange, 200, json, JSON.stringify({ viewer: toViewer(opened.principal) }))
  }

  const signOut = async (exchange: Exchange) => {
    const { request, response } = exchange
    const secret = readSessionCookie(request)
    if (secret !== null) await leave(secret)
    clearSessionCookie(response)
    response.writeHead(204, { 'cache-control': 'no-store' }).end()
  }

  return {
    name: 'session',
    methods: ['POST', 'DELETE'],
    takes: (path) => path === '/session',
    handle: async (exchange) => {
      const { request, response, requestId } = exchange
      try {
        if (!isOwnPage(request, { orProgram: true }))
          throw clientError('FORBIDDEN', 'Pages of other sites can sign nobody in or out')
        await (request.method === 'POST' ? signIn(exchange) : signOut(exchange))
      } catch (error) {
        const told = publish(error, requestId, log)
        const status = error instanceof GraphQLError ? statusOf([told], false) : 500
        // The rest of a body that was refused would be read as the next request.
        if (request.method === 'POST' && !request.complete) response.setHeader('connection', 'close')
        reply(exchange, status, json, JSON.stringify({ errors: [told] }))
      }
    },
  }
}
