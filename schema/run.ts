import type { CounterRow, EndReasonRow } from '../server/domain/run-details-read.ts'
import { readDetectors } from '../server/domain/fill-read.ts'
import { forAll, type Sibling } from '../server/domain/row.ts'
import { fieldsOfRunFilter } from '../server/domain/run-filter.ts'
import type { RunQuality } from '../server/domain/run-quality.ts'
import { readIds, type RunRow } from '../server/domain/run-read.ts'
import { durationMs, runState } from '../server/domain/run-state.ts'
import type { Detector } from '../drizzle/tables/detector.ts'
import { needs, type Builder, type Context } from './builder.ts'
import { changesOf, type ChangeRefs } from './change.ts'
import { orderOf, pageArguments, pageOf } from './connection.ts'
import type { DimensionRefs } from './dimension.ts'
import type { NounRefs } from './nouns.ts'
import { liveChangeOf, liveChanges } from './live.ts'
import { globalId, numberKey, toGlobalId, toNumbers } from './node.ts'
import type { RunInputs } from './run-inputs.ts'
import { wantedOf, wantedOfNodes } from './selection.ts'
import type { Shared } from './shared.ts'
import { wantedFields, type Wanted } from '../server/domain/wanted.ts'

type TakingPart = { detector: Detector; quality: RunQuality }

/** The detectors of a run in the order of all detectors, which is that of their names: nothing to sort for each run. */
const takingPartOf = (text: string | null, all: readonly Detector[]): TakingPart[] => {
  const qualities: RunQuality[] = []
  for (const { detectorId, quality } of readDetectors(text)) qualities[detectorId] = quality
  const found: TakingPart[] = []
  for (const detector of all) {
    const quality = qualities[detector.id]
    if (quality !== undefined) found.push({ detector, quality })
  }
  return found
}

const time = (text: string | null) => (text === null ? null : Date.parse(text))
const timesOf = (row: RunRow) => ({ start: time(row.startAt), end: time(row.endAt) })
const runId = (number: number | string) => toGlobalId('Run', number)

/** Every column of a run: for live changes, whose readers share the rows. */
const everything: Wanted = new Map([
  ...wantedFields('type', 'definition', 'definitionIsExplicit', 'quality', 'state', 'startedAt', 'endedAt', 'triggerStartedAt', 'triggerEndedAt', 'durationSeconds', 'period', 'detectors', 'tags', 'startedBy', 'endedBy', 'conditions', 'revision', 'createdAt', 'updatedAt'),
  ['fill', wantedFields('beamType', 'fillingScheme', 'energyGeV', 'collidingBunches', 'deliveredLuminosity', 'stableBeamsStart', 'stableBeamsEnd', 'stableBeamsSeconds', 'coveredSeconds', 'revision', 'createdAt', 'updatedAt')],
  ['environment', wantedFields('status', 'historyLetters', 'createdAt', 'updatedAt')],
])

