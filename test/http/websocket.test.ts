import { createClient, type Client, type ClientOptions } from 'graphql-ws'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { ask, bearer, openWorld, type Result, type Served, type World } from './world.ts'

let world: World
let server: Served
let coordinator: string

beforeAll(async () => {
  world = await openWorld()
  server = await world.serve()
  coordinator = await world.tokenOf('COORDINATOR')
})
afterAll(async () => {
  await server.close()
  await world[Symbol.asyncDispose]()
})

const address = ({ port }: Served) => `ws://127.0.0.1:${port}/graphql`

const connect = (to: Served, options: Partial<ClientOptions> = {}): Client & Disposable => {
  const client = createClient({ url: address(to), webSocketImpl: WebSocket, retryAttempts: 0, lazy: false, ...options })
  return Object.assign(client, { [Symbol.dispose]: () => void client.dispose() })
}

/** The first answer; what the socket says instead of one is thrown. */
const once = async (client: Client, query: string, variables: Record<string, unknown> = {}): Promise<Result> => {
  for await (const result of client.iterate({ query, variables })) return result as Result
  throw new Error('no answer')
}

/** How a socket was ended by the server. */
const ending = (socket: WebSocket) => new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)))

const raw = (to: Served, headers: Record<string, string> = {}) =>
  new WebSocket(address(to), 'graphql-transport-ws', { headers })

const opened = async (socket: WebSocket, payload?: object) => {
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  socket.send(JSON.stringify({ type: 'connection_init', payload }))
  await new Promise((resolve) => socket.once('message', resolve))
  return socket
}

let nextRun = 1000
const startRun = () =>
  ask(server.url, `mutation { startRun(input: { number: ${nextRun++} }) { userErrors { code } } }`, {
    headers: bearer(coordinator),
  })

