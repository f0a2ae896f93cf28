import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../server/domain/clock.ts'
import { createScheduler, type Scheduler } from '../../server/jobs/scheduler.ts'
import { createLog } from '../../server/log.ts'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client, Loose } from '../kit/client.ts'
import { createClock } from '../kit/clock.ts'
import { follow, take, until } from '../kit/live.ts'
import { costOf } from '../kit/statements.ts'
import { makeJob } from '../jobs/servers.ts'

let server: TestApp
let scheduler: Scheduler
let admin: Client
/** What the job waits for, and what it does then. */
let gate = Promise.withResolvers<() => unknown>()
const pollMinute = (new Date().getUTCMinutes() + 30) % 60

beforeAll(async () => {
  // The ticks are the machine's, and so must be the clock.
  server = await startApp({ clock: { ...createClock(), now: systemClock.now } })
  scheduler = await createScheduler({ db: server.db, domain: server.domain, log: createLog('silent') })
  await scheduler.add('core', [
    makeJob(async (_signal, { log }) => {
      log('one')
      return (await gate.promise)()
    }, { timeoutSeconds: 7, retries: { times: 2 }, zone: 'Europe/Zurich' }),
    makeJob(async () => undefined, { name: 'other', description: 'Does nothing' }),
  ])
  // Half an hour from now: it is run when a test says so, and at no other time.
  await scheduler.add('pump', [makeJob(async () => ({ files: 3 }), { name: 'poll', cron: `${pollMinute} * * * *`, description: 'Fetches files' })])
  admin = await server.as('ADMIN')
})
afterAll(async () => {
  await scheduler[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

const call = async (verb: string, name: string, client = admin): Promise<Loose> => {
  const run = verb === 'trigger' ? 'run { job trigger state attempt triggeredBy scheduledFor startedAt endedAt durationSeconds }' : ''
  return (await client.get(`mutation ($name: String!) { payload: ${verb}Job(input: { name: $name }) { job { name state failures pausedBy } ${run} userErrors { code path message } } }`, { name })).payload
}
const ended = (name = 'core:work') => until(async () => (await admin.get('query ($name: String!) { job(name: $name) { state } }', { name })).job.state !== 'RUNNING', 'the end of the run')

describe('jobs', () => {
  it('are listed by name, with their schedules and the next tick', async () => {
    const { jobs } = await (await server.as('VIEWER')).get('{ jobs { id name description cron zone timeoutSeconds retries state nextRunAt failures pausedAt lastRun { state } runs { totalCount } } }')
    expect(jobs.map(({ name }: Loose) => name)).toEqual(['core:other', 'core:work', 'pump:poll'])
    const thisYear = new Date().getUTCFullYear()
    const newYears = [0, 1].map((more) => Date.UTC(thisYear + more, 11, 31, 23)).find((inZurich) => inZurich > Date.now())!
    expect(jobs[1]).toEqual({
      id: Buffer.from('Job:core:work').toString('base64url'), name: 'core:work', description: 'Works', cron: '0 0 1 1 *', zone: 'Europe/Zurich', timeoutSeconds: 7, retries: 2,
      state: 'IDLE', nextRunAt: new Date(newYears).toISOString(), failures: 0, pausedAt: null, lastRun: null, runs: { totalCount: 0 },
    })
    const next = Date.parse(jobs[2].nextRunAt)
    expect([next % 60_000, new Date(next).getUTCMinutes()]).toEqual([0, pollMinute])
    expect(next - Date.now()).toBeLessThanOrEqual(3_600_000)
  })

  it('cost as many statements as one job', async () => {
    const fields = '{ name state lastRun { state log } runs(first: 2) { totalCount nodes { state } } }'
    const cost = (query: string) => costOf(server.db, () => admin.get(query))
    expect(await cost(`{ jobs ${fields} }`)).toBe(await cost(`{ job(name: "core:work") ${fields} }`))
    expect(await cost(`{ jobs ${fields} }`)).toBe(5)
  })

  it('are triggered, once at a time, and what they say and give back is kept', async () => {
    const started = await call('trigger', 'core:work')
    expect(started.userErrors).toEqual([])
    expect(started.job).toMatchObject({ name: 'core:work', state: 'RUNNING' })
    expect(started.run).toMatchObject({ job: 'core:work', trigger: 'MANUAL', state: 'RUNNING', attempt: 1, triggeredBy: 'admin', scheduledFor: null, endedAt: null })
    expect(await call('trigger', 'core:work')).toMatchObject({ run: null, job: { state: 'RUNNING' }, userErrors: [{ code: 'CONFLICT', path: ['name'] }] })
    // Lines come while it runs.
    await until(async () => (await admin.get('{ job(name: "core:work") { lastRun { log } } }')).job.lastRun.log.length === 1)
    gate.resolve(() => ({ files: [1, 2] }))
    await ended()
    const { job } = await admin.get('{ job(name: "core:work") { lastRun { id state result error log server durationSeconds startedAt endedAt } runs(first: 5) { totalCount nodes { trigger } } } }')
    expect(job.runs).toEqual({ totalCount: 1, nodes: [{ trigger: 'MANUAL' }] })
    expect(job.lastRun).toMatchObject({ state: 'DONE', result: { files: [1, 2] }, error: null, server: expect.stringContaining(`:${process.pid}`) })
    expect(job.lastRun.log).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z one$/)])
    expect(job.lastRun.durationSeconds).toBeCloseTo((Date.parse(job.lastRun.endedAt) - Date.parse(job.lastRun.startedAt)) / 1000, 3)
    expect((await admin.get('query ($id: ID!) { node(id: $id) { ... on JobRun { job state } } }', { id: job.lastRun.id })).node).toEqual({ job: 'core:work', state: 'DONE' })
  })

  it('of a plugin are triggered alike, and found among all runs', async () => {
    await call('trigger', 'pump:poll')
    await ended('pump:poll')
    const found = async (filter: string) => (await admin.get(`{ jobRuns(filter: ${filter}) { totalCount nodes { job state } } }`)).jobRuns
    expect(await found('{ job: { eq: "pump:poll" }, state: { in: [DONE] } }')).toEqual({ totalCount: 1, nodes: [{ job: 'pump:poll', state: 'DONE' }] })
    expect((await found('{ state: { not: DONE } }')).totalCount).toBe(0)
    expect((await found('{ startedAt: { from: "2001-01-01T00:00:00Z", to: "2002-01-01T00:00:00Z" } }')).totalCount).toBe(0)
    expect((await found('{ or: [{ job: { contains: "poll" } }, { job: { eq: "core:work" } }] }')).totalCount).toBe(2)
  })

  it('are paused and resumed, which is told and changes nothing the second time', async () => {
    const listening = await follow(admin, 'subscription ($after: String) { jobChanged(after: $after) { kind id node { name state pausedBy nextRunAt lastRun { state } } } }')
    // Of others an end may still be told.
    const next = async (): Promise<Loose> => {
      for (;;) {
        const { jobChanged } = await listening.next()
        if (jobChanged.node.name === 'core:other') return jobChanged
      }
    }
    for (const time of [1, 2]) expect([time, await call('pause', 'core:other')]).toEqual([time, { job: { name: 'core:other', state: 'PAUSED', failures: 0, pausedBy: 'admin' }, userErrors: [] }])
    expect(await next()).toEqual({ kind: 'UPDATED', id: expect.any(String), node: { name: 'core:other', state: 'PAUSED', pausedBy: 'admin', nextRunAt: null, lastRun: null } })
    expect((await call('trigger', 'core:other')).userErrors).toEqual([])
    await ended('core:other')
    for (const time of [1, 2]) expect([time, await call('resume', 'core:other')]).toEqual([time, { job: { name: 'core:other', state: 'IDLE', failures: 0, pausedBy: null }, userErrors: [] }])
    // A start, its resumption, and its end: that one, less than a second after the start, is told when the second is over.
    const messages = await take({ next }, 3)
    expect(messages.at(-1).node).toMatchObject({ state: 'IDLE', lastRun: { state: 'DONE' } })
    const { events: { nodes } } = await admin.get('{ events(kinds: ["job.started", "job.ended"]) { nodes { kind key at } } }')
    const told = nodes.filter(({ key }: Loose) => key === 'core:other')
    expect(told.map(({ kind, key }: Loose) => [kind, key])).toEqual([['job.started', 'core:other'], ['job.ended', 'core:other']])
    expect(Date.parse(told[1].at) - Date.parse(told[0].at)).toBeGreaterThanOrEqual(990)
    await listening.stop()
    const { events } = await admin.get('{ events(kinds: ["job.changed"]) { nodes { kind key actor fields nodeId } } }')
    expect(events.nodes.map(({ key, actor }: Loose) => [key, actor])).toEqual([['core:other', 'admin'], ['core:other', 'admin']])
  })

  it('that fail five times are paused, which is told; resuming forgets the failures', async () => {
    gate = Promise.withResolvers()
    gate.resolve(() => { throw new Error('no such pump') })
    for (let time = 1; time <= 5; time++) {
      expect((await call('trigger', 'core:work')).userErrors).toEqual([])
      await ended()
      expect((await admin.get('{ job(name: "core:work") { failures } }')).job.failures).toBe(time)
    }
    expect((await admin.get('{ job(name: "core:work") { state pausedBy nextRunAt lastRun { state error } } }')).job)
      .toEqual({ state: 'PAUSED', pausedBy: 'logline', nextRunAt: null, lastRun: { state: 'FAILED', error: 'no such pump' } })
    const { events } = await admin.get('{ events(kinds: ["job.changed"], last: 1) { nodes { key actor data fields } } }')
    expect(events.nodes[0]).toEqual({ key: 'core:work', actor: 'logline', data: { failures: 5 }, fields: ['state', 'pausedAt', 'pausedBy', 'failures'] })
    expect((await call('resume', 'core:work')).job).toEqual({ name: 'core:work', state: 'IDLE', failures: 0, pausedBy: null })
  })

  it('that are not there are no jobs', async () => {
    for (const name of ['core:none', 'core:\0', '', 'x'.repeat(10_000)]) {
      for (const verb of ['trigger', 'pause', 'resume']) expect(await call(verb, name)).toMatchObject({ job: null, userErrors: [{ code: 'NOT_FOUND' }] })
    }
    expect((await admin.get('{ job(name: "core:none") { name } }')).job).toBe(null)
    scheduler.remove('pump')
    expect((await admin.get('{ jobs { name } }')).jobs).toEqual([{ name: 'core:other' }, { name: 'core:work' }])
    expect(await call('trigger', 'pump:poll')).toMatchObject({ job: null, run: null, userErrors: [{ code: 'NOT_FOUND' }] })
  })
})
