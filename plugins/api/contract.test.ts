import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { definePlugin, ingest, type Context, type CoreRow, type PluginCore } from './index.ts'

// What must not compile. Each comment fails the type check once the line below it compiles.

const whole = definePlugin({
  id: 'pump', title: 'Pumps', version: '1.0.0', api: '^1',
  config: z.strictObject({ place: z.string(), minutes: z.number().default(5) }),
  service: ({ config }) => ({ minutes: config.minutes, readings: async (runs: readonly number[]) => new Map(runs.map((run) => [run, run * config.minutes])) }),
  schema: (builder, service, core) => {
    builder.objectField(core.run, 'pump', (t) =>
      t.float({
        nullable: true, description: 'In bar.',
        resolve: async (run, args, _context, info) => (await core.forAll(run, info, args, (runs) => service.readings(runs.map(({ number }) => number)))).get(run.number) ?? null,
      }))
    builder.queryField('pumps', (t) => t.stringList({ nullable: true, ...core.needs('read'), description: 'All.', resolve: () => [String(service.minutes)] }))
  },
  jobs: (service) => [{ name: 'poll', description: 'Polls.', cron: '* * * * *', timeoutSeconds: 5, run: async () => service.minutes }],
  on: (service) => ({ 'run.started': async (event, signal) => void [event.key, signal.aborted, service.minutes] }),
  routes: () => [ingest({ path: '/files', description: 'Files.', handle: async ({ size }) => ({ status: 200, body: { size } }) })],
})

const wrong = [
  // @ts-expect-error a setting that is not there
  () => definePlugin({ ...whole, service: ({ config }) => config.nowhere }),
  // @ts-expect-error a job without a time limit
  () => definePlugin({ ...whole, jobs: () => [{ name: 'poll', description: 'Polls.', cron: '* * * * *', run: async () => 1 }] }),
  // @ts-expect-error an event that the core does not announce
  () => definePlugin({ ...whole, on: () => ({ 'run.exploded': async () => undefined }) }),
  // @ts-expect-error a hook that does not wait
  () => definePlugin({ ...whole, on: () => ({ 'run.started': () => 1 }) }),
  // @ts-expect-error a path without its slash
  () => ingest({ path: 'files', description: 'Files.', handle: async () => ({ status: 200, body: null }) }),
  // @ts-expect-error a route that answers nothing
  () => ingest({ path: '/files', description: 'Files.', handle: async () => undefined }),
  // @ts-expect-error settings that are no schema
  () => definePlugin({ ...whole, config: { place: 'here' } }),
  // @ts-expect-error migrations by a path
  () => definePlugin({ ...whole, migrations: './migrations' }),
  // @ts-expect-error a right that does not exist
  (core: PluginCore) => core.needs('run:delete'),
  // @ts-expect-error a thing of the core that is made by hand
  (): CoreRow<'Run', { number: number }> => ({ number: 1 }),
  // @ts-expect-error a run where a fill is wanted
  (run: CoreRow<'Run', { number: number }>): CoreRow<'Fill', { number: number }> => run,
  // @ts-expect-error the key of a run is a number
  (core: PluginCore, context: Context) => core.runOf({ run: 'one' }, context, {} as never, ({ run }) => run),
  // @ts-expect-error an order without words for its fields
  (core: PluginCore) => core.orderInput('Pump', { VALUE: 1 }, 'by value'),
  // @ts-expect-error an enum whose values are not described
  (core: PluginCore) => core.enumWithFilter('PumpState', ['ON', 'OFF'], 'On or off.'),
  // @ts-expect-error a part that plugins do not have
  () => definePlugin({ ...whole, job: () => [] }),
]

describe('the contract', () => {
  it('keeps what a plugin declares', () => {
    expect(whole.id).toBe('pump')
    expect(wrong).toHaveLength(15)
  })
})
