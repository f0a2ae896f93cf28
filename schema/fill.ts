import type { Detector } from '../drizzle/tables/detector.ts'
import { actorOf } from '../server/domain/access.ts'
import { type FillFilter, type FillOrderField, type FillRow } from '../server/domain/fill-read.ts'
import { fillRunSets, type DetectorCoverage, type FillRunSet, type FillStatistics, type QualityCount } from '../server/domain/fill-statistics.ts'
import type { FillInput } from '../server/domain/fill-write.ts'
import type { Interval } from '../server/domain/interval.ts'
import { forAll, type Sibling } from '../server/domain/row.ts'
import { runOwners } from '../server/domain/run-read.ts'
import { wantedFields } from '../server/domain/wanted.ts'
import { needs, type Builder } from './builder.ts'
import { changesOf, type ChangeRefs } from './change.ts'
import { listOf, orderOf, pageArguments, pageOf } from './connection.ts'
import type { DimensionRefs } from './dimension.ts'
import { describeValues, orderInput } from './filter.ts'
import { liveChangeOf, liveChanges } from './live.ts'
import { globalId, numberKey, toGlobalId, toNumbers } from './node.ts'
import type { NounRefs } from './nouns.ts'
import type { RunInputs } from './run-inputs.ts'
import { placeOf, wantedOf, wantedOfNodes } from './selection.ts'
import type { Shared } from './shared.ts'

const fillId = (number: number | string) => toGlobalId('Fill', number)
const iso = (ms: number) => new Date(ms).toISOString()

/** Every column of a fill: for live changes, whose readers share the rows. */
const everything = wantedFields(
  'beamType', 'fillingScheme', 'energyGeV', 'collidingBunches', 'deliveredLuminosity', 'stableBeamsStart', 'stableBeamsEnd',
  'stableBeamsSeconds', 'coveredSeconds', 'revision', 'createdAt', 'updatedAt',
)

const orderedBy: Record<FillOrderField, string> = {
  NUMBER: 'The number.', STABLE_BEAMS_START: 'When stable beams began; without them is least.', STABLE_BEAMS_END: 'When stable beams ended; without an end is least.',
  STABLE_BEAMS_DURATION: 'How long stable beams lasted; without an end is least.', COVERED: 'Seconds of stable beams covered by good physics runs.', ENERGY: 'Energy per beam; unknown is least.',
}

const addFillInputs = (builder: Builder, { filters, direction }: Shared) => {
  const filter = builder.inputRef<FillFilter>('FillFilter')
  filter.implement({
    description: 'Which fills. All that is given must hold.',
    fields: (t) => ({
      and: t.field({ type: [filter], description: 'All of these.' }),
      or: t.field({ type: [filter], description: 'At least one of these.' }),
      not: t.field({ type: filter, description: 'Not this.' }),
      number: t.field({ type: filters.int, description: 'Its number.' }),
      numberRanges: t.string({ description: 'Numbers and ranges: "8000-8100,8178".' }),
      beamType: t.field({ type: filters.string, description: 'Such as PROTON - PROTON or PB82 - PB82.' }),
      fillingScheme: t.field({ type: filters.string, description: 'Such as 25ns_2462b_2450_1737_1735_180bpi_17inj.' }),
      energyGeV: t.field({ type: filters.float, description: 'Per beam.' }),
      collidingBunches: t.field({ type: filters.int, description: 'At this experiment.' }),
      hasStableBeams: t.boolean({ description: 'Whether the fill reached stable beams.' }),
      stableBeamsStart: t.field({ type: filters.range, description: 'When stable beams were declared.' }),
      stableBeamsEnd: t.field({ type: filters.range, description: 'When stable beams ended.' }),
      stableBeamsSeconds: t.field({ type: filters.float, description: 'Stable beams that go on count to now.' }),
      coveredSeconds: t.field({ type: filters.float, description: 'Seconds of stable beams covered by good physics runs.' }),
    }),
  })
  return { filter, order: orderInput(builder, direction, 'Fill', orderedBy, 'highest number first') }
}

