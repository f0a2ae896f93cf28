import type { Tag } from '../drizzle/tables/tag.ts'
import type { FillRow } from '../server/domain/fill-read.ts'
import type { FillRunSet } from '../server/domain/fill-statistics.ts'
import { BadQuestion } from '../server/domain/fault.ts'
import { maxPage } from '../server/domain/page.ts'
import { forAll, together, type Sibling } from '../server/domain/row.ts'
import { runDefinitions } from '../server/domain/run-definition.ts'
import { runStates } from '../server/domain/run-state.ts'
import { countsBy, qualityCounts, type EndReasonCount, type FillShare, type RunCount, type WindowStatistics } from '../server/domain/statistics.ts'
import { needs, type Builder } from './builder.ts'
import type { DimensionRefs } from './dimension.ts'
import type { FillRefs } from './fill.ts'
import type { NounRefs } from './nouns.ts'
import type { RunInputs } from './run-inputs.ts'
import { placeOf, wantedOf } from './selection.ts'

type Refs = { dimensions: DimensionRefs; inputs: RunInputs; nouns: NounRefs; fills: FillRefs }
type Counted<Value> = { value: Value; count: number; seconds: number }

const iso = (ms: number) => new Date(ms).toISOString()

const addParts = (builder: Builder, { dimensions, inputs, nouns }: Refs) => {
  const seconds = 'Σ of their lengths within the window, in seconds; overlaps are not merged.'
  const definition = builder.objectRef<Counted<RunCount['definition']>>('DefinitionCount').implement({
    description: 'Runs of one definition.',
    fields: (t) => ({
      definition: t.field({ type: inputs.definition, description: 'Which.', resolve: ({ value }) => value }),
      count: t.exposeInt('count', { description: 'How many runs.' }),
      seconds: t.exposeFloat('seconds', { description: seconds }),
    }),
  })
  const state = builder.objectRef<Counted<RunCount['state']>>('StateCount').implement({
    description: 'Runs in one state.',
    fields: (t) => ({
      state: t.field({ type: inputs.state, description: 'Which.', resolve: ({ value }) => value }),
      count: t.exposeInt('count', { description: 'How many runs.' }),
    }),
  })
  const tag = builder.objectRef<{ tag: Tag; count: number }>('TagCount').implement({
    description: 'How often a tag is on runs of the window.',
    fields: (t) => ({
      tag: t.field({ type: dimensions.tag, description: 'Which.', resolve: (one) => one.tag }),
      count: t.exposeInt('count', { description: 'How many runs have it.' }),
    }),
  })
  const endReason = builder.objectRef<EndReasonCount>('EndReasonCount').implement({
    description: 'How often runs of the window ended for a reason.',
    fields: (t) => ({
      category: t.exposeString('category', { description: 'Such as DETECTORS, LHC, OTHER.' }),
      title: t.exposeString('title', { nullable: true, description: 'Of the category DETECTORS: the detector\'s name.' }),
      count: t.exposeInt('count', { description: 'How many times it was given.' }),
    }),
  })
  const share = builder.objectRef<Sibling<FillShare>>('FillShare').implement({
    description: 'A fill as far as it lies in a window.',
    fields: (t) => ({
      fill: t.field({
        type: nouns.fill, nullable: true, description: 'Which; null when it was taken away meanwhile.',
        resolve: async (row, _args, { domain }, info) =>
          ((await forAll(row, placeOf(info, {}), (rows) => domain.fills.read.byKeys(rows.map(({ number }) => number), wantedOf(info)))).get(row.number) ?? null) as Sibling<FillRow> | null,
      }),
      number: t.exposeInt('number', { description: 'The number of the fill.' }),
      start: t.field({ type: 'DateTime', description: 'Where its stable beams begin within the window.', resolve: ({ inWindow }) => iso(inWindow.start) }),
      end: t.field({ type: 'DateTime', description: 'Where they end within the window; now while they go on.', resolve: ({ inWindow }) => iso(inWindow.end) }),
      stableBeamsSeconds: t.exposeFloat('stableBeamsSeconds', { description: 'end − start, in seconds.' }),
      coveredSeconds: t.exposeFloat('coveredSeconds', { description: 'How much of that the runs of the set cover, merged, in seconds.' }),
      efficiency: t.exposeFloat('efficiency', { description: 'coveredSeconds / stableBeamsSeconds, 0 to 1.' }),
      runCount: t.exposeInt('runCount', { description: 'Runs of the set that took data there.' }),
    }),
  })
  return { definition, state, tag, endReason, share }
}

