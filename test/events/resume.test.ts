import fc from 'fast-check'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client, Loose } from '../kit/client.ts'
import { createDatabase, type TestDatabase } from '../kit/database.ts'
import { cursorNow, take, takeUntil, until } from '../kit/live.ts'
import { outbox, placeOf } from '../kit/outbox.ts'
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

describe('who comes back with a cursor', () => {
  it('gets all that happened meanwhile, once and in order, over either transport', async () => {
    const first = admin.listen(facts, { after: await cursorNow(admin) })
    await createWorld(admin).run(1, { type: 'A' }).run(2, { fillNumber: 5 }).make()
    const before = (await take(first, 2)).map(value)
    await first.stop()
    const after = before.at(-1)!.cursor
    for (let number = 3; number < 40; number++) await callRun(admin, 'startRun', { number, environmentId: `env${number % 5}` })
    const expected = (await outbox(db, placeOf(after))).map(({ kind, key }) => `${kind} ${key}`)
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
    expect(seen).toEqual((await outbox(db, placeOf(from))).map(({ key }) => key))
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
      await until(async () => (await outbox(db, placeOf(after))).length === 2)
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
        expect(keys).toEqual((await outbox(db, placeOf(after))).map(({ key }) => key))
        await listening.stop()
      }),
      { numRuns: 25 },
    )
  })
})
