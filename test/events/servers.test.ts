import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client, Listening, Loose } from '../kit/client.ts'
import { createDatabase, type TestDatabase } from '../kit/database.ts'
import { cursorNow, take, until } from '../kit/live.ts'
import { callRun, readRun } from '../kit/run.ts'
import { createWorld } from '../kit/world.ts'

// Two servers on one database.

let db: TestDatabase
const servers: TestApp[] = []
const admins: Client[] = []

beforeAll(async () => {
  db = await createDatabase()
  for (const index of [0, 1]) {
    servers.push(await startApp({ db }))
    admins.push(await servers[index]!.as('ADMIN'))
  }
})
afterAll(async () => {
  for (const server of servers) await server[Symbol.asyncDispose]()
  await db[Symbol.asyncDispose]()
})

const runs = 'subscription ($filter: RunFilter, $after: String) { runChanged(filter: $filter, after: $after) { cursor kind node { number } } }'
const numbers = async (listening: Listening<Loose>, count: number) => (await take(listening, count)).map(({ runChanged }) => runChanged.node.number)
const both = async <Result>(work: (admin: Client, index: number) => Promise<Result>) => Promise.all(admins.map(work))

describe('two servers on one database', () => {
  it('tell each other\'s writes, in the same order, to cursors of either', async () => {
    const after = await cursorNow(admins[0]!)
    const listenings = admins.map((admin) => admin.listen(runs, { after }))
    for (let number = 1; number <= 30; number += 2) await both((admin, index) => callRun(admin, 'startRun', { number: number + index }))
    const [one, two] = await Promise.all(listenings.map((listening) => take(listening, 30)))
    expect(one).toEqual(two)
    expect(new Set(one!.map(({ runChanged }) => runChanged.node.number)).size).toBe(30)
    await Promise.all(listenings.map((listening) => listening.stop()))
    const crossed = admins[1]!.listen(runs, { after: one![19].runChanged.cursor })
    expect(await take(crossed, 10)).toEqual(two!.slice(20))
    await crossed.stop()
  })

  it('tell within a moment, not with the next poll', async () => {
    const listening = admins[1]!.listen(runs, { after: await cursorNow(admins[0]!) })
    await callRun(admins[0]!, 'startRun', { number: 100 })
    await numbers(listening, 1)
    const times: number[] = []
    for (let number = 101; number < 111; number++) {
      const start = performance.now()
      await callRun(admins[0]!, 'startRun', { number })
      await numbers(listening, 1)
      times.push(performance.now() - start)
    }
    expect(times.toSorted((a, b) => a - b)[5]).toBeLessThan(500)
    await listening.stop()
  })

  it('know what the other has made: types, tags, periods and detectors', async () => {
    await createWorld(admins[0]!).run(200, { type: 'OF_ONE', tags: ['of one'], period: 'LHC24o', startedAt: '2024-05-01T10:00:00Z' }).make()
    expect(await readRun(admins[1]!, 200, 'type { name } tags { text } period { name }')).toEqual({ type: { name: 'OF_ONE' }, tags: [{ text: 'of one' }], period: { name: 'LHC24o' } })
    await until(async () => (await admins[1]!.get('{ runs(filter: { type: { eq: "OF_ONE" }, tags: { all: ["of one"] }, period: { eq: "LHC24o" } }) { totalCount } }')).runs.totalCount === 1)
    await admins[1]!.get('mutation { createDetector(input: { name: "NEWDET" }) { userErrors { code } } }')
    expect((await callRun(admins[0]!, 'updateRun', { number: 200, detectors: [{ name: 'NEWDET' }] }, 'detectors { name }')).run).toEqual({ detectors: [{ name: 'NEWDET' }] })
    expect(await readRun(admins[1]!, 200, 'detectors { name }')).toEqual({ detectors: [{ name: 'NEWDET' }] })
  })

  it('tell a run with the new names that came with it', async () => {
    const listening = admins[1]!.listen('subscription ($after: String) { runChanged(after: $after) { node { type { name } tags { text } } } }', { after: await cursorNow(admins[0]!) })
    for (let round = 0; round < 5; round++) await callRun(admins[0]!, 'startRun', { number: 300 + round, type: `LIVE${round}`, tags: [`live ${round}`] })
    expect((await take(listening, 5)).map(({ runChanged }) => runChanged.node)).toEqual(Array.from({ length: 5 }, (_, round) => ({ type: { name: `LIVE${round}` }, tags: [{ text: `live ${round}` }] })))
    await listening.stop()
  })

  it('go on within two seconds when the connections they listen on are cut', async () => {
    const listening = admins[1]!.listen(runs, { after: await cursorNow(admins[0]!) })
    await callRun(admins[0]!, 'startRun', { number: 400 })
    await numbers(listening, 1)
    const cut = await db.raw`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'listen%'`
    expect(cut.length).toBeGreaterThanOrEqual(1)
    const start = performance.now()
    await callRun(admins[0]!, 'startRun', { number: 401 })
    expect(await numbers(listening, 1)).toEqual([401])
    expect(performance.now() - start).toBeLessThan(2000)
    await until(async () => (await db.raw`select 1 from pg_stat_activity where datname = current_database() and query ilike 'listen%'`).length === cut.length)
    await callRun(admins[0]!, 'startRun', { number: 402 })
    expect(await numbers(listening, 1)).toEqual([402])
    await listening.stop()
  })

  it('go on when every connection to the database is cut', async () => {
    const listening = admins[1]!.listen(runs, { after: await cursorNow(admins[0]!) })
    await callRun(admins[0]!, 'startRun', { number: 499 })
    await numbers(listening, 1)
    await db.raw`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
    const started = async (number: number) => {
      const { data, errors } = await admins[0]!.ask('mutation ($number: Int!) { startRun(input: { number: $number }) { userErrors { code } } }', { number })
      return !errors && data.startRun.userErrors.length === 0
    }
    let number = 500
    await until(async () => (await started(number)) || (await wait(50), number++, false), 'a write')
    expect((await numbers(listening, 1)).at(-1)).toBe(number)
    await listening.stop()
  })

  it('may both start at once on an outbox that nobody opened', async () => {
    await using other = await createDatabase()
    const started = await Promise.all([startApp({ db: other }), startApp({ db: other })])
    const [one, two] = await Promise.all(started.map((server) => server.as('ADMIN')))
    const listening = two!.listen(runs, { after: await cursorNow(one!) })
    await callRun(one!, 'startRun', { number: 1 })
    expect(await numbers(listening, 1)).toEqual([1])
    await listening.stop()
    for (const server of started) await server[Symbol.asyncDispose]()
  })
})
