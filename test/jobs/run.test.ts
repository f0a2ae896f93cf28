import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Job } from '../../plugins/api/index.ts'
import { systemActor } from '../../server/domain/actor.ts'
import { meltJobEvents } from '../../server/events/retention.ts'
import { createDatabase, type TestDatabase } from '../kit/database.ts'
import { until } from '../kit/live.ts'
import { outbox } from '../kit/outbox.ts'
import { makeJob, recordOf, startJobServer, type JobServer, type Recorded } from './servers.ts'

const actor = systemActor('test')

let db: TestDatabase
let server: JobServer
beforeAll(async () => {
  db = await createDatabase()
  server = await startJobServer(db, { ticks: false })
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await db[Symbol.asyncDispose]()
})

let made = 0
/** Runs a job once and gives what was recorded. */
const runOnce = async (run: Job['run'], more: Partial<Job> = {}): Promise<Recorded> => {
  const name = `once-${++made}`
  await server.scheduler.add(`test${made}`, [makeJob(run, { name, ...more })])
  const { value } = await server.scheduler.trigger(`test${made}:${name}`, actor)
  await value!.ended
  return (await recordOf(db, `test${made}:${name}`))[0]!
}

describe('a run', () => {
  it.each<[what: string, thrown: unknown, error: string | RegExp]>([
    ['an error', new Error('no such file'), 'no such file'],
    ['an error without a message', new TypeError(), 'TypeError'],
    ['undefined', undefined, 'threw undefined'],
    ['null', null, 'threw null'],
    ['a text', 'stop', 'stop'],
    ['an error with characters that are none', new Error('a\0b\uD800'), 'a\uFFFDb\uFFFD'],
    ['an error of a megabyte', new Error('x'.repeat(2 ** 20)), /^x{1000} …$/],
    ['what cannot be told', Object.defineProperty(new Error(), 'message', { get: () => { throw new Error('no') } }), 'threw something that cannot be told'],
    ['what bites when it is looked at', { toJSON: () => { throw new Error('no') } }, 'threw object'],
  ])('that throws %s has failed', async (_what, thrown, error) => {
    const row = await runOnce(async () => { throw thrown })
    expect([row.state, row.error, row.result]).toEqual(['FAILED', typeof error === 'string' ? error : expect.stringMatching(error), null])
  })

  it('that throws before it waits for anything has failed as well', async () => {
    expect(await runOnce((() => { throw new Error('at once') }) as unknown as Job['run'])).toMatchObject({ state: 'FAILED', error: 'at once' })
  })

  it.each<[what: string, result: unknown, kept: unknown, log: string | null]>([
    ['nothing', undefined, null, null],
    ['a number', 3, 3, null],
    ['objects', { files: ['a', { b: null }] }, { files: ['a', { b: null }] }, null],
    ['NUL and halves of characters', ['a\0b', '\uDC00'], ['a\uFFFDb', '\uFFFD'], null],
    ['65 kB', 'x'.repeat(66_000), null, 'The result of 66002 bytes was not kept: at most 65536 are'],
    ['what JSON cannot say', 1n, null, 'The result was not kept: Do not know how to serialize a BigInt'],
  ])('that gives back %s is done', async (_what, result, kept, log) => {
    const row = await runOnce(async () => result)
    expect([row.state, row.result, row.error]).toEqual(['DONE', kept, null])
    expect(row.log.map((line) => line.slice(25))).toEqual(log === null ? [] : [log])
  })

  it('keeps what it says: line by line, each with its time, whatever is in it', async () => {
    const row = await runOnce(async (_signal, { log }) => {
      log('one\ntwo\r\nthree')
      log('a\0b "quoted" \\ {,} \uD800')
      log('')
      log('x'.repeat(3000))
    })
    expect(row.log.every((line) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z /.test(line))).toBe(true)
    expect(row.log.map((line) => line.slice(25))).toEqual(['one', 'two', 'three', 'a\uFFFDb "quoted" \\ {,} \uFFFD', '', `${'x'.repeat(2000)} …`])
  })

  it('that talks without end is cut short after a thousand lines', async () => {
    const row = await runOnce(async (_signal, { log }) => {
      for (let line = 1; line <= 50_000; line++) log(`line ${line}`)
    })
    expect(row.log.length).toBe(1001)
    expect([row.log[999]!.slice(25), row.log[1000]!.slice(25)]).toEqual(['line 1000', 'More than 1000 lines: what follows is not kept'])
  })

  it('is told when its time is over, and is timed out whatever it gives back then', async () => {
    const start = performance.now()
    const obedient = await runOnce(async (signal) => { await wait(20_000, undefined, { signal }).catch(() => undefined); return 'in time' }, { timeoutSeconds: 1 })
    expect(obedient).toMatchObject({ state: 'TIMED_OUT', error: 'It took longer than 1 s', result: null })
    expect(performance.now() - start).toBeLessThan(5000)
  })

  it('that does not stop is given up, and not started again here before it has', async () => {
    const end = Promise.withResolvers<null>()
    const row = await runOnce(() => end.promise, { timeoutSeconds: 1 })
    expect(row).toMatchObject({ state: 'TIMED_OUT', error: 'It took longer than 1 s, and did not stop within 7 s when it was told to' })
    const name = `test${made}:once-${made}`
    expect((await server.scheduler.trigger(name, actor)).faults).toEqual([expect.objectContaining({ code: 'CONFLICT', path: ['name'] })])
    // Elsewhere it may be.
    await using other = await startJobServer(db, { ticks: false })
    await other.scheduler.add(`test${made}`, [makeJob(async () => 'elsewhere', { name: `once-${made}` })])
    expect(await (await other.scheduler.trigger(name, actor)).value!.ended).toMatchObject({ state: 'DONE' })
    end.resolve(null)
    await until(async () => (await server.scheduler.trigger(name, actor)).value !== null)
  })
})

