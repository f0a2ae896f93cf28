import type { Detector } from '../drizzle/tables/detector.ts'
import type { Period } from '../drizzle/tables/period.ts'
import type { RunType } from '../drizzle/tables/run-type.ts'
import type { Tag } from '../drizzle/tables/tag.ts'
import { actorOf } from '../server/domain/access.ts'
import type { Outcome } from '../server/domain/fault.ts'
import { needs, type Builder, type Context } from './builder.ts'
import { globalId, toGlobalId } from './node.ts'
import { whyNot } from './payload.ts'
import type { Shared } from './shared.ts'

/** The small tables: detectors, run types, periods and tags, all answered from memory. */
export const addDimensions = (builder: Builder, { node, nodeTypes, payloads }: Shared) => {
  const detector = builder.objectRef<Detector>('Detector').implement({
    description: 'A part of the experiment that takes part in runs.',
    interfaces: [node],
    fields: (t) => ({
      id: t.id({ description: globalId, resolve: ({ name }) => toGlobalId('Detector', name) }),
      name: t.exposeString('name', { description: 'Such as ITS; unique.' }),
    }),
  })
  const runType = builder.objectRef<RunType>('RunType').implement({
    description: 'What kind of data a run takes: an open list (PHYSICS, COSMICS, PEDESTAL …).',
    interfaces: [node],
    fields: (t) => ({
      id: t.id({ description: globalId, resolve: ({ name }) => toGlobalId('RunType', name) }),
      name: t.exposeString('name', { description: 'Such as PHYSICS; unique.' }),
    }),
  })
  const period = builder.objectRef<Period>('Period').implement({
    description: 'A named stretch of the year (LHC22n).',
    interfaces: [node],
    fields: (t) => ({
      id: t.id({ description: globalId, resolve: ({ name }) => toGlobalId('Period', name) }),
      name: t.exposeString('name', { description: 'Such as LHC22n; unique.' }),
    }),
  })
  const tag = builder.objectRef<Tag>('Tag').implement({
    description: 'A word on runs and log entries.',
    interfaces: [node],
    fields: (t) => ({
      id: t.id({ description: globalId, resolve: ({ text }) => toGlobalId('Tag', text) }),
      text: t.exposeString('text', { description: 'The word itself; unique, and never changed.' }),
      color: t.exposeString('color', { nullable: true, description: '#rrggbb' }),
      description: t.exposeString('description', { nullable: true, description: 'What it is for.' }),
      archivedAt: t.field({ type: 'DateTime', nullable: true, description: 'Since when it can not be put on anything new.', resolve: ({ archivedAt }) => archivedAt?.toISOString() ?? null }),
    }),
  })

  const named = { Detector: 'detectors', RunType: 'runTypes', Period: 'periods', Tag: 'tags' } as const
  for (const [type, dimension] of Object.entries(named)) {
    nodeTypes.set(type, {
      keyPattern: /^.{1,64}$/s,
      read: async (keys, { domain }) =>
        new Map(keys.flatMap((key) => {
          const item = domain.dimensions[dimension].byName(key)
          return item ? [[key, item]] : []
        })),
    })
  }

  builder.queryFields((t) => ({
    detectors: t.field({ type: [detector], ...needs('read'), description: 'All detectors, by name.', resolve: (_root, _args, { domain }) => [...domain.dimensions.detectors.all()] }),
    runTypes: t.field({ type: [runType], ...needs('read'), description: 'All run types that were ever reported, by name.', resolve: (_root, _args, { domain }) => [...domain.dimensions.runTypes.all()] }),
    periods: t.field({ type: [period], ...needs('read'), description: 'All periods, by name.', resolve: (_root, _args, { domain }) => [...domain.dimensions.periods.all()] }),
    tags: t.field({
      type: [tag], ...needs('read'), description: 'All tags, by text.',
      args: { includeArchived: t.arg.boolean({ defaultValue: false, description: 'Also those that can not be put on anything new.' }) },
      resolve: (_root, { includeArchived }, { domain }) => domain.dimensions.tags.all().filter(({ archivedAt }) => includeArchived || !archivedAt),
    }),
  }))

  const tagPayload = builder.objectRef<Outcome<string>>('TagPayload').implement({
    description: 'A tag, or why not.',
    fields: (t) => ({
      tag: t.field({ type: tag, nullable: true, description: 'Null when it was refused.', resolve: async ({ value }, _args, context) => readAgain(value, context, 'tags') }),
      userErrors: t.field({ type: [payloads.userError], description: whyNot, resolve: ({ faults }) => [...faults] }),
    }),
  })
  const detectorPayload = builder.objectRef<Outcome<string>>('DetectorPayload').implement({
    description: 'A detector, or why not.',
    fields: (t) => ({
      detector: t.field({ type: detector, nullable: true, description: 'Null when it was refused.', resolve: async ({ value }, _args, context) => readAgain(value, context, 'detectors') }),
      userErrors: t.field({ type: [payloads.userError], description: whyNot, resolve: ({ faults }) => [...faults] }),
    }),
  })
  const createTag = builder.inputType('CreateTagInput', {
    description: 'A tag that is to be made.',
    fields: (t) => ({
      text: t.string({ required: true, description: '2 to 20 letters, digits, blanks, - + . / _' }),
      color: t.string({ description: '#rrggbb' }),
      description: t.string({ description: 'At most 200 characters.' }),
    }),
  })
  const updateTag = builder.inputType('UpdateTagInput', {
    description: 'What is to change of a tag. Left out stays as it is, null clears.',
    fields: (t) => ({
      text: t.string({ required: true, description: 'Which tag.' }),
      color: t.string({ description: '#rrggbb' }),
      description: t.string({ description: 'At most 200 characters.' }),
      archived: t.boolean({ description: 'An archived tag stays where it is and can not be put on anything new.' }),
    }),
  })
  const createDetector = builder.inputType('CreateDetectorInput', {
    description: 'A detector that is to be made.',
    fields: (t) => ({ name: t.string({ required: true, description: '1 to 32 letters, digits, _ . + -' }) }),
  })
  builder.mutationFields((t) => ({
    createTag: t.field({
      type: tagPayload, ...needs('tag:write'), description: 'A new tag.', args: { input: t.arg({ type: createTag, required: true, description: 'The tag.' }) },
      resolve: (_root, { input }, { domain, principal }) => domain.tags.create(input, actorOf(principal)),
    }),
    updateTag: t.field({
      type: tagPayload, ...needs('tag:write'), description: 'Colour and description of a tag, and whether it is archived.', args: { input: t.arg({ type: updateTag, required: true, description: 'The tag, and what is to change.' }) },
      resolve: (_root, { input }, { domain, principal }) => domain.tags.update(input, actorOf(principal)),
    }),
    createDetector: t.field({
      type: detectorPayload, ...needs('detector:write'), description: 'A new detector: runs name only detectors that are there.', args: { input: t.arg({ type: createDetector, required: true, description: 'The detector.' }) },
      resolve: (_root, { input }, { domain, principal }) => domain.detectors.create(input, actorOf(principal)),
    }),
  }))

  return { detector, runType, period, tag }
}

/** The item as it is now: its event may not have come round yet. */
const readAgain = async <Name extends 'tags' | 'detectors'>(name: string | null, { domain }: Context, dimension: Name) => {
  if (name === null) return null
  await domain.dimensions[dimension].reload()
  return (domain.dimensions[dimension].byName(name) ?? null) as never
}

export type DimensionRefs = ReturnType<typeof addDimensions>
