import { createClient } from 'graphql-ws'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { pruneSessions } from '../../server/domain/session.ts'
import { startApp } from '../kit/app.ts'
import { stream } from '../kit/stream.ts'
import { ours, postSession, signedInAt, signInAt, signOutAt, socketAt } from './browser.ts'
import { ask, bearer, openWorld, type Served, type World } from './world.ts'

let world: World
let server: Served

beforeAll(async () => {
  world = await openWorld()
  server = await world.serve()
})
afterAll(async () => {
  await server.close()
  await world[Symbol.asyncDispose]()
})

const hour = 3_600_000
const viewer = '{ viewer { name role } }'
let runs = 9000
const startRun = () => `mutation { startRun(input: { number: ${runs++} }) { userErrors { code } } }`

const signIn = (token: string, headers: Record<string, string> = {}, to = server) => signInAt(to, token, headers)
const signedIn = (token: string, to = server) => signedInAt(to, token)
const signOut = (headers: Record<string, string>) => signOutAt(server, headers)
const socketWith = (headers: Record<string, string>, to = server) => socketAt(to, headers)

const made = async (input: Parameters<World['tokens']['create']>[0]) => {
  const { value } = await world.tokens.create(input, world.admin)
  return value!
}

/** When the last of all sessions ends. */
const lastEnd = async () => {
  const [row] = await world.database.raw<{ at: Date }[]>`select max(expires_at) as at from session`
  return row!.at.getTime()
}

const subscription = 'subscription { runChanged { kind } }'

