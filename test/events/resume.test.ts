import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pruneEvents } from '../../server/events/retention.ts'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client, Loose } from '../kit/client.ts'
import { createDatabase, type TestDatabase } from '../kit/database.ts'
import { cursorNow, take, takeUntil, until } from '../kit/live.ts'
import { callRun } from '../kit/run.ts'
import { stream } from '../kit/stream.ts'
import { createWorld } from '../kit/world.ts'

let db: TestDatabase
let server: TestApp
let admin: Client

beforeAll(async () => {
  db = await createDatabase()
  server = await startApp({ db })
  admin = await server.as('ADMIN')
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await db[Symbol.asyncDispose]()
})

const facts = 'subscription ($after: String) { events(after: $after) { cursor kind node { kind key entity } } }'
const runs = 'subscription ($after: String) { runChanged(after: $after) { cursor kind node { number startedBy } } }'
const value = (message: Loose) => Object.values(message)[0] as Loose

/** The outbox itself, in its order. */
const outbox = async (after: { xid: string; id: string } = { xid: '0', id: '0' }) =>
  db.raw<{ xid: string; id: string; kind: string; key: string }[]>`
    select xid::text, id::text, kind, key from event where (xid, id) > (${after.xid}::text::xid8, ${after.id}::text::bigint) order by event.xid, event.id`
const placeOf = (cursor: string) => {
  const [, , xid, id] = Buffer.from(cursor, 'base64url').toString().split(':')
  return { xid: xid!, id: id! }
}

describe('who comes back with a cursor', () => {
  it('gets all that happened meanwhile, once and in order, over either transport', async () => {
    const first = admin.listen(facts, { after: await cursorNow(admin) })
    await createWorld(admin).run(1, { type: 'A' }).run(2, { fillNumber: 5 }).make()
    const before = (await take(first, 2)).map(value)
    await first.stop()
    const after = before.at(-1)!.cursor
    for (let number = 3; number < 40; number++) await callRun(admin, 'startRun', { number, environmentId: `env${number % 5}` })
    const expected = (await outbox(placeOf(after))).map(({ kind, key }) => `${kind} ${key}`)
    expect(expected.length).toBeGreaterThan(40)
    const heard = admin.listen(facts, { after })
    const sent = await stream(server.url, facts, { variables: { after } })
    for (const listening of [heard, sent]) {
      expect((await take<Loose>(listening, expected.length)).map((message) => `${value(message).node.kind} ${value(message).node.key}`)).toEqual(expected)
    }
    await callRun(admin, 'startRun', { number: 40 })
    for (const listening of [heard, sent]) {
      expect(value(await listening.next()).node).toMatchObject({ kind: 'run.started', key: '40' })
      await listening.stop()
    }
  })

  it('misses nothing when it leaves and comes back after every message, while others write', async () => {
    const from = await cursorNow(admin)
    const writing = (async () => {
      for (let number = 100; number < 140; number += 4) await Promise.all([0, 1, 2, 3].map((more) => callRun(admin, 'startRun', { number: number + more })))
    })()
    let after = from
    const seen: string[] = []
    while (seen.length < 40) {
      const listening = admin.listen(runs, { after })
      const some = await take(listening, 1 + (seen.length % 3))
      for (const message of some) seen.push(String(value(message).node.number))
      after = value(some.at(-1)!).cursor
      await listening.stop()
    }
    await writing
    expect(seen).toEqual((await outbox(placeOf(from))).map(({ key }) => key))
  })

  it('gets pages of more than a thousand events', async () => {
    const after = await cursorNow(admin)
    const world = createWorld(admin)
    for (let number = 1000; number < 2300; number++) world.run(number)
    await world.make()
    const listening = admin.listen(runs, { after })
    const numbers = (await take(listening, 1300)).map((message) => value(message).node.number)
    expect(numbers).toEqual(Array.from({ length: 1300 }, (_, index) => 1000 + index))
    await listening.stop()
  })

  it('gets it from another server on the same database after this one has stopped', async () => {
    const after = await cursorNow(admin)
    const listening = admin.listen(runs, { after })
    await callRun(admin, 'startRun', { number: 5000 })
    const { cursor } = value(await listening.next())
    await callRun(admin, 'startRun', { number: 5001 })
    await server[Symbol.asyncDispose]()
    await listening.stop()
    server = await startApp({ db })
    admin = await server.as('ADMIN')
    await callRun(admin, 'startRun', { number: 5002 })
    const resumed = admin.listen(runs, { after: cursor })
    expect((await take(resumed, 2)).map((message) => value(message).node.number)).toEqual([5001, 5002])
    await resumed.stop()
  })
})

