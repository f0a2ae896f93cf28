import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rights, type Right } from '../../server/domain/access.ts'
import { systemActor } from '../../server/domain/actor.ts'
import { startApp, type TestApp } from '../kit/app.ts'
import { createClient, type Client, type Loose } from '../kit/client.ts'
import { dump } from '../kit/dump.ts'
import { costOf } from '../kit/statements.ts'
import { stream } from '../kit/stream.ts'

let server: TestApp
let admin: Client

beforeAll(async () => {
  server = await startApp()
  admin = await server.as('ADMIN')
})
afterAll(() => server[Symbol.asyncDispose]())

const createToken = `mutation ($input: CreateTokenInput!) {
  createToken(input: $input) {
    secret userErrors { code path message }
    token { id number name kind role scopes state createdAt createdBy lastUsedAt expiresAt revokedAt sessionCount }
  }
}`
const revokeToken = `mutation ($id: ID!) {
  revokeToken(input: { id: $id }) { userErrors { code path message } token { id state revokedAt changes { nodes { field before after actor } } } }
}`

const create = async (input: object, by = admin) => (await by.get(createToken, { input })).createToken

/** A client with exactly these rights. */
const service = async (...scopes: Right[]) => {
  const { value } = await server.app.tokens.create({ name: 'service', scopes }, systemActor('test'))
  return createClient(server.url, value!.secret)
}

describe('createToken', () => {
  it('gives the secret once, and it opens the door', async () => {
    const { token, secret, userErrors } = await create({ name: ' Ann ', role: 'SHIFTER', expiresAt: '2099-01-01T00:00:00Z' })
    expect(userErrors).toEqual([])
    expect(token).toEqual({
      id: expect.any(String), number: expect.any(Number), name: 'Ann', kind: 'PERSONAL', role: 'SHIFTER', scopes: [], state: 'VALID',
      createdAt: new Date(server.clock.now()).toISOString(), createdBy: 'admin', lastUsedAt: null, expiresAt: '2099-01-01T00:00:00.000Z', revokedAt: null, sessionCount: 0,
    })
    const ann = createClient(server.url, secret)
    expect(await ann.get('{ viewer { name role isAnonymous tokenId expiresAt sessionExpiresAt } }')).toEqual({
      viewer: { name: 'Ann', role: 'SHIFTER', isAnonymous: false, tokenId: token.id, expiresAt: '2099-01-01T00:00:00.000Z', sessionExpiresAt: null },
    })
    const all = JSON.stringify([await admin.get('{ tokens { nodes { number name kind role scopes createdBy } } events(last: 1000) { nodes { kind key data fields actor } } }'), await dump(server.db)])
    expect(all).not.toContain(secret.slice(7, 40))
  })

  it('is told live, without anything of the secret', async () => {
    const { secret: reader } = await create({ name: 'reader', role: 'VIEWER' })
    const listening = await stream(server.url, 'subscription { events(kinds: ["token.created", "token.revoked"]) { node { kind entity key change fields data actor } } }', { secret: reader })
    const { secret, token } = await create({ name: 'told', scopes: ['read'] })
    const message = await listening.next()
    expect(message.events.node).toEqual({ kind: 'token.created', entity: 'TOKEN', key: String(token.number), change: 'CREATED', fields: [], data: null, actor: 'admin' })
    expect(JSON.stringify(message)).not.toContain(secret.slice(7, 20))
    await listening.stop()
  })

  it.each([
    [{ name: '' }, 'INVALID_INPUT', 'name'],
    [{ name: 'a\u0000b', role: 'VIEWER' }, 'INVALID_INPUT', 'name'],
    [{ name: '\ud800', role: 'VIEWER' }, 'INVALID_INPUT', 'name'],
    [{ name: 'x' }, 'INVALID_INPUT', 'role'],
    [{ name: 'x', role: 'VIEWER', scopes: ['read'] }, 'INVALID_INPUT', 'role'],
    [{ name: 'x', scopes: ['run:everything'] }, 'INVALID_INPUT', 'scopes'],
    [{ name: 'x', role: 'VIEWER', expiresAt: '1999-01-01T00:00:00Z' }, 'INVALID_INPUT', 'expiresAt'],
  ])('refuses %j', async (input, code, place) => {
    const { token, secret, userErrors } = await create(input)
    expect([token, secret, userErrors[0].code, userErrors[0].path[0]]).toEqual([null, null, code, place])
  })

  it('gives nobody more than the caller has', async () => {
    const manager = await service('read', 'token:manage')
    const before = await dump(server.db)
    for (const role of ['SHIFTER', 'COORDINATOR', 'ADMIN']) {
      const { token, secret, userErrors } = await create({ name: 'more', role }, manager)
      expect([token, secret, userErrors[0].code, userErrors[0].path]).toEqual([null, null, 'RIGHTS_EXCEEDED', ['role']])
      expect(userErrors[0].message).toContain('run:write')
    }
    for (const right of rights.filter((one) => one !== 'read' && one !== 'token:manage')) {
      const { userErrors } = await create({ name: 'more', scopes: ['read', right] }, manager)
      expect(userErrors).toMatchObject([{ code: 'RIGHTS_EXCEEDED', path: ['scopes'] }])
    }
    expect(await dump(server.db)).toEqual(before)
    expect((await create({ name: 'less', role: 'VIEWER' }, manager)).userErrors).toEqual([])
    expect((await create({ name: 'same', scopes: ['read', 'token:manage'] }, manager)).userErrors).toEqual([])
    const blind = await service('token:manage')
    expect((await create({ name: 'more', role: 'VIEWER' }, blind)).userErrors).toMatchObject([{ code: 'RIGHTS_EXCEEDED' }])
  })
})

