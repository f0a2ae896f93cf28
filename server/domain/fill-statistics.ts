/**
 * How well a fill was used: what part of its stable beams the runs of a chosen set cover. Formulas: runs are clipped to
 * stable beams [a, b) and merged, so that time covered by two runs counts once and no efficiency exceeds 1.
 * Time without stable beams has no statistics; a fill without runs has efficiency 0.
 */

import type { Interval } from './interval.ts'
import { gaps, intersection, totalLength, union } from './interval.ts'
import type { RunDefinition } from './run-definition.ts'
import type { RunQuality } from './run-quality.ts'

export const fillRunSets = ['GOOD_PHYSICS', 'PHYSICS', 'ALL'] as const
export type FillRunSet = (typeof fillRunSets)[number]

/** Times in epoch ms, as statistics count them: a running run ends now, a lost one has no end (`countedTimes`). */
export type StatisticsRun = {
  readonly number: number
  readonly definition: RunDefinition
  readonly quality: RunQuality
  readonly start: number | null
  readonly end: number | null
  readonly detectors: readonly { readonly detectorId: number; readonly quality: RunQuality }[]
}

/** Runs are those of the set that share time with stable beams; seconds may have fractions. */
export type FillStatistics = {
  /** Stable beams as they were counted: until now while they go on. */
  readonly stableBeams: Interval
  /** The covered time as it lies in the fill: every figure below can be traced to it. */
  readonly intervals: readonly Interval[]
  /** The uncovered time: before the first run, between runs and after the last; null without runs, or without length. */
  readonly beforeFirstRun: Interval | null
  readonly gaps: readonly Interval[]
  readonly afterLastRun: Interval | null
  /** The runs that are counted, by start. */
  readonly runs: readonly CountedRun[]
  readonly coveredSeconds: number
  /** covered / stable beams, 0 to 1. */
  readonly efficiency: number
  /** Lost before the first and after the last run; null when there is no run. */
  readonly beforeFirstRunSeconds: number | null
  readonly afterLastRunSeconds: number | null
  readonly betweenRunsSeconds: number
  /** Mean time that a run spent in stable beams, overlaps not merged; null when there is no run. */
  readonly meanRunSeconds: number | null
  readonly runCount: number
  /** By the whole length of the run, in stable beams or not. Two minutes sharp are not over. */
  readonly overTwoMinutes: number
  readonly underTwoMinutes: number
  /** Only qualities that occur: good, bad, test, none. */
  readonly perQuality: readonly QualityCount[]
  /** Only detectors that took part, by id. */
  readonly perDetector: readonly DetectorCoverage[]
  /** Runs of the set that had to be left out, because their start or end is unknown. */
  readonly runsWithoutTimes: number
  readonly runNumbersWithoutTimes: readonly number[]
}

/** A run that is counted: what of it lies in stable beams, and its whole length. */
export type CountedRun = {
  readonly number: number
  readonly definition: RunDefinition
  readonly quality: RunQuality
  readonly inStableBeams: Interval
  readonly durationSeconds: number
}

export type QualityCount = { readonly quality: RunQuality; readonly count: number }

/** The "good" figures count only runs in which the detector's own quality is GOOD. */
export type DetectorCoverage = {
  readonly detectorId: number
  readonly runCount: number
  readonly coveredSeconds: number
  readonly efficiency: number
  readonly goodCoveredSeconds: number
  readonly goodEfficiency: number
  /** What the figures are made of: the covered time merged, and the runs by start. */
  readonly intervals: readonly Interval[]
  readonly goodIntervals: readonly Interval[]
  readonly runNumbers: readonly number[]
  readonly goodRunNumbers: readonly number[]
}

const belongsTo: Readonly<Record<FillRunSet, (run: StatisticsRun) => boolean>> = {
  GOOD_PHYSICS: ({ definition, quality }) => definition === 'PHYSICS' && quality === 'GOOD',
  PHYSICS: ({ definition }) => definition === 'PHYSICS',
  ALL: () => true,
}

const qualityOrder: readonly RunQuality[] = ['GOOD', 'BAD', 'TEST', 'NONE']
const twoMinutes = 120_000

/** A run of the set, its own length in ms, and the part of it that lies in stable beams. */
type RunInBeams = { readonly run: StatisticsRun; readonly length: number; readonly inBeams: Interval }