describe('events that commit out of order', () => {
  /** A connection of its own, for a transaction that stays open. */
  const alone = () => postgres(db.url, { max: 1, fetch_types: false, onnotice: () => undefined })
  const insert = (sql: postgres.Sql, key: string) => sql`insert into event (kind, entity, key, change, actor, at) values ('run.updated', 'RUN', ${key}, 'UPDATED', 'raw', '2024-05-01T12:00:00Z')`

  it('are told in the order of the outbox: none is jumped over', async () => {
    const after = await cursorNow(admin)
    const listening = admin.listen(facts, { after })
    const [early, late] = [alone(), alone()]
    try {
      await early`begin`
      await insert(early, 'early')
      await late`begin`
      await insert(late, 'late')
      await late`commit`
      await callRun(admin, 'startRun', { number: 6000 })
      await until(async () => (await outbox(placeOf(after))).length === 2)
      expect((await admin.get('query ($after: String) { events(after: $after) { totalCount nodes { key } } }', { after })).events.nodes).toEqual([])
      expect(listening.waiting()).toEqual([])
      await early`commit`
    } finally {
      await Promise.all([early.end(), late.end()])
    }
    expect((await take(listening, 3)).map((message) => value(message).node.key)).toEqual(['early', 'late', '6000'])
    await listening.stop()
  })

  it('are all told, however transactions overlap', async () => {
    const schedules = fc.array(fc.record({ begin: fc.integer({ min: 0, max: 20 }), insert: fc.integer({ min: 0, max: 20 }), commit: fc.integer({ min: 0, max: 20 }), aborts: fc.boolean() }), { minLength: 2, maxLength: 3 })
    let round = 0
    await fc.assert(
      fc.asyncProperty(schedules, async (plans) => {
        const name = `round${++round}`
        const after = await cursorNow(admin)
        const listening = admin.listen(facts, { after })
        const steps = plans.flatMap(({ begin, insert: inserting, commit, aborts }, index) => {
          const [a, b, c] = [begin, inserting, commit].toSorted((x, y) => x - y)
          return [{ at: a!, index, what: 'begin' }, { at: b!, index, what: 'insert' }, { at: c!, index, what: aborts ? 'rollback' : 'commit' }]
        }).toSorted((a, b) => a.at - b.at)
        const connections = plans.map(alone)
        try {
          for (const { index, what } of steps) {
            if (what === 'insert') await insert(connections[index]!, `${name} ${index}`)
            else await connections[index]!.unsafe(what)
            if (what === 'commit') server.domain.hub.committed()
          }
        } finally {
          await Promise.all(connections.map((connection) => connection.end()))
        }
        await callRun(admin, 'startRun', { number: 7000 + round })
        const keys = (await takeUntil(listening, (message: Loose) => value(message).node.kind === 'run.started')).map((message) => value(message).node.key)
        expect(keys).toEqual((await outbox(placeOf(after))).map(({ key }) => key))
        await listening.stop()
      }),
      { numRuns: 25 },
    )
  })
})

describe('a cursor', () => {
  const answerTo = async (after: string) => {
    const listening = admin.listen(runs, { after })
    await callRun(admin, 'updateRun', { number: 1, startedBy: randomUUID() })
    const { kind, node, cursor } = value(await listening.next())
    const next = value(await listening.next().catch(() => ({ none: {} })))
    await listening.stop()
    return { kind, node, cursor, next: next.kind }
  }

  it('from before what is kept leads to RESYNC, and goes on from there', async () => {
    const old = await cursorNow(admin)
    server.clock.forward(1000)
    await callRun(admin, 'startRun', { number: 8000 })
    server.clock.forward(40 * 86_400_000)
    await callRun(admin, 'startRun', { number: 8001 })
    const kept = await cursorNow(admin)
    expect(await pruneEvents(db, server.clock.now() - 86_400_000)).toBeGreaterThan(0)
    expect(await outbox()).toMatchObject([{ key: '8001' }])
    expect(await answerTo(old)).toMatchObject({ kind: 'RESYNC', node: null, next: 'UPDATED' })
    expect((await answerTo(kept)).kind).toBe('UPDATED')
    expect((await admin.get('query ($after: String) { events(after: $after) { nodes { key } } }', { after: kept })).events.nodes[0]).toEqual({ key: '1' })
  })

  it('of the last event that was taken away is no place to read again from, also for a server that finds an empty outbox', async () => {
    const last = await cursorNow(admin)
    await pruneEvents(db, server.clock.now() + 1000)
    expect(await outbox()).toEqual([])
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
