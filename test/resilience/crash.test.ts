import { setTimeout as wait } from 'node:timers/promises'
import { createClient as createSocket } from 'graphql-ws'
import { afterAll, expect, it } from 'vitest'
import WebSocket from 'ws'
import { createClient, type Loose } from '../kit/client.ts'
import { createDataFolder, freePort, startServer, type ServerProcess } from './server.ts'

// Twenty writers and three subscribers, and a server that is killed again and again in the midst of it.

const folder = createDataFolder()
let server: ServerProcess | undefined
afterAll(async () => {
  server?.kill('SIGTERM')
  await server?.exited
  folder.remove()
})

const kills = 3
const writers = 20

type Acknowledged = { runs: Map<number, { endedAt?: string; startedBy?: string }>; environments: Map<string, number> }

/** Says everything until it is acknowledged, and writes down what was. */
const createWriter = (url: string, writer: number, acknowledged: Acknowledged, goesOn: () => boolean) => {
  const client = createClient(url)
  const insist = async (query: string, input: object): Promise<Loose> => {
    for (;;) {
      try {
        return (await client.get(query, { input })).payload
      } catch {
        await wait(50 + Math.random() * 50)
      }
    }
  }
  const errors = '{ userErrors { code message } }'
  const must = (payload: Loose, allowed: string[] = []) => {
    const unexpected = payload.userErrors.filter(({ code }: Loose) => !allowed.includes(code))
    if (unexpected.length > 0) throw new Error(JSON.stringify(unexpected))
  }
  return (async () => {
    for (let round = 0; goesOn(); round++) {
      const number = 100_000 * (writer + 1) + round * 10
      const startedAt = new Date(Date.UTC(2024, 4, 1, 0, 0, round)).toISOString()
      const endedAt = new Date(Date.UTC(2024, 4, 1, 1, 0, round)).toISOString()
      // Said again after a crash it may be there already: then it was kept, though nobody had heard of it.
      must(await insist(`mutation ($input: StartRunInput!) { payload: startRun(input: $input) ${errors} }`, { number, startedAt, fillNumber: 1 + (round % 5), environmentId: `crash${round % 7}` }), ['ALREADY_EXISTS'])
      acknowledged.runs.set(number, {})
      must(await insist(`mutation ($input: EndRunInput!) { payload: endRun(input: $input) ${errors} }`, { number, endedAt }))
      acknowledged.runs.set(number, { endedAt })
      const items = Array.from({ length: 4 }, (_, index) => ({ number: number + 1 + index, startedBy: `writer ${writer}`, fillNumber: 1 + (index % 5), startedAt, endedAt }))
      const taken = await insist('mutation ($input: IngestRunsInput!) { payload: ingestRuns(input: $input) { results { status } userErrors { code } } }', { idempotencyKey: `w${writer} r${round}`, items })
      must(taken)
      // The first answer, however often it was asked for: what was made is never told as having been there.
      expect(taken.results.map(({ status }: Loose) => status)).toEqual(['CREATED', 'CREATED', 'CREATED', 'CREATED'])
      for (const item of items) acknowledged.runs.set(item.number, { endedAt, startedBy: item.startedBy })
      const id = `w${writer}-${round % 3}`
      must(await insist('mutation ($input: IngestEnvironmentsInput!) { payload: ingestEnvironments(input: $input) { userErrors { code } } }', { idempotencyKey: `w${writer} e${round}`, items: [{ id, status: 'RUNNING', at: startedAt }] }))
      acknowledged.environments.set(id, (acknowledged.environments.get(id) ?? 0) + 1)
    }
  })()
}

