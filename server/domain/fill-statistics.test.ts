import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FillStatistics, StatisticsRun } from './fill-statistics.ts'
import { fillRunSets, fillStatistics } from './fill-statistics.ts'
import { clip, gapsWithin, interval, totalLength, union } from './interval.ts'
import { runDefinitions } from './run-definition.ts'
import { runQualities } from './run-quality.ts'

const at = (text: string) => Date.parse(text)
const hms = (text: string) => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
const seconds = (ms: number) => ms / 1000

const goodPhysics: StatisticsRun = {
  number: 1,
  definition: 'PHYSICS',
  quality: 'GOOD',
  start: null,
  end: null,
  detectors: [],
}

const [its, ft0] = [11, 7]

describe('a fill of twelve hours with three good physics runs', () => {
  const day = (time: string) => at(`2019-08-08T${time}Z`)
  const beams = interval(day('11:00'), day('23:00'))
  const early = { ...goodPhysics, number: 54, start: day('14:00'), end: day('16:00') }
  const middle = { ...goodPhysics, number: 55, start: day('16:00'), end: day('18:00') }
  const late = { ...goodPhysics, number: 56, start: day('20:00'), end: day('21:00') }
  // Good physics too, but its end was lost; and one of another kind.
  const lost = { ...goodPhysics, number: 49, start: day('14:00') }
  const cosmics = { ...goodPhysics, definition: 'COSMICS', number: 58, start: day('11:00'), end: day('12:00') } as const
  const runs: StatisticsRun[] = [
    { ...early, detectors: [{ detectorId: its, quality: 'BAD' }] },
    { ...middle, detectors: [{ detectorId: ft0, quality: 'GOOD' }] },
    { ...late, detectors: [{ detectorId: its, quality: 'GOOD' }, { detectorId: ft0, quality: 'GOOD' }] },
    lost,
    cosmics,
  ]
  const statistics = fillStatistics(beams, runs, 'GOOD_PHYSICS')

  it('is covered for five hours, 5/12 of its stable beams', () => {
    expect(statistics.coveredSeconds).toBe(18_000)
    expect(statistics.efficiency).toBeCloseTo(0.416667, 6)
    expect(statistics.intervals).toEqual([
      { start: day('14:00'), end: day('18:00') },
      { start: day('20:00'), end: day('21:00') },
    ])
  })

  it('loses three hours before its runs, two after and two between', () => {
    expect(statistics.beforeFirstRunSeconds).toBe(10_800)
    expect(statistics.afterLastRunSeconds).toBe(7_200)
    expect(statistics.betweenRunsSeconds).toBe(7_200)
    expect(10_800 / 43_200).toBe(0.25)
    expect(7_200 / 43_200).toBeCloseTo(0.166667, 6)
  })

  it('points to the times and runs that the figures are made of', () => {
    expect(statistics.beforeFirstRun).toEqual({ start: day('11:00'), end: day('14:00') })
    expect(statistics.gaps).toEqual([{ start: day('18:00'), end: day('20:00') }])
    expect(statistics.afterLastRun).toEqual({ start: day('21:00'), end: day('23:00') })
    expect(statistics.runs.map(({ number, durationSeconds }) => [number, durationSeconds])).toEqual([[54, 7200], [55, 7200], [56, 3600]])
    expect(statistics.runNumbersWithoutTimes).toEqual([49])
  })

  it('has runs of 1 h 40 in the mean', () => {
    expect(statistics.runCount).toBe(3)
    expect(statistics.meanRunSeconds).toBe(6_000)
  })

  it('tells that a run was left out for want of an end', () => {
    expect(statistics.runsWithoutTimes).toBe(1)
  })

  it('tells for each detector when it took part, and when it did well', () => {
    const quarter = { runCount: 2, coveredSeconds: 10_800, efficiency: 0.25 }
    const [morning, noon, evening] = [early, middle, late].map(({ start, end }) => ({ start, end }))
    expect(statistics.perDetector).toEqual([
      {
        ...quarter, detectorId: ft0, goodCoveredSeconds: 10_800, goodEfficiency: 0.25,
        intervals: [noon, evening], goodIntervals: [noon, evening], runNumbers: [55, 56], goodRunNumbers: [55, 56],
      },
      {
        ...quarter, detectorId: its, goodCoveredSeconds: 3_600, goodEfficiency: 1 / 12,
        intervals: [morning, evening], goodIntervals: [evening], runNumbers: [54, 56], goodRunNumbers: [56],
      },
    ])
  })

  it('is never more than fully used, whatever a further run covers again', () => {
    const allDay = { ...goodPhysics, number: 60, start: day('10:00'), end: at('2019-08-09T00:00Z') }
    const full = fillStatistics(beams, [...runs, allDay], 'GOOD_PHYSICS')
    expect(full.coveredSeconds).toBe(43_200)
    expect(full.efficiency).toBe(1)
    expect([full.beforeFirstRunSeconds, full.afterLastRunSeconds, full.betweenRunsSeconds]).toEqual([0, 0, 0])
    // Only the mean adds up what overlaps: 61,200 s in four runs.
    expect(full.meanRunSeconds).toBe(15_300)
  })

  it('can be told for all its runs', () => {
    const all = fillStatistics(beams, runs, 'ALL')
    expect(all.coveredSeconds).toBe(18_000 + 3_600)
    expect(all.beforeFirstRunSeconds).toBe(0)
    expect(all.runCount).toBe(4)
  })
})

