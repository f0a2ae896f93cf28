import { actorOf } from '../server/domain/access.ts'
import { type FillFilter, type FillOrderField, type FillRow } from '../server/domain/fill-read.ts'
import type { FillRunSet } from '../server/domain/fill-statistics.ts'
import type { FillInput } from '../server/domain/fill-write.ts'
import { forAll, type Sibling } from '../server/domain/row.ts'
import { runOwners } from '../server/domain/run-read.ts'
import { wantedFields } from '../server/domain/wanted.ts'
import { needs, type Builder } from './builder.ts'
import { changesOf, type ChangeRefs } from './change.ts'
import { listOf, orderOf, pageArguments, pageOf } from './connection.ts'
import type { DimensionRefs } from './dimension.ts'
import { addStatistics } from './fill-statistics.ts'
import { orderInput } from './filter.ts'
import { liveChangeOf, liveChanges } from './live.ts'
import { globalId, numberKey, toGlobalId, toNumbers } from './node.ts'
import type { NounRefs } from './nouns.ts'
import { queryField, type Asked } from './query.ts'
import type { RunInputs } from './run-inputs.ts'
import { placeOf, wantedOf, wantedOfNodes } from './selection.ts'
import type { Shared } from './shared.ts'

const fillId = (number: number | string) => toGlobalId('Fill', number)

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
  const filter = builder.inputRef<Asked<FillFilter>>('FillFilter')
  filter.implement({
    description: 'Which fills. All that is given must hold.',
    fields: (t) => ({
      and: t.field({ type: [filter], description: 'All of these.' }),
      or: t.field({ type: [filter], description: 'At least one of these.' }),
      not: t.field({ type: filter, description: 'Not this.' }),
      query: queryField(t, 'beam:~PB stable:yes'),
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
        resolve: (row, args, { domain }, info) => listOf(row, args, info, { reads: domain.runs.read, filterOf: (filter) => shared.filterOf('runs', filter, domain), owned: runOwners.fill, keyOf: ({ number }) => number }),
      }),
      changes: t.field({
        type: changeConnection, description: 'The history of edits, newest first.', args: pageArguments(t.arg),
        resolve: (row, args, { domain }, info) => changesOf(row, args, info, domain.fills.changes, (one) => String(one.number)),
      }),
      previous: t.field({
        type: refs.fill, nullable: true, description: 'The fill with the next lower number.',
        resolve: async (row, _args, { domain }, info) =>
          (await forAll(row, info.fieldNodes[0], (rows) => domain.fills.read.neighbours(rows.map(({ number }) => number), 'previous', wantedOf(info)))).get(row.number) ?? null,
      }),
      next: t.field({
        type: refs.fill, nullable: true, description: 'The fill with the next higher number.',
        resolve: async (row, _args, { domain }, info) =>
          (await forAll(row, info.fieldNodes[0], (rows) => domain.fills.read.neighbours(rows.map(({ number }) => number), 'next', wantedOf(info)))).get(row.number) ?? null,
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
      resolve: async (_root, args, { domain }, info) => {
        const filter = shared.filterOf('fills', args.filter, domain)
        const page = await domain.fills.read.page({
          filter, order: orderOf(args.orderBy),
          page: pageOf(args), wanted: wantedOfNodes(info),
        })
        return { page, count: () => domain.fills.read.count(filter) }
      },
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
      subscribe: (_root, args, { domain, signal }) => {
        const filter = shared.filterOf('fills', args.filter, domain)
        return liveChanges<Sibling<FillRow>>({
          hub: domain.hub, signal, entity: 'FILL', after: args.after, idOf: fillId,
          // Any field of a fill may be looked at: it has few, and they change seldom.
          filtered: filter ? everythingNames : null,
          read: async (keys, batch) => {
            const rows = await shared.sharedReads(`fill ${batch} ${JSON.stringify(filter)}`, () => domain.fills.read.byKeys(keys.map(Number), everything, filter))
            return (key) => rows.get(Number(key))
          },
        })
      },
      resolve: (change) => change,
    }),
  )
  return { runSet, qualityCount }
}

export type FillRefs = ReturnType<typeof addFill>

const everythingNames: ReadonlySet<string> = new Set(everything.keys())
