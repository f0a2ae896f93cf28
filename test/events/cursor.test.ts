import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pruneEvents } from '../../server/events/retention.ts'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client, Loose } from '../kit/client.ts'
import { createDatabase, type TestDatabase } from '../kit/database.ts'
import { cursorNow, take, takeUntil, until } from '../kit/live.ts'
import { outbox } from '../kit/outbox.ts'
import { callRun } from '../kit/run.ts'

let db: TestDatabase
let server: TestApp
let admin: Client

beforeAll(async () => {
  db = await createDatabase()
  server = await startApp({ db })
  admin = await server.as('ADMIN')
  await callRun(admin, 'startRun', { number: 1 })
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await db[Symbol.asyncDispose]()
})

const facts = 'subscription ($after: String) { events(after: $after) { cursor kind node { kind key entity } } }'
const runs = 'subscription ($after: String) { runChanged(after: $after) { cursor kind node { number startedBy } } }'
const value = (message: Loose) => Object.values(message)[0] as Loose

describe('a cursor', () => {
  /** What is told first of a change that is made once somebody listens, and after RESYNC next. */
  const answerTo = async (after: string) => {
    const { hub } = server.domain
    await until(() => hub.subscribers() === 0, 'the end of the subscriptions before')
    const listening = admin.listen(runs, { after })
    await until(() => hub.subscribers() === 1, 'a subscription')
    await callRun(admin, 'updateRun', { number: 1, startedBy: randomUUID() })
    const { kind, node, cursor } = value(await listening.next())
    const next = kind === 'RESYNC' ? value(await listening.next()).kind : null
    await listening.stop()
    return { kind, node, cursor, next }
  }

  it('from before what is kept leads to RESYNC, and goes on from there', async () => {
    const old = await cursorNow(admin)
    server.clock.forward(1000)
    await callRun(admin, 'startRun', { number: 8000 })
    server.clock.forward(40 * 86_400_000)
    await callRun(admin, 'startRun', { number: 8001 })
    const kept = await cursorNow(admin)
    expect(await pruneEvents(db, server.clock.now() - 86_400_000)).toBeGreaterThan(0)
    expect(await outbox(db)).toMatchObject([{ key: '8001' }])
    expect(await answerTo(old)).toMatchObject({ kind: 'RESYNC', node: null, next: 'UPDATED' })
    expect((await answerTo(kept)).kind).toBe('UPDATED')
    expect((await admin.get('query ($after: String) { events(after: $after) { nodes { key } } }', { after: kept })).events.nodes[0]).toEqual({ key: '1' })
  })

  it('of the last event that was taken away is no place to read again from, also for a server that finds an empty outbox', async () => {
    const last = await cursorNow(admin)
    // Of a transaction that is open anywhere in PostgreSQL, its own housekeeping's too, the newest would stay.
    await until(async () => (await pruneEvents(db, server.clock.now() + 1000), (await outbox(db)).length === 0), 'an empty outbox')
    await server[Symbol.asyncDispose]()
    server = await startApp({ db, clock: server.clock })
    expect(server.domain.hub.cursor()).toEqual(last)
    admin = await server.as('ADMIN')
    expect((await answerTo(last)).kind).toBe('UPDATED')
  })

  it('that RESYNC gave can be resumed from', async () => {
    const listening = admin.listen(runs, { after: await cursorOf({ xid: '0', id: '0' }) })
    const { kind, cursor } = value(await listening.next())
    await listening.stop()
    expect(kind).toBe('RESYNC')
    await callRun(admin, 'startRun', { number: 8100 })
    const resumed = admin.listen(runs, { after: cursor })
    expect((await takeUntil(resumed, (message: Loose) => value(message).node?.number === 8100)).every((message) => value(message).kind !== 'RESYNC')).toBe(true)
    await resumed.stop()
  })

  const cursorOf = async ({ xid, id }: { xid: string; id: string }, epoch?: string) => {
    const [row] = await db.raw<{ epoch: string }[]>`select epoch from installation`
    return Buffer.from(`event:${epoch ?? row!.epoch}:${xid}:${id}`).toString('base64url')
  }

  it('of another database leads to RESYNC', async () => {
    expect(await answerTo(await cursorOf({ xid: '1', id: '1' }, randomUUID()))).toMatchObject({ kind: 'RESYNC', next: 'UPDATED' })
  })

  it('from the future, as of a database that was set back, leads to RESYNC', async () => {
    const [row] = await db.raw<{ xid: string }[]>`select (pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 1000)::text as xid`
    expect(await answerTo(await cursorOf({ xid: row!.xid, id: '1' }))).toMatchObject({ kind: 'RESYNC', next: 'UPDATED' })
  })

  it('of a list, or of nothing, is refused', async () => {
    const { runs: list } = await admin.get('{ runs(first: 1) { pageInfo { endCursor } } }')
    for (const after of [list.pageInfo.endCursor, 'nonsense', '', await cursorOf({ xid: '99999999999999999999', id: '1' })]) {
      for (const query of [runs, facts]) {
        const listening = admin.listen(query, { after })
        await expect(listening.next()).rejects.toThrow('is not a cursor of events')
        await listening.stop()
      }
    }
  })
})

describe('the order of events', () => {
  it('is that of transaction ids as numbers, where they get one more digit', async () => {
    await using other = await createDatabase()
    for (const xid of ['9', '100', '99', '10']) {
      await other.raw`insert into event (xid, kind, entity, key, change, actor, at) values (${xid}::text::xid8, 'run.updated', 'RUN', ${xid}, 'UPDATED', 'raw', now())`
    }
    await using one = await startApp({ db: other })
    const client = await one.as('ADMIN')
    const { events, last } = await client.get('{ events(first: 4) { nodes { key } pageInfo { startCursor } } last: events(last: 100, kinds: ["run.updated"]) { nodes { key } } }')
    expect(events.nodes.map(({ key }: Loose) => key)).toEqual(['9', '10', '99', '100'])
    expect(last.nodes.map(({ key }: Loose) => key)).toEqual(['9', '10', '99', '100'])
    const listening = client.listen(facts, { after: events.pageInfo.startCursor })
    expect((await take(listening, 3)).map((message) => value(message).node.key)).toEqual(['10', '99', '100'])
    await listening.stop()
  })
})

describe('a database that was restored into another server', () => {
  it('has its events in the old order, and RESYNC for the old cursors', async () => {
    await using other = await createDatabase()
    await using first = await startApp({ db: other })
    const client = await first.as('ADMIN')
    const after = await cursorNow(client)
    for (const number of [1, 2, 3]) await callRun(client, 'startRun', { number })
    // As a dump brings them: the old transaction ids lie in the new server's future.
    await other.raw`update event set xid = (xid::text::bigint + 1000000000)::text::xid8`
    await using second = await startApp({ db: other })
    const again = await second.as('ADMIN')
    await callRun(again, 'startRun', { number: 4 })
    const listening = again.listen(runs, { after })
    expect(value(await listening.next()).kind).toBe('RESYNC')
    const { events } = await again.get('{ events(kinds: ["run.started"]) { nodes { key } } }')
    expect(events.nodes.map(({ key }: Loose) => key)).toEqual(['1', '2', '3', '4'])
    await listening.stop()
  })
})
