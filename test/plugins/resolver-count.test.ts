import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { createWorld } from '../kit/world.ts'
import { openWorkshop } from './workshop.ts'

// How often a field of a plugin is said to have failed.

const workshop = openWorkshop()
let server: TestApp
let viewer: Client

const field = (name: string, body: string) => `builder.objectField(core.run, '${name}', (t) => t.int({ nullable: true, description: 'x', resolve: (run) => { ${body} } }))`

beforeAll(async () => {
  const parts = [field('fails', 'throw new Error("no vacuum")'), field('failsLate', 'return Promise.reject(new Error("leaks"))'), field('failsSome', 'if (run.number === 2) throw new Error("only this"); return 1')]
  server = await startApp({ plugins: [workshop.plugin('counted', { parts: `schema: (builder, _service, core) => { ${parts.join('; ')} }` })] })
  viewer = await server.as('VIEWER')
  const world = createWorld(await server.as('ADMIN'))
  for (let number = 1; number <= 3; number++) world.goodPhysics(number, '2024-04-01T09:00:00Z', '2024-04-01T10:00:00Z')
  await world.make()
})
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  workshop[Symbol.dispose]()
})

const faultsOf = (field: string) => server.app.host.find('counted')!.state().faults.filter(({ where }) => where === `Run.${field}`)

describe('a field of a plugin that fails', () => {
  it.each(['fails', 'failsLate'])('has one fault for each question, however many rows it has and however it is answered: %s', async (field) => {
    for (let asked = 1; asked <= 4; asked++) {
      const { data, errors } = await viewer.ask(`{ runs(first: 3) { nodes { number ${field} } } }`)
      expect(data.runs.nodes).toHaveLength(3)
      expect(errors).toHaveLength(3)
      expect(faultsOf(field)).toMatchObject([{ count: asked }])
    }
  })

  it('in one row is not well for the other rows of the same question', async () => {
    await viewer.ask('{ runs(first: 3) { nodes { number failsSome } } }')
    expect(faultsOf('failsSome')).toMatchObject([{ count: 1 }])
    const condition = server.app.host.find('counted')!
    condition.noteWell('RESOLVER', 'Run.fails')
    condition.noteWell('RESOLVER', 'Run.failsLate')
    expect(condition.state()).toMatchObject({ state: 'DEGRADED', error: 'only this' })
    expect(await viewer.get('{ run(number: 1) { failsSome } }')).toEqual({ run: { failsSome: 1 } })
    expect(condition.state()).toMatchObject({ state: 'READY', error: null })
  })

  it('has one for each event of a subscription', async () => {
    const { count = 0 } = faultsOf('fails')[0] ?? {}
    const admin = await server.as('ADMIN')
    const { server: { eventCursor: after } } = await viewer.get('{ server { eventCursor } }')
    const listening = viewer.listen('subscription ($after: String) { runChanged(after: $after) { node { number fails } } }', { after })
    for (const number of [11, 12]) {
      await admin.get('mutation ($number: Int!) { startRun(input: { number: $number }) { userErrors { message } } }', { number })
      await expect.poll(() => faultsOf('fails')[0]!.count, { timeout: 20_000 }).toBe(count + number - 10)
    }
    await listening.stop()
  })
})