describe('fill 8178, stable for more than two days', () => {
  const beams = interval(at('2022-09-24T00:21:15+02:00'), at('2022-09-26T09:36:14+02:00'))
  const start = at('2022-09-24T00:49:06+02:00')
  // Eleven good runs that make up the covered time, each followed by a break of ten minutes; four others in the breaks.
  const runSeconds = [...Array.from({ length: 10 }, () => 17_000), hms('52:30:44') - 170_000]
  const good = runSeconds.map((length, i): StatisticsRun => {
    const begin = start + i * (17_000 + 600) * 1000
    return { ...goodPhysics, number: 526_000 + i, start: begin, end: begin + length * 1000 }
  })
  const others = (['BAD', 'BAD', 'TEST', 'NONE'] as const).map((quality, i): StatisticsRun => {
    const begin = good[i]!.end! + 60_000
    return { ...goodPhysics, number: 526_100 + i, quality, start: begin, end: begin + 119_000 + i * 1000 }
  })
  const runs = [...others, ...good.toReversed()]
  const statistics = fillStatistics(beams, runs, 'GOOD_PHYSICS')

  it('has stable beams of 57:14:59, days and all', () => {
    expect(seconds(totalLength([beams]))).toBe(hms('57:14:59'))
  })

  it('is covered for 52:30:44, which is 91.72 %', () => {
    expect(statistics.coveredSeconds).toBe(hms('52:30:44'))
    expect((statistics.efficiency * 100).toFixed(2)).toBe('91.72')
  })

  it('waits 00:27:51 for its first good run, and its eleven take 04:46:25 in the mean', () => {
    expect(statistics.beforeFirstRunSeconds).toBe(hms('00:27:51'))
    expect(statistics.runCount).toBe(11)
    expect(Math.floor(statistics.meanRunSeconds!)).toBe(hms('04:46:25'))
  })

  it('counts all fifteen physics runs by quality and by length', () => {
    const physics = fillStatistics(beams, runs, 'PHYSICS')
    expect(physics.runCount).toBe(15)
    expect(physics.perQuality).toEqual([
      { quality: 'GOOD', count: 11 },
      { quality: 'BAD', count: 2 },
      { quality: 'TEST', count: 1 },
      { quality: 'NONE', count: 1 },
    ])
    // 119 and 120 s are not over two minutes, 121 and 122 s are.
    expect([physics.overTwoMinutes, physics.underTwoMinutes]).toEqual([13, 2])
  })
})

describe('fill statistics', () => {
  const beams = interval(1_000_000, 2_000_000)
  const run = (start: number | null, end: number | null): StatisticsRun => ({ ...goodPhysics, start, end })

  it('of a fill without runs are zero, and what would need a run is not known', () => {
    expect(fillStatistics(beams, [], 'ALL')).toEqual({
      stableBeams: beams,
      intervals: [],
      beforeFirstRun: null,
      gaps: [],
      afterLastRun: null,
      runs: [],
      coveredSeconds: 0,
      efficiency: 0,
      beforeFirstRunSeconds: null,
      afterLastRunSeconds: null,
      betweenRunsSeconds: 0,
      meanRunSeconds: null,
      runCount: 0,
      overTwoMinutes: 0,
      underTwoMinutes: 0,
      perQuality: [],
      perDetector: [],
      runsWithoutTimes: 0,
      runNumbersWithoutTimes: [],
    } satisfies FillStatistics)
  })

  it('leave out runs beside stable beams, also those that only touch them', () => {
    const beside = [run(0, 10), run(999_999, 1_000_000), run(2_000_000, 2_000_001), run(5_000_000, 6_000_000)]
    expect(fillStatistics(beams, beside, 'GOOD_PHYSICS')).toEqual(fillStatistics(beams, [], 'GOOD_PHYSICS'))
  })

  it('count a run as long by its whole length, not by its share of stable beams', () => {
    const { overTwoMinutes, coveredSeconds } = fillStatistics(beams, [run(500_000, 1_001_000)], 'ALL')
    expect([overTwoMinutes, coveredSeconds]).toEqual([1, 1])
  })

  it('tell the runs of the set that lack a start or an end, and no others', () => {
    const test: StatisticsRun = { ...run(null, null), quality: 'TEST' }
    const runs = [run(null, 1_500_000), run(1_500_000, null), run(1_500_000, 1_500_000), run(null, null), test]
    const { runsWithoutTimes, runCount } = fillStatistics(beams, runs, 'GOOD_PHYSICS')
    expect([runsWithoutTimes, runCount]).toEqual([3, 0])
  })

  it('choose runs by the set', () => {
    const bad: StatisticsRun = { ...run(1_000_000, 1_200_000), quality: 'BAD' }
    const cosmics: StatisticsRun = { ...run(1_800_000, 2_000_000), definition: 'COSMICS' }
    const runs = [bad, cosmics, run(1_400_000, 1_500_000)]
    const covered = fillRunSets.map((set) => fillStatistics(beams, runs, set).coveredSeconds)
    expect(covered).toEqual([100, 300, 500])
  })
})