/**
 * @param stableBeams the window; for beams that are still stable, let it end now
 * @param runs all runs of the fill, in any order; those outside the set are ignored
 */
export const fillStatistics = (
  stableBeams: Interval,
  runs: readonly StatisticsRun[],
  runSet: FillRunSet,
): FillStatistics => {
  const found: RunInBeams[] = []
  const runNumbersWithoutTimes: number[] = []
  for (const run of runs) {
    if (!belongsTo[runSet](run)) continue
    const { start, end } = run
    if (start === null || end === null) {
      runNumbersWithoutTimes.push(run.number)
      continue
    }
    const inBeams = intersection({ start, end }, stableBeams)
    if (inBeams) found.push({ run, length: end - start, inBeams })
  }

  found.sort((a, b) => a.inBeams.start - b.inBeams.start || a.run.number - b.run.number)
  const clipped = found.map(({ inBeams }) => inBeams)
  const intervals = union(clipped)
  const first = intervals[0]
  const last = intervals.at(-1)
  const overTwoMinutes = found.filter(({ length }) => length > twoMinutes).length

  const between = gaps(intervals)
  return {
    stableBeams,
    intervals,
    beforeFirstRun: first ? lengthy(stableBeams.start, first.start) : null,
    gaps: between,
    afterLastRun: last ? lengthy(last.end, stableBeams.end) : null,
    runs: found.map(({ run: { number, definition, quality }, length, inBeams }) => ({
      number, definition, quality, inStableBeams: inBeams, durationSeconds: seconds(length),
    })),
    ...coverage(intervals, stableBeams),
    beforeFirstRunSeconds: first ? seconds(first.start - stableBeams.start) : null,
    afterLastRunSeconds: last ? seconds(stableBeams.end - last.end) : null,
    betweenRunsSeconds: seconds(totalLength(between)),
    meanRunSeconds: found.length > 0 ? seconds(totalLength(clipped) / found.length) : null,
    runCount: found.length,
    overTwoMinutes,
    underTwoMinutes: found.length - overTwoMinutes,
    perQuality: countPerQuality(found),
    perDetector: coverPerDetector(found, stableBeams),
    runsWithoutTimes: runNumbersWithoutTimes.length,
    runNumbersWithoutTimes: runNumbersWithoutTimes.toSorted((a, b) => a - b),
  }
}

const seconds = (ms: number): number => ms / 1000

const lengthy = (start: number, end: number): Interval | null => (start < end ? { start, end } : null)

/** Of merged intervals within stable beams. */
const coverage = (merged: readonly Interval[], stableBeams: Interval) => {
  const covered = totalLength(merged)
  return { coveredSeconds: seconds(covered), efficiency: covered / (stableBeams.end - stableBeams.start) }
}

const countPerQuality = (found: readonly RunInBeams[]): QualityCount[] =>
  qualityOrder
    .map((quality) => ({ quality, count: found.filter(({ run }) => run.quality === quality).length }))
    .filter(({ count }) => count > 0)

const coverPerDetector = (found: readonly RunInBeams[], stableBeams: Interval): DetectorCoverage[] => {
  const parts = new Map<number, { all: RunInBeams[]; good: RunInBeams[] }>()
  for (const one of found) {
    for (const { detectorId, quality } of one.run.detectors) {
      let part = parts.get(detectorId)
      if (!part) parts.set(detectorId, (part = { all: [], good: [] }))
      part.all.push(one)
      if (quality === 'GOOD') part.good.push(one)
    }
  }
  return [...parts]
    .map(([detectorId, { all, good }]) => {
      const intervals = union(all.map(({ inBeams }) => inBeams))
      const goodIntervals = union(good.map(({ inBeams }) => inBeams))
      const goodCoverage = coverage(goodIntervals, stableBeams)
      return {
        detectorId,
        runCount: all.length,
        ...coverage(intervals, stableBeams),
        goodCoveredSeconds: goodCoverage.coveredSeconds,
        goodEfficiency: goodCoverage.efficiency,
        intervals,
        goodIntervals,
        runNumbers: all.map(({ run }) => run.number),
        goodRunNumbers: good.map(({ run }) => run.number),
      }
    })
    .toSorted((a, b) => a.detectorId - b.detectorId)
}
