import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client, Loose } from '../kit/client.ts'
import { costOf } from '../kit/statements.ts'
import { createWorld, type RunWish } from '../kit/world.ts'

const figures = `stableBeamsSeconds coveredSeconds efficiency fillCount fills { number start end stableBeamsSeconds coveredSeconds efficiency runCount }
  runCount runSeconds perDefinition { definition count seconds } perQuality { quality count } perState { state count } tags { tag { text } count } endReasons { category title count } bytesReadOut`

const askOf = (client: Client) => async (from: string, to: string, runs = 'GOOD_PHYSICS'): Promise<Loose> =>
  (await client.get(`query ($from: DateTime!, $to: DateTime!, $runs: FillRunSet) { statistics(from: $from, to: $to, runs: $runs) { ${figures} } }`, { from, to, runs })).statistics

describe('statistics of a window', () => {
  let server: TestApp
  let admin: Client
  let ask: ReturnType<typeof askOf>
  const at = (time: string) => `2019-08-08T${time}:00Z`

  beforeAll(async () => {
    server = await startApp()
    admin = await server.as('ADMIN')
    ask = askOf(admin)
    const reason = { category: 'DETECTORS', title: 'ITS' }
    await createWorld(admin)
      .fill(6, { stableBeamsStart: at('11:00'), stableBeamsEnd: at('23:00') })
      .goodPhysics(54, at('14:00'), at('16:00'), { fillNumber: 6, tags: ['RC', 'to review'], endReasons: [reason, { category: 'LHC' }], counters: [{ name: 'bytesReadOut', value: '9007199254740993', unit: 'B' }] })
      .goodPhysics(55, at('16:00'), at('18:00'), { fillNumber: 6, tags: ['RC'], endReasons: [reason], counters: [{ name: 'bytesReadOut', value: '1000' }] })
      .goodPhysics(56, at('20:00'), at('21:00'), { fillNumber: 6, counters: [{ name: 'events', value: '7' }] })
      .run(57, { definition: 'PHYSICS', quality: 'BAD', triggerStartedAt: at('21:00'), triggerEndedAt: at('23:00'), fillNumber: 6 })
      .run(58, { definition: 'COSMICS', triggerStartedAt: at('10:00'), triggerEndedAt: at('11:30'), fillNumber: 6 })
      .run(59, { definition: 'TECHNICAL', startedAt: at('12:00') })
      .run(60)
      .make()
  })
  afterAll(() => server[Symbol.asyncDispose]())

  it('cover 5 of 12 hours in the reference', async () => {
    const whole = await ask(at('00:00'), '2019-08-09T00:00:00Z')
    expect(whole).toMatchObject({ stableBeamsSeconds: 43_200, coveredSeconds: 18_000, fillCount: 1, runCount: 6 })
    expect(whole.efficiency).toBeCloseTo(0.416667, 6)
    expect(whole.fills).toEqual([{ number: 6, start: '2019-08-08T11:00:00.000Z', end: '2019-08-08T23:00:00.000Z', stableBeamsSeconds: 43_200, coveredSeconds: 18_000, efficiency: whole.efficiency, runCount: 3 }])
    expect(whole.perDefinition).toEqual([{ definition: 'PHYSICS', count: 4, seconds: 25_200 }, { definition: 'COSMICS', count: 1, seconds: 5400 }, { definition: 'TECHNICAL', count: 1, seconds: 0 }])
    expect(whole.perQuality).toEqual([{ quality: 'GOOD', count: 3 }, { quality: 'BAD', count: 1 }, { quality: 'NONE', count: 2 }])
    expect(whole.perState).toEqual([{ state: 'ENDED', count: 5 }, { state: 'LOST', count: 1 }])
    expect(whole.runSeconds).toBe(30_600)
    expect(whole.tags).toEqual([{ tag: { text: 'RC' }, count: 2 }, { tag: { text: 'to review' }, count: 1 }])
    expect(whole.endReasons).toEqual([{ category: 'DETECTORS', title: 'ITS', count: 2 }, { category: 'LHC', title: null, count: 1 }])
    expect(whole.bytesReadOut).toBe('9007199254741993')
  })

  it('clip fills, runs and data to the window', async () => {
    const part = await ask(at('15:00'), at('17:00'))
    expect(part).toMatchObject({ stableBeamsSeconds: 7200, coveredSeconds: 7200, efficiency: 1, runCount: 2, runSeconds: 7200, bytesReadOut: '4503599627370997' })
    expect(await ask(at('18:00'), at('20:00'))).toMatchObject({ stableBeamsSeconds: 7200, coveredSeconds: 0, efficiency: 0, fillCount: 1, runCount: 0, bytesReadOut: null })
    expect(await ask(at('15:00'), at('22:00'), 'PHYSICS')).toMatchObject({ coveredSeconds: 18_000, runCount: 4 })
    expect(await ask(at('10:00'), at('12:00'), 'ALL')).toMatchObject({ stableBeamsSeconds: 3600, coveredSeconds: 1800, runCount: 1, runSeconds: 5400 })
  })

  it('have no efficiency without stable beams, and touch nothing at their edges', async () => {
    expect(await ask(at('23:00'), '2019-08-08T23:30:00Z')).toEqual({
      stableBeamsSeconds: 0, coveredSeconds: 0, efficiency: null, fillCount: 0, fills: [], runCount: 0, runSeconds: 0, perDefinition: [], perQuality: [], perState: [], tags: [], endReasons: [], bytesReadOut: null,
    })
    expect(await ask(at('09:00'), at('10:00'))).toMatchObject({ runCount: 0 })
    expect(await ask(at('12:00'), at('12:01'))).toMatchObject({ runCount: 1, perState: [{ state: 'LOST', count: 1 }] })
  })

  it('count time once that two runs cover', async () => {
    await createWorld(admin).goodPhysics(61, '2019-08-08T10:00:00Z', '2019-08-09T00:00:00Z', { fillNumber: 6 }).make()
    expect(await ask(at('00:00'), '2019-08-10T00:00:00Z')).toMatchObject({ stableBeamsSeconds: 43_200, coveredSeconds: 43_200, efficiency: 1 })
  })

  it('count what goes on to now, and grow with the clock', async () => {
    server.clock.set('2024-05-01T12:00:00Z')
    await createWorld(admin).fill(8, { stableBeamsStart: '2024-05-01T10:00:00Z' }).run(80, { definition: 'PHYSICS', triggerStartedAt: '2024-05-01T11:00:00Z', fillNumber: 8 }).make()
    const [from, to] = ['2024-05-01T00:00:00Z', '2024-05-02T00:00:00Z']
    expect(await ask(from, to, 'PHYSICS')).toMatchObject({ stableBeamsSeconds: 7200, coveredSeconds: 3600, efficiency: 0.5, runSeconds: 3600, perState: [{ state: 'RUNNING', count: 1 }] })
    server.clock.forward(3_600_000)
    expect(await ask(from, to, 'PHYSICS')).toMatchObject({ stableBeamsSeconds: 10_800, coveredSeconds: 7200, runSeconds: 7200 })
    expect(await ask('2024-05-01T14:00:00Z', to, 'PHYSICS')).toMatchObject({ fillCount: 0, runCount: 0 })
  })

  it.each([
    ['2024-05-01T00:00:00Z', '2024-05-01T00:00:00Z', /must end after it begins/],
    ['2024-05-02T00:00:00Z', '2024-05-01T00:00:00Z', /must end after it begins/],
    ['2004-05-02T00:00:00Z', '2024-05-01T00:00:00Z', /may be ten years long; this one has 7304 days/],
    ['2024-05-01T00:00:00Z', '9024-05-01T00:00:00Z', /may be ten years long/],
  ])('of %s to %s are refused with a reason', async (from, to, reason) => {
    const { errors } = await admin.ask(`{ statistics(from: "${from}", to: "${to}") { runCount } }`)
    expect(errors?.map(({ message, extensions }) => `${extensions.code} ${message}`)).toEqual([expect.stringMatching(reason)])
    expect(errors![0]!.extensions.code).toBe('BAD_USER_INPUT')
  })

  it('cost one statement for each kind of figure, and the fills one more', async () => {
    expect(await costOf(server.db, () => ask('2019-01-01T00:00:00Z', '2024-06-01T00:00:00Z'))).toBeLessThanOrEqual(7)
    const { statistics } = await admin.get('{ statistics(from: "2019-01-01T00:00:00Z", to: "2024-06-01T00:00:00Z") { fills(first: 1) { number fill { number beamType } } fillCount } }')
    expect(statistics).toEqual({ fills: [{ number: 8, fill: { number: 8, beamType: null } }], fillCount: 2 })
  })
})

