import type { PluginBuilder, PluginCore } from '../../api/index.ts'
import type { ConfigurationRow, MuteRow, ScheduleRow, SeriesRow, ThresholdChangeRow, ThresholdRow } from '../answers.ts'
import type { BrewerAnswers } from '../answers.ts'
import { codeOf } from '../codes/code-table.ts'
import { quantities } from '../codes/quantity.ts'
import type { Refs } from './refs.ts'
import type { Terms } from './terms.ts'

/** What a brewer is held against, and what people said of that: types only. */
export const addLimits = (builder: PluginBuilder, answers: BrewerAnswers, core: PluginCore, { level, quantity, source }: Terms, refs: Refs) => {
  const threshold = builder.objectRef<ThresholdRow>('BrewerThreshold').implement({
    description: 'The limit of a quantity that holds now.',
    fields: (t) => ({
      quantity: t.field({ type: quantity.ref, description: 'Of what.', resolve: (row) => row.quantity }),
      title: t.string({ description: 'What that is.', resolve: (row) => quantities[row.quantity].title }),
      unit: t.string({ nullable: true, description: 'Of value, target and limit.', resolve: (row) => quantities[row.quantity].unit }),
      code: t.int({ description: 'The code of the event when it is out of it.', resolve: (row) => quantities[row.quantity].code }),
      target: t.exposeFloat('target', { nullable: true, description: 'What it should be; null while nothing says it.' }),
      limit: t.float({ nullable: true, description: 'How far it may be off, both ways.', resolve: ({ bound }) => bound }),
      level: t.field({ type: level.ref, description: 'How grave it is to be out of it.', resolve: (row) => row.level }),
      source: t.field({ type: source, description: 'Where it comes from.', resolve: (row) => row.source }),
      setBy: t.exposeString('setBy', { nullable: true, description: 'Who set it; null while nobody has.' }),
      setAt: t.field({ type: 'DateTime', nullable: true, description: 'When it was set.', resolve: ({ setAt }) => setAt }),
      reason: t.exposeString('reason', { nullable: true, description: 'Why it was set.' }),
    }),
  })
  const thresholdChange = builder.objectRef<ThresholdChangeRow>('BrewerThresholdChange').implement({
    description: 'A limit that somebody set, or took back.',
    fields: (t) => ({
      quantity: t.field({ type: quantity.ref, description: 'Of what.', resolve: (row) => row.quantity }),
      isForAll: t.boolean({ description: 'For all brewers, not this one alone.', resolve: ({ instrument }) => instrument === null }),
      target: t.exposeFloat('target', { nullable: true, description: 'Null: its configuration or its own median says it.' }),
      limit: t.float({ nullable: true, description: 'Null: it was taken back.', resolve: ({ bound }) => bound }),
      level: t.field({ type: level.ref, nullable: true, description: 'How grave; null: as usual.', resolve: (row) => row.level }),
      reason: t.exposeString('reason', { description: 'Why.' }),
      at: t.field({ type: 'DateTime', description: 'When.', resolve: ({ at }) => at }),
      actor: t.exposeString('actor', { description: 'Who.' }),
    }),
  })
  const mute = builder.objectRef<MuteRow>('BrewerMute').implement({
    description: 'A code that says nothing of the state of a brewer, for a reason and until an end.',
    fields: (t) => ({
      id: t.id({ description: 'What unmuteBrewerCode takes.', resolve: ({ id }) => core.globalId('BrewerMute', id) }),
      instrument: t.exposeString('instrument', { description: 'The name of the brewer.' }),
      code: t.exposeInt('code', { description: 'Which code.' }),
      title: t.string({ description: 'What that code means.', resolve: ({ code }) => codeOf(code)?.title ?? `code ${code}` }),
      level: t.field({ type: level.ref, nullable: true, description: 'How grave that code is.', resolve: ({ code }) => codeOf(code)?.level ?? null }),
      reason: t.exposeString('reason', { description: 'Why.' }),
      at: t.field({ type: 'DateTime', description: 'From when.', resolve: ({ at }) => at }),
      until: t.field({ type: 'DateTime', description: 'Until when, unless it was ended before.', resolve: ({ until }) => until }),
      actor: t.exposeString('actor', { description: 'Who did it.' }),
      endedAt: t.field({ type: 'DateTime', nullable: true, description: 'When somebody ended it before its time.', resolve: ({ endedAt }) => endedAt }),
      endedBy: t.exposeString('endedBy', { nullable: true, description: 'Who ended it.' }),
      isActive: t.exposeBoolean('isActive', { description: 'Whether it holds now.' }),
    }),
  })
  const scheduleChange = builder.objectRef<ScheduleRow>('BrewerScheduleChange').implement({
    description: 'Which schedule a brewer should run, as somebody said.',
    fields: (t) => ({
      schedule: t.exposeString('schedule', { nullable: true, description: 'Null: any will do.' }),
      reason: t.exposeString('reason', { description: 'Why.' }),
      at: t.field({ type: 'DateTime', description: 'When it was said.', resolve: ({ at }) => at }),
      actor: t.exposeString('actor', { description: 'Who said so.' }),
    }),
  })
  const configuration = builder.objectRef<ConfigurationRow>('BrewerConfiguration').implement({
    description: 'Constants of a brewer, from a moment on.',
    fields: (t) => ({
      at: t.field({ type: 'DateTime', description: 'From when.', resolve: ({ at }) => at }),
      line: t.exposeInt('line', { description: 'The record that says so.' }),
      file: t.field({
        type: refs.file, nullable: true, description: 'The file that says so.',
        resolve: async (row, _args, _context, info) => (await core.forAll(row, info, {}, (rows) => answers.filesByKey(rows.map(({ fileId }) => fileId)))).get(row.fileId) ?? null,
      }),
      deadTimeNs: t.exposeFloat('deadTimeNs', { nullable: true, description: 'Dead time, ns.' }),
      calStep: t.exposeFloat('calStep', { nullable: true, description: 'The step to which a mercury calibration sets the micrometer.' }),
      etcO3: t.exposeFloat('etcO3', { nullable: true, description: 'Extraterrestrial constant of ozone.' }),
      model: t.exposeString('model', { nullable: true, description: 'mkii, mkiii, mkiv or mkv.' }),
      icf: t.exposeString('icf', { nullable: true, description: 'The name of the file of constants that it uses.' }),
      schedule: t.exposeString('schedule', { nullable: true, description: 'The schedule that it runs.' }),
    }),
  })
  const series = builder.objectRef<SeriesRow>('BrewerSeries').implement({
    description: 'A quantity over time, in bins that have readings; all lists are equally long.',
    fields: (t) => ({
      quantity: t.field({ type: quantity.ref, description: 'Of what.', resolve: (row) => row.quantity }),
      title: t.string({ description: 'What that is.', resolve: (row) => quantities[row.quantity].title }),
      unit: t.string({ nullable: true, description: 'Of all values.', resolve: (row) => quantities[row.quantity].unit }),
      at: t.field({ type: ['DateTime'], description: 'The bins, oldest first.', resolve: ({ at }) => [...at] }),
      mean: t.floatList({ description: 'The mean of the readings.', resolve: ({ mean }) => [...mean] }),
      min: t.floatList({ description: 'The least.', resolve: ({ min }) => [...min] }),
      max: t.floatList({ description: 'The largest.', resolve: ({ max }) => [...max] }),
      target: t.field({ type: ['Float'], nullable: { list: false, items: true }, description: 'What it should have been then.', resolve: ({ target }) => [...target] }),
      bound: t.field({ type: ['Float'], nullable: { list: false, items: true }, description: 'How far it might be off then.', resolve: ({ bound }) => [...bound] }),
    }),
  })
  return { threshold, thresholdChange, mute, scheduleChange, configuration, series }
}

export type Limits = ReturnType<typeof addLimits>
