import { runDefinitions } from '../server/domain/run-definition.ts'
import { runQualities } from '../server/domain/run-quality.ts'
import type { RunOrderField } from '../server/domain/run-read.ts'
import { runStates } from '../server/domain/run-state.ts'
import type { RunFilter } from '../server/domain/run-filter.ts'
import type { Builder } from './builder.ts'
import { enumWithFilter, orderInput } from './filter.ts'
import { queryField, type Asked } from './query.ts'
import type { Shared } from './shared.ts'

const orderedBy: Record<RunOrderField, string> = {
  NUMBER: 'The number.', STARTED_AT: 'When it effectively started; unknown is least.', ENDED_AT: 'When it effectively ended; without an end is least.',
  DURATION: 'Between its effective edges; without an end is least.', FILL: 'The number of its fill; without one is least.',
}

/** Enums, filter, order and inputs of runs. */
export const addRunInputs = (builder: Builder, { filters, direction }: Shared) => {
  const definition = enumWithFilter(builder, 'RunDefinition', runDefinitions, 'What a run was for, derived from how it was set up unless its source said.', {
    PHYSICS: 'Full read-out with ITS and FT0 during stable beams.',
    COSMICS: 'Full read-out of cosmic rays without beam.',
    TECHNICAL: 'A test of the machinery.', SYNTHETIC: 'Data that were replayed or made up.', CALIBRATION: 'Pedestals, lasers, pulsers, noise, scans.',
    COMMISSIONING: 'None of the others.',
  })
  const quality = enumWithFilter(builder, 'RunQuality', runQualities, 'What people think of the data of a run, or of a detector in it.', {
    NONE: 'Nobody has said yet.', GOOD: 'Fit for physics.', BAD: 'Not fit for physics.', TEST: 'Of a test; not meant for physics.',
  })
  const state = enumWithFilter(builder, 'RunState', runStates, 'Where a run stands now.', {
    UNKNOWN: 'No times are known.', RUNNING: 'Started, and not ended.', ENDED: 'Ended.', LOST: 'Started more than 48 hours ago and nobody ended it.',
  })

  const detectorQuality = builder.inputType('DetectorQualityFilter', {
    description: 'A detector that takes part, and its quality there.',
    fields: (t) => ({
      detector: t.string({ required: true, description: 'By name.' }),
      quality: t.field({ type: quality.filter, required: true, description: 'Its quality in the run.' }),
    }),
  })
  const endReason = builder.inputType('EndReasonFilter', {
    description: 'An end-of-run reason with all of these.',
    fields: (t) => ({
      category: t.string({ description: 'In upper or lower case.' }),
      title: t.string({ description: 'In upper or lower case.' }),
      description: t.string({ description: 'Contains this text.' }),
    }),
  })
  const filter = builder.inputRef<Asked<RunFilter>>('RunFilter')
  filter.implement({
    description: 'Which runs. All that is given must hold.',
    fields: (t) => ({
      and: t.field({ type: [filter], description: 'All of these.' }),
      or: t.field({ type: [filter], description: 'At least one of these.' }),
      not: t.field({ type: filter, description: 'Not this.' }),
      number: t.field({ type: filters.int, description: 'Its number.' }),
      numberRanges: t.string({ description: 'Numbers and ranges: "1-5,8,550000..550100".' }),
      type: t.field({ type: filters.string, description: 'The name of the run type.' }),
      definition: t.field({ type: definition.filter, description: 'What it was for.' }),
      quality: t.field({ type: quality.filter, description: 'What people think of it.' }),
      state: t.field({ type: state.filter, description: 'Where it stands now.' }),
      detectors: t.field({ type: filters.set, description: 'Detectors taking part, by name.' }),
      detectorQuality: t.field({ type: detectorQuality, description: 'The quality of one detector.' }),
      tags: t.field({ type: filters.set, description: 'Tags on it, by text.' }),
      fillNumber: t.field({ type: filters.int, description: 'The number of its fill.' }),
      environmentId: t.field({ type: filters.string, description: 'The id of its environment.' }),
      period: t.field({ type: filters.string, description: 'The name of the period.' }),
      startedBy: t.field({ type: filters.string, description: 'Who started it.' }),
      endedBy: t.field({ type: filters.string, description: 'Who ended it.' }),
      startedAt: t.field({ type: filters.range, description: 'When the run effectively started: the trigger\'s time, else the control system\'s.' }),
      endedAt: t.field({ type: filters.range, description: 'When the run effectively ended.' }),
      durationSeconds: t.field({ type: filters.float, description: 'Running runs count to now; the duration of a lost run is not known.' }),
      endReason: t.field({ type: endReason, description: 'Why it ended: at least one reason like this.' }),
      query: queryField(t, 'detector:ITS quality:bad'),
      text: t.string({ description: 'Words of the run: number, who started and ended it, environment, tags, end reasons.' }),
    }),
  })
  const order = orderInput(builder, direction, 'Run', orderedBy, 'highest number first')

  const detectorInput = builder.inputType('RunDetectorInput', {
    description: 'A detector taking part.',
    fields: (t) => ({
      name: t.string({ required: true, description: 'A detector that is known.' }),
      quality: t.field({ type: quality.ref, description: 'Stays as it is when left out.' }),
    }),
  })
  const counterInput = builder.inputType('CounterInput', {
    description: 'A whole number that the run left behind.',
    fields: (t) => ({
      name: t.string({ required: true, description: 'Such as bytesReadOut.' }),
      value: t.field({ type: 'BigInt', required: true, description: 'In the unit.' }),
      unit: t.string({ description: 'Such as B; at most 16 characters.' }),
    }),
  })
  const conditions = builder.inputType('RunConditionsInput', {
    description: 'What the definition rules look at, as the control system reports it.',
    fields: (t) => ({
      dcs: t.boolean({ description: 'Detector control system on.' }),
      dataDistribution: t.boolean({ description: 'Data distribution on.' }),
      epn: t.boolean({ description: 'Event processing nodes on.' }),
      trigger: t.string({ description: 'OFF, LTU or CTP.' }),
      processingMode: t.string({ description: 'processing, processing-disk, physics …' }),
      workflowParameters: t.string({ description: 'Comma list such as QC,CTF.' }),
      pdpBeamType: t.string({ description: 'pp, PbPb, cosmic, technical …' }),
      beamMode: t.string({ description: 'The machine\'s: STABLE BEAMS, NO BEAM …' }),
    }),
  })
  const endReasonInput = builder.inputType('EndReasonInput', {
    description: 'Why a run ended.',
    fields: (t) => ({
      category: t.string({ required: true, description: 'Such as DETECTORS, LHC, OTHER. DETECTORS names a detector as its title.' }),
      title: t.string({ description: 'At most 128 characters.' }),
      description: t.string({ description: 'At most 2000 characters.' }),
    }),
  })

  /** The fields of a run that anybody may say; left out stays as it is, null clears. */
  const runFields = (t: Parameters<Parameters<typeof builder.inputType<'RunInput', never>>[1]['fields']>[0]) => ({
    number: t.int({ required: true, description: 'Which run.' }),
    type: t.string({ description: 'An open list: a new name makes a new type.' }),
    definition: t.field({ type: definition.ref, description: 'Wins over the rules; null lets the rules decide again.' }),
    quality: t.field({ type: quality.ref, description: 'Only after the end.' }),
    startedAt: t.field({ type: 'DateTime', description: 'By the control system.' }),
    endedAt: t.field({ type: 'DateTime', description: 'By the control system; after startedAt.' }),
    triggerStartedAt: t.field({ type: 'DateTime', description: 'When data began to flow; goes before startedAt.' }),
    triggerEndedAt: t.field({ type: 'DateTime', description: 'When data ceased to flow; goes before endedAt.' }),
    fillNumber: t.int({ description: 'The machine\'s fill; one that nobody knows yet is made.' }),
    environmentId: t.string({ description: 'The control system\'s environment; one that nobody knows yet is made.' }),
    period: t.string({ description: 'An open list, such as LHC22n.' }),
    detectors: t.field({ type: [detectorInput], description: 'The complete list of those taking part; null or an empty one clears it.' }),
    tags: t.stringList({ description: 'Added to those that are there; tagRun removes.' }),
    startedBy: t.string({ description: 'Who; at most 128 characters.' }),
    endedBy: t.string({ description: 'Who; at most 128 characters.' }),
    counters: t.field({ type: [counterInput], description: 'Set by name; others stay.' }),
    conditions: t.field({ type: conditions, description: 'Set by name; others stay.' }),
    endReasons: t.field({ type: [endReasonInput], description: 'Added to those that are there.' }),
  })
  return { definition: definition.ref, quality: quality.ref, state: state.ref, filter, order, runFields }
}

export type RunInputs = ReturnType<typeof addRunInputs>
