import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client, Loose } from '../kit/client.ts'
import * as model from '../kit/model.ts'
import { createWorld } from '../kit/world.ts'

// Random filters and orders, asked of the API and of a model over the same rows.

let server: TestApp
let viewer: Client
const rows: Record<'runs' | 'fills' | 'environments', Loose[]> = { runs: [], fills: [], environments: [] }

const hour = (count: number, extra = 0) => new Date(Date.parse('2024-04-25T00:00:00Z') + count * 3_600_000 + extra).toISOString()
const types = ['PHYSICS', 'COSMICS', 'CALIBRATION_A%', 'calibration_b']
const detectors = ['ITS', 'TPC', 'FT0', 'TOF']
const people = ['Ada', 'ada_b', '100%', 'Grace']
const environments = ['envA', 'envB', 'env.c', 'ENV-d']
const pick = <Item>(items: readonly Item[], index: number) => items[index % items.length]!

beforeAll(async () => {
  server = await startApp()
  viewer = await server.as('VIEWER')
  const world = createWorld(await server.as('ADMIN'))
  for (let number = 1; number <= 12; number++) {
    world.fill(number, {
      beamType: pick([null, 'PROTON - PROTON', 'PB82 - PB82', 'proton_x'], number), fillingScheme: pick([null, '25ns_2462b', '50%_x'], number),
      energyGeV: pick([null, 6800, 450, 6800.5], number), collidingBunches: pick([null, 0, 2450], number),
      ...(number % 3 === 0 ? {} : { stableBeamsStart: hour(number * 12), ...(number === 11 ? {} : { stableBeamsEnd: hour(number * 12 + 8, number * 7) }) }),
    })
  }
  environments.forEach((id, index) => world.environment(id, ['STANDBY', 'DEPLOYED', 'CONFIGURED', 'RUNNING', 'ERROR', 'STANDBY', 'DONE'].slice(index, index + 3 + index), hour(index * 5)))
  for (let number = 1; number <= 48; number++) {
    const open = number % 7 === 0
    const timed = number % 11 !== 0
    world.run(number, {
      type: number % 5 === 0 ? null : pick(types, number), definition: pick([null, 'PHYSICS', 'COSMICS', 'TECHNICAL'], number), fillNumber: number % 6 === 0 ? null : 1 + (number % 12),
      environmentId: number % 4 === 0 ? null : pick([...environments, 'envNew'], number), period: pick([null, 'LHC24a', 'LHC24_b', 'lhc24%'], number),
      ...(timed ? { startedAt: hour(number * 3), ...(open ? {} : { endedAt: hour(number * 3 + (number % 5) + 1, number) }) } : {}),
      ...(timed && number % 3 === 0 ? { triggerStartedAt: hour(number * 3, 60_000) } : {}), ...(number === 44 ? { endedAt: hour(3) } : {}),
      quality: open ? 'NONE' : pick(['NONE', 'GOOD', 'BAD', 'TEST'], number),
      detectors: detectors.filter((_, index) => (number >> index) & 1).map((name) => ({ name, quality: open ? 'NONE' : pick(['NONE', 'GOOD', 'BAD'], number + name.length) })),
      tags: ['red tag', 'blue_1', 'c+', 'ada'].filter((_, index) => (number >> (index + 1)) & 1 && number % 5 === 0), startedBy: pick([null, ...people], number), endedBy: pick([null, ...people], number + 2),
      endReasons: number % 4 === 0 ? [{ category: 'DETECTORS', title: pick(detectors, number / 4), description: pick(['Trip of 5%', 'some_thing', 'Some'], number) }, { category: 'Lhc' }] : [],
    })
  }
  // The last ones started an hour ago and within the last two days: they go on.
  world.run(100, { startedAt: '2024-05-01T11:00:00Z' }).run(101, { startedAt: '2024-04-29T12:00:00Z' }).run(102, { startedAt: '2024-04-29T11:59:59.999Z' })
  await world.make()
  const found = await viewer.get(`{ runs(first: 1000) { nodes { ${model.runFields} } } fills(first: 1000) { nodes { ${model.fillFields} } } environments(first: 1000) { nodes { ${model.environmentFields} } } }`)
  for (const noun of ['runs', 'fills', 'environments'] as const) rows[noun] = found[noun].nodes
})
afterAll(() => server[Symbol.asyncDispose]())

/** Some of the properties, each at least once in a while. */
const some = (parts: Record<string, fc.Arbitrary<unknown>>) => fc.record(parts as Record<string, fc.Arbitrary<object>>, { requiredKeys: [] })
const few = <Item>(item: fc.Arbitrary<Item>) => fc.array(item, { maxLength: 3 })
const numbers = (value: fc.Arbitrary<number>) =>
  fc.oneof(some({ eq: value }), some({ in: few(value) }), some({ not: value }), some({ gt: value, lte: value }), some({ gte: value, lt: value }), some({ isNull: fc.boolean() }), some({ isNull: fc.boolean(), gte: value }))
const words = (...values: string[]) => fc.oneof(...[some({ eq: fc.constantFrom(...values) }), some({ in: few(fc.constantFrom(...values)) }), some({ not: fc.constantFrom(...values) })])
const texts = (...values: string[]) => fc.oneof(words(...values), some({ contains: fc.constantFrom('', 'a', 'A', '%', '_', '\\', 'env', ...values) }), some({ isNull: fc.boolean() }))
const moment = fc.oneof(fc.integer({ min: 0, max: 150 }).map((count) => hour(count)), fc.constantFrom(hour(9, 60_000), hour(4, 1)))
const range = some({ from: moment, to: moment })
const sets = (...values: string[]) => some({ all: few(fc.constantFrom(...values)), any: few(fc.constantFrom(...values)), none: few(fc.constantFrom(...values)) })
const ranges = fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 9 }), fc.constantFrom('-', '..', ' - ')), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.map(([from, length, dash]) => (length === 0 ? String(from) : `${from}${dash}${from + length}`)).join(', '))

