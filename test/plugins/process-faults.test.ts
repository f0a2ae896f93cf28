import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isRunning } from '../resilience/server.ts'
import { PluginFailure } from '../../server/plugins/fault.ts'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { createWorld } from '../kit/world.ts'
import { startControl, whileAsking, type Control } from './probe.ts'
import { openWorkshop } from './workshop.ts'

// Jobs, hooks and routes that do the worst they can, each in the process of their plugin.

const workshop = openWorkshop()
let server: TestApp
let control: Control
let viewer: Client

const evils: Record<string, [body: string, says: RegExp]> = {
  throws: ['throw new Error("no film in it")', /^no film in it$/],
  'never-returns': ['await new Promise(() => undefined)', /^took longer than 1 s/],
  loops: ['for (;;);', /^took longer than 1 s, and did not stop/],
  'fills-the-heap': ['const kept = []; for (;;) kept.push({ a: [1, 2, 3], b: String(Math.random()) })', /ran out of its 64 MB of heap|MB of memory/],
  'fills-buffers': ['const kept = []; for (;;) { kept.push(Buffer.alloc(4e6, 1)); await new Promise((go) => setTimeout(go, 5)) }', /^took \d+ MB of memory, more than 320$/],
  exits: ['process.exit(3)', /^its process ended by itself \(exit code 3\)$/],
  'throws-in-a-timer': ['await new Promise(() => setTimeout(() => { throw new Error("tick") }, 10))', /ended by itself/],
}

const quick = "{ name: 'works', description: 'x', cron: '0 0 1 1 *', timeoutSeconds: 10, run: async () => 'done' }"

/** A plugin whose job, hook and route all do the same harm. */
const evilPlugin = (name: string, body: string) =>
  workshop.plugin(name, {
    parts: `jobs: () => [{ name: 'harm', description: 'x', cron: '0 0 1 1 *', timeoutSeconds: 1, run: async () => { ${body} } }, ${quick}],
      on: () => ({ 'run.started': async () => { ${body} } }),
      routes: () => [logline.ingest({ path: '/harm', description: 'x', timeoutSeconds: 1, handle: async () => { ${body} } })]`,
  })

const good = () =>
  workshop.plugin('good', {
    parts: `schema: (builder, _service, core) => builder.objectField(core.run, 'good', (t) => t.int({ nullable: true, description: 'x', resolve: () => 1 })),
      jobs: () => [${quick},
      { name: 'rejects', description: 'x', cron: '0 0 1 1 *', timeoutSeconds: 10, run: async () => { Promise.reject(new Error('nobody waits')); await new Promise((go) => setTimeout(go, 50)); return 'done' } },
      { name: 'patient', description: 'x', cron: '0 0 1 1 *', timeoutSeconds: 30, run: (signal, { log }) => new Promise((_, no) => { signal.addEventListener('abort', () => no(signal.reason)); log('waits') }) },
      { name: 'loops', description: 'x', cron: '0 0 1 1 *', timeoutSeconds: 60, run: async (_signal, { log }) => { log('goes round'); for (;;); } },
      { name: 'floods', description: 'x', cron: '0 0 1 1 *', timeoutSeconds: 30, run: async () => 'x'.repeat(100000) }]`,
  })

beforeAll(async () => {
  const plugins = [...Object.entries(evils).map(([name, [body]]) => evilPlugin(name, body)), good()]
  server = await startApp({ plugins, settings: { LOGLINE_PLUGIN_MEMORY_MB: '64' } })
  viewer = await server.as('VIEWER')
  const world = createWorld(await server.as('ADMIN'))
  world.goodPhysics(1, '2024-04-01T09:00:00Z', '2024-04-01T10:00:00Z')
  await world.make()
  control = await startControl(server.db.url, workshop.root)
})
afterAll(async () => {
  await control?.[Symbol.asyncDispose]()
  await server?.[Symbol.asyncDispose]()
  workshop[Symbol.dispose]()
})