const addStatistics = (builder: Builder, dimensions: DimensionRefs, inputs: RunInputs) => {
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
  const coverage = builder.objectRef<DetectorCoverage & { detector: Detector }>('DetectorCoverage').implement({
    description: 'How much of the stable beams the runs with a detector covered.',
    fields: (t) => ({
      detector: t.field({ type: dimensions.detector, description: 'Which.', resolve: ({ detector }) => detector }),
      runCount: t.exposeInt('runCount', { description: 'Runs with the detector.' }),
      coveredSeconds: t.exposeFloat('coveredSeconds', { description: 'Merged length of those runs within stable beams, in seconds.' }),
      efficiency: t.exposeFloat('efficiency', { description: 'coveredSeconds / stable beams, 0 to 1.' }),
      goodCoveredSeconds: t.exposeFloat('goodCoveredSeconds', { description: 'The same, only where the detector\'s own quality is GOOD, in seconds.' }),
      goodEfficiency: t.exposeFloat('goodEfficiency', { description: 'goodCoveredSeconds / stable beams, 0 to 1.' }),
    }),
  })
  const interval = builder.objectRef<Interval>('TimeInterval').implement({
    description: 'From start (included) to end (excluded).',
    fields: (t) => ({
      start: t.field({ type: 'DateTime', description: 'Its first moment.', resolve: ({ start }) => iso(start) }),
      end: t.field({ type: 'DateTime', description: 'The first moment after it.', resolve: ({ end }) => iso(end) }),
      durationSeconds: t.float({ description: 'Between the two, in seconds.', resolve: ({ start, end }) => (end - start) / 1000 }),
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
      intervals: t.field({ type: [interval], description: 'The covered time, merged: what the figures are made of.', resolve: ({ intervals }) => [...intervals] }),
    }),
  })
  return { runSet, statistics, qualityCount }
}

