import { actorOf } from '../server/domain/access.ts'
import { channelShapes, type ChannelRow } from '../server/domain/channel-read.ts'
import { maxSeries, type MeasurementInput } from '../server/domain/measurement-input.ts'
import { defaultPoints, maxPoints, type Series } from '../server/domain/measurement-read.ts'
import type { Builder } from './builder.ts'
import { describeValues } from './filter.ts'
import type { Shared } from './shared.ts'

export { defaultPoints, maxPoints }

/** What is measured, and windows of it. */
export const addMeasurements = (builder: Builder, { payloads }: Shared) => {
  const shape = builder.enumType('ChannelShape', {
    description: 'What one measurement of a channel is.',
    values: describeValues(channelShapes, { NUMBER: 'A number.', VECTOR: 'An array of numbers: a spectrum, a profile.' }),
  })
  const channel = builder.objectRef<ChannelRow>('Channel').implement({
    description: 'Something that an instrument measures.',
    fields: (t) => ({
      name: t.exposeString('name', { description: 'Such as pressure; unique in its instrument.' }),
      unit: t.exposeString('unit', { nullable: true, description: 'Of its values; null when nobody said.' }),
      description: t.exposeString('description', { nullable: true, description: 'What it is.' }),
      shape: t.field({ type: shape, description: 'What one measurement is.', resolve: (row) => row.shape }),
      count: t.field({ type: 'BigInt', description: 'How many measurements there are.', resolve: ({ count }) => count }),
      firstAt: t.field({ type: 'DateTime', nullable: true, description: 'The time of the oldest; null before the first.', resolve: ({ firstAt }) => firstAt }),
      lastAt: t.field({ type: 'DateTime', nullable: true, description: 'The time of the newest; null before the first.', resolve: ({ lastAt }) => lastAt }),
    }),
  })
  const series = builder.objectRef<Series>('MeasurementSeries').implement({
    description: 'A window of one channel. The lists are of one length, by time: `at[i]`, `mean[i]`, `min[i]` … belong together. Bins without a measurement are left out.',
    fields: (t) => ({
      channel: t.field({ type: channel, description: 'Of what.', resolve: (one) => one.channel }),
      from: t.field({ type: 'DateTime', description: 'From this time on.', resolve: ({ from }) => from }),
      to: t.field({ type: 'DateTime', description: 'To before this time.', resolve: ({ to }) => to }),
      bucketSeconds: t.exposeFloat('bucketSeconds', { nullable: true, description: 'The width of a bin; null when there are the points as they were measured.' }),
      count: t.field({ type: 'BigInt', description: 'How many were measured in the window.', resolve: ({ count }) => count }),
      at: t.field({ type: ['DateTime'], description: 'When: of a bin, where it begins.', resolve: (one) => one.at }),
      mean: t.floatList({ description: 'Of all points of a bin, each counting once; empty for arrays.', resolve: (one) => one.mean }),
      min: t.floatList({ description: 'The least point of a bin; empty for arrays.', resolve: (one) => one.min }),
      max: t.floatList({ description: 'The greatest point of a bin; empty for arrays.', resolve: (one) => one.max }),
      counts: t.intList({ description: 'How many points each stands for.', resolve: (one) => one.counts }),
      vectors: t.field({ type: t.listRef(t.listRef('Float')), description: 'The arrays as they were measured, of more than were asked for the first of each bin; empty for numbers.', resolve: (one) => one.vectors }),
    }),
  })
  const input = builder.inputType('MeasurementInput', {
    description: `What an instrument measured in one channel: one value, one array, or a series of up to ${maxSeries} values. The same again changes nothing, another value corrects.`,
    fields: (t) => ({
      instrument: t.string({ required: true, description: 'The name of the instrument.' }),
      channel: t.string({ required: true, description: 'Which; made when it is new. At most 64 characters.' }),
      unit: t.string({ description: 'Of the values; must be that of the channel, and may be left out.' }),
      at: t.field({ type: ['DateTime'], required: true, description: 'When: one time, or as many as there are in value. From 1900 to before 2200.' }),
      value: t.floatList({ description: 'One number, or a series of numbers.' }),
      values: t.floatList({ description: 'One array, measured at one time.' }),
    }),
  })
  payloads.addIngest<MeasurementInput>({
    type: 'Instrument', plural: 'Measurements', access: 'measurement:ingest', item: input as never,
    description: 'Takes in measurements. `id` in the results is the instrument\'s.',
    ingest: (request, { domain, principal }) => domain.measurements.ingest(request, actorOf(principal)),
  })
  return { channel, series }
}