const tree = (own: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<object> => {
  const leaf = fc.oneof(...Object.entries(own).map(([name, value]) => value.map((given) => ({ [name]: given }))), fc.constant({}))
  return fc.letrec<{ node: object }>((tie) => ({
    node: fc.oneof({ maxDepth: 3, withCrossShrink: true }, leaf, fc.tuple(leaf, leaf).map(([a, b]) => ({ ...a, ...b })), tie('node').map((not) => ({ not })), few(tie('node')).map((and) => ({ and })), few(tie('node')).map((or) => ({ or }))),
  })).node
}

const filters = {
  runs: tree({
    number: numbers(fc.integer({ min: 0, max: 103 })), numberRanges: ranges, type: texts(...types, 'NEVER'), definition: words('PHYSICS', 'COSMICS', 'TECHNICAL', 'COMMISSIONING', 'CALIBRATION'),
    quality: words('NONE', 'GOOD', 'BAD', 'TEST'), state: words('UNKNOWN', 'RUNNING', 'ENDED', 'LOST'), detectors: sets(...detectors),
    detectorQuality: fc.record({ detector: fc.constantFrom(...detectors, 'NEVER'), quality: words('NONE', 'GOOD', 'BAD') }), tags: sets('red tag', 'blue_1', 'c+', 'ada', 'never'),
    fillNumber: numbers(fc.integer({ min: 0, max: 13 })), environmentId: texts(...environments, 'envNew'), period: texts('LHC24a', 'LHC24_b', 'lhc24%', 'never'), startedBy: texts(...people, 'nobody'), endedBy: texts(...people, 'nobody'), startedAt: range, endedAt: range,
    durationSeconds: numbers(fc.constantFrom(3600, 7200, 3600.001, 10_740.03, 18_000, 0, 172_800)),
    endReason: some({ category: fc.constantFrom('detectors', 'LHC', 'other'), title: fc.constantFrom('its', 'TPC'), description: fc.constantFrom('5%', 'some_', 'SOME', '_', '%') }),
    text: fc.constantFrom('ada', 'A', '%', '_', 'env', '7', '42', 'trip', 'red', ' ', 'some_', '\\', '999999999999'),
  }),
  fills: tree({
    number: numbers(fc.integer({ min: 0, max: 13 })), numberRanges: ranges, beamType: texts('PROTON - PROTON', 'PB82 - PB82', 'proton_x'), fillingScheme: texts('25ns_2462b', '50%_x'),
    energyGeV: numbers(fc.constantFrom(450, 6800, 6800.5)), collidingBunches: numbers(fc.constantFrom(0, 2450)), hasStableBeams: fc.boolean(), stableBeamsStart: range, stableBeamsEnd: range,
    stableBeamsSeconds: numbers(fc.constantFrom(0, 28_800, 28_800.014, 28_800.07, 86_400)), coveredSeconds: numbers(fc.constantFrom(0, 3600, 7200)),
  }),
  environments: tree({
    id: texts(...environments, 'envNew'), status: words('STANDBY', 'CONFIGURED', 'RUNNING', 'DONE', 'ERROR'), history: fc.constantFrom('S', 'S-D', 'SD', 'R-E-S', 'X', 'DX', 'C-R', 'EE'), runNumbers: ranges, createdAt: range, updatedAt: range,
  }),
}

const nouns = [
  ['runs', 'Run', 'number', model.fitsRun, model.runOrders],
  ['fills', 'Fill', 'number', model.fitsFill, model.fillOrders],
  ['environments', 'Environment', 'id', model.fitsEnvironment, model.environmentOrders],
] as const

describe.each(nouns)('any filter of %s', (noun, type, key, fits, orders) => {
  it('finds what it says, in the order that was asked for, and counts it', async () => {
    const order = fc.record({ field: fc.constantFrom(...Object.keys(orders)), direction: fc.constantFrom('ASC', 'DESC') })
    const query = `query ($filter: ${type}Filter, $orderBy: ${type}Order) { list: ${noun}(filter: $filter, orderBy: $orderBy, first: 1000) { totalCount nodes { ${key} } } }`
    await fc.assert(
      fc.asyncProperty(filters[noun], order, async (filter, orderBy) => {
        const { list } = await viewer.get(query, { filter, orderBy })
        const expected = model.sorted(rows[noun].filter((row) => fits(row, filter)), orders[orderBy.field]!, (row) => row[key], orderBy.direction)
        expect(list.nodes.map((row: Loose) => row[key])).toEqual(expected.map((row) => row[key]))
        expect(list.totalCount).toBe(expected.length)
      }),
      { numRuns: 250 },
    )
  })

  it('finds what its parts find, alone', async () => {
    expect(rows[noun].length).toBeGreaterThan(4)
    const { list } = await viewer.get(`query ($filter: ${type}Filter) { list: ${noun}(filter: $filter, first: 1000) { nodes { ${key} } } }`, { filter: { or: [{ not: {} }, {}] } })
    expect(list.nodes).toHaveLength(rows[noun].length)
  })
})