/** The run: type, queries and live changes. */
export const addRun = (builder: Builder, shared: Shared, dimensions: DimensionRefs, inputs: RunInputs, refs: NounRefs, { changeConnection }: ChangeRefs): void => {
  const takingPart = builder.objectRef<TakingPart>('RunDetector').implement({
    description: 'A detector taking part in a run.',
    fields: (t) => ({
      detector: t.field({ type: dimensions.detector, description: 'Which.', resolve: (value) => value.detector }),
      name: t.string({ description: 'The detector\'s name.', resolve: ({ detector }) => detector.name }),
      quality: t.field({ type: inputs.quality, description: 'Of this detector\'s data in this run.', resolve: ({ quality }) => quality }),
    }),
  })
  const endReason = builder.objectRef<EndReasonRow>('EndReason').implement({
    description: 'Why a run ended.',
    fields: (t) => ({
      category: t.exposeString('category', { description: 'Such as DETECTORS, LHC, OTHER.' }),
      title: t.exposeString('title', { nullable: true, description: 'Of the category DETECTORS: the detector\'s name.' }),
      description: t.exposeString('description', { nullable: true, description: 'In words.' }),
      createdBy: t.exposeString('createdBy', { description: 'Who told it.' }),
      createdAt: t.field({ type: 'DateTime', description: 'When it was told.', resolve: ({ createdAt }) => createdAt }),
    }),
  })
  const counter = builder.objectRef<CounterRow>('Counter').implement({
    description: 'A whole number that a run left behind.',
    fields: (t) => ({
      name: t.exposeString('name', { description: 'Such as bytesReadOut.' }),
      value: t.field({ type: 'BigInt', description: 'In the unit.', resolve: ({ value }) => value }),
      unit: t.exposeString('unit', { nullable: true, description: 'Such as B; null for plain counts.' }),
    }),
  })
  const conditions = builder.objectRef<RunRow>('RunConditions').implement({
    description: 'What the definition rules look at; null where the source did not say.',
    fields: (t) => ({
      dcs: t.exposeBoolean('dcs', { nullable: true, description: 'Detector control system on.' }),
      dataDistribution: t.exposeBoolean('dataDistribution', { nullable: true, description: 'Data distribution on.' }),
      epn: t.exposeBoolean('epn', { nullable: true, description: 'Event processing nodes on.' }),
      trigger: t.exposeString('trigger', { nullable: true, description: 'OFF, LTU or CTP.' }),
      processingMode: t.exposeString('processingMode', { nullable: true, description: 'processing, processing-disk, physics …' }),
      workflowParameters: t.exposeString('workflowParameters', { nullable: true, description: 'Comma list such as QC,CTF.' }),
      pdpBeamType: t.exposeString('pdpBeamType', { nullable: true, description: 'pp, PbPb, cosmic, technical …' }),
      beamMode: t.exposeString('beamMode', { nullable: true, description: 'The machine\'s.' }),
    }),
  })

  refs.run.implement({
    description: 'One period of data taking.',
    interfaces: [shared.node],
    fields: (t) => ({
      id: t.id({ description: globalId, resolve: ({ number }) => runId(number) }),
      number: t.exposeInt('number', { description: 'Unique, and growing.' }),
      type: t.field({
        type: dimensions.runType, nullable: true, description: 'What kind of data it takes.',
        resolve: ({ typeId }, _args, { domain }) => (typeId === null ? null : (domain.dimensions.runTypes.byId(typeId) ?? null)),
      }),
      definition: t.field({ type: inputs.definition, description: 'What it was for.', resolve: ({ definition }) => definition }),
      definitionIsExplicit: t.exposeBoolean('definitionIsExplicit', { description: 'Whether somebody said the definition: then the rules leave it alone.' }),
      state: t.field({ type: inputs.state, description: 'Where it stands now.', resolve: (row, _args, { domain }) => runState(timesOf(row), domain.clock.now()) }),
      quality: t.field({ type: inputs.quality, description: 'What people think of its data.', resolve: ({ quality }) => quality }),
      startedAt: t.field({ type: 'DateTime', nullable: true, description: 'By the control system.', resolve: ({ startedAt }) => startedAt }),
      endedAt: t.field({ type: 'DateTime', nullable: true, description: 'By the control system.', resolve: ({ endedAt }) => endedAt }),
      triggerStartedAt: t.field({ type: 'DateTime', nullable: true, description: 'When data began to flow.', resolve: ({ triggerStartedAt }) => triggerStartedAt }),
      triggerEndedAt: t.field({ type: 'DateTime', nullable: true, description: 'When data ceased to flow.', resolve: ({ triggerEndedAt }) => triggerEndedAt }),
      durationSeconds: t.float({
        nullable: true, description: 'Between the effective edges (trigger times where present), in seconds; to now while running, null when lost or not known.',
        resolve: (row, _args, { domain }) => {
          if (row.durationSeconds !== null) return row.durationSeconds
          const duration = durationMs(timesOf(row), domain.clock.now())
          return duration === null ? null : duration / 1000
        },
      }),
      fill: t.field({
        type: refs.fill, nullable: true, description: 'The fill it was taken in.',
        resolve: ({ fill, fillNumber }) => fill ?? (fillNumber === null ? null : { number: fillNumber } as never),
      }),
      environment: t.field({
        type: refs.environment, nullable: true, description: 'The environment it ran in.',
        resolve: ({ environment, environmentId }) => environment ?? (environmentId === null ? null : { id: environmentId } as never),
      }),
      period: t.field({
        type: dimensions.period, nullable: true, description: 'The stretch of the year it belongs to.',
        resolve: ({ periodId }, _args, { domain }) => (periodId === null ? null : (domain.dimensions.periods.byId(periodId) ?? null)),
      }),
      detectors: t.field({
        type: [takingPart], description: 'Those taking part, by name.',
        resolve: ({ detectors }, _args, { domain }) =>
          takingPartOf(detectors, domain.dimensions.detectors.all()),
      }),
      tags: t.field({
        type: [dimensions.tag], description: 'By text.',
        resolve: ({ tags }, _args, { domain }) =>
          readIds(tags).flatMap((id) => domain.dimensions.tags.byId(id) ?? []).sort((a, b) => (a.text < b.text ? -1 : 1)),
      }),
      endReasons: t.field({
        type: [endReason], description: 'In the order they were added.',
        resolve: async (row, _args, { domain }, info) =>
          (await forAll(row, info.fieldNodes[0], (rows) => domain.runs.details.endReasons(rows.map(({ number }) => number)))).get(row.number) ?? [],
      }),
      counters: t.field({
        type: [counter], description: 'By name.',
        resolve: async (row, _args, { domain }, info) =>
          (await forAll(row, info.fieldNodes[0], (rows) => domain.runs.details.counters(rows.map(({ number }) => number)))).get(row.number) ?? [],
      }),
      conditions: t.field({ type: conditions, description: 'What the definition was derived from.', resolve: (row) => row }),
      startedBy: t.exposeString('startedBy', { nullable: true, description: 'Who started it.' }),
      endedBy: t.exposeString('endedBy', { nullable: true, description: 'Who ended it.' }),
      changes: t.field({
        type: changeConnection, description: 'The history of edits, newest first.', args: pageArguments(t.arg),
        resolve: (row, args, { domain }, info) => changesOf(row, args, info, domain.runs.changes, (one) => String(one.number)),
      }),
      previous: t.field({
        type: refs.run, nullable: true, description: 'The run with the next lower number.',
        resolve: async (row, _args, { domain }, info) =>
          (await forAll(row, info.fieldNodes[0], (rows) => domain.runs.read.neighbours(rows.map(({ number }) => number), 'previous', wantedOf(info)))).get(row.number) ?? null,
      }),
      next: t.field({
        type: refs.run, nullable: true, description: 'The run with the next higher number.',
        resolve: async (row, _args, { domain }, info) =>
          (await forAll(row, info.fieldNodes[0], (rows) => domain.runs.read.neighbours(rows.map(({ number }) => number), 'next', wantedOf(info)))).get(row.number) ?? null,
      }),
      revision: t.exposeInt('revision', { description: 'Grows with each change; `updateRun` takes it as expectedRevision.' }),
      createdAt: t.field({ type: 'DateTime', description: 'When it was first heard of.', resolve: ({ createdAt }) => createdAt }),
      updatedAt: t.field({ type: 'DateTime', description: 'When it last changed.', resolve: ({ updatedAt }) => updatedAt }),
    }),
  })

  shared.nodeTypes.set('Run', {
    keyPattern: numberKey,
    read: async (keys, { domain }, wanted) => {
      const rows = await domain.runs.read.byKeys(toNumbers(keys), wanted)
      return new Map(Array.from(rows, ([key, row]) => [String(key), row]))
    },
  })

  const read = async ({ domain }: Context, number: number, wanted: Wanted) => (await domain.runs.read.byKeys([number], wanted)).get(number) ?? null

  builder.queryFields((t) => ({
    run: t.field({
      type: refs.run, nullable: true, ...needs('read'), description: 'A run by its number.',
      args: { number: t.arg.int({ required: true, description: 'Such as 526080.' }) },
      resolve: (_root, { number }, context, info) => read(context, number, wantedOf(info)),
    }),
    runs: t.field({
      type: refs.runConnection, ...needs('read'), description: 'Runs, highest number first unless told otherwise.',
      args: { filter: t.arg({ type: inputs.filter, description: 'Only these.' }), orderBy: t.arg({ type: inputs.order, description: 'In this order.' }), ...pageArguments(t.arg) },
      resolve: async (_root, args, { domain }, info) => {
        const filter = shared.filterOf('runs', args.filter, domain)
        return {
          page: await domain.runs.read.page({ filter, order: orderOf(args.orderBy), page: pageOf(args), wanted: wantedOfNodes(info) }),
          count: () => domain.runs.read.count(filter),
        }
      },
    }),
  }))

  const runChange = liveChangeOf<Sibling<RunRow>>(builder, shared.changeKind, 'Run', refs.run as never)
  builder.subscriptionField('runChanged', (t) =>
    t.field({
      type: runChange, ...needs('read'), description: 'Runs as they start, change and end.',
      args: { filter: t.arg({ type: inputs.filter, description: 'Only these; DELETED tells what fits no more.' }), after: t.arg.string({ description: 'The last cursor that was seen.' }) },
      subscribe: (_root, { filter: asked, after }, { domain, signal }) => {
        const filter = shared.filterOf('runs', asked, domain)
        return liveChanges<Sibling<RunRow>>({
          hub: domain.hub, signal, entity: 'RUN', after, idOf: runId,
          filtered: filter ? fieldsOfRunFilter(filter) : null,
          read: async (keys, batch) => {
            const rows = await shared.sharedReads(`run ${batch} ${JSON.stringify(filter ?? null)}`, () => domain.runs.read.byKeys(keys.map(Number), everything, filter))
            return (key) => rows.get(Number(key))
          },
        })
      },
      resolve: (change) => change,
    }),
  )
}