describe('GraphQL over WebSocket', () => {
  it('answers queries, with their cost', async () => {
    using client = connect(server)
    expect(await once(client, '{ viewer { role } }')).toEqual({
      data: { viewer: { role: 'VIEWER' } },
      extensions: { cost: { requested: 1, limit: 1_000_000 } },
    })
  })

  it('tells of changes as they happen', async () => {
    using client = connect(server)
    const changes = client.iterate<{ runChanged: { kind: string; node: { number: number } } }>({
      query: 'subscription { runChanged { kind node { number } } }',
    })
    const first = changes.next()
    await expect.poll(() => world.domain.hub.subscribers()).toBe(1)
    const number = nextRun
    await startRun()
    expect((await first).value).toEqual({ data: { runChanged: { kind: 'CREATED', node: { number } } } })
    await changes.return?.()
  })

  it.each([
    ['a document that cannot be parsed', '{', 'GRAPHQL_PARSE_FAILED'],
    ['a field that is not there', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a limit',
      `{ ${Array.from({ length: 201 }, (_, index) => `a${index}: __typename`).join(' ')} }`,
      'LIMIT_EXCEEDED',
    ],
    [
      'a price',
      'subscription { runChanged { node { changes(first: 1000) { nodes { kind } } } } a: __typename }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['a right that is lacking', 'mutation { startRun(input: { number: 1 }) { userErrors { code } } }', 'FORBIDDEN'],
    ['variables that do not fit', 'query ($number: Int!) { run(number: $number) { number } }', 'BAD_USER_INPUT'],
  ])('ends one operation for %s and leaves the socket open', async (_what, query, code) => {
    using client = connect(server)
    let closed = false
    client.on('closed', () => (closed = true))
    let codes: unknown[] = []
    try {
      codes = (await once(client, query)).errors?.map(({ extensions }) => extensions['code']) ?? []
    } catch (errors) {
      codes = (errors as NonNullable<Result['errors']>).map(({ extensions }) => extensions['code'])
    }
    expect(codes).toContain(code)
    expect(await once(client, '{ __typename }')).toMatchObject({ data: { __typename: 'Query' } })
    expect(closed).toBe(false)
  })

  it('takes the token from the parameters of the connection, or from the header', async () => {
    using client = connect(server, { connectionParams: { authorization: `Bearer ${coordinator}` } })
    expect(await once(client, '{ viewer { role } }')).toMatchObject({ data: { viewer: { role: 'COORDINATOR' } } })
    const socket = await opened(raw(server, bearer(coordinator)))
    socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: '{ viewer { role } }' } }))
    const answer = await new Promise((resolve) => socket.once('message', (data) => resolve(JSON.parse(String(data)))))
    expect(answer).toMatchObject({ type: 'next', payload: { data: { viewer: { role: 'COORDINATOR' } } } })
    socket.close()
  })

  it('closes with 4403 for a token that is not valid', async () => {
    const socket = raw(server)
    socket.once('open', () =>
      socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: 'Bearer ll_pat_nonsense' } })),
    )
    expect(await ending(socket)).toBe(4403)
  })

  it('lets strangers without rights in, and gives them nothing', async () => {
    await using closed = await world.serve({ env: { LOGLINE_ANONYMOUS: 'none' } })
    using client = connect(closed)
    await expect(once(client, '{ __typename }')).rejects.toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
  })

  it.each([
    ['that was revoked', false],
    ['that expired', true],
  ])('ends the socket of a token %s', async (_what, expires) => {
    const { value } = await world.tokens.create(
      { name: 'short', role: 'VIEWER', expiresAt: expires ? new Date(world.clock.now() + 60_000) : null },
      world.admin,
    )
    const socket = await opened(raw(server), { authorization: `Bearer ${value!.secret}` })
    const code = ending(socket)
    if (expires) world.clock.forward(61_000)
    else await world.tokens.revoke(value!.token.id, world.admin)
    await server.openConnections.sweep()
    expect(await code).toBe(4403)
  })

  it('takes as many operations at once as are allowed', async () => {
    await using strict = await world.serve({ env: { LOGLINE_MAX_SUBSCRIPTIONS: '2' } })
    using client = connect(strict)
    const query = 'subscription { runChanged { kind } }'
    const two = [client.iterate({ query }), client.iterate({ query })]
    two.forEach((changes) => void changes.next().catch(() => undefined))
    await expect.poll(() => strict.openConnections.count()).toBe(3)
    await expect(once(client, query)).rejects.toMatchObject([
      { extensions: { code: 'LIMIT_EXCEEDED', limit: 'subscriptions' } },
    ])
    await two[0]?.return?.()
    await expect
      .poll(() =>
        once(client, '{ __typename }').then(
          () => 'taken',
          () => 'refused',
        ),
      )
      .toBe('taken')
  })

  it('cuts messages that are too large', async () => {
    const socket = await opened(raw(server))
    socket.send(
      JSON.stringify({ type: 'subscribe', id: '1', payload: { query: `# ${'x'.repeat(1_100_000)}\n{ __typename }` } }),
    )
    expect(await ending(socket)).toBe(1009)
  })

  it.each([
    ['of another site', 'https://elsewhere.example', 403],
    ['that is none', 'null', 403],
  ])('turns pages away: origin %s', async (_what, origin, status) => {
    const socket = raw(server, { origin })
    expect(
      await new Promise((resolve) =>
        socket.once('unexpected-response', (_request, response) => resolve(response.statusCode)),
      ),
    ).toBe(status)
    socket.on('error', () => undefined).terminate()
  })

  it('lets our own pages in, and those that are allowed', async () => {
    await using allowing = await world.serve({ env: { LOGLINE_ALLOWED_ORIGINS: 'https://shift.example' } })
    for (const origin of [`http://127.0.0.1:${allowing.port}`, 'https://shift.example'])
      (await opened(raw(allowing, { origin }))).close()
  })

  it('closes what does not speak its protocol', async () => {
    const socket = await opened(raw(server))
    const code = ending(socket)
    socket.send('not JSON')
    expect(await code).toBe(4400)
    const early = raw(server)
    early.once('open', () =>
      early.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: '{ __typename }' } })),
    )
    expect(await ending(early)).toBe(4401)
  })

  it('ends a socket that does not answer its pings', async () => {
    await using impatient = await world.serve({ pingMilliseconds: 1000 })
    const [deaf, awake] = [
      new WebSocket(address(impatient), 'graphql-transport-ws', { autoPong: false }),
      raw(impatient),
    ]
    await Promise.all([opened(deaf), opened(awake)])
    expect(await ending(deaf)).toBe(1006)
    expect(awake.readyState).toBe(WebSocket.OPEN)
    awake.close()
  })

  it('says goodbye when the server stops', async () => {
    const stopping = await world.serve()
    const socket = await opened(raw(stopping))
    const code = ending(socket)
    await stopping.close()
    expect(await code).toBe(1001)
  })

  it('leaves nothing behind', async () => {
    const socket = await opened(raw(server))
    socket.send(
      JSON.stringify({ type: 'subscribe', id: '1', payload: { query: 'subscription { runChanged { kind } }' } }),
    )
    await expect.poll(() => server.openConnections.count()).toBeGreaterThanOrEqual(2)
    socket.terminate()
    await expect.poll(() => server.openConnections.count()).toBe(0)
    await startRun()
    await expect.poll(() => world.domain.hub.subscribers()).toBe(0)
  })
})
