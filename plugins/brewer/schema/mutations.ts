import { actorOf, fault, refused, type PluginBuilder, type PluginCore } from '../../api/index.ts'
import type { BrewerAnswers, BrewerState, MuteRow, ThresholdRow } from '../answers.ts'
import type { Limits } from './limits.ts'
import type { Refs } from './refs.ts'
import type { Terms } from './terms.ts'

const why = 'Why; 1 to 1000 characters.'

const addInputs = (builder: PluginBuilder, { quantity, level }: Terms) => ({
  threshold: builder.inputType('BrewerThresholdInput', {
    description: 'A limit, for one brewer or for all.',
    fields: (t) => ({
      instrument: t.string({ description: 'The name of the brewer; all brewers unless told.' }),
      quantity: t.field({ type: quantity.ref, required: true, description: 'Of what.' }),
      target: t.float({ description: 'What it should be; as its configuration or its own median says unless told.' }),
      limit: t.float({ required: true, description: 'How far it may be off; more than 0.' }),
      level: t.field({ type: level.ref, description: 'How grave it is to be out of it; WARNING unless told.' }),
      reason: t.string({ required: true, description: why }),
    }),
  }),
  reset: builder.inputType('BrewerThresholdResetInput', {
    description: 'A limit that somebody set is to hold no more.',
    fields: (t) => ({
      instrument: t.string({ description: 'The name of the brewer; what was set for all unless told.' }),
      quantity: t.field({ type: quantity.ref, required: true, description: 'Of what.' }),
      reason: t.string({ required: true, description: why }),
    }),
  }),
  mute: builder.inputType('BrewerMuteInput', {
    description: 'A code that is to say nothing of the state of a brewer for a time.',
    fields: (t) => ({
      instrument: t.string({ required: true, description: 'The name of the brewer.' }),
      code: t.int({ required: true, description: 'Which code.' }),
      until: t.field({ type: 'DateTime', required: true, description: 'Until when; in the future, at most a year.' }),
      reason: t.string({ required: true, description: why }),
    }),
  }),
  unmute: builder.inputType('BrewerUnmuteInput', {
    description: 'A mute that is to end now.',
    fields: (t) => ({ id: t.id({ required: true, description: 'Its id.' }) }),
  }),
  schedule: builder.inputType('BrewerScheduleInput', {
    description: 'Which schedule a brewer should run.',
    fields: (t) => ({
      instrument: t.string({ required: true, description: 'The name of the brewer.' }),
      schedule: t.string({ description: 'Its name; null or left out: any will do.' }),
      reason: t.string({ required: true, description: why }),
    }),
  }),
})

/** What can be done: limits, mutes, the expected schedule. All of it stays in their histories. */
export const addMutations = (builder: PluginBuilder, answers: BrewerAnswers, core: PluginCore, { terms, refs, limits }: { terms: Terms; refs: Refs; limits: Limits }): void => {
  const inputs = addInputs(builder, terms)
  const threshold = core.payload<ThresholdRow>('BrewerThresholdPayload', 'threshold', limits.threshold, 'The limit that holds now, or why nothing was changed.')
  const mute = core.payload<MuteRow>('BrewerMutePayload', 'mute', limits.mute, 'The mute as it is now, or why nothing was changed.')
  const brewer = core.payload<BrewerState>('BrewerPayload', 'brewer', refs.brewer, 'The brewer as it is now, or why nothing was changed.')
  const access = core.needs('instrument:write')

  builder.mutationFields((t) => ({
    setBrewerThreshold: t.field({
      type: threshold, nullable: true, ...access, description: 'Sets the limit of a quantity. Events of the readings that are known are made anew by it.',
      args: { input: t.arg({ type: inputs.threshold, required: true, description: 'The limit.' }) },
      resolve: (_root, { input: { limit, ...input } }, { principal }) => answers.setThreshold({ ...input, bound: limit }, actorOf(principal)),
    }),
    resetBrewerThreshold: t.field({
      type: threshold, nullable: true, ...access, description: 'Takes back what was set: what holds without it holds again.',
      args: { input: t.arg({ type: inputs.reset, required: true, description: 'Which limit.' }) },
      resolve: (_root, { input }, { principal }) => answers.setThreshold({ ...input, bound: null }, actorOf(principal)),
    }),
    muteBrewerCode: t.field({
      type: mute, nullable: true, ...access, description: 'A code says nothing of the state of a brewer until a time; its events stay.',
      args: { input: t.arg({ type: inputs.mute, required: true, description: 'The brewer, the code, the end and the reason.' }) },
      resolve: (_root, { input }, { principal }) => answers.mute(input, actorOf(principal)),
    }),
    unmuteBrewerCode: t.field({
      type: mute, nullable: true, ...access, description: 'Ends a mute before its time. One that has ended stays as it is.',
      args: { input: t.arg({ type: inputs.unmute, required: true, description: 'Which mute.' }) },
      resolve: async (_root, { input: { id } }, { principal }) => {
        const key = core.keyOf('BrewerMute', id, /^[1-9]\d{0,8}$/)
        return key === null ? refused(fault('NOT_FOUND', ['id'], 'That is the id of no mute')) : answers.unmute(Number(key), actorOf(principal))
      },
    }),
    setBrewerSchedule: t.field({
      type: brewer, nullable: true, ...access, description: 'Says which schedule a brewer should run: another one is an event of code 47.',
      args: { input: t.arg({ type: inputs.schedule, required: true, description: 'The brewer and the schedule.' }) },
      resolve: async (_root, { input }, { principal }) => {
        const { value, faults } = await answers.expectSchedule(input, actorOf(principal))
        const state = value === null ? undefined : (await answers.stateOf([value])).get(value)
        return state ? { value: state, faults: [] as const } : { value: null, faults }
      },
    }),
  }))
}
