import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
const startRun = (number: number) => `mutation { startRun(input: { number: ${number} }) { userErrors { code } } }`

/** `fetch` sets Host itself; this leaves it to us. */
const askAs = (port: number, host: string) =>
  new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const body = JSON.stringify({ query: viewer })
    const sent = httpRequest(
      {
        host: '127.0.0.1',
        port,
        path: '/graphql',
        method: 'POST',
        headers: { host, 'content-type': 'application/json' },
      },
      (response) => {
        let text = ''
        response
          .setEncoding('utf8')
          .on('data', (chunk: string) => (text += chunk))
          .on('end', () => resolve({ status: response.statusCode, text }))
      },
    )
    sent.on('error', reject).end(body)
  })

describe('who asks without a token', () => {
  it('may read on this machine', async () => {
    expect((await ask(server.url, viewer)).data).toEqual({ viewer: { name: 'anonymous', role: 'VIEWER' } })
  })

  it('may not write', async () => {
    const { status, code, errors } = await ask(server.url, startRun(1))
    expect([status, code]).toEqual([403, 'FORBIDDEN'])
    expect(errors?.[0]?.message).toBe('anonymous may not use startRun: it needs the right run:write')
  })

  it.each(['x-forwarded-for', 'x-real-ip'])('is from elsewhere when %s says so', async (header) => {
    const { status, code, headers } = await ask(server.url, viewer, { headers: { [header]: '203.0.113.7' } })
    expect([status, code, headers.get('www-authenticate')]).toEqual([401, 'UNAUTHENTICATED', 'Bearer realm="logline"'])
    expect((await ask(server.url, viewer, { headers: { [header]: '127.0.0.1' } })).status).toBe(200)
  })

  it.each([
    'for=192.0.2.60;proto=http;by=203.0.113.43',
    'For="[2001:db8:cafe::17]:4711"',
    'for=127.0.0.1, for=198.51.100.17',
    'for=unknown',
    'for=_hidden',
  ])('is from elsewhere when Forwarded says %s', async (forwarded) => {
    expect((await ask(server.url, viewer, { headers: { forwarded } })).status).toBe(401)
  })

  it('is not local by a name that was made to point here', async () => {
    expect((await askAs(server.port, `localhost:${server.port}`)).status).toBe(200)
    expect((await askAs(server.port, `rebound.example:${server.port}`)).status).toBe(401)
  })

  it('gets nothing at all where nothing was configured, not even introspection', async () => {
    await using closed = await world.serve({ env: { LOGLINE_ANONYMOUS: 'none' } })
    for (const query of [viewer, '{ __typename }', '{ __schema { types { name } } }', startRun(2)]) {
      expect(await ask(closed.url, query)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' })
    }
  })

  it('has the role that is configured, but only reads from behind a proxy', async () => {
    await using open = await world.serve({ env: { LOGLINE_ANONYMOUS: 'shifter' } })
    expect(await ask(open.url, startRun(3))).toMatchObject({ status: 200, data: { startRun: { userErrors: [] } } })
    const far = { headers: { 'x-forwarded-for': '203.0.113.7' } }
    expect(await ask(open.url, startRun(4), far)).toMatchObject({ status: 403 })
    expect(await ask(open.url, viewer, far)).toMatchObject({ data: { viewer: { role: 'VIEWER' } } })
  })
})

describe('who asks with a token', () => {
  it('may what the role may', async () => {
    const shifter = await world.tokenOf('SHIFTER')
    expect(await ask(server.url, startRun(10), { headers: bearer(shifter) })).toMatchObject({
      status: 200,
      data: { startRun: { userErrors: [] } },
    })
    const ingest = 'mutation { ingestRuns(input: { idempotencyKey: "a", items: [] }) { results { index } } }'
    expect(await ask(server.url, ingest, { headers: bearer(shifter) })).toMatchObject({
      status: 403,
      code: 'FORBIDDEN',
    })
    expect(await ask(server.url, ingest, { headers: bearer(await world.tokenOf('COORDINATOR')) })).toMatchObject({
      status: 200,
    })
  })

  it('may what the scopes of a service say, and nothing else', async () => {
    const { value } = await world.tokens.create({ name: 'readout', scopes: ['run:write'] }, world.admin)
    const headers = bearer(value!.secret)
    expect(await ask(server.url, startRun(11), { headers })).toMatchObject({ data: { startRun: { userErrors: [] } } })
    expect(await ask(server.url, viewer, { headers })).toMatchObject({ status: 403 })
    expect(await ask(server.url, '{ __typename }', { headers })).toMatchObject({ status: 200 })
  })

  it.each([
    ['an unknown one', (secret: string) => `Bearer ${secret.slice(0, 10)}${secret.slice(11)}x`],
    ['no token at all', () => 'Bearer '],
    ['another scheme', (secret: string) => `Basic ${secret}`],
  ])('is turned away with %s, and never taken for a stranger', async (_what, header) => {
    const secret = await world.tokenOf('ADMIN')
    expect(await ask(server.url, viewer, { headers: { authorization: header(secret) } })).toMatchObject({
      status: 401,
      code: 'UNAUTHENTICATED',
    })
  })

  it('is turned away once the token is revoked', async () => {
    const { value } = await world.tokens.create({ name: 'lent', role: 'VIEWER' }, world.admin)
    const headers = bearer(value!.secret)
    expect((await ask(server.url, viewer, { headers })).status).toBe(200)
    await world.tokens.revoke(value!.token.id, world.admin)
    expect((await ask(server.url, viewer, { headers })).status).toBe(401)
  })

  it('is turned away once the token has expired', async () => {
    const secret = await world.tokenOf('VIEWER', new Date(world.clock.now() + 60_000))
    expect((await ask(server.url, viewer, { headers: bearer(secret) })).status).toBe(200)
    world.clock.forward(61_000)
    expect((await ask(server.url, viewer, { headers: bearer(secret) })).status).toBe(401)
  })
})

describe('what is asked for', () => {
  it('is looked for in fragments, too', async () => {
    const hidden = `mutation { ...A } fragment A on Mutation { ... on Mutation { ...B } }
        fragment B on Mutation { x: startRun(input: { number: 20 }) { userErrors { code } } }`
    expect(await ask(server.url, hidden)).toMatchObject({ status: 403, code: 'FORBIDDEN' })
  })

  it('counts even when it is skipped', async () => {
    const query = `mutation ($no: Boolean!) {
        a: __typename startRun(input: { number: 21 }) @include(if: $no) { userErrors { code } }
      }`
    expect(await ask(server.url, query, { variables: { no: false } })).toMatchObject({ status: 403 })
  })

  it('is refused as a whole', async () => {
    const both = `mutation { a: startRun(input: { number: 22 }) { userErrors { code } } }`
    await ask(server.url, both)
    expect((await ask(server.url, '{ run(number: 22) { number } }')).data).toEqual({ run: null })
  })
})