describe('a job that is triggered', () => {
  it('at one moment on two servers runs on one of them', async () => {
    await using one = await startJobServer(db, { ticks: false })
    await using two = await startJobServer(db, { ticks: false })
    let [now, most, ran] = [0, 0, 0]
    let end = Promise.withResolvers<null>()
    const job = makeJob(async () => {
      ran++
      most = Math.max(most, ++now)
      await end.promise
      now--
    }, { name: 'twice' })
    for (const { scheduler } of [one, two]) await scheduler.add('core', [job])
    for (let round = 1; round <= 8; round++) {
      end = Promise.withResolvers()
      const outcomes = await Promise.all([one, two, one, two].map(({ scheduler }) => scheduler.trigger('core:twice', actor)))
      expect(outcomes.map(({ value, faults }) => (value ? 'runs' : faults[0]!.code)).toSorted()).toEqual(['CONFLICT', 'CONFLICT', 'CONFLICT', 'runs'])
      end.resolve(null)
      await Promise.all(outcomes.map(({ value }) => value?.ended))
    }
    expect([most, ran]).toEqual([1, 8])
    expect((await recordOf(db, 'core:twice')).map(({ state, trigger, by }) => [state, trigger, by])).toEqual(Array.from({ length: 8 }, () => ['DONE', 'MANUAL', 'test']))
  })
})

describe('a job that is not well-formed', () => {
  it.each<[what: string, job: Partial<Job>, words: string]>([
    ['no cron', { cron: 'now' }, '"now" is no cron expression'], ['no zone', { zone: 'Mars' }, 'Mars'], ['no name', { name: 'A b' }, 'lower case letters'],
    ['no time', { timeoutSeconds: 0 }, 'timeoutSeconds'], ['too much time', { timeoutSeconds: 1e6 }, 'timeoutSeconds'], ['retries without end', { retries: { times: Infinity } }, 'retries.times'],
  ])('is refused: %s', async (_what, job, words) => {
    await expect(server.scheduler.add('core', [makeJob(async () => 1, job)])).rejects.toThrow(words)
  })
})

