import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrewerCrashes } from './brewer-crash.ts'

// What a crash of PostgreSQL leaves of an intake, and what the next look makes of it. test/bench/brewer-crash.ts does it at random moments.

type Crashes = Awaited<ReturnType<typeof openBrewerCrashes>>

const signal = new AbortController().signal
let crashes: Crashes
let whole: string[][]

/** As a server does each quarter of an hour, and each minute. */
const takeIn = async (url: string) => {
  await using brewer = await crashes.open(url)
  await brewer.service.poll(signal)
  await brewer.service.keepState(signal)
}

/** Polls, ends PostgreSQL when the database says so, and starts it again. @returns whether the poll had come to its end */
const crashWhen = async (url: string, isTime: (count: (text: string) => Promise<number>) => Promise<boolean>) => {
  await using brewer = await crashes.open(url)
  const poll = brewer.service.poll(signal).then(() => 'DONE', () => 'INTERRUPTED')
  await crashes.ask(url, async (sql) => {
    while (!(await isTime(async (text) => Number((await sql.unsafe(text))[0]!['count'])))) await wait(5)
  })
  crashes.crash()
  const said = await poll
  await crashes.back()
  return said
}

beforeAll(async () => {
  crashes = await openBrewerCrashes({ brewers: 3, days: 4 })
  const url = await crashes.makeDatabase()
  await takeIn(url)
  whole = await crashes.kept(url)
})
afterAll(() => crashes[Symbol.asyncDispose]())

describe('an intake of Brewer files in which PostgreSQL crashes', () => {
  it('loses and doubles nothing: the next look goes on, and the end is the same', async () => {
    const url = await crashes.makeDatabase()
    await crashWhen(url, async (count) => (await count('select count(*) from intake_file')) >= 3)
    expect(await crashes.lost(url)).toEqual([])
    await takeIn(url)
    expect(await crashes.kept(url)).toEqual(whole)
  })

  it('tells the core later what it had kept and not told', async () => {
    const url = await crashes.makeDatabase()
    const lock = `do $$ begin lock table instrument in access exclusive mode; perform pg_sleep(600); end $$`
    const held = crashes.ask(url, (sql) => sql.unsafe(lock)).catch(() => undefined)
    const isHeld = `select from pg_locks where relation = 'instrument'::regclass and mode = 'AccessExclusiveLock' and granted`
    await crashes.ask(url, async (sql) => {
      while ((await sql.unsafe(isHeld)).length === 0) await wait(5)
    })
    const said = await crashWhen(url, async (count) =>
      (await count('select count(*) from intake_file')) === crashes.files.length &&
      (await count(`select count(*) from pg_locks where relation = 'instrument'::regclass and not granted`)) > 0)
    await held
    expect(said).toBe('INTERRUPTED')
    await takeIn(url)
    expect(await crashes.kept(url)).toEqual(whole)
  })
})
