import { readFileSync } from 'node:fs'
import { buildSchema, parse, validate } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { examples } from '../../web/pages/explorer/examples.ts'
import type { Known } from '../../web/pages/explorer/example.ts'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { createWorld } from '../kit/world.ts'
import { createControl } from '../journeys/control.ts'

const schema = buildSchema(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'))

let app: TestApp
let client: Client
let known: Known

beforeAll(async () => {
  app = await startApp()
  client = await app.as('COORDINATOR')
  const now = app.clock.now()
  const at = (hours: number) => new Date(now - hours * 3_600_000).toISOString()
  await createWorld(client)
    .fill(9001, { beamType: 'PROTON - PROTON', stableBeamsStart: at(30), stableBeamsEnd: at(20) })
    .goodPhysics(5001, at(29), at(27), { fillNumber: 9001, detectors: [{ name: 'ITS', quality: 'GOOD' }, 'TPC'], period: 'LHC24a' })
    .goodPhysics(5002, at(26), at(25), { fillNumber: 9001, quality: 'BAD', detectors: ['ITS', 'TPC'] })
    .environment('2bEXAMPLE01', ['STANDBY', 'CONFIGURED', 'RUNNING', 'ERROR'], at(5))
    .make()
  await createControl(client).start(5003, { startedAt: at(1) })
  known = { run: 5003, endedRun: 5002, detector: 'ITS', fill: 9001, now }
})
afterAll(() => app[Symbol.asyncDispose]())

const variablesOf = (id: string) => {
  const { variables } = examples.find((example) => example.id === id)!
  return variables?.(known) ?? {}
}

describe('the examples of the API page', () => {
  it('are many, and each can be told by its address', () => {
    expect(examples.length).toBeGreaterThanOrEqual(10)
    expect(new Set(examples.map(({ id }) => id)).size).toBe(examples.length)
    expect(new Set(examples.map(({ kind }) => kind)).size).toBe(3)
  })

  it.each(examples.map(({ id, kind, document }) => [id, kind, document] as const))(
    '%s is a %s that the schema knows',
    (_id, kind, document) => {
      const ast = parse(document)
      expect(validate(schema, ast).map(({ message }) => message)).toEqual([])
      const [operation] = ast.definitions.flatMap((one) => (one.kind === 'OperationDefinition' ? [one] : []))
      expect(operation?.operation).toBe(kind)
      expect(operation?.name?.value).toBeTruthy()
    },
  )

  it.each(examples.filter(({ kind }) => kind === 'query').map(({ id, document }) => [id, document] as const))(
    '%s is answered, with something in it',
    async (id, document) => {
      const data = await client.get<Record<string, { nodes?: unknown[] } | null>>(document, variablesOf(id))
      for (const value of Object.values(data)) {
        expect(value).not.toBeNull()
        if (value?.nodes) expect(value.nodes.length).toBeGreaterThan(0)
      }
    },
  )

  it.each(examples.filter(({ kind }) => kind === 'subscription').map(({ id, document }) => [id, document] as const))(
    '%s brings what happens',
    async (id, document) => {
      const { server } = await client.get<{ server: { eventCursor: string } }>('{ server { eventCursor } }')
      const listening = client.listen<Record<string, { kind: string }>>(document, {
        ...variablesOf(id),
        after: server.eventCursor,
      })
      await createControl(client).start(id === 'watch-runs' ? 6001 : 6002)
      const message = await listening.next()
      await listening.stop()
      expect(Object.values(message)[0]?.kind).toBe('CREATED')
    },
  )

  it.each(examples.filter(({ kind }) => kind === 'mutation').map(({ id, document, right }) => [id, document, right] as const))(
    '%s does what it says, for those who have the right it names',
    async (id, document, right) => {
      const viewer = await app.as('VIEWER')
      const refused = await viewer.ask(document, variablesOf(id))
      expect(refused.errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN', right } })
      const data = await client.get<Record<string, { userErrors: unknown[]; results?: { userErrors: unknown[] }[] }>>(
        document,
        variablesOf(id),
      )
      for (const { userErrors, results = [] } of Object.values(data))
        expect([userErrors, ...results.map((result) => result.userErrors)].flat()).toEqual([])
    },
  )
})
