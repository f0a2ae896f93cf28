import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadPluginDemos } from '../../server/demo/plugins.ts'
import { createLog } from '../../server/log.ts'
import { startApp, type TestApp } from '../kit/app.ts'
import { openWorkshop } from './workshop.ts'

// What plugins show to newcomers: each on its own, in its process.

const workshop = openWorkshop()
let server: TestApp

beforeAll(async () => {
  const service = '({ domain, actor }) => ({ make: (name) => domain.instruments.create({ name, kind: "pump" }, actor) })'
  server = await startApp({
    plugins: [
      workshop.plugin('shows', { service, parts: 'demo: async (service) => { await service.make("made-up") }' }),
      workshop.plugin('breaks', { parts: 'demo: async () => { throw new Error("nothing to show") }' }),
      workshop.plugin('plain'),
      workshop.plugin('wrong', { parts: 'demo: "pumps"' }),
    ],
  })
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  workshop[Symbol.dispose]()
})

it('what a plugin shows is there soon; one that fails says so, and one that has nothing needs no process', async () => {
  const reader = await server.as('VIEWER')
  const ask = () => reader.get('{ instruments { nodes { name } } plugins { name state faults { step where message } } }')
  expect((await ask()).instruments.nodes).toEqual([])
  loadPluginDemos(server.app.host, createLog('silent'))
  const asked = performance.now()
  while (performance.now() - asked < 50_000 && !((await ask()).instruments.nodes.length === 1 && server.app.host.find('breaks')!.state().state === 'DEGRADED')) await wait(50)
  const { instruments, plugins } = await ask()
  expect(instruments.nodes).toEqual([{ name: 'made-up' }])
  expect(plugins).toMatchObject([
    { name: 'shows', state: 'READY', faults: [] },
    { name: 'breaks', state: 'DEGRADED', faults: [{ step: 'BACKGROUND', where: 'demo', message: 'nothing to show' }] },
    { name: 'plain', state: 'READY', faults: [] },
    { name: 'wrong', state: 'FAILED', faults: [{ step: 'CONTRACT', message: expect.stringContaining('demo: a function') }] },
  ])
  expect(server.app.host.find('plain')!.process.pid()).toBeNull()
})