/** The fill: type, queries, ingest and live changes. */
export const addFill = (
  builder: Builder, shared: Shared, dimensions: DimensionRefs, inputs: RunInputs, refs: NounRefs, { changeConnection }: ChangeRefs,
) => {
  const { filter, order } = addFillInputs(builder, shared)
  const { runSet, statistics, qualityCount } = addStatistics(builder, dimensions, inputs)

  refs.fill.implement({
    description: 'Two beams in the machine, from injection to dump.',
    interfaces: [shared.node],
    fields: (t) => ({
      id: t.id({ description: globalId, resolve: ({ number }) => fillId(number) }),
      number: t.exposeInt('number', { description: 'The machine\'s number of it; unique.' }),
      beamType: t.exposeString('beamType', { nullable: true, description: 'Such as PROTON - PROTON.' }),
      fillingScheme: t.exposeString('fillingScheme', { nullable: true, description: 'Such as 25ns_2462b_2450_1737_1735_180bpi_17inj.' }),
      energyGeV: t.exposeFloat('energyGeV', { nullable: true, description: 'Per beam.' }),
      collidingBunches: t.exposeInt('collidingBunches', { nullable: true, description: 'At this experiment.' }),
      deliveredLuminosity: t.exposeFloat('deliveredLuminosity', { nullable: true, description: 'In nb⁻¹.' }),
      stableBeamsStart: t.field({ type: 'DateTime', nullable: true, description: 'When stable beams were declared; null when they never were.', resolve: ({ stableBeamsStart }) => stableBeamsStart }),
      stableBeamsEnd: t.field({ type: 'DateTime', nullable: true, description: 'Null while they go on.', resolve: ({ stableBeamsEnd }) => stableBeamsEnd }),
      stableBeamsSeconds: t.float({
        nullable: true, description: 'Between start and end, in seconds; to now while they go on.',
        resolve: ({ stableBeamsSeconds, stableBeamsStart }, _args, { domain }) =>
          stableBeamsSeconds ?? (stableBeamsStart === null ? null : Math.max(0, domain.clock.now() - Date.parse(stableBeamsStart)) / 1000),
      }),
      coveredSeconds: t.exposeFloat('coveredSeconds', { description: 'Seconds of stable beams covered by good physics runs: statistics.coveredSeconds as a list can be ordered by.' }),
      statistics: t.field({
        type: statistics, nullable: true, description: 'Null without stable beams.',
        args: { runs: t.arg({ type: runSet, defaultValue: 'GOOD_PHYSICS', description: 'Over which runs.' }) },
        resolve: async (row, { runs }, { domain }, info) =>
          (await forAll(row, placeOf(info, { runs }), (rows) => domain.fills.read.statistics(rows, (runs ?? 'GOOD_PHYSICS') as FillRunSet))).get(row.number) ?? null,
      }),
      runs: t.field({
        type: refs.runConnection, description: 'Runs of the fill, highest number first unless told otherwise.',
        args: { filter: t.arg({ type: inputs.filter, description: 'Only these.' }), orderBy: t.arg({ type: inputs.order, description: 'In this order.' }), ...pageArguments(t.arg) },
        resolve: (row, args, { domain }, info) => listOf(row, args, info, { reads: domain.runs.read, owned: runOwners.fill, keyOf: ({ number }) => number }),
      }),
      changes: t.field({
        type: changeConnection, description: 'The history of edits, newest first.', args: pageArguments(t.arg),
        resolve: (row, args, { domain }, info) => changesOf(row, args, info, domain.fills.changes, (one) => String(one.number)),
      }),
      revision: t.exposeInt('revision', { description: 'Grows with each change.' }),
      createdAt: t.field({ type: 'DateTime', description: 'When it was first heard of.', resolve: ({ createdAt }) => createdAt }),
      updatedAt: t.field({ type: 'DateTime', description: 'When it last changed.', resolve: ({ updatedAt }) => updatedAt }),
    }),
  })

  shared.nodeTypes.set('Fill', {
    keyPattern: numberKey,
    read: async (keys, { domain }, wanted) =>
      new Map(Array.from(await domain.fills.read.byKeys(toNumbers(keys), wanted), ([key, row]) => [String(key), row])),
  })

  builder.queryFields((t) => ({
    fill: t.field({
      type: refs.fill, nullable: true, ...needs('read'), description: 'A fill by its number.',
      args: { number: t.arg.int({ required: true, description: 'Such as 8178.' }) },
      resolve: async (_root, { number }, { domain }, info) => (await domain.fills.read.byKeys([number], wantedOf(info))).get(number) ?? null,
    }),
    fills: t.field({
      type: refs.fillConnection, ...needs('read'), description: 'Fills, highest number first unless told otherwise.',
      args: { filter: t.arg({ type: filter, description: 'Only these.' }), orderBy: t.arg({ type: order, description: 'In this order.' }), ...pageArguments(t.arg) },
      resolve: async (_root, args, { domain }, info) => ({
        page: await domain.fills.read.page({
          filter: args.filter, order: orderOf(args.orderBy),
          page: pageOf(args), wanted: wantedOfNodes(info),
        }),
        count: () => domain.fills.read.count(args.filter),
      }),
    }),
  }))

  const fillInput = builder.inputType('FillInput', {
    description: 'What somebody says of a fill. Left out stays as it is, null clears.',
    fields: (t) => ({
      number: t.int({ required: true, description: 'Which fill.' }),
      beamType: t.string({ description: 'Such as PROTON - PROTON; at most 64 characters.' }),
      fillingScheme: t.string({ description: 'At most 128 characters.' }),
      energyGeV: t.float({ description: 'Per beam.' }),
      stableBeamsStart: t.field({ type: 'DateTime', description: 'When stable beams were declared.' }),
      stableBeamsEnd: t.field({ type: 'DateTime', description: 'After the start.' }),
      collidingBunches: t.int({ description: 'At this experiment.' }),
      deliveredLuminosity: t.float({ description: 'In nb⁻¹.' }),
    }),
  })
  shared.payloads.addIngest<FillInput>({
    type: 'Fill', plural: 'Fills', access: 'fill:ingest', item: fillInput as never,
    description: 'Takes in fills as a source knows them: new ones are made, known ones updated.',
    ingest: (request, { domain, principal }) => domain.fills.ingest(request, actorOf(principal)),
  })

  const fillChange = liveChangeOf<Sibling<FillRow>>(builder, shared.changeKind, 'Fill', refs.fill as never)
  builder.subscriptionField('fillChanged', (t) =>
    t.field({
      type: fillChange, ...needs('read'), description: 'Fills as they come, change, and are covered by runs.',
      args: { filter: t.arg({ type: filter, description: 'Only these; DELETED tells what fits no more.' }), after: t.arg.string({ description: 'The last cursor that was seen.' }) },
      subscribe: (_root, args, { domain, signal }) =>
        liveChanges<Sibling<FillRow>>({
          hub: domain.hub, signal, entity: 'FILL', after: args.after, idOf: fillId,
          // Any field of a fill may be looked at: it has few, and they change seldom.
          filtered: args.filter ? everythingNames : null,
          read: async (keys, batch) => {
            const rows = await shared.sharedReads(`fill ${batch} ${JSON.stringify(args.filter ?? null)}`, () => domain.fills.read.byKeys(keys.map(Number), everything, args.filter))
            return (key) => rows.get(Number(key))
          },
        }),
      resolve: (change) => change,
    }),
  )
  return { runSet, qualityCount }
}

export type FillRefs = ReturnType<typeof addFill>

const everythingNames: ReadonlySet<string> = new Set(everything.keys())
