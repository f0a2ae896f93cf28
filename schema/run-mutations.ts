import { actorOf } from '../server/domain/access.ts'
import type { Fault } from '../server/domain/fault.ts'
import type { RunInput } from '../server/domain/run-input.ts'
import type { RunOutcome } from '../server/domain/run.ts'
import { needs, type Builder, type Context } from './builder.ts'
import type { NounRefs } from './nouns.ts'
import { whyNot } from './payload.ts'
import type { RunInputs } from './run-inputs.ts'
import { wantedOf } from './selection.ts'
import type { Shared } from './shared.ts'

type RunPayload = { number: number | null; faults: readonly Fault[] }

const toPayload = ({ value, faults }: RunOutcome): RunPayload => ({ number: value, faults })

/** What can be done with a run: for control systems and people alike. */
export const addRunMutations = (builder: Builder, { payloads }: Shared, inputs: RunInputs, refs: NounRefs): void => {
  const payload = builder.objectRef<RunPayload>('RunPayload').implement({
    description: 'The run as it is now, or why nothing was changed.',
    fields: (t) => ({
      run: t.field({
        type: refs.run, nullable: true, description: 'Null when it was refused.',
        resolve: async ({ number }, _args, { domain }: Context, info) =>
          number === null ? null : ((await domain.runs.read.byKeys([number], wantedOf(info))).get(number) ?? null),
      }),
      userErrors: t.field({ type: [payloads.userError], description: whyNot, resolve: ({ faults }) => [...faults] }),
    }),
  })

  const runInput = builder.inputType('RunInput', {
    description: 'What somebody says of a run. Left out stays as it is, null clears.',
    fields: (t) => inputs.runFields(t as never),
  })
  const startInput = builder.inputType('StartRunInput', {
    description: 'A run that starts, now unless a start is given.',
    fields: (t) => inputs.runFields(t as never),
  })
  const updateInput = builder.inputType('UpdateRunInput', {
    description: 'What is to change of a run. Left out stays as it is, null clears.',
    fields: (t) => ({
      ...inputs.runFields(t as never),
      reason: t.string({ description: 'Why; a rule may ask for it.' }),
      expectedRevision: t.int({ description: 'The revision that the editor saw: if the run has moved on since, nothing is changed.' }),
    }),
  })
  const endInput = builder.inputType('EndRunInput', {
    description: 'The end of a run.',
    fields: (t) => ({
      number: t.int({ required: true, description: 'Which run.' }),
      endedAt: t.field({ type: 'DateTime', description: 'Now unless told.' }),
      endedBy: t.string({ description: 'Who asks, unless told.' }),
    }),
  })
  const qualityInput = builder.inputType('SetRunQualityInput', {
    description: 'A verdict on a run.',
    fields: (t) => ({
      number: t.int({ required: true, description: 'Which run.' }),
      quality: t.field({ type: inputs.quality, required: true, description: 'The verdict.' }),
      reason: t.string({ description: 'Needed, except from NONE to GOOD or TEST.' }),
      expectedQuality: t.field({ type: inputs.quality, description: 'The verdict that the editor saw: if another one stands by now, nothing is changed.' }),
    }),
  })
  const detectorQualityInput = builder.inputType('SetDetectorQualityInput', {
    description: 'A verdict on a detector in a run.',
    fields: (t) => ({
      number: t.int({ required: true, description: 'Which run.' }),
      detector: t.string({ required: true, description: 'Takes part in the run.' }),
      quality: t.field({ type: inputs.quality, required: true, description: 'The verdict.' }),
      reason: t.string({ description: 'Needed.' }),
      expectedQuality: t.field({ type: inputs.quality, description: 'The verdict that the editor saw: if another one stands by now, nothing is changed.' }),
    }),
  })
  const endReasonInput = builder.inputType('AddEndReasonInput', {
    description: 'Why a run ended.',
    fields: (t) => ({
      number: t.int({ required: true, description: 'Which run.' }),
      category: t.string({ required: true, description: 'Such as DETECTORS, LHC, OTHER. DETECTORS names a detector as its title.' }),
      title: t.string({ description: 'At most 128 characters.' }),
      description: t.string({ description: 'At most 2000 characters.' }),
    }),
  })
  const noEndReasonInput = builder.inputType('RemoveEndReasonInput', {
    description: 'A reason for the end of a run that is not so: exactly as the run has it.',
    fields: (t) => ({
      number: t.int({ required: true, description: 'Which run.' }),
      category: t.string({ required: true, description: 'Its category.' }),
      title: t.string({ description: 'Its title; null or left out where it has none.' }),
      description: t.string({ description: 'Its description; null or left out where it has none.' }),
    }),
  })
  const tagInput = builder.inputType('TagRunInput', {
    description: 'Tags to put on a run, and to take off.',
    fields: (t) => ({
      number: t.int({ required: true, description: 'Which run.' }),
      add: t.stringList({ description: 'Tags to put on; coordinators make new ones by using them.' }),
      remove: t.stringList({ description: 'Tags to take off; none of those to put on.' }),
    }),
  })

  builder.mutationFields((t) => ({
    startRun: t.field({
      type: payload, ...needs('run:write'), description: 'A new run.', args: { input: t.arg({ type: startInput, required: true, description: 'The run.' }) },
      resolve: async (_root, { input }, { domain, principal }) => toPayload(await domain.runs.start(input as RunInput, actorOf(principal))),
    }),
    updateRun: t.field({
      type: payload, ...needs('run:write'), description: 'Corrects a run.', args: { input: t.arg({ type: updateInput, required: true, description: 'The run, and what is to change.' }) },
      resolve: async (_root, { input }, { domain, principal }) => toPayload(await domain.runs.update(input as RunInput, actorOf(principal))),
    }),
    endRun: t.field({
      type: payload, ...needs('run:write'), description: 'Ends a run. The same end again changes nothing.', args: { input: t.arg({ type: endInput, required: true, description: 'The run and its end.' }) },
      resolve: async (_root, { input }, { domain, principal }) => toPayload(await domain.runs.end(input, actorOf(principal))),
    }),
    setRunQuality: t.field({
      type: payload, ...needs('run:write'), description: 'A verdict on a run that has ended.', args: { input: t.arg({ type: qualityInput, required: true, description: 'The run and the verdict.' }) },
      resolve: async (_root, { input }, { domain, principal }) => toPayload(await domain.runs.setQuality(input, actorOf(principal))),
    }),
    setDetectorQuality: t.field({
      type: payload, ...needs('run:write'), description: 'A verdict on a detector in a run that has ended.', args: { input: t.arg({ type: detectorQualityInput, required: true, description: 'The run, the detector and the verdict.' }) },
      resolve: async (_root, { input }, { domain, principal }) => toPayload(await domain.runs.setDetectorQuality(input, actorOf(principal))),
    }),
    addEndReason: t.field({
      type: payload, ...needs('run:write'), description: 'Why a run ended; a run may have several reasons.', args: { input: t.arg({ type: endReasonInput, required: true, description: 'The run and the reason.' }) },
      resolve: async (_root, { input }, { domain, principal }) => toPayload(await domain.runs.addEndReason(input, actorOf(principal))),
    }),
    removeEndReason: t.field({
      type: payload, ...needs('run:write'), description: 'Takes back why a run ended. A reason that is not there changes nothing.', args: { input: t.arg({ type: noEndReasonInput, required: true, description: 'The run and the reason.' }) },
      resolve: async (_root, { input }, { domain, principal }) => toPayload(await domain.runs.removeEndReason(input, actorOf(principal))),
    }),
    tagRun: t.field({
      type: payload, ...needs('run:write'), description: 'Puts tags on a run and takes them off.', args: { input: t.arg({ type: tagInput, required: true, description: 'The run and the tags.' }) },
      resolve: async (_root, { input }, { domain, principal }) => toPayload(await domain.runs.tag(input, actorOf(principal))),
    }),
  }))
  payloads.addIngest<RunInput>({
    type: 'Run', plural: 'Runs', access: 'run:ingest', item: runInput as never,
    description: 'Takes in runs as a source knows them: new ones are made, known ones updated.',
    ingest: (request, { domain, principal }) => domain.runs.ingest(request, actorOf(principal)),
  })
}