const sizeOf = (first: number): number => {
  if (first < 0 || first > maxPage) throw new BadQuestion(`first is ${first}: 0 to ${maxPage} fills can be asked for`)
  return first
}

/** Statistics over a window of time. */
export const addStatistics = (builder: Builder, refs: Refs): void => {
  const parts = addParts(builder, refs)
  const statistics = builder.objectRef<WindowStatistics>('Statistics').implement({
    description: 'What a window of time [from, to) was worth. Everything is clipped to it; what goes on counts to now.',
    fields: (t) => ({
      from: t.field({ type: 'DateTime', description: 'The first moment of the window.', resolve: ({ window }) => iso(window.start) }),
      to: t.field({ type: 'DateTime', description: 'The first moment after it.', resolve: ({ window }) => iso(window.end) }),
      stableBeamsSeconds: t.float({ description: 'Σ of stable beams over fills, in seconds.', resolve: async (one) => (await one.beamUse()).stableBeamsSeconds }),
      coveredSeconds: t.float({
        description: 'Σ over fills of the stable beams that runs of the set cover, overlaps of runs merged, in seconds.',
        resolve: async (one) => (await one.beamUse()).coveredSeconds,
      }),
      efficiency: t.float({
        nullable: true, description: 'coveredSeconds / stableBeamsSeconds, 0 to 1; null without stable beams.',
        resolve: async (one) => (await one.beamUse()).efficiency,
      }),
      fillCount: t.int({ description: 'Fills with stable beams in the window.', resolve: async (one) => (await one.beamUse()).fills.length }),
      fills: t.field({
        type: [parts.share], description: 'These fills, latest first, each as far as it lies in the window.',
        args: { first: t.arg.int({ defaultValue: 100, description: 'How many, at most 1000.' }) },
        resolve: async (one, { first }) => together((await one.beamUse()).fills.slice(0, sizeOf(first ?? 100)).map((share) => ({ ...share }))),
      }),
      runCount: t.int({
        description: 'Runs that took data in the window. One whose end nobody told (lost) counts where it started.',
        resolve: async (one) => (await one.runs()).reduce((sum, { count }) => sum + count, 0),
      }),
      runSeconds: t.float({
        description: 'Σ of the lengths of runs within the window, overlaps not merged, in seconds; lost runs have no length.',
        resolve: async (one) => (await one.runs()).reduce((sum, { seconds }) => sum + seconds, 0),
      }),
      perDefinition: t.field({ type: [parts.definition], description: 'The runs by definition; only those that occur.', resolve: async (one) => countsBy(await one.runs(), 'definition', runDefinitions) }),
      perQuality: t.field({ type: [refs.fills.qualityCount], description: 'The runs by quality; only those that occur.', resolve: async (one) => qualityCounts(await one.runs()) }),
      perState: t.field({ type: [parts.state], description: 'The runs by state; only those that occur.', resolve: async (one) => countsBy(await one.runs(), 'state', runStates) }),
      tags: t.field({
        type: [parts.tag], description: 'Tags on the runs, most frequent first.',
        resolve: async (one, _args, { domain }) =>
          (await one.tags()).flatMap(({ tagId, count }) => {
            const tag = domain.dimensions.tags.byId(tagId)
            return tag ? [{ tag, count }] : []
          }),
      }),
      endReasons: t.field({ type: [parts.endReason], description: 'Why the runs ended, most frequent first; at most 200 different reasons.', resolve: (one) => one.endReasons() }),
      bytesReadOut: t.field({
        type: 'BigInt', nullable: true,
        description: 'Data size in bytes: Σ of the counter bytesReadOut × the part of the run that lies in the window, as if it came evenly; null when no run tells.',
        resolve: (one) => one.bytesReadOut(),
      }),
    }),
  })
  builder.queryField('statistics', (t) =>
    t.field({
      type: statistics, ...needs('read'), description: 'Fills, runs, tags, end reasons and data size of a window of at most ten years.',
      args: {
        from: t.arg({ type: 'DateTime', required: true, description: 'The first moment.' }),
        to: t.arg({ type: 'DateTime', required: true, description: 'The first moment after the window.' }),
        runs: t.arg({ type: refs.fills.runSet, defaultValue: 'GOOD_PHYSICS', description: 'Over which runs coverage and efficiency are taken; counts are of all runs.' }),
      },
      resolve: (_root, { from, to, runs }, { domain }) => domain.statistics.over(from, to, (runs ?? 'GOOD_PHYSICS') as FillRunSet),
    }),
  )
}
