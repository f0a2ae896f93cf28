import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client, Loose } from '../kit/client.ts'
import { callRun } from '../kit/run.ts'
import { createWorld, ingest, type RunWish, type World } from '../kit/world.ts'

let server: TestApp
let admin: Client
let world: World

beforeAll(async () => {
  server = await startApp()
  admin = await server.as('ADMIN')
  world = createWorld(admin)
  // The reference of the field: stable beams of 12 hours, three good physics runs, one that goes on, one of cosmics.
  world.fill(6, { stableBeamsStart: at('11:00'), stableBeamsEnd: at('23:00') })
    .goodPhysics(54, at('14:00'), at('16:00'), { fillNumber: 6, detectors: [{ name: 'ITS', quality: 'BAD' }] })
    .goodPhysics(55, at('16:00'), at('18:00'), { fillNumber: 6, detectors: [{ name: 'FT0', quality: 'GOOD' }] })
    .goodPhysics(56, at('20:00'), at('21:00'), { fillNumber: 6, detectors: [{ name: 'ITS', quality: 'GOOD' }, { name: 'FT0', quality: 'GOOD' }] })
    .run(49, { definition: 'PHYSICS', triggerStartedAt: at('14:00'), fillNumber: 6, detectors: ['ITS', 'FT0'] })
    .run(58, { definition: 'COSMICS', quality: 'GOOD', triggerStartedAt: at('11:00'), triggerEndedAt: at('12:00'), fillNumber: 6 })
  await world.make()
})
afterAll(() => server[Symbol.asyncDispose]())

const at = (time: string) => `2019-08-08T${time}:00Z`
const figures = `coveredSeconds efficiency beforeFirstRunSeconds afterLastRunSeconds meanRunSeconds betweenRunsSeconds runCount overTwoMinutes underTwoMinutes
  runsWithoutTimes perQuality { quality count } perDetector { detector { name } runCount coveredSeconds efficiency goodCoveredSeconds goodEfficiency } intervals { start end durationSeconds }`
const fillOf = async (number: number, runs?: string): Promise<Loose> =>
  (await admin.get(`{ fill(number: ${number}) { number stableBeamsSeconds coveredSeconds statistics${runs ? `(runs: ${runs})` : ''} { ${figures} } } }`)).fill