describe('revokeToken', () => {
  it('takes the token back for good, keeps who did it, and changes nothing the second time', async () => {
    const { token, secret } = await create({ name: 'lent', role: 'VIEWER' })
    const lent = createClient(server.url, secret)
    await lent.get('{ viewer { name } }')
    const first = (await admin.get(revokeToken, { id: token.id })).revokeToken
    const at = new Date(server.clock.now()).toISOString()
    expect(first).toEqual({
      userErrors: [],
      token: { id: token.id, state: 'REVOKED', revokedAt: at, changes: { nodes: [{ field: 'revokedAt', before: null, after: at, actor: 'admin' }] } },
    })
    expect((await lent.ask('{ viewer { name } }')).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED')
    server.clock.forward(1000)
    expect((await admin.get(revokeToken, { id: token.id })).revokeToken).toEqual(first)
  })

  it('leaves a history that is seen by those who manage tokens alone', async () => {
    const { token } = await create({ name: 'seen', role: 'VIEWER' })
    await admin.get(revokeToken, { id: token.id })
    const { node } = await admin.get('query ($id: ID!) { node(id: $id) { ... on Token { changes { nodes { id } } } } }', { id: token.id })
    const change = 'query ($id: ID!) { node(id: $id) { ... on Change { field } } }'
    const { id } = node.changes.nodes[0]
    expect(await admin.get(change, { id })).toEqual({ node: { field: 'revokedAt' } })
    expect(await (await server.as('VIEWER')).get(change, { id })).toEqual({ node: null })
  })

  it.each([
    ['', 'INVALID_INPUT'],
    ['7', 'INVALID_INPUT'],
    [Buffer.from('Run:7').toString('base64url'), 'INVALID_INPUT'],
    [Buffer.from('Token:999999').toString('base64url'), 'NOT_FOUND'],
    [Buffer.from('Token:9999999999').toString('base64url'), 'NOT_FOUND'],
  ])('refuses the id "%s"', async (id, code) => {
    const { token, userErrors } = (await admin.get(revokeToken, { id })).revokeToken
    expect([token, userErrors[0].code, userErrors[0].path]).toEqual([null, code, ['id']])
  })
})

describe('tokens', () => {
  it('are listed newest first, page by page, expired and revoked ones too', async () => {
    const { token: short } = await create({ name: 'short', role: 'VIEWER', expiresAt: new Date(server.clock.now() + 1000).toISOString() })
    server.clock.forward(2000)
    const seen: number[] = []
    let after: string | null = null
    for (;;) {
      const { tokens }: Loose = await admin.get('query ($after: String) { tokens(first: 3, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { number name state } } }', { after })
      seen.push(...tokens.nodes.map(({ number }: { number: number }) => number))
      if (seen[0] === short.number && seen.length <= 3) expect(tokens.nodes[0]).toEqual({ number: short.number, name: 'short', state: 'EXPIRED' })
      after = tokens.pageInfo.endCursor
      if (!tokens.pageInfo.hasNextPage) {
        expect(seen).toHaveLength(tokens.totalCount)
        break
      }
    }
    expect(seen).toEqual(seen.toSorted((a, b) => b - a))
  })

  it('are nodes for those who manage them, and for nobody else', async () => {
    const { token } = await create({ name: 'hidden', role: 'VIEWER' })
    const query = 'query ($id: ID!) { node(id: $id) { id ... on Token { name } } }'
    expect(await admin.get(query, { id: token.id })).toEqual({ node: { id: token.id, name: 'hidden' } })
    for (const client of [await server.as('COORDINATOR'), await server.as()]) {
      expect((await client.ask(query, { id: token.id })).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
    }
  })

  it('cost the same number of statements however many they are', async () => {
    for (let more = 0; more < 20; more++) await create({ name: `more ${more}`, role: 'VIEWER' })
    const query = 'query ($first: Int!) { tokens(first: $first) { totalCount nodes { name sessionCount changes(first: 1) { nodes { field } } } } }'
    const cost = (first: number) => costOf(server.db, () => admin.get(query, { first }))
    expect([await cost(1), await cost(20)]).toEqual([4, 4])
  })

  it('tell how many browsers are signed in with them', async () => {
    const { token, secret } = await create({ name: 'browsers', role: 'VIEWER' })
    for (let browser = 0; browser < 2; browser++) {
      const { status } = await fetch(`${server.url}/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token: secret }) })
      expect(status).toBe(200)
    }
    expect((await admin.get('query ($id: ID!) { node(id: $id) { ... on Token { sessionCount } } }', { id: token.id })).node).toEqual({ sessionCount: 2 })
    server.clock.forward(13 * 3_600_000)
    expect((await admin.get('query ($id: ID!) { node(id: $id) { ... on Token { sessionCount } } }', { id: token.id })).node).toEqual({ sessionCount: 0 })
  })
})
