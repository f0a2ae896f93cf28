import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client, Loose } from '../kit/client.ts'
import { cursorNow, until } from '../kit/live.ts'
import { callRun } from '../kit/run.ts'
import { ingest } from '../kit/world.ts'

let server: TestApp
let admin: Client

beforeAll(async () => {
  server = await startApp({ settings: { LOGLINE_ANONYMOUS: 'viewer' } })
  admin = await server.as('ADMIN')
})
afterAll(() => server[Symbol.asyncDispose]())

/** A subscriber that can stop reading its socket, and go on. */
const subscribe = async (query: string, variables: object) => {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
  const messages: Loose[] = []
  const received = Promise.withResolvers<void>()
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as { type: string; payload?: { data: Loose } }
    if (message.type === 'connection_ack') received.resolve()
    if (message.type === 'next') messages.push(Object.values(message.payload!.data as object)[0])
  })
  await new Promise((resolve) => socket.once('open', resolve))
  socket.send(JSON.stringify({ type: 'connection_init' }))
  await received.promise
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables } }))
  return { messages, pause: () => socket.pause(), resume: () => socket.resume(), close: () => socket.terminate() }
}

// Long rows fill the buffers of the network soon.
const long = 'x'.repeat(4000)
const wide = Array.from({ length: 12 }, (_, index) => `w${index}: conditions { workflowParameters }`).join(' ')
const item = (number: number) => ({ number, conditions: { workflowParameters: `${long}${number}` } })

describe('a subscriber that does not read', () => {
  it('gets one RESYNC instead of what nobody could keep, and then what happens', async () => {
    const slow = await subscribe(`subscription ($after: String) { runChanged(after: $after) { cursor kind node { number ${wide} } } }`, { after: await cursorNow(admin) })
    await ingest(admin, 'Runs', [item(1)])
    await until(() => slow.messages.length === 1)
    slow.pause()
    for (let batch = 0; batch < 8; batch++) await ingest(admin, 'Runs', Array.from({ length: 500 }, (_, index) => item(1000 + batch * 500 + index)))
    slow.resume()
    await until(() => slow.messages.some(({ kind }) => kind === 'RESYNC'), 'RESYNC')
    await callRun(admin, 'startRun', { number: 9000 })
    await until(() => slow.messages.at(-1).node?.number === 9000, 'the last run')
    const kinds = slow.messages.map(({ kind }) => kind)
    expect(slow.messages.length).toBeLessThan(3000)
    const known = new Set(slow.messages.slice(kinds.lastIndexOf('RESYNC') + 1).map(({ node }) => node.number))
    const rest: number[] = []
    for (let after: string | null = slow.messages[kinds.lastIndexOf('RESYNC')].cursor; after !== null;) {
      const { events }: Loose = await admin.get('query ($after: String) { events(after: $after, first: 1000) { nodes { key } pageInfo { hasNextPage endCursor } } }', { after })
      rest.push(...events.nodes.map(({ key }: Loose) => Number(key)))
      after = events.pageInfo.hasNextPage ? events.pageInfo.endCursor : null
    }
    expect(known).toEqual(new Set(rest))
    slow.close()
  })

  it('does not hold up one that reads', async () => {
    const after = await cursorNow(admin)
    const slow = await subscribe(`subscription ($after: String) { runChanged(after: $after) { cursor node { number ${wide} } } }`, { after })
    slow.pause()
    const quick = await subscribe('subscription ($after: String) { runChanged(after: $after) { kind node { number } } }', { after })
    await ingest(admin, 'Runs', Array.from({ length: 500 }, (_, index) => item(20_000 + index)))
    const start = performance.now()
    await until(() => quick.messages.length === 500)
    expect(performance.now() - start).toBeLessThan(4000)
    expect(quick.messages.map(({ node }) => node.number)).toEqual(Array.from({ length: 500 }, (_, index) => 20_000 + index))
    slow.close()
    quick.close()
  })

  it('gets the latest of each row once, when one row changed again and again', async () => {
    await ingest(admin, 'Runs', Array.from({ length: 400 }, (_, index) => item(30_000 + index)))
    const slow = await subscribe(`subscription ($after: String) { runChanged(after: $after) { cursor kind node { number startedBy ${wide} } } }`, { after: await cursorNow(admin) })
    await ingest(admin, 'Runs', Array.from({ length: 400 }, (_, index) => ({ number: 30_000 + index, startedBy: 'first' })))
    await until(() => slow.messages.length > 0)
    slow.pause()
    for (let round = 0; round < 8; round++) await ingest(admin, 'Runs', Array.from({ length: 400 }, (_, index) => ({ number: 30_000 + index, startedBy: `round ${round}` })))
    slow.resume()
    const latest = () => new Map(slow.messages.map(({ node }) => [node?.number, node?.startedBy]))
    await until(() => slow.messages.at(-1).node?.number === 30_399 && [...latest().values()].every((startedBy) => startedBy === 'round 7'), 'the last change of each')
    expect(slow.messages.every(({ kind }) => kind === 'UPDATED')).toBe(true)
    expect(slow.messages.length).toBeLessThan(400 * 6)
    expect(latest().size).toBe(400)
    slow.close()
  })

  it('of facts gets each of them, or RESYNC: none melts into another', async () => {
    const after = await cursorNow(admin)
    const slow = await subscribe('subscription ($after: String) { events(after: $after) { kind node { key fields } } }', { after })
    for (let round = 0; round < 12; round++) await Promise.all(Array.from({ length: 10 }, (_, index) => callRun(admin, 'updateRun', { number: 1, startedBy: `round ${round} ${index}` })))
    await until(() => slow.messages.length === 120)
    expect(slow.messages.every(({ node }) => node.key === '1' && node.fields[0] === 'startedBy')).toBe(true)
    slow.close()
  })
})