describe('statistics of a fill', () => {
  it('cover 5 of 12 hours in the reference', async () => {
    const { statistics, stableBeamsSeconds, coveredSeconds } = await fillOf(6)
    expect({ stableBeamsSeconds, coveredSeconds }).toEqual({ stableBeamsSeconds: 43_200, coveredSeconds: 18_000 })
    expect(statistics).toMatchObject({
      coveredSeconds: 18_000, beforeFirstRunSeconds: 10_800, afterLastRunSeconds: 7_200, betweenRunsSeconds: 7_200, meanRunSeconds: 6_000,
      runCount: 3, overTwoMinutes: 3, underTwoMinutes: 0, runsWithoutTimes: 0, perQuality: [{ quality: 'GOOD', count: 3 }],
      intervals: [{ start: '2019-08-08T14:00:00.000Z', end: '2019-08-08T18:00:00.000Z', durationSeconds: 14_400 }, { start: '2019-08-08T20:00:00.000Z', end: '2019-08-08T21:00:00.000Z', durationSeconds: 3600 }],
    })
    expect(statistics.efficiency).toBeCloseTo(0.416667, 6)
    expect([statistics.beforeFirstRunSeconds / 43_200, statistics.afterLastRunSeconds / 43_200]).toEqual([0.25, expect.closeTo(0.166667, 6)])
  })

  it('tell each detector, and where its own quality was good', async () => {
    const { statistics: { perDetector } } = await fillOf(6)
    expect(perDetector).toEqual([
      { detector: { name: 'FT0' }, runCount: 2, coveredSeconds: 10_800, efficiency: 0.25, goodCoveredSeconds: 10_800, goodEfficiency: 0.25 },
      { detector: { name: 'ITS' }, runCount: 2, coveredSeconds: 10_800, efficiency: 0.25, goodCoveredSeconds: 3600, goodEfficiency: expect.closeTo(0.083333, 6) },
    ])
  })

  it('come with the times and runs that each figure is made of', async () => {
    const time = 'start end durationSeconds'
    const { fill: { statistics } } = await admin.get(`{ fill(number: 6) { statistics(runs: PHYSICS) {
      stableBeams { ${time} } beforeFirstRun { ${time} } gaps { ${time} } afterLastRun { ${time} } runNumbersWithoutTimes
      runs { number definition quality inStableBeams { ${time} } durationSeconds }
      perDetector { intervals { ${time} } goodIntervals { ${time} } runNumbers goodRunNumbers } } } }`)
    const span = (start: string, end: string, hours: number) => ({ start: `2019-08-08T${start}:00.000Z`, end: `2019-08-08T${end}:00.000Z`, durationSeconds: hours * 3600 })
    expect(statistics).toEqual({
      stableBeams: span('11:00', '23:00', 12), beforeFirstRun: span('11:00', '14:00', 3), gaps: [span('18:00', '20:00', 2)], afterLastRun: span('21:00', '23:00', 2),
      runNumbersWithoutTimes: [49],
      runs: [[54, '14:00', '16:00', 2], [55, '16:00', '18:00', 2], [56, '20:00', '21:00', 1]].map(([number, start, end, hours]) => ({
        number, definition: 'PHYSICS', quality: 'GOOD', inStableBeams: span(String(start), String(end), Number(hours)), durationSeconds: Number(hours) * 3600,
      })),
      perDetector: [
        { intervals: [span('16:00', '18:00', 2), span('20:00', '21:00', 1)], goodIntervals: [span('16:00', '18:00', 2), span('20:00', '21:00', 1)], runNumbers: [55, 56], goodRunNumbers: [55, 56] },
        { intervals: [span('14:00', '16:00', 2), span('20:00', '21:00', 1)], goodIntervals: [span('20:00', '21:00', 1)], runNumbers: [54, 56], goodRunNumbers: [56] },
      ],
    })
  })

  it('are taken over the runs that were asked for; a lost run has no end to count to', async () => {
    expect((await fillOf(6, 'PHYSICS')).statistics).toMatchObject({ coveredSeconds: 18_000, runCount: 3, runsWithoutTimes: 1 })
    const all = (await fillOf(6, 'ALL')).statistics
    expect(all).toMatchObject({ coveredSeconds: 21_600, beforeFirstRunSeconds: 0, afterLastRunSeconds: 7_200, betweenRunsSeconds: 14_400, meanRunSeconds: 5_400, runCount: 4, perQuality: [{ quality: 'GOOD', count: 4 }] })
    const three = await admin.get('{ fill(number: 6) { statistics { runCount } physics: statistics(runs: PHYSICS) { runsWithoutTimes } all: statistics(runs: ALL) { runCount } } }')
    expect(three.fill).toEqual({ statistics: { runCount: 3 }, physics: { runsWithoutTimes: 1 }, all: { runCount: 4 } })
  })

  it('count time once that two runs cover, and never more than there was', async () => {
    await world.goodPhysics(57, '2019-08-08T10:00:00Z', '2019-08-09T00:00:00Z', { fillNumber: 6 }).make()
    const { coveredSeconds, statistics } = await fillOf(6)
    expect(coveredSeconds).toBe(43_200)
    expect(statistics).toMatchObject({ coveredSeconds: 43_200, efficiency: 1, beforeFirstRunSeconds: 0, afterLastRunSeconds: 0, betweenRunsSeconds: 0, meanRunSeconds: 15_300, runCount: 4 })
  })

  it('are nothing for runs outside of stable beams, and nobody\'s without stable beams', async () => {
    await world.fill(1, { stableBeamsStart: '2022-03-22T15:00:00Z', stableBeamsEnd: '2022-03-23T15:00:00Z' }).fill(2)
      .goodPhysics(60, at('14:00'), at('16:00'), { fillNumber: 1 }).goodPhysics(61, at('14:00'), at('16:00'), { fillNumber: 2 }).make()
    const { coveredSeconds, statistics } = await fillOf(1)
    expect(coveredSeconds).toBe(0)
    expect(statistics).toEqual({
      coveredSeconds: 0, efficiency: 0, beforeFirstRunSeconds: null, afterLastRunSeconds: null, meanRunSeconds: null, betweenRunsSeconds: 0, runCount: 0,
      overTwoMinutes: 0, underTwoMinutes: 0, runsWithoutTimes: 0, perQuality: [], perDetector: [], intervals: [],
    })
    expect(await fillOf(2)).toMatchObject({ coveredSeconds: 0, stableBeamsSeconds: null, statistics: null })
  })

  it('tell runs of two minutes from longer ones by their whole length', async () => {
    await world.fill(3, { stableBeamsStart: '2022-10-01T10:00:00Z', stableBeamsEnd: '2022-10-01T11:00:00Z' })
      .goodPhysics(70, '2022-10-01T10:00:00Z', '2022-10-01T10:02:00Z', { fillNumber: 3 }).goodPhysics(71, '2022-10-01T10:10:00Z', '2022-10-01T10:12:00.001Z', { fillNumber: 3 })
      .goodPhysics(72, '2022-10-01T09:50:00Z', '2022-10-01T10:00:01Z', { fillNumber: 3 }).make()
    expect((await fillOf(3)).statistics).toMatchObject({ runCount: 3, overTwoMinutes: 2, underTwoMinutes: 1, coveredSeconds: 240.001 })
  })

  it('go on with stable beams and runs that go on', async () => {
    server.clock.set('2024-05-01T12:00:00Z')
    await world.fill(4, { stableBeamsStart: '2024-05-01T08:00:00Z' }).goodPhysics(80, '2024-05-01T09:00:00Z', '2024-05-01T10:00:00Z', { fillNumber: 4 })
      .run(81, { definition: 'PHYSICS', startedAt: '2024-05-01T11:00:00Z', fillNumber: 4 }).make()
    expect((await fillOf(4)).statistics).toMatchObject({ coveredSeconds: 3600, efficiency: 0.25, afterLastRunSeconds: 7200 })
    expect((await fillOf(4, 'PHYSICS')).statistics).toMatchObject({ coveredSeconds: 7200, efficiency: 0.5, afterLastRunSeconds: 0, betweenRunsSeconds: 3600 })
    server.clock.forward(4 * 3_600_000)
    expect(await fillOf(4, 'PHYSICS')).toMatchObject({ stableBeamsSeconds: 28_800, coveredSeconds: 3600, statistics: { coveredSeconds: 21_600, efficiency: 0.75 } })
    await world.fill(4, { stableBeamsEnd: '2024-05-01T09:30:00Z' }).make()
    expect(await fillOf(4)).toMatchObject({ stableBeamsSeconds: 5400, coveredSeconds: 1800, statistics: { coveredSeconds: 1800 } })
  })

  it('of stable beams that the clock says are still to come are nobody\'s', async () => {
    await world.fill(5, { stableBeamsStart: '2024-06-01T08:00:00Z' }).make()
    expect(await fillOf(5)).toMatchObject({ stableBeamsSeconds: 0, statistics: null })
  })
})

