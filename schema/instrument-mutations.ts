import { actorOf } from '../server/domain/access.ts'
import type { Outcome } from '../server/domain/fault.ts'
import { reportedStatuses } from '../server/domain/instrument-status.ts'
import { needs, type Builder, type Context } from './builder.ts'
import { describeValues } from './filter.ts'
import type { NounRefs } from './nouns.ts'
import { whyNot } from './payload.ts'
import { wantedOf } from './selection.ts'
import type { Shared } from './shared.ts'

/** What can be done with an instrument: by people, and by sources outside that watch it. */
export const addInstrumentMutations = (builder: Builder, { payloads }: Shared, refs: NounRefs): void => {
  const payload = builder.objectRef<Outcome<string>>('InstrumentPayload').implement({
    description: 'The instrument as it is now, or why nothing was changed.',
    fields: (t) => ({
      instrument: t.field({
        type: refs.instrument, nullable: true, description: 'Null when it was refused.',
        resolve: async ({ value }, _args, { domain }: Context, info) =>
          value === null ? null : ((await domain.instruments.read.byKeys([value], wantedOf(info))).get(value) ?? null),
      }),
      userErrors: t.field({ type: [payloads.userError], description: whyNot, resolve: ({ faults }) => [...faults] }),
    }),
  })
  const reported = builder.enumType('ReportedStatus', {
    description: 'How an instrument says it is, or somebody says of it.',
    values: describeValues(reportedStatuses, {
      UNKNOWN: 'Nobody can say.', OK: 'As it should be.', WARNING: 'Somebody should look at it.', ERROR: 'It does not work as it should.', CRITICAL: 'Somebody must do something now.',
    }),
  })
  const place = { place: 'Where it stands; at most 200 characters.', latitude: 'Degrees, north positive.', longitude: 'Degrees, east positive.', description: 'What it is for; at most 4000 characters.' }
  const revision = 'The revision that the editor saw: if the instrument has changed since, nothing is done.'
  const createInput = builder.inputType('CreateInstrumentInput', {
    description: 'An instrument that is to be watched.',
    fields: (t) => ({
      name: t.string({ required: true, description: '1 to 64 letters, digits, _ . : / + -; it stays.' }),
      kind: t.string({ required: true, description: 'Such as brewer, bct, pump: 1 to 32 small letters, digits, _ -' }),
      place: t.string({ description: place.place }), latitude: t.float({ description: place.latitude }), longitude: t.float({ description: place.longitude }),
      description: t.string({ description: place.description }),
    }),
  })
  const updateInput = builder.inputType('UpdateInstrumentInput', {
    description: 'What is to change of an instrument. Left out stays as it is, null clears.',
    fields: (t) => ({
      name: t.string({ required: true, description: 'Which instrument.' }),
      kind: t.string({ description: 'Such as brewer, bct, pump: 1 to 32 small letters, digits, _ -' }),
      place: t.string({ description: place.place }), latitude: t.float({ description: place.latitude }), longitude: t.float({ description: place.longitude }),
      description: t.string({ description: place.description }),
      reason: t.string({ description: 'Why; at most 1000 characters.' }),
      revision: t.int({ description: revision }),
    }),
  })
  const channelInput = builder.inputType('UpdateChannelInput', {
    description: 'What is to change of a channel. Left out stays as it is, null clears.',
    fields: (t) => ({
      name: t.string({ required: true, description: 'Of which instrument.' }),
      channel: t.string({ required: true, description: 'Which of its channels: those that it has sent measurements of.' }),
      description: t.string({ description: 'What it is; at most 4000 characters.' }),
      reason: t.string({ description: 'Why; at most 1000 characters.' }),
      revision: t.int({ description: revision }),
    }),
  })
  const reportInput = builder.inputType('ReportInstrumentStatusInput', {
    description: 'The status of an instrument as its source knows it. Reports may come late and more than once.',
    fields: (t) => ({
      name: t.string({ required: true, description: 'Which instrument.' }),
      status: t.field({ type: reported, required: true, description: 'The status.' }),
      reason: t.string({ description: 'Why; at most 1000 characters.' }),
      at: t.field({ type: 'DateTime', description: 'From when; now unless told. An older one than is known only completes the history.' }),
    }),
  })
  const archiveInput = builder.inputType('ArchiveInstrumentInput', {
    description: 'An instrument that is to be put away, or taken back.',
    fields: (t) => ({
      name: t.string({ required: true, description: 'Which instrument.' }),
      archived: t.boolean({ defaultValue: true, description: 'False takes it back.' }),
      reason: t.string({ description: 'Why; at most 1000 characters.' }),
      revision: t.int({ description: revision }),
    }),
  })

  builder.mutationFields((t) => ({
    createInstrument: t.field({
      type: payload, ...needs('instrument:write'), description: 'A new instrument.', args: { input: t.arg({ type: createInput, required: true, description: 'The instrument.' }) },
      resolve: (_root, { input }, { domain, principal }) => domain.instruments.create(input, actorOf(principal)),
    }),
    updateInstrument: t.field({
      type: payload, ...needs('instrument:write'), description: 'Changes what is said of an instrument.', args: { input: t.arg({ type: updateInput, required: true, description: 'The instrument, and what is to change.' }) },
      resolve: (_root, { input }, { domain, principal }) => domain.instruments.update(input, actorOf(principal)),
    }),
    updateChannel: t.field({
      type: payload, ...needs('instrument:write'), description: 'Changes what is said of a channel. It is an edit of its instrument: `changes` has it as channels.pressure.description.', args: { input: t.arg({ type: channelInput, required: true, description: 'The channel, and what is to change.' }) },
      resolve: (_root, { input }, { domain, principal }) => domain.instruments.updateChannel(input, actorOf(principal)),
    }),
    reportInstrumentStatus: t.field({
      type: payload, ...needs('instrument:write'), description: 'The status of an instrument. The same again changes nothing.', args: { input: t.arg({ type: reportInput, required: true, description: 'The instrument and its status.' }) },
      resolve: (_root, { input }, { domain, principal }) => domain.instruments.reportStatus(input, actorOf(principal)),
    }),
    archiveInstrument: t.field({
      type: payload, ...needs('instrument:write'), description: 'Puts an instrument away: it is watched no more, its data are kept. Or takes it back.', args: { input: t.arg({ type: archiveInput, required: true, description: 'The instrument.' }) },
      resolve: (_root, { input }, { domain, principal }) => domain.instruments.archive(input, actorOf(principal)),
    }),
  }))
}
