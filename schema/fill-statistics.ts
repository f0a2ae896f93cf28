import type { Detector } from '../drizzle/tables/detector.ts'
import { fillRunSets, type CountedRun, type DetectorCoverage, type FillStatistics, type QualityCount } from '../server/domain/fill-statistics.ts'
import type { Interval } from '../server/domain/interval.ts'
import type { Builder } from './builder.ts'
import type { DimensionRefs } from './dimension.ts'
import { describeValues } from './filter.ts'
import type { RunInputs } from './run-inputs.ts'

const iso = (ms: number) => new Date(ms).toISOString()

/** The figures of a fill, with the intervals and runs that each is made of. */
export const addStatistics = (builder: Builder, dimensions: DimensionRefs, inputs: RunInputs) => {
  const runSet = builder.enumType('FillRunSet', {
    description: 'Which runs statistics of a fill are taken over.',
    values: describeValues(fillRunSets, {
      GOOD_PHYSICS: 'Runs of definition PHYSICS and quality GOOD.', PHYSICS: 'Runs of definition PHYSICS.', ALL: 'All runs of the fill.',
    }),
  })
  const qualityCount = builder.objectRef<QualityCount>('QualityCount').implement({
    description: 'How many runs of a quality.',
    fields: (t) => ({ quality: t.field({ type: inputs.quality, description: 'Which.', resolve: ({ quality }) => quality }), count: t.exposeInt('count', { description: 'How many runs.' }) }),
  })
  const interval = builder.objectRef<Interval>('TimeInterval').implement({
    description: 'From start (included) to end (excluded).',
    fields: (t) => ({
      start: t.field({ type: 'DateTime', description: 'Its first moment.', resolve: ({ start }) => iso(start) }),
      end: t.field({ type: 'DateTime', description: 'The first moment after it.', resolve: ({ end }) => iso(end) }),
      durationSeconds: t.float({ description: 'Between the two, in seconds.', resolve: ({ start, end }) => (end - start) / 1000 }),
    }),
  })
  const countedRun = builder.objectRef<CountedRun>('CountedRun').implement({
    description: 'A run that statistics of a fill count.',
    fields: (t) => ({
      number: t.exposeInt('number', { description: 'Its number.' }),
      definition: t.field({ type: inputs.definition, description: 'What it was for.', resolve: ({ definition }) => definition }),
      quality: t.field({ type: inputs.quality, description: 'What people think of its data.', resolve: ({ quality }) => quality }),
      inStableBeams: t.field({ type: interval, description: 'The part of it within stable beams; to now while it runs.', resolve: ({ inStableBeams }) => inStableBeams }),
      durationSeconds: t.exposeFloat('durationSeconds', { description: 'Its whole length, in stable beams or not, in seconds: by it a run is over or under two minutes.' }),
    }),
  })
  const coverage = builder.objectRef<DetectorCoverage & { detector: Detector }>('DetectorCoverage').implement({
    description: 'How much of the stable beams the runs with a detector covered.',
    fields: (t) => ({
      detector: t.field({ type: dimensions.detector, description: 'Which.', resolve: ({ detector }) => detector }),
      runCount: t.exposeInt('runCount', { description: 'Runs with the detector.' }),
      coveredSeconds: t.exposeFloat('coveredSeconds', { description: 'Merged length of those runs within stable beams, in seconds.' }),
      efficiency: t.exposeFloat('efficiency', { description: 'coveredSeconds / stable beams, 0 to 1.' }),
      goodCoveredSeconds: t.exposeFloat('goodCoveredSeconds', { description: 'The same, only where the detector\'s own quality is GOOD, in seconds.' }),
      goodEfficiency: t.exposeFloat('goodEfficiency', { description: 'goodCoveredSeconds / stable beams, 0 to 1.' }),
      intervals: t.field({ type: [interval], description: 'The covered time, merged.', resolve: ({ intervals }) => [...intervals] }),
      goodIntervals: t.field({ type: [interval], description: 'The same, only where the detector\'s own quality is GOOD.', resolve: ({ goodIntervals }) => [...goodIntervals] }),
      runNumbers: t.intList({ description: 'The runs with the detector, by start.', resolve: ({ runNumbers }) => [...runNumbers] }),
      goodRunNumbers: t.intList({ description: 'Of these, where the detector\'s own quality is GOOD.', resolve: ({ goodRunNumbers }) => [...goodRunNumbers] }),
    }),
  })
  const statistics = builder.objectRef<FillStatistics>('FillStatistics').implement({
    description: 'How well the stable beams of a fill were used. Runs are clipped to stable beams, and overlaps merged before they are summed.',
    fields: (t) => ({
      coveredSeconds: t.exposeFloat('coveredSeconds', { description: 'Stable beams covered by the runs, in seconds.' }),
      efficiency: t.exposeFloat('efficiency', { description: 'coveredSeconds / stable beams, 0 to 1.' }),
      beforeFirstRunSeconds: t.exposeFloat('beforeFirstRunSeconds', { nullable: true, description: 'From the start of stable beams to the first run; null without runs.' }),
      afterLastRunSeconds: t.exposeFloat('afterLastRunSeconds', { nullable: true, description: 'From the end of the last run to the end of stable beams; null without runs.' }),
      meanRunSeconds: t.exposeFloat('meanRunSeconds', { nullable: true, description: 'Mean length of the runs within stable beams, not merged; null without runs.' }),
      betweenRunsSeconds: t.exposeFloat('betweenRunsSeconds', { description: 'Sum of the gaps between runs, in seconds.' }),
      runCount: t.exposeInt('runCount', { description: 'Runs of the set that took data in stable beams.' }),
      overTwoMinutes: t.exposeInt('overTwoMinutes', { description: 'Of these, longer than two minutes in all.' }),
      underTwoMinutes: t.exposeInt('underTwoMinutes', { description: 'Of these, two minutes or shorter.' }),
      runsWithoutTimes: t.exposeInt('runsWithoutTimes', { description: 'Runs of the set left out because their start or end is not known.' }),
      perQuality: t.field({ type: [qualityCount], description: 'The runs by quality; only those that occur.', resolve: ({ perQuality }) => [...perQuality] }),
      perDetector: t.field({
        type: [coverage], description: 'By name of the detector.',
        resolve: ({ perDetector }, _args, { domain }) =>
          perDetector
            .flatMap((one) => {
              const detector = domain.dimensions.detectors.byId(one.detectorId)
              return detector ? [{ ...one, detector }] : []
            })
            .sort((a, b) => (a.detector.name < b.detector.name ? -1 : 1)),
      }),
      runNumbersWithoutTimes: t.intList({ description: 'Which these are.', resolve: ({ runNumbersWithoutTimes }) => [...runNumbersWithoutTimes] }),
      stableBeams: t.field({ type: interval, description: 'Stable beams as they were counted: to now while they go on.', resolve: ({ stableBeams }) => stableBeams }),
      beforeFirstRun: t.field({ type: interval, nullable: true, description: 'The time behind beforeFirstRunSeconds; null without runs, or when there is none.', resolve: ({ beforeFirstRun }) => beforeFirstRun }),
      gaps: t.field({ type: [interval], description: 'The times behind betweenRunsSeconds.', resolve: ({ gaps }) => [...gaps] }),
      afterLastRun: t.field({ type: interval, nullable: true, description: 'The time behind afterLastRunSeconds; null without runs, or when there is none.', resolve: ({ afterLastRun }) => afterLastRun }),
      runs: t.field({ type: [countedRun], description: 'The runs behind runCount and meanRunSeconds, by start.', resolve: ({ runs }) => [...runs] }),
      intervals: t.field({ type: [interval], description: 'The covered time, merged: what the figures are made of.', resolve: ({ intervals }) => [...intervals] }),
    }),
  })
  return { runSet, statistics, qualityCount }
}