// A model that knows no intervals: it looks at each minute by itself.

describe('any window', () => {
  const epoch = Date.parse('2024-04-01T00:00:00Z')
  const minute = (count: number) => new Date(epoch + count * 60_000).toISOString()
  const length = 600

  it('has the figures that counting minute by minute gives', async () => {
    await using server = await startApp()
    const admin = await server.as('ADMIN')
    const ask = askOf(admin)
    const span = fc.tuple(fc.integer({ min: 0, max: length - 2 }), fc.integer({ min: 1, max: 120 })).map(([from, long]) => [from, Math.min(from + long, length)] as const)
    const world = createWorld(admin)
    const [seeded] = fc.sample(fc.array(fc.record({
      span, definition: fc.constantFrom('PHYSICS', 'COSMICS'), quality: fc.constantFrom('GOOD', 'BAD', 'NONE'), fill: fc.constantFrom(1, 2, 3, null), tagged: fc.boolean(),
    }), { minLength: 70, maxLength: 70 }), { numRuns: 1, seed: 42 })
    const fills = [[20, 170], [200, 380], [400, 590]] as const
    fills.forEach(([from, to], index) => world.fill(index + 1, { stableBeamsStart: minute(from), stableBeamsEnd: minute(to) }))
    const runs = seeded!.map((one, index) => ({ ...one, number: index + 1 }))
    for (const { number, span: [from, to], definition, quality, fill, tagged } of runs) {
      const wish: RunWish = { definition, quality, fillNumber: fill, startedAt: minute(from), endedAt: minute(to), tags: tagged ? ['tag one'] : [] }
      world.run(number, wish)
    }
    await world.make()
    const sets = { GOOD_PHYSICS: (run: (typeof runs)[number]) => run.definition === 'PHYSICS' && run.quality === 'GOOD', PHYSICS: (run: (typeof runs)[number]) => run.definition === 'PHYSICS', ALL: () => true }
    const minutes = (from: number, to: number) => Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index)
    const lasts = ({ span: [from, to] }: (typeof runs)[number]) => (at: number) => at >= from && at < to

    await fc.assert(fc.asyncProperty(span, fc.constantFrom('GOOD_PHYSICS', 'PHYSICS', 'ALL'), async ([from, to], set) => {
      const found = await ask(minute(from), minute(to), set)
      const stable = fills.map(([start, end]) => minutes(Math.max(start, from), Math.min(end, to)))
      const covered = stable.map((inside, index) =>
        inside.filter((at) => runs.some((run) => run.fill === index + 1 && sets[set](run) && lasts(run)(at))).length)
      const there = runs.filter((run) => minutes(from, to).some(lasts(run)))
      const total = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0)
      const stableMinutes = total(stable.map((inside) => inside.length))
      expect({ stable: found.stableBeamsSeconds, covered: found.coveredSeconds, efficiency: found.efficiency }).toEqual({
        stable: stableMinutes * 60, covered: total(covered) * 60, efficiency: stableMinutes === 0 ? null : expect.closeTo(total(covered) / stableMinutes, 12),
      })
      expect(Object.fromEntries(found.fills.map((one: Loose) => [one.number, one.coveredSeconds]))).toEqual(
        Object.fromEntries(stable.flatMap((inside, index) => (inside.length > 0 ? [[index + 1, covered[index]! * 60]] : []))))
      expect(found.runCount).toBe(there.length)
      expect(found.runSeconds).toBe(60 * total(there.map((run) => minutes(from, to).filter(lasts(run)).length)))
      expect(found.tags).toEqual(there.some(({ tagged }) => tagged) ? [{ tag: { text: 'tag one' }, count: there.filter(({ tagged }) => tagged).length }] : [])
      expect(Object.fromEntries(found.perQuality.map((one: Loose) => [one.quality, one.count]))).toEqual(
        Object.fromEntries(['GOOD', 'BAD', 'NONE'].flatMap((quality) => { const count = there.filter((run) => run.quality === quality).length; return count > 0 ? [[quality, count]] : [] })))
    }), { numRuns: 120 })
  })
})
