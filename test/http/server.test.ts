import { connect } from 'node:net'
import {
  GraphQLInt,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  type GraphQLFieldConfig,
} from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BadQuestion } from '../../server/domain/fault.ts'
import type { RequestContext } from '../../server/http/execute.ts'
import { reply } from '../../server/http/route.ts'
import { ask, openWorld, sendRaw, type World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

let seenSignal: AbortSignal | undefined
const { promise, resolve: openGate } = Promise.withResolvers<number>()
const gate = { opened: promise, reached: false }

const field = (
  type: GraphQLFieldConfig<unknown, RequestContext>['type'],
  resolve: GraphQLFieldConfig<unknown, RequestContext>['resolve'],
  access: string | null = 'read',
) => ({ type, ...(resolve ? { resolve } : {}), extensions: access ? { access } : {} })

/** What the schema of the product never does: fail, hang, and leave its fields open. */
const troubled = new GraphQLSchema({
  query: new GraphQLObjectType<unknown, RequestContext>({
    name: 'Query',
    fields: {
      fails: field(GraphQLString, () => {
        throw new Error('relation "token" does not exist: select * from token')
      }),
      refuses: field(GraphQLString, async () => {
        throw new BadQuestion('first is -1')
      }),
      misses: field(new GraphQLNonNull(GraphQLString), () => null),
      confused: field(GraphQLInt, () => 'not a number /srv/secret'),
      hangs: field(GraphQLString, (_root, _args, { signal }) => {
        seenSignal = signal
        return new Promise(() => undefined)
      }),
      waits: field(GraphQLInt, () => {
        gate.reached = true
        return gate.opened
      }),
      unguarded: field(GraphQLString, () => 'nobody said who may see this', null),
    },
  }),
  subscription: new GraphQLObjectType({
    name: 'Subscription',
    fields: {
      ticks: {
        type: GraphQLInt,
        extensions: { access: 'read' },
        subscribe: async function* () {
          yield { ticks: 1 }
          throw new Error('the source broke: postgres://user:password@host')
        },
      },
      never: {
        type: GraphQLInt,
        extensions: { access: 'read' },
        subscribe: () => ({
          [Symbol.asyncIterator]: () => ({
            next: () => new Promise<never>(() => undefined),
            return: async () => ({ done: true as const, value: undefined }),
          }),
        }),
      },
    },
  }),
})

describe('unexpected errors', () => {
  it.each(['fails', 'misses', 'confused'])(
    'are told as "Internal error" and logged with their stack: %s',
    async (name) => {
      await using server = await world.serve({ schema: troubled })
      const { errors, headers } = await ask(server.url, `{ ${name} }`)
      const requestId = headers.get('x-request-id')
      expect(errors).toEqual([
        {
          message: 'Internal error',
          path: [name],
          locations: [{ line: 1, column: 3 }],
          extensions: { code: 'INTERNAL', requestId },
        },
      ])
      const logged = server.lines
        .map((line) => JSON.parse(line) as { requestId?: string; err?: { stack: string } })
        .find(({ err }) => err)
      expect(logged).toMatchObject({ level: 'error', requestId, err: { stack: expect.stringContaining('at ') } })
    },
  )

  it('of a subscription end it, without telling more', async () => {
    await using server = await world.serve({ schema: troubled })
    const response = await fetch(`${server.url}/graphql?query=${encodeURIComponent('subscription { ticks }')}`, {
      headers: { accept: 'text/event-stream' },
    })
    const text = await response.text()
    expect(text).toContain('"data":{"ticks":1}')
    expect(text).toContain('"code":"INTERNAL"')
    expect(text).not.toContain('password')
    expect(text).toContain('event: complete')
  })
})

describe('expected errors', () => {
  it('of the domain keep their words', async () => {
    await using server = await world.serve({ schema: troubled })
    expect(await ask(server.url, '{ refuses }')).toMatchObject({
      status: 200,
      data: { refuses: null },
      errors: [{ message: 'first is -1', extensions: { code: 'BAD_USER_INPUT' } }],
    })
  })

  it('of the time limit give up the operation and tell its resolvers', async () => {
    await using server = await world.serve({ schema: troubled, env: { LOGLINE_MAX_SECONDS: '1' } })
    expect(await ask(server.url, '{ hangs }')).toMatchObject({ status: 503, code: 'TIMEOUT' })
    expect(seenSignal?.aborted).toBe(true)
  })

  it('close a field that names no right, even to an admin', async () => {
    await using server = await world.serve({ schema: troubled, env: { LOGLINE_ANONYMOUS: 'admin' } })
    expect(await ask(server.url, '{ unguarded }')).toMatchObject({
      status: 403,
      errors: [{ message: 'anonymous may not use unguarded: it is open to nobody' }],
    })
  })
})

describe('a client that goes away', () => {
  it('ends the work that was done for it', async () => {
    await using server = await world.serve({ schema: troubled })
    seenSignal = undefined
    const leaving = new AbortController()
    const asked = fetch(`${server.url}/graphql?query={hangs}`, { signal: leaving.signal }).catch(() => undefined)
    await expect.poll(() => seenSignal).toBeDefined()
    leaving.abort()
    await asked
    await expect.poll(() => seenSignal?.aborted).toBe(true)
  })
})

describe('a server that stops', () => {
  it('lets a running request finish and takes no other', async () => {
    const server = await world.serve({ schema: troubled })
    const running = ask(server.url, '{ waits }')
    await expect.poll(() => gate.reached).toBe(true)
    let isOver = false
    const closed = server.close().then(() => (isOver = true))
    await expect
      .poll(() =>
        fetch(`${server.url}/livez`).then(
          () => 'open',
          () => 'closed',
        ),
      )
      .toBe('closed')
    // What it needs would be taken away beneath it.
    expect(isOver).toBe(false)
    openGate(1)
    expect(await running).toMatchObject({ status: 200, data: { waits: 1 } })
    await closed
    await expect(fetch(`${server.url}/livez`)).rejects.toThrow()
  })

  it('does not wait for connections that have not asked for anything', async () => {
    const server = await world.serve()
    const silent = connect(server.port, '127.0.0.1')
    const closed = new Promise((resolve) => silent.once('close', resolve))
    await new Promise((resolve) => silent.once('connect', resolve))
    const startedAt = performance.now()
    await server.close()
    expect(performance.now() - startedAt).toBeLessThan(2000)
    await closed
  })

  it('ends streams that would never end', async () => {
    const server = await world.serve({ schema: troubled })
    const response = await fetch(`${server.url}/graphql?query=${encodeURIComponent('subscription { never }')}`, {
      headers: { accept: 'text/event-stream' },
    })
    const text = response.text()
    const startedAt = performance.now()
    await server.close()
    expect(performance.now() - startedAt).toBeLessThan(2000)
    expect(await text).toContain('event: complete')
  })

  it('says what is wrong when its port is taken', async () => {
    await using server = await world.serve()
    await expect(world.serve({ env: { PORT: String(server.port) } })).rejects.toThrow(
      `Port ${server.port} on 127.0.0.1 is taken by another program`,
    )
  })
})

describe('health', () => {
  it('is alive and ready', async () => {
    await using server = await world.serve()
    expect([
      (await fetch(`${server.url}/livez`)).status,
      (await fetch(`${server.url}/livez`, { method: 'HEAD' })).status,
    ]).toEqual([200, 200])
    const ready = await fetch(`${server.url}/readyz`)
    expect([ready.status, await ready.json()]).toEqual([200, { ready: true, checks: { database: 'ok' } }])
  })
})

describe('metrics', () => {
  it('are open on this machine', async () => {
    await using server = await world.serve()
    await ask(server.url, '{ __typename }')
    await ask(server.url, 'mutation { startRun(input: { number: 1 }) { userErrors { code } } }')
    const text = await (await fetch(`${server.url}/metrics`)).text()
    expect(text).toContain('logline_http_requests_total{route="graphql",method="POST",status="200"} 1')
    expect(text).toContain('logline_graphql_operations_total{kind="query",outcome="ok"} 1')
    expect(text).toContain('logline_graphql_errors_total{code="FORBIDDEN"} 1')
    expect(text).toContain('logline_http_request_duration_seconds_bucket{route="graphql",le="+Inf"} 2')
    for (const line of text.trim().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) .+|[a-z_]+(\{[^}]*\})? [-\d.e+]+)$/)
  })

  it('need a token that may read from elsewhere', async () => {
    await using server = await world.serve()
    const from = (headers: Record<string, string>) =>
      fetch(`${server.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.7', ...headers } })
    expect((await from({})).status).toBe(401)
    expect((await from({ authorization: `Bearer ${await world.tokenOf('VIEWER')}` })).status).toBe(200)
    const { value } = await world.tokens.create({ name: 'writer', scopes: ['run:write'] }, world.admin)
    expect((await from({ authorization: `Bearer ${value!.secret}` })).status).toBe(401)
  })
})

describe('the schema', () => {
  it('is served as text', async () => {
    await using server = await world.serve()
    const response = await fetch(`${server.url}/schema.graphql`)
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(await response.text()).toContain('type Run implements Node')
  })
})

describe('routes', () => {
  it('of others come before the web pages', async () => {
    await using server = await world.serve({
      routes: [
        {
          name: 'ingest',
          methods: ['POST'],
          takes: (path) => path.startsWith('/ingest/'),
          handle: (exchange) => reply(exchange, 202, 'text/plain', exchange.path),
        },
      ],
    })
    const response = await fetch(`${server.url}/ingest/brewer/files?x=1`, { method: 'POST', body: 'x' })
    expect([response.status, await response.text()]).toEqual([202, '/ingest/brewer/files'])
    const get = await fetch(`${server.url}/ingest/brewer/files`)
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST'])
  })

  it('that fail answer 500 and tell nothing', async () => {
    await using server = await world.serve({
      routes: [
        {
          name: 'bad',
          methods: ['GET'],
          takes: (path) => path === '/bad',
          handle: () => Promise.reject(new Error('secret')),
        },
      ],
    })
    const response = await fetch(`${server.url}/bad`)
    expect([response.status, await response.text()]).toEqual([500, 'Internal error\n'])
  })

  it('meet broken requests calmly', async () => {
    await using server = await world.serve()
    expect(await sendRaw(server.port, 'NONSENSE\r\n\r\n')).toMatch(/^HTTP\/1.1 400/)
    expect(await sendRaw(server.port, `GET / HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431/,
    )
    expect(
      await sendRaw(server.port, 'GET /other HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'),
    ).toMatch(/^HTTP\/1.1 404/)
    expect((await fetch(`${server.url}/livez`)).status).toBe(200)
  })
})