describe('fill statistics of any runs', () => {
  const beams = interval(20_000, 60_000)
  const moment = fc.integer({ min: 0, max: 80 }).map((second) => second * 1000)
  const arbitraryRun: fc.Arbitrary<StatisticsRun> = fc.record({
    number: fc.nat(),
    definition: fc.constantFrom(...runDefinitions.slice(0, 2)),
    quality: fc.constantFrom(...runQualities),
    start: fc.option(moment, { freq: 10 }),
    end: fc.option(moment, { freq: 10 }),
    detectors: fc.uniqueArray(
      fc.record({ detectorId: fc.nat(3), quality: fc.constantFrom(...runQualities) }),
      { selector: ({ detectorId }) => detectorId, maxLength: 4 },
    ),
  })
  const holds = (property: (runs: StatisticsRun[], statistics: FillStatistics) => void) =>
    fc.assert(
      fc.property(fc.uniqueArray(arbitraryRun, { maxLength: 10, selector: ({ number }) => number }), fc.constantFrom(...fillRunSets), (runs, set) =>
        property(runs, fillStatistics(beams, runs, set)),
      ),
      { numRuns: 500 },
    )

  it('never find more than the stable beams used, for no detector either', () => {
    holds((_, { efficiency, perDetector }) => {
      expect(efficiency).toBeLessThanOrEqual(1)
      for (const detector of perDetector) {
        expect(detector.efficiency).toBeLessThanOrEqual(efficiency)
        expect(detector.goodEfficiency).toBeLessThanOrEqual(detector.efficiency)
      }
    })
  })

  it('divide stable beams into covered, before, between and after', () => {
    holds((_, { runCount, coveredSeconds, beforeFirstRunSeconds, betweenRunsSeconds, afterLastRunSeconds }) => {
      const lost = runCount === 0 ? 40 : beforeFirstRunSeconds! + betweenRunsSeconds + afterLastRunSeconds!
      expect(coveredSeconds + lost).toBe(40)
    })
  })

  it('trace the covered time to intervals within stable beams', () => {
    holds((_, { intervals, coveredSeconds }) => {
      expect(union(clip(intervals, beams))).toEqual(intervals)
      expect(seconds(totalLength(gapsWithin(intervals, beams)))).toBe(40 - coveredSeconds)
    })
  })

  it('are what the times and runs behind them add up to', () => {
    const sum = (times: readonly { start: number; end: number }[]) => seconds(totalLength(times))
    holds((_, statistics) => {
      const { runs, gaps, beforeFirstRun, afterLastRun, perDetector } = statistics
      expect(sum(gaps)).toBe(statistics.betweenRunsSeconds)
      expect(sum(beforeFirstRun ? [beforeFirstRun] : [])).toBe(statistics.beforeFirstRunSeconds ?? 0)
      expect(sum(afterLastRun ? [afterLastRun] : [])).toBe(statistics.afterLastRunSeconds ?? 0)
      expect(runs).toHaveLength(statistics.runCount)
      expect(union(runs.map(({ inStableBeams }) => inStableBeams))).toEqual(statistics.intervals)
      expect(runs.filter(({ durationSeconds }) => durationSeconds > 120)).toHaveLength(statistics.overTwoMinutes)
      expect(statistics.runNumbersWithoutTimes).toHaveLength(statistics.runsWithoutTimes)
      for (const detector of perDetector) {
        expect(sum(detector.intervals)).toBe(detector.coveredSeconds)
        expect(sum(detector.goodIntervals)).toBe(detector.goodCoveredSeconds)
        const parts = (numbers: readonly number[]) => runs.filter(({ number }) => numbers.includes(number)).map(({ inStableBeams }) => inStableBeams)
        expect(union(parts(detector.runNumbers))).toEqual(detector.intervals)
        expect(union(parts(detector.goodRunNumbers))).toEqual(detector.goodIntervals)
      }
    })
  })

  it('count each run once by quality and once by length', () => {
    holds((_, { runCount, perQuality, overTwoMinutes, underTwoMinutes }) => {
      expect(perQuality.reduce((sum, { count }) => sum + count, 0)).toBe(runCount)
      expect(overTwoMinutes + underTwoMinutes).toBe(runCount)
    })
  })

  it('cover at least as much the more runs are let in', () => {
    holds((runs) => {
      const [good, physics, all] = fillRunSets.map((set) => fillStatistics(beams, runs, set).coveredSeconds)
      expect(good!).toBeLessThanOrEqual(physics!)
      expect(physics!).toBeLessThanOrEqual(all!)
    })
  })

  it('do not depend on the order of the runs', () => {
    holds((runs) => {
      for (const set of fillRunSets) {
        expect(fillStatistics(beams, runs.toReversed(), set)).toEqual(fillStatistics(beams, runs, set))
      }
    })
  })
})