describe('the covered time of a fill', () => {
  it('is in the list what the statistics compute, whatever happens to the runs and the fill', async () => {
    const minute = (count: number) => new Date(Date.parse('2022-10-01T00:00:00Z') + count * 60_000 + (count % 7) * 37).toISOString()
    const number = fc.integer({ min: 1000, max: 1011 })
    const span = fc.tuple(fc.integer({ min: -50, max: 800 }), fc.integer({ min: 1, max: 300 }))
    const fillNumber = fc.constantFrom(900, 901, null)
    const wish = fc.record({
      number, fillNumber, span: fc.option(span), trigger: fc.option(span), definition: fc.constantFrom('PHYSICS', 'PHYSICS', 'COSMICS', null), quality: fc.constantFrom('GOOD', 'GOOD', 'BAD', 'NONE'),
    }).map(({ span: own, trigger, ...rest }): RunWish & { number: number } => ({
      ...rest, startedAt: own && minute(own[0]), endedAt: own && minute(own[0] + own[1]),
      ...(trigger && own ? { triggerStartedAt: minute(own[0] + 1), triggerEndedAt: minute(own[0] + 1 + trigger[1]) } : { triggerStartedAt: null, triggerEndedAt: null }),
    }))
    const beams = fc.record({ number: fc.constantFrom(900, 901), span: fc.option(span) })
      .map(({ number: fill, span: own }) => ({ number: fill, stableBeamsStart: own && minute(own[0]), stableBeamsEnd: own && minute(own[0] + own[1]) }))
    const step = fc.oneof(fc.array(wish, { minLength: 1, maxLength: 12 }).map((items) => ['Runs', items] as const), beams.map((item) => ['Fills', [item]] as const))
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        for (const [noun, items] of steps) await ingest(admin, noun, items)
        const { fills } = await admin.get('{ fills(filter: { number: { in: [900, 901] } }) { nodes { number coveredSeconds statistics { coveredSeconds intervals { durationSeconds } } } } }')
        for (const { coveredSeconds, statistics } of fills.nodes) {
          expect(coveredSeconds).toBe(statistics?.coveredSeconds ?? 0)
          expect(statistics?.intervals.reduce((sum: number, one: Loose) => sum + Math.round(one.durationSeconds * 1000), 0) ?? 0).toBe(Math.round(coveredSeconds * 1000))
        }
      }),
      { numRuns: 60 },
    )
  })

  it('can be filtered and ordered by, and follows a verdict on a run', async () => {
    await world.fill(20, { stableBeamsStart: at('11:00'), stableBeamsEnd: at('23:00') }).run(200, { definition: 'PHYSICS', startedAt: at('11:00'), endedAt: at('13:30'), fillNumber: 20 }).make()
    const covered = async () => (await admin.get('{ fills(filter: { number: { eq: 20 }, coveredSeconds: { gt: 8999.9, lte: 9000 } }) { nodes { coveredSeconds revision } } }')).fills.nodes
    expect(await covered()).toEqual([])
    await callRun(admin, 'setRunQuality', { number: 200, quality: 'GOOD' })
    expect(await covered()).toEqual([{ coveredSeconds: 9000, revision: 2 }])
    await callRun(admin, 'updateRun', { number: 200, fillNumber: null })
    expect(await covered()).toEqual([])
  })
})