const limits = (timeoutSeconds: number) => ({ signal: new AbortController().signal, timeoutSeconds })
const processOf = (plugin: string) => server.app.host.find(plugin)!.process
const job = (plugin: string, name: string, seconds = 30) => processOf(plugin).runJob(name, { scheduledFor: null, attempt: 1, log: () => undefined }, limits(seconds))

const failureOf = async (work: Promise<unknown>): Promise<PluginFailure> => {
  const failure: unknown = await work.then(() => 'it succeeded', (error: unknown) => error)
  expect(failure).toBeInstanceOf(PluginFailure)
  return failure as PluginFailure
}

const event = { id: '1.1', kind: 'run.started', entity: 'RUN', key: '1', change: 'UPDATED' as const, fields: [], data: null, actor: 'x', at: '2024-01-01T00:00:00.000Z' }
const request = { file: '/dev/null', name: null, type: null, size: 0, hash: '', query: {}, actor: { id: 'x', name: 'x' } }

// Together: most of it is waiting for limits to pass.
describe.concurrent.each(Object.entries(evils))('what %s', (name, [, says]) => {
  it('fails alone as a job, a hook and a route, and the next call finds a process again', { timeout: 300_000 }, async () => {
    await whileAsking(viewer, control, async () => {
      // Memory takes its time to fill, so only what must be late is given little.
      const seconds = ['never-returns', 'loops'].includes(name) ? 1 : 90
      const byJob = await failureOf(job(name, 'harm', seconds))
      expect(byJob).toMatchObject({ plugin: name, step: 'JOB', message: expect.stringMatching(says) })
      expect(byJob.timedOut).toBe(seconds === 1)
      expect(await failureOf(processOf(name).runHook(event, limits(seconds)))).toMatchObject({ step: 'HOOK', message: expect.stringMatching(says) })
      expect(await job(name, 'works')).toBe('done')
      expect(await failureOf(processOf(name).runRoute('/harm', request, limits(seconds)))).toMatchObject({ step: 'ROUTE', message: expect.stringMatching(says) })
      expect(await job('good', 'works')).toBe('done')
    })
    expect((await viewer.get('{ run(number: 1) { good } }')).run.good).toBe(1)
  })
})

describe('the process of a plugin', () => {
  it('goes on after a promise that nobody awaited, and tells of it', async () => {
    expect(await job('good', 'rejects')).toBe('done')
    // What it tells of itself comes in its own time.
    await expect.poll(async () => (await viewer.get('{ plugin(name: "good") { state step error } }')).plugin, { timeout: 20_000 })
      .toEqual({ state: 'DEGRADED', step: 'BACKGROUND', error: 'a promise that nobody awaited: nobody waits' })
  })

  it('is told when a call is called off, and stays when it obeys', async () => {
    await job('good', 'works')
    const pid = processOf('good').pid()
    const controller = new AbortController()
    const calling = processOf('good').runJob('patient', { scheduledFor: null, attempt: 1, log: () => controller.abort() }, { signal: controller.signal, timeoutSeconds: 20 })
    expect(await failureOf(calling)).toMatchObject({ message: 'it was called off', timedOut: false })
    expect(processOf('good').pid()).toBe(pid)
  })

  it('keeps no result that is too large', async () => {
    expect((await failureOf(job('good', 'floods'))).message).toMatch(/at most 65536/)
  })

  it('ends with its server, also while it is busy without end', async () => {
    await job('good', 'works')
    const pid = processOf('good').pid()!
    const begun = Promise.withResolvers<string>()
    const looping = failureOf(processOf('good').runJob('loops', { scheduledFor: null, attempt: 1, log: begun.resolve }, limits(60)))
    expect(await begun.promise).toBe('goes round')
    await processOf('good')[Symbol.asyncDispose]()
    expect((await looping).message).toMatch(/did not end/)
    expect(isRunning(pid)).toBe(false)
  })
})
