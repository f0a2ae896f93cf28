import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ours, signedInAt, signOutAt, socketAt } from './browser.ts'
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

const viewer = '{ viewer { name role } }'
let runs = 9000
const startRun = () => `mutation { startRun(input: { number: ${runs++} }) { userErrors { code } } }`

const signedIn = (token: string, to = server) => signedInAt(to, token)
const signOut = (headers: Record<string, string>) => signOutAt(server, headers)
const socketWith = (headers: Record<string, string>, to = server) => socketAt(to, headers)

describe('pages of other sites', () => {
  const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }

  it.each([
    ['another site', foreign],
    ['a neighbour on another port', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
    ['a page that hides where it is from', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['an old browser on another site', { origin: 'https://evil.example', 'sec-fetch-site': '' }],
  ])('do nothing with the cookie: %s', async (_what, headers) => {
    const { cookie } = await signedIn(await world.tokenOf('SHIFTER'))
    const number = runs
    expect(await ask(server.url, startRun(), { headers: { cookie, ...headers } })).toMatchObject({ status: 403, code: 'FORBIDDEN' })
    expect((await ask(server.url, `{ run(number: ${number}) { number } }`)).data).toEqual({ run: null })
    expect((await socketWith({ cookie, ...headers })).state).not.toBe('open')
    expect((await signOut({ cookie, ...headers })).status).toBe(403)
    expect((await ask(server.url, viewer, { headers: { cookie, ...ours(server) } })).status).toBe(200)
  })

  it('that may use the API may not use the cookie, and browsers are never told to send it', async () => {
    const origin = 'https://friend.example'
    await using friendly = await world.serve({ env: { LOGLINE_ALLOWED_ORIGINS: origin } })
    const { cookie } = await signedIn(await world.tokenOf('SHIFTER'), friendly)
    expect(await ask(friendly.url, startRun(), { headers: { cookie, origin } })).toMatchObject({ status: 403 })
    expect((await socketWith({ cookie, origin }, friendly)).state).toBe(4403)
    const withToken = { cookie, origin, ...bearer(await world.tokenOf('SHIFTER')) }
    const allowed = await ask(friendly.url, startRun(), { headers: withToken })
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([200, origin])
    const preflight = await fetch(`${friendly.url}/graphql`, { method: 'OPTIONS', headers: { origin } })
    for (const { headers } of [allowed, preflight]) expect(headers.get('access-control-allow-credentials')).toBeNull()
    const other = await fetch(`${friendly.url}/session`, { method: 'POST', headers: { origin, 'content-type': 'application/json' }, body: '{}' })
    expect([other.status, other.headers.get('access-control-allow-origin')]).toEqual([403, null])
  })

  it('get no mutation done by a link or an image, cookie or not', async () => {
    const { cookie } = await signedIn(await world.tokenOf('SHIFTER'))
    const number = runs
    const url = `${server.url}/graphql?query=${encodeURIComponent(startRun())}`
    for (const headers of [{ cookie }, { cookie, 'sec-fetch-site': 'none' }, { cookie, ...ours(server) }]) {
      expect((await fetch(url, { headers })).status).toBe(405)
    }
    expect((await fetch(url, { headers: { cookie, 'sec-fetch-site': 'cross-site' } })).status).toBe(403)
    expect((await ask(server.url, `{ run(number: ${number}) { number } }`)).data).toEqual({ run: null })
  })

  it('get no form through: without an origin a cookie writes nothing', async () => {
    const { cookie } = await signedIn(await world.tokenOf('SHIFTER'))
    expect((await ask(server.url, startRun(), { headers: { cookie } })).status).toBe(403)
    const form = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { cookie, ...ours(server), 'content-type': 'text/plain' },
      body: JSON.stringify({ query: startRun() }),
    })
    expect(form.status).toBe(415)
    expect((await socketWith({ cookie })).state).toBe(4403)
  })
})