describe('signing in', () => {
  it('gives a cookie that no script reads and no other site sends, and says who it is', async () => {
    const { status, answer, cookie, headers } = await signIn(await world.tokenOf('SHIFTER'))
    expect(status).toBe(200)
    expect(answer.viewer).toEqual({
      name: 'shifter',
      role: 'SHIFTER',
      rights: ['read', 'view:write', 'run:write'],
      expiresAt: null,
      sessionExpiresAt: new Date(world.clock.now() + 12 * hour).toISOString(),
    })
    expect(cookie).toMatch(/^logline_session=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Strict$/)
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it.each([
    ['the browser talks https to a proxy', { 'x-forwarded-proto': 'https' }],
    ['the proxy says so in its newer words', { forwarded: 'for=192.0.2.60;proto=https;by=203.0.113.43' }],
  ])('marks the cookie as secure when %s', async (_what, headers) => {
    expect((await signIn(await world.tokenOf('VIEWER'), headers)).cookie).toMatch(/; Secure$/)
  })

  it('marks the cookie as secure when the page itself came by https', async () => {
    const host = new URL(server.url).host
    const { status, cookie } = await signIn(await world.tokenOf('VIEWER'), { origin: `https://${host}` })
    expect([status, cookie.endsWith('; Secure')]).toEqual([200, true])
  })

  it('keeps nothing of the secrets', async () => {
    const token = await world.tokenOf('VIEWER')
    const { cookie } = await signedIn(token)
    const [row] = await world.database.raw`select row_to_json(session)::text as row from session order by id desc limit 1`
    const [event] = await world.database.raw`select json_agg(event)::text as rows from event where entity = 'TOKEN'`
    for (const text of [row?.['row'], event?.['rows'], server.lines.join('\n')] as string[]) {
      expect(text).not.toContain(token.slice(7, 40))
      expect(text).not.toContain(cookie.split('=')[1])
    }
    expect(event?.['rows']).not.toMatch(/hash|secret|ll_/)
  })

  it.each([
    ['what is no JSON', 'token', {}, 400, 'BAD_REQUEST'],
    ['another shape', '{"token":1}', {}, 400, 'BAD_REQUEST'],
    ['more than a token', '{"token":"x","to":"y"}', {}, 400, 'BAD_REQUEST'],
    ['a form', 'token=x', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['plain text, as a form can send it', '{"token":"x"}', { 'content-type': 'text/plain' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a large body', JSON.stringify({ token: 'x'.repeat(5000) }), {}, 413, 'BODY_TOO_LARGE'],
    ['an unknown token', '{"token":"ll_pat_x"}', {}, 401, 'UNAUTHENTICATED'],
    ['a page of another site', '{"token":"x"}', { origin: 'https://evil.example' }, 403, 'FORBIDDEN'],
    ['a page without an origin', '{"token":"x"}', { origin: 'null' }, 403, 'FORBIDDEN'],
    ['a neighbour on another port', '{"token":"x"}', { 'sec-fetch-site': 'same-site' }, 403, 'FORBIDDEN'],
  ])('refuses %s, and gives no cookie', async (_what, body, headers, status, expected) => {
    await using own = await world.serve()
    const { code, cookie, ...refused } = await postSession(own, body, { ...headers } as Record<string, string>)
    expect([refused.status, code, cookie]).toEqual([status, expected, ''])
    expect(refused.answer.errors?.[0]?.extensions['requestId']).toBe(refused.headers.get('x-request-id'))
  })

  it('is slow for those who guess, and only for them', async () => {
    await using own = await world.serve()
    const from = (address: string) => ({ 'x-forwarded-for': `1.2.3.4, ${address}` })
    const right = await world.tokenOf('VIEWER')
    for (let guess = 0; guess < 10; guess++) expect((await signIn(`ll_pat_${guess}`, from('203.0.113.7'), own)).status).toBe(401)
    const late = await signIn(right, from('203.0.113.7'), own)
    expect([late.status, late.code, late.headers.get('retry-after'), late.cookie]).toEqual([429, 'TOO_MANY_REQUESTS', '6', ''])
    expect((await signIn(right, from('203.0.113.8'), own)).status).toBe(200)
    world.clock.forward(6000)
    expect((await signIn(right, from('203.0.113.7'), own)).status).toBe(200)
  })

  it('as somebody else ends the session before', async () => {
    const before = await signedIn(await world.tokenOf('SHIFTER'))
    await signIn(await world.tokenOf('VIEWER'), before)
    expect(await ask(server.url, viewer, { headers: before })).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' })
  })

  it('is no matter of reading: GET tells what it takes', async () => {
    const response = await fetch(`${server.url}/session`)
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST, DELETE'])
  })

  it('does not wait for writers, all of whose connections are taken', async () => {
    const token = await world.tokenOf('VIEWER')
    let release = () => undefined as void
    const held = new Promise<void>((resolve) => (release = resolve))
    const writers = Array.from({ length: 20 }, () => world.database.writer.transaction(() => held))
    const fresh = await signIn(token)
    release()
    await Promise.all(writers)
    expect(fresh.status).toBe(200)
  })
})

describe('who is signed in', () => {
  it('has the rights of the token over HTTP, server-sent events and WebSocket', async () => {
    const headers = await signedIn(await world.tokenOf('SHIFTER'))
    expect((await ask(server.url, viewer, { headers })).data).toEqual({ viewer: { name: 'shifter', role: 'SHIFTER' } })
    expect((await ask(server.url, startRun(), { headers })).data).toEqual({ startRun: { userErrors: [] } })
    const client = createClient({
      url: `ws://127.0.0.1:${server.port}/graphql`,
      retryAttempts: 0,
      webSocketImpl: class extends WebSocket {
        constructor(url: string, protocol: string) {
          super(url, protocol, { headers })
        }
      },
    })
    for await (const { data } of client.iterate({ query: viewer })) expect(data).toEqual({ viewer: { name: 'shifter', role: 'SHIFTER' } })
    await client.dispose()
    await using strict = await world.serve({ env: { LOGLINE_ANONYMOUS: 'none' } })
    const response = await fetch(`${strict.url}/graphql`, {
      method: 'POST',
      headers: { ...headers, ...ours(strict), 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: subscription }),
    })
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
    await response.body?.cancel()
  })

  it('is who the Authorization header says, when there is one', async () => {
    const headers = await signedIn(await world.tokenOf('SHIFTER'))
    const admin = { ...headers, ...bearer(await world.tokenOf('ADMIN')) }
    expect((await ask(server.url, viewer, { headers: admin })).data).toEqual({ viewer: { name: 'admin', role: 'ADMIN' } })
    const wrong = { ...headers, authorization: 'Bearer ll_pat_x' }
    const refused = await ask(server.url, viewer, { headers: wrong })
    expect([refused.status, refused.errors?.[0]?.extensions['reason']]).toEqual([401, undefined])
    expect(refused.headers.getSetCookie()).toEqual([])
  })

  it('stays so while a page is used, and for twelve hours after', async () => {
    const headers = await signedIn(await world.tokenOf('VIEWER'))
    for (let day = 0; day < 4; day++) {
      world.clock.forward(11 * hour)
      expect((await ask(server.url, viewer, { headers })).status).toBe(200)
      await expect.poll(lastEnd).toBe(world.clock.now() + 12 * hour)
    }
    world.clock.forward(12 * hour + 1)
    expect((await ask(server.url, viewer, { headers })).status).toBe(401)
  })

  it('stays so for as long as a page is open, day and night', async () => {
    const headers = await signedIn(await world.tokenOf('VIEWER'))
    const { socket, closed, state } = await socketWith(headers)
    expect(state).toBe('open')
    for (let shift = 0; shift < 9; shift++) {
      world.clock.forward(8 * hour)
      await server.openConnections.sweep()
      await expect.poll(lastEnd).toBe(world.clock.now() + 12 * hour)
    }
    expect(socket.readyState).toBe(WebSocket.OPEN)
    expect((await ask(server.url, viewer, { headers })).status).toBe(200)
    socket.close()
    await closed
  })

  it.each(['revoked', 'expired'])('is nobody any more once the token is %s; open sockets and streams end', async (how) => {
    const { secret, token } = await made({ name: how, role: 'VIEWER', expiresAt: how === 'expired' ? new Date(world.clock.now() + 60_000) : null })
    const headers = await signedIn(secret)
    const { closed, state } = await socketWith(headers)
    expect(state).toBe('open')
    const streaming = await stream(server.url, subscription, { secret })
    if (how === 'revoked') await world.tokens.revoke(token.id, world.admin)
    else world.clock.forward(61_000)
    await server.openConnections.sweep()
    expect(await closed).toBe(4403)
    await expect(streaming.next()).rejects.toThrow(/ended|complete/)
    expect(await ask(server.url, viewer, { headers })).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' })
  })
})

describe('a cookie that is dead', () => {
  it('is no stranger: it is told so, once, and taken away', async () => {
    const headers = await signedIn(await world.tokenOf('VIEWER'))
    await signOut(headers)
    for (const query of [viewer, startRun()]) {
      const told = await ask(server.url, query, { headers })
      expect([told.status, told.code, told.errors?.[0]?.extensions['reason']]).toEqual([401, 'UNAUTHENTICATED', 'SESSION_ENDED'])
      expect(told.errors?.[0]?.message).toContain('You were signed out')
      expect(told.headers.getSetCookie()).toEqual(['logline_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict'])
    }
    expect((await socketWith(headers)).state).toBe(4403)
    expect((await ask(server.url, viewer, { headers: ours(server) })).status).toBe(200)
  })

  it.each(['x', 'x'.repeat(43), '', '%00', `${'A'.repeat(43)}; logline_session=y`])('may be any text: %s', async (secret) => {
    const headers = { ...ours(server), cookie: `logline_session=${secret}` }
    expect((await ask(server.url, viewer, { headers })).status).toBe(secret === '' ? 200 : 401)
  })

  it('is left by signing out, which ends what is open and may be done twice', async () => {
    const headers = await signedIn(await world.tokenOf('VIEWER'))
    const { closed } = await socketWith(headers)
    for (const time of [1, 2]) {
      const { status, headers: answered } = await signOut(headers)
      expect([time, status, answered.getSetCookie().length]).toEqual([time, 204, 1])
    }
    expect(await closed).toBe(4403)
  })

  it('leaves no row behind for long', async () => {
    const { secret, token } = await made({ name: 'pruned', role: 'VIEWER' })
    const kept = await signedIn(await world.tokenOf('VIEWER'))
    await signIn(secret)
    await world.tokens.revoke(token.id, world.admin)
    expect(await pruneSessions(world.database, world.clock.now())).toBeGreaterThanOrEqual(1)
    expect((await ask(server.url, viewer, { headers: kept })).status).toBe(200)
    expect(await pruneSessions(world.database, world.clock.now() + 13 * hour)).toBeGreaterThanOrEqual(1)
    expect((await world.database.raw`select count(*)::int as left from session`)[0]?.['left']).toBe(0)
  })
})

describe('an export', () => {
  it('takes the cookie of our own pages, and takes a dead one away', async () => {
    await using app = await startApp({ settings: { LOGLINE_ANONYMOUS: 'none' } })
    const { value } = await app.app.tokens.create({ name: 'Ann', role: 'VIEWER' }, world.admin)
    const opened = await fetch(`${app.url}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: value!.secret }),
    })
    const cookie = opened.headers.getSetCookie()[0]!.split(';', 1)[0]!
    const get = (headers: Record<string, string>) => fetch(`${app.url}/export/runs.csv`, { headers })
    expect((await get({})).status).toBe(401)
    expect((await get({ cookie, 'sec-fetch-site': 'same-origin' })).status).toBe(200)
    expect((await get({ cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    await app.app.tokens.revoke(value!.token.id, world.admin)
    const dead = await get({ cookie })
    expect([dead.status, dead.headers.getSetCookie()]).toEqual([
      401,
      ['logline_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict'],
    ])
  })
})