describe('a job that fails', () => {
  /** A tick some seconds from now, and then none for a minute. */
  const soon = () => `${(new Date().getSeconds() + 4) % 60} * * * * *`

  it('is tried again with longer and longer waits, for the same tick, and counts as one failure', async () => {
    await using ticking = await startJobServer(db)
    const at: number[] = []
    const end = Promise.withResolvers<null>()
    await ticking.scheduler.add('core', [makeJob(async (_signal, { attempt }) => {
      at.push(performance.now())
      if (attempt < 4) throw new Error(`not at ${attempt}`)
      await end.promise
    }, { name: 'again', cron: soon(), retries: { times: 3, firstSeconds: 0.2 } })])
    await until(async () => (await recordOf(db, 'core:again')).some(({ error }) => error === 'not at 3'))
    expect((await db.raw`select failures from job where id = 'core:again'`)[0]!['failures']).toBe(1)
    end.resolve(null)
    await until(async () => (await recordOf(db, 'core:again')).some(({ state }) => state === 'DONE'))
    const rows = await recordOf(db, 'core:again')
    expect(rows.map(({ state, trigger, attempt }) => `${state} ${trigger} ${attempt}`)).toEqual(['FAILED SCHEDULE 1', 'FAILED RETRY 2', 'FAILED RETRY 3', 'DONE RETRY 4'])
    expect(new Set(rows.map((row) => row.for!.getTime())).size).toBe(1)
    for (const [retry, wish] of [200, 400, 800].entries()) expect(at[retry + 1]! - at[retry]!).toBeGreaterThanOrEqual(wish - 5)
    expect((await db.raw`select failures from job where id = 'core:again'`)[0]!['failures']).toBe(0)
  })

  it('is tried again by another server when its own is gone, unless it has run since', async () => {
    await using ticking = await startJobServer(db, { sweepMs: 100 })
    const retries = { times: 3, firstSeconds: 60 }
    // In this order they are looked at: once the second was tried again, the first was passed over.
    const names = ['healed', 'left']
    for (const name of names) {
      await db.raw`insert into job_run (job_id, trigger, scheduled_for, attempt, state, started_at, ended_at)
        values (${`core:${name}`}, 'RETRY', now() - interval '10 minutes', 2, 'FAILED', now() - interval '9 minutes', now() - interval '8 minutes')`
    }
    await db.raw`insert into job_run (job_id, trigger, state, started_at, ended_at) values ('core:healed', 'MANUAL', 'DONE', now() - interval '1 minute', now())`
    const ran: number[] = []
    await ticking.scheduler.add('core', names.map((name) => makeJob(async (_signal, { attempt }) => void ran.push(attempt), { name, retries })))
    await until(async () => (await recordOf(db, 'core:left')).length === 2 && (await recordOf(db, 'core:left'))[1]!.state === 'DONE')
    expect(ran).toEqual([3])
    expect((await recordOf(db, 'core:healed')).length).toBe(2)
  })
})

describe('a job each second', () => {
  it('tells no more than one event each second, and of its good news only the last is kept', async () => {
    await using own = await createDatabase()
    await using ticking = await startJobServer(own)
    await ticking.scheduler.add('core', [makeJob(async () => 1, { cron: '* * * * * *' })])
    const begin = Date.now()
    await until(async () => (await recordOf(own, 'core:work')).filter(({ state }) => state === 'DONE').length >= 4)
    const events = await outbox(own)
    expect(events.length).toBeLessThanOrEqual((Date.now() - begin) / 1000 + 1)
    expect(new Set(events.map(({ kind }) => kind))).toEqual(new Set(['job.ended']))
    await ticking[Symbol.asyncDispose]()
    await own.raw`update event set data = data || '{"state": "FAILED"}' where id = (select min(id) from event)`
    const all = await outbox(own)
    expect(await meltJobEvents(own, begin - 60_000)).toBe(0)
    expect(await meltJobEvents(own, Date.now() + 60_000)).toBe(all.length - 2)
    expect((await outbox(own)).map(({ id }) => id)).toEqual([all[0]!.id, all.at(-1)!.id])
  })
})