/** Listens from a cursor, and when the line is cut from the last cursor that it saw. */
const createSubscriber = (url: string, query: string, from: string) => {
  const seen: { cursor: string; kind: string; key: string | null }[] = []
  let connections = 0
  let stopped = false
  let dispose = () => {}
  const done = (async () => {
    while (!stopped) {
      const socket = createSocket({ url: `${url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 })
      dispose = () => void socket.dispose()
      await new Promise<void>((resolve) => {
        socket.subscribe({ query, variables: { after: seen.at(-1)?.cursor ?? from } }, {
          next: ({ data }) => {
            const change = Object.values(data as object)[0] as Loose
            seen.push({ cursor: change.cursor, kind: change.kind, key: change.node === null ? null : String(change.node.key ?? change.node.number) })
          },
          error: () => resolve(),
          complete: () => resolve(),
        })
        socket.on('opened', () => connections++)
      })
      await Promise.resolve(socket.dispose())
      if (!stopped) await wait(20)
    }
  })()
  return { seen, connections: () => connections, stop: async () => { stopped = true; dispose(); await done } }
}

const placeOf = (cursor: string) => {
  const [, , xid, id] = Buffer.from(cursor, 'base64url').toString().split(':')
  return { xid: BigInt(xid!), id: BigInt(id!) }
}
const inOrder = (cursors: readonly string[]) => cursors.every((cursor, index) => {
  if (index === 0) return true
  const [before, after] = [placeOf(cursors[index - 1]!), placeOf(cursor)]
  return before.xid < after.xid || (before.xid === after.xid && before.id < after.id)
})

it('a killed server loses nothing that was acknowledged, and no subscriber misses an event', async () => {
  const start = Date.now()
  const port = await freePort()
  const boot = async () => {
    server = startServer({ data: folder.data, port })
    await server.ready()
  }
  await boot()
  const { url } = server!
  const client = createClient(url)
  const from = (await client.get('{ server { eventCursor } }')).server.eventCursor as string

  const acknowledged: Acknowledged = { runs: new Map(), environments: new Map() }
  let goesOn = true
  const writing = Promise.all(Array.from({ length: writers }, (_, writer) => createWriter(url, writer, acknowledged, () => goesOn)))
  const failed = writing.catch((error: unknown) => error)
  const subscribers = [
    createSubscriber(url, 'subscription ($after: String) { events(after: $after) { cursor kind node { key } } }', from),
    createSubscriber(url, 'subscription ($after: String) { runChanged(after: $after) { cursor kind node { number } } }', from),
    createSubscriber(url, 'subscription ($after: String) { events(after: $after, kinds: ["run.ended", "environment.created"]) { cursor kind node { key } } }', from),
  ]

  for (let kill = 0; kill < kills; kill++) {
    const before = acknowledged.runs.size
    for (const end = Date.now() + 30_000; acknowledged.runs.size < before + 120 && Date.now() < end;) await wait(20)
    await wait(Math.random() * 400)
    server!.kill('SIGKILL')
    expect((await server!.exited).signal).toBe('SIGKILL')
    await boot()
  }
  const before = acknowledged.runs.size
  for (const end = Date.now() + 30_000; acknowledged.runs.size < before + 120 && Date.now() < end;) await wait(20)
  goesOn = false
  expect(await failed).toEqual(expect.any(Array))

  // What the outbox holds, in its order.
  const events: { cursor: string; kind: string; key: string; entity: string }[] = []
  for (let after = from; ;) {
    const page = (await client.get('query ($after: String) { events(after: $after, first: 1000) { nodes { cursor kind key entity } pageInfo { hasNextPage endCursor } } }', { after })).events
    events.push(...page.nodes)
    if (!page.pageInfo.hasNextPage) break
    after = page.pageInfo.endCursor
  }
  expect(inOrder(events.map(({ cursor }) => cursor))).toBe(true)
  const wanted = [events, events.filter(({ entity }) => entity === 'RUN'), events.filter(({ kind }) => kind === 'run.ended' || kind === 'environment.created')]
  for (const end = Date.now() + 30_000; Date.now() < end && subscribers.some(({ seen }, index) => !seen.some(({ cursor }) => cursor === wanted[index]!.at(-1)!.cursor));) await wait(20)
  await Promise.all(subscribers.map((subscriber) => subscriber.stop()))
  for (const [index, { seen, connections }] of subscribers.entries()) {
    expect(connections()).toBeGreaterThan(kills)
    expect(seen.filter(({ kind }) => kind === 'RESYNC')).toEqual([])
    expect(inOrder(seen.map(({ cursor }) => cursor))).toBe(true)
    const listed = wanted[index]!
    expect(seen.slice(0, listed.length).map(({ cursor, key }) => `${cursor} ${key}`)).toEqual(listed.map(({ cursor, key }) => `${cursor} ${key}`))
    // The server's own jobs (core:silence, brewer:state) go on, and may be told after the list was read.
    expect(seen.slice(listed.length).filter(({ key }) => !key?.includes(':'))).toEqual([])
  }

  // Every acknowledged write is there.
  const stored = new Map<number, Loose>()
  for (let after: string | null = null; ;) {
    const page: Loose = (await client.get('query ($after: String) { runs(first: 1000, after: $after) { nodes { number endedAt startedBy } pageInfo { hasNextPage endCursor } } }', { after })).runs
    for (const node of page.nodes) stored.set(node.number, node)
    if (!page.pageInfo.hasNextPage) break
    after = page.pageInfo.endCursor
  }
  const missing = [...acknowledged.runs].filter(([number, { endedAt, startedBy }]) => {
    const run = stored.get(number)
    return !run || (endedAt !== undefined && run.endedAt !== endedAt) || (startedBy !== undefined && run.startedBy !== startedBy)
  })
  expect(missing).toEqual([])
  const { environments } = await client.get('{ environments(first: 1000, filter: { id: { contains: "w" } }) { nodes { id historyLetters } } }')
  const letters = new Map(environments.nodes.map(({ id, historyLetters }: Loose) => [id, historyLetters]))
  for (const [id, count] of acknowledged.environments) expect([id, letters.get(id)]).toEqual([id, 'R'.repeat(count)])
  expect(acknowledged.runs.size).toBeGreaterThan(400)
  console.info(`${acknowledged.runs.size} runs, ${events.length} events, ${kills} kills in ${((Date.now() - start) / 1000).toFixed(1)} s`)
}, 300_000)
