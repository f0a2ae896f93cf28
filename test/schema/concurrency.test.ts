import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client, Loose } from '../kit/client.ts'
import { callRun } from '../kit/run.ts'
import { createWorld, freshKey, fullReadout, ingest } from '../kit/world.ts'

let server: TestApp
let admin: Client

beforeAll(async () => {
  server = await startApp()
  admin = await server.as('ADMIN')
})
afterAll(() => server[Symbol.asyncDispose]())

const time = (minutes: number) => new Date(Date.UTC(2024, 3, 1, 0, minutes)).toISOString()

/** How often PostgreSQL had to cut a circle of waiting writers: each has cost somebody a second. */
const deadlocks = async () => {
  await server.db.raw`select pg_stat_force_next_flush()`
  const [row] = await server.db.raw<{ deadlocks: number }[]>`select deadlocks::int from pg_stat_database where datname = current_database()`
  return row!.deadlocks
}

describe('many writers at once', () => {
  it.each(['Runs', 'Fills', 'Environments'] as const)('bring the same new %s in opposite orders without waiting for each other in a circle', async (noun) => {
    const items = (round: number) => Array.from({ length: 300 }, (_, index) => {
      const number = 10_000 * (round + 1) + index
      return noun === 'Environments' ? { id: `circle${number}`, status: 'DONE', at: time(index) }
        : noun === 'Runs' ? { number, tags: [`new ${round} ${index % 7}`], type: `new ${round} ${index % 5}`, environmentId: `both${round}-${index % 11}` } : { number }
    })
    for (let round = 0; round < 8; round++) {
      const answers = await Promise.all([items(round), items(round).toReversed(), items(round)].map((list) => ingest(admin, noun, list)))
      expect(answers.flatMap(({ results }) => results).filter(({ status }) => status === 'CREATED')).toHaveLength(300)
    }
    expect(await deadlocks()).toBe(0)
  })

  it('tell of runs and of their environments, each in an order of its own', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `share${index + 10}`)
    const report = (minute: number) => ids.map((id) => ({ id, status: 'RUNNING', at: time(minute) }))
    await ingest(admin, 'Environments', report(0))
    for (let round = 1; round < 10; round++) {
      const runs = ids.toReversed().map((environmentId, index) => ({ number: 700_000 + round * 100 + index, environmentId }))
      await Promise.all([ingest(admin, 'Runs', runs), ingest(admin, 'Environments', report(round)), ingest(admin, 'Environments', report(100 + round))])
    }
    expect(await deadlocks()).toBe(0)
  })

  it('make what is new after they hold what is there', async () => {
    await createWorld(admin).fill(1000, { stableBeamsStart: time(0), stableBeamsEnd: time(600) }).run(600_000, { fillNumber: 1000, startedAt: time(1) }).make()
    const isWaiting = () => server.db.raw`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    let moved: Promise<Loose> | undefined
    await server.db.raw.begin(async (tx) => {
      await tx`select from run where number = 600000 for update`
      moved = ingest(admin, 'Fills', [{ number: 1001, beamType: 'p-p' }, { number: 1000, stableBeamsStart: time(5) }])
      while ((await isWaiting()).count === 0) await wait(5)
      await tx`insert into fill (number) values (1001)`
    })
    expect((await moved)!.results.map(({ status }: Loose) => status)).toEqual(['UPDATED', 'UPDATED'])
    expect(await deadlocks()).toBe(0)
  })

  it('get along in any mixture, and leave what the last of them said', async () => {
    await createWorld(admin).fill(1, { stableBeamsStart: time(0), stableBeamsEnd: time(600) }).fill(2).run(900_000).make()
    const random = (below: number) => Math.floor(Math.random() * below)
    const codes: string[] = []
    const asked = async (query: string, input: object) => {
      const { data, errors } = await admin.ask(query, { input })
      codes.push(...(errors ?? []).map(({ extensions }) => extensions.code))
      return data
    }
    const writer = async () => {
      for (let step = 0; step < 8; step++) {
        const number = 900_001 + random(12)
        const runs = Array.from({ length: 1 + random(5) }, () => ({ number: 900_001 + random(12), fillNumber: 1 + random(4), type: `mix ${random(3)}`, tags: [`mix ${random(4)}`], environmentId: `mix${random(4)}`, period: `mix${random(3)}`, startedAt: time(random(300)), endedAt: time(301 + random(300)), detectors: [{ name: 'ITS' }, { name: 'FT0', quality: 'GOOD' }], conditions: fullReadout, quality: 'GOOD' }))
        const choices = [
          () => asked('mutation ($input: IngestRunsInput!) { ingestRuns(input: $input) { results { status } } }', { idempotencyKey: freshKey(), items: runs }),
          () => asked('mutation ($input: IngestFillsInput!) { ingestFills(input: $input) { results { status } } }', { idempotencyKey: freshKey(), items: [{ number: 1 + random(4), stableBeamsStart: time(random(100)), stableBeamsEnd: time(101 + random(500)) }, { number: 5 + random(3), beamType: `mix ${random(9)}` }] }),
          () => asked('mutation ($input: IngestEnvironmentsInput!) { ingestEnvironments(input: $input) { results { status } } }', { idempotencyKey: freshKey(), items: [{ id: `mix${random(4)}`, status: 'RUNNING', at: time(random(900)) }, { id: `mix${random(4)}`, status: 'ERROR', at: time(random(900)) }] }),
          () => asked('mutation ($input: TagRunInput!) { tagRun(input: $input) { userErrors { code } } }', { number, add: [`mix ${random(6)}`], remove: [`mix ${random(6)}`] }),
          () => asked('mutation ($input: UpdateRunInput!) { updateRun(input: $input) { userErrors { code } } }', { number, fillNumber: random(2) ? 1 + random(5) : null, quality: 'BAD', reason: 'mixed' }),
        ]
        await choices[random(choices.length)]!()
      }
    }
    await Promise.all(Array.from({ length: 20 }, writer))
    expect(codes).toEqual([])
    expect(await deadlocks()).toBe(0)
    const { fills, runs } = await admin.get('{ fills(filter: { numberRanges: "1-5" }) { nodes { number coveredSeconds statistics { coveredSeconds } } } runs(filter: { numberRanges: "900001-900012" }) { nodes { number revision changes(first: 1000) { nodes { at } } definition startedAt endedAt fill { number stableBeamsStart stableBeamsEnd } } } }')
    for (const { coveredSeconds, statistics } of fills.nodes) expect(coveredSeconds).toBe(statistics?.coveredSeconds ?? 0)
    for (const { definition, startedAt, endedAt, fill } of runs.nodes as Loose[]) {
      const inBeams = fill?.stableBeamsStart && startedAt < fill.stableBeamsEnd && endedAt > fill.stableBeamsStart
      expect(definition).toBe(inBeams ? 'PHYSICS' : 'COMMISSIONING')
    }
  })

  it('of one run each get their change into its history', async () => {
    await createWorld(admin).run(800_000).make()
    const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => callRun(admin, 'updateRun', { number: 800_000, counters: [{ name: `c${index}`, value: String(index) }] }, 'revision')))
    expect(answers.map(({ run }) => run.revision).toSorted((a, b) => a - b).at(-1)).toBe(41)
    const { run } = await admin.get('{ run(number: 800000) { revision counters { name } changes(first: 100) { totalCount nodes { field } } } }')
    expect([run.revision, run.counters.length, run.changes.totalCount, new Set(run.changes.nodes.map(({ field }: Loose) => field)).size]).toEqual([41, 40, 40, 40])
  })
})
