import { auditServer } from 'graphql-http'
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

describe('GraphQL over HTTP', () => {
  it('keeps every MUST and SHOULD of the specification', async () => {
    const results = await auditServer({ url: `${server.url}/graphql` })
    const broken = results.filter((result) => result.status === 'error' || result.status === 'warn')
    expect(broken.map(({ id, name }) => `${id} ${name}`)).toEqual([])
    expect(results.length).toBeGreaterThan(50)
  })

  it('answers a query with its cost', async () => {
    const { status, data, extensions } = await ask(server.url, '{ runs(first: 20) { nodes { number } } }')
    expect({ status, data }).toEqual({ status: 200, data: { runs: { nodes: [] } } })
    expect(extensions).toEqual({ cost: { requested: 21, limit: 1_000_000 } })
  })

  it('gives every error a code and the id of the request', async () => {
    const { errors, headers } = await ask(server.url, '{ nothing }')
    expect(errors).toMatchObject([
      { extensions: { code: 'GRAPHQL_VALIDATION_FAILED', requestId: headers.get('x-request-id') } },
    ])
    expect(Object.keys(errors?.[0]?.extensions ?? {})).toEqual(['code', 'requestId'])
  })

  it('takes the id of the request from the client, if it can stand in a log', async () => {
    expect(
      (await ask(server.url, '{ __typename }', { headers: { 'x-request-id': 'shift-42.a' } })).headers.get(
        'x-request-id',
      ),
    ).toBe('shift-42.a')
    expect(
      (await ask(server.url, '{ __typename }', { headers: { 'x-request-id': 'a b"c' } })).headers.get('x-request-id'),
    ).toMatch(/^[\da-f-]{36}$/)
  })

  it.each([
    ['{', 'GRAPHQL_PARSE_FAILED', undefined],
    ['{ runs { nodes { nothing } } }', 'GRAPHQL_VALIDATION_FAILED', undefined],
    ['query ($number: Int!) { run(number: $number) { number } }', 'BAD_USER_INPUT', {}],
    ['query ($number: Int!) { run(number: $number) { number } }', 'BAD_USER_INPUT', { number: 'many' }],
    [
      'query ($from: DateTime) { runs(filter: { startedAt: { from: $from } }) { totalCount } }',
      'BAD_USER_INPUT',
      { from: '2022-09-24T00:00:00' },
    ],
    ['{ runs(first: 99999999) { totalCount } }', 'BAD_USER_INPUT', undefined],
    ['{ runs(after: "elsewhere") { nodes { number } } }', 'BAD_USER_INPUT', undefined],
    ['query A { __typename } query B { __typename }', 'BAD_USER_INPUT', undefined],
  ])('tells what is wrong with %s', async (query, code, variables) => {
    const result = await ask(server.url, query, variables ? { variables } : {})
    expect(result.code).toBe(code)
    expect(JSON.stringify(result.errors)).not.toMatch(/select|\/work\/|node_modules|at \w+ \(/i)
  })

  it('runs the operation that is named', async () => {
    expect(
      (await ask(server.url, 'query A { __typename } query B { b: __typename }', { operationName: 'B' })).data,
    ).toEqual({ b: 'Query' })
    expect((await ask(server.url, 'query A { __typename }', { operationName: 'C' })).code).toBe('BAD_USER_INPUT')
  })

  it('takes queries by GET, but no mutations', async () => {
    const get = (query: string) => fetch(`${server.url}/graphql?query=${encodeURIComponent(query)}`)
    expect(await (await get('{ __typename }')).json()).toMatchObject({ data: { __typename: 'Query' } })
    const mutation = await get('mutation { createTag(input: { text: "beam" }) { userErrors { code } } }')
    expect([mutation.status, mutation.headers.get('allow')]).toEqual([405, 'GET, POST'])
    expect(await mutation.json()).toMatchObject({ errors: [{ extensions: { code: 'METHOD_NOT_ALLOWED' } }] })
  })

  it.each([
    ['application/x-www-form-urlencoded', 'query={__typename}'],
    [
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{"query":"{__typename}"}\r\n--x--',
    ],
    ['application/graphql', '{ __typename }'],
    ['text/plain', '{"query":"{__typename}"}'],
    ['application/json; charset=latin1', '{"query":"{__typename}"}'],
  ])('refuses %s', async (type, body) => {
    const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': type }, body })
    expect(response.status).toBe(415)
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNSUPPORTED_MEDIA_TYPE' } }] })
  })

  it('refuses several operations in one request', async () => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ query: '{ __typename }' }]),
    })
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { errors: [{ extensions: { code: 'BAD_REQUEST' } }] },
    ])
  })

  it.each([
    ['with its length', false],
    ['in chunks', true],
  ])('refuses a body that is too large, %s', async (_how, chunked) => {
    const text = JSON.stringify({ query: `# ${'x'.repeat(5_000_000)}\n{ __typename }` })
    const body = chunked ? new Blob([text]).stream() : text
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      ...(chunked ? { duplex: 'half' } : {}),
    })
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'BODY_TOO_LARGE', allowed: 4_194_304 } }],
    })
  })

  it('streams a subscription as server-sent events', async () => {
    const ending = new AbortController()
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      signal: ending.signal,
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: 'subscription { runChanged { kind node { number } } }' }),
    })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    const secret = await world.tokenOf('SHIFTER')
    const started = ask(
      server.url,
      'mutation { startRun(input: { number: 526080 }) { run { number } userErrors { message } } }',
      { headers: bearer(secret) },
    )
    let text = ''
    while (!text.includes('526080')) text += (await reader.read()).value ?? ''
    expect(text).toContain('"data":{"runChanged":{"kind":"CREATED","node":{"number":526080}}}')
    expect(await started).toMatchObject({ data: { startRun: { userErrors: [] } } })
    expect(world.domain.hub.subscribers()).toBe(1)
    ending.abort()
    await expect.poll(() => server.openConnections.count()).toBe(0)
  })

  it('tells a subscription that is refused', async () => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: 'subscription { nothing }' }),
    })
    expect(await response.text()).toContain('GRAPHQL_VALIDATION_FAILED')
  })
})

describe('pages of other sites', () => {
  const preflight = (url: string, origin: string) =>
    fetch(`${url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    })

  it('get no leave', async () => {
    const response = await preflight(server.url, 'https://elsewhere.example')
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    expect(
      (await ask(server.url, '{ __typename }', { headers: { origin: 'https://elsewhere.example' } })).headers.get(
        'access-control-allow-origin',
      ),
    ).toBeNull()
  })

  it('get it when they are allowed', async () => {
    await using allowing = await world.serve({ env: { LOGLINE_ALLOWED_ORIGINS: 'https://shift.example' } })
    const response = await preflight(allowing.url, 'https://shift.example')
    expect(response.headers.get('access-control-allow-origin')).toBe('https://shift.example')
    expect(response.headers.get('access-control-allow-headers')).toContain('authorization')
    expect(
      (await preflight(allowing.url, 'https://other.example')).headers.get('access-control-allow-origin'),
    ).toBeNull()
  })
})
