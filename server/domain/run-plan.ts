import type { Run } from '../../drizzle/tables/run.ts'
import type { FieldChange } from './change.ts'
import { fault, type Fault } from './fault.ts'
import { toDate, type Moment } from './moment.ts'
import { deriveDefinition, type RunDefinition } from './run-definition.ts'
import type { EndReasonInput, RunInput } from './run-input.ts'
import { checkDetectorQualityChange, checkQualityChange, type RunQuality } from './run-quality.ts'
import { effectiveTimes } from './run-state.ts'

/** The columns of a run that a write decides. */
export const writtenFields = [
  'typeId', 'definition', 'definitionIsExplicit', 'quality', 'startedAt', 'endedAt', 'triggerStartedAt', 'triggerEndedAt',
  'fillNumber', 'environmentId', 'periodId', 'startedBy', 'endedBy',
  'dcs', 'dataDistribution', 'epn', 'trigger', 'processingMode', 'workflowParameters', 'pdpBeamType', 'beamMode',
] as const

export type WrittenRun = Pick<Run, 'number' | (typeof writtenFields)[number]>

/** A run as it stands, with what hangs on it. */
export type KnownRun = {
  run: WrittenRun & Pick<Run, 'revision'>
  detectors: ReadonlyMap<string, RunQuality>
  tags: ReadonlySet<string>
  counters: ReadonlyMap<string, { value: bigint; unit: string | null }>
  endReasons: readonly KnownEndReason[]
}

export type EndReason = { category: string; title: string | null; description: string | null }
export type KnownEndReason = EndReason & { id: bigint }

/** What a plan may look up: everything is read before, in a few statements for all items. */
export type PlanContext = {
  now: number
  typeIds: ReadonlyMap<string, number>
  typeNames: (id: number) => string | undefined
  periodIds: ReadonlyMap<string, number>
  periodNames: (id: number) => string | undefined
  isDetector: (name: string) => boolean
  stableBeams: (fillNumber: number) => { start: Date | null; end: Date | null } | undefined
  /** Why; null when nobody said. */
  reason: string | null
  /** People must say why they change a verdict; a source states what it found. */
  ruled: boolean
}

/** What one write comes to: the run as it will be, and each field that changes. Nothing has been written yet. */
export type RunPlan = {
  next: WrittenRun
  created: boolean
  changes: FieldChange[]
  detectors: { put: Map<string, RunQuality>; removed: string[]; taking: readonly string[] }
  tags: { put: string[]; removed: string[] }
  endReasons: { put: EndReason[]; removed: readonly KnownEndReason[] }
  counters: Map<string, { value: bigint; unit: string | null }>
}

const moments = ['startedAt', 'endedAt', 'triggerStartedAt', 'triggerEndedAt'] as const
const plain = ['fillNumber', 'environmentId', 'startedBy', 'endedBy'] as const
const conditions = [
  'dcs', 'dataDistribution', 'epn', 'trigger', 'processingMode', 'workflowParameters', 'pdpBeamType', 'beamMode',
] as const

const blank = (number: number): WrittenRun => ({
  number, typeId: null, definition: 'COMMISSIONING', definitionIsExplicit: false, quality: 'NONE',
  startedAt: null, endedAt: null, triggerStartedAt: null, triggerEndedAt: null,
  fillNumber: null, environmentId: null, periodId: null, startedBy: null, endedBy: null,
  dcs: null, dataDistribution: null, epn: null, trigger: null, processingMode: null,
  workflowParameters: null, pdpBeamType: null, beamMode: null,
})

const toTime = (date: Date | null) => date?.getTime() ?? null

/** Effective start and end of a run, epoch ms. */
export const timesOf = (run: WrittenRun) =>
  effectiveTimes({
    startedAt: toTime(run.startedAt), endedAt: toTime(run.endedAt),
    triggerStartedAt: toTime(run.triggerStartedAt), triggerEndedAt: toTime(run.triggerEndedAt),
  })

/** Over, or known by number only: then a verdict makes sense. */
const isOver = (run: WrittenRun) => {
  const { start, end } = timesOf(run)
  return end !== null || start === null
}

const overlapsStableBeams = (run: WrittenRun, context: PlanContext): boolean => {
  const beams = run.fillNumber === null ? undefined : context.stableBeams(run.fillNumber)
  const { start, end } = timesOf(run)
  if (!beams?.start || start === null) return false
  return start < (toTime(beams.end) ?? context.now) && (end ?? context.now) > beams.start.getTime()
}

const define = (run: WrittenRun, detectors: Iterable<string>, context: PlanContext): RunDefinition =>
  deriveDefinition({
    runType: run.typeId === null ? null : (context.typeNames(run.typeId) ?? null),
    dcs: run.dcs, dataDistribution: run.dataDistribution, epn: run.epn, trigger: run.trigger,
    processingMode: run.processingMode, workflowParameters: run.workflowParameters,
    pdpBeamType: run.pdpBeamType, beamMode: run.beamMode,
    detectors: [...detectors], overlapsStableBeams: overlapsStableBeams(run, context),
  })

const checkTimes = (run: WrittenRun): Fault[] => {
  const faults: Fault[] = []
  const inOrder = (start: Date | null, end: Date | null, path: string, what: string) => {
    if (start && end && end <= start) {
      faults.push(fault('INVALID_INPUT', [path], `${what} must end after it starts: ${start.toISOString()} to ${end.toISOString()}`))
    }
  }
  inOrder(run.startedAt, run.endedAt, 'endedAt', `Run ${run.number}`)
  inOrder(run.triggerStartedAt, run.triggerEndedAt, 'triggerEndedAt', `The trigger of run ${run.number}`)
  const { start, end } = timesOf(run)
  if (faults.length === 0 && start !== null && end !== null && end <= start) {
    faults.push(fault('INVALID_INPUT', ['endedAt'], `Run ${run.number} would end (trigger or control system) before it starts`))
  }
  return faults
}

const shown = (field: string, run: WrittenRun, context: PlanContext): unknown => {
  if (field === 'type') return run.typeId === null ? null : (context.typeNames(run.typeId) ?? null)
  if (field === 'period') return run.periodId === null ? null : (context.periodNames(run.periodId) ?? null)
  const value = run[field as keyof WrittenRun]
  return value instanceof Date ? value.toISOString() : value
}

const shownFields = ['type', 'definition', 'definitionIsExplicit', 'quality', ...moments, ...plain, 'period', ...conditions] as const

const sorted = (names: Iterable<string>) => [...names].sort()

const planDetectors = (
  known: ReadonlyMap<string, RunQuality>, input: RunInput, over: boolean, context: PlanContext, changes: FieldChange[], faults: Fault[],
) => {
  const put = new Map<string, RunQuality>()
  const judge = (name: string, to: RunQuality, path: (string | number)[]) => {
    const from = known.get(name)
    const reason = context.ruled ? context.reason : 'stated by the source'
    const broken = checkDetectorQualityChange({ from: from ?? 'NONE', to, ended: over, reason })
    if (broken) faults.push(fault(broken.code, broken.code === 'REASON_REQUIRED' ? ['reason'] : path, `${name}: ${broken.message}`))
    if (from === to) return
    put.set(name, to)
    if (from !== undefined) changes.push({ field: `detectors.${name}.quality`, before: from, after: to })
  }
  const isKnown = (name: string, path: (string | number)[]) => {
    if (context.isDetector(name)) return true
    faults.push(fault('UNKNOWN_DETECTOR', path, `There is no detector ${name}`))
    return false
  }
  const listed = input.detectors === null ? [] : input.detectors
  listed?.forEach(({ name, quality }, index) => {
    if (isKnown(name, ['detectors', index, 'name'])) judge(name, quality ?? known.get(name) ?? 'NONE', ['detectors', index, 'quality'])
  })
  input.detectorQualities?.forEach(({ name, quality }) => {
    if (!isKnown(name, ['detector'])) return
    if (known.has(name)) judge(name, quality, ['quality'])
    else faults.push(fault('INVALID_INPUT', ['detector'], `${name} takes no part in run ${input.number}`))
  })
  const taking = listed?.map(({ name }) => name) ?? [...known.keys()]
  const removed = [...known.keys()].filter((name) => !taking.includes(name))
  if (removed.length > 0 || taking.some((name) => !known.has(name))) {
    changes.push({ field: 'detectors', before: sorted(known.keys()), after: sorted(taking) })
  }
  return { put, removed, taking }
}

const planTags = (known: ReadonlySet<string>, input: RunInput, changes: FieldChange[]) => {
  const put = [...new Set(input.tags ?? [])].filter((text) => !known.has(text))
  const removed = [...new Set(input.removeTags ?? [])].filter((text) => known.has(text))
  if (put.length + removed.length > 0) {
    changes.push({ field: 'tags', before: sorted(known), after: sorted([...known, ...put].filter((text) => !removed.includes(text))) })
  }
  return { put, removed }
}

const toEndReason = ({ category, title = null, description = null }: EndReasonInput): EndReason =>
  ({ category: category.trim(), title: title?.trim() ?? null, description })
const isSameReason = (one: EndReason, other: EndReason) =>
  one.category === other.category && one.title === other.title && one.description === other.description

const planEndReasons = (known: readonly KnownEndReason[], input: RunInput, context: PlanContext, changes: FieldChange[], faults: Fault[]) => {
  const put: EndReason[] = []
  input.endReasons?.forEach((given, index) => {
    const reason = toEndReason(given)
    if (/^detectors?$/i.test(reason.category) && !(reason.title && context.isDetector(reason.title))) {
      faults.push(fault('UNKNOWN_DETECTOR', ['endReasons', index, 'title'], `The category ${given.category} names a detector as its title; there is no detector ${given.title ?? '(none)'}`))
    }
    if ([...known, ...put].some((other) => isSameReason(reason, other))) return
    put.push(reason)
    changes.push({ field: 'endReasons', before: null, after: reason })
  })
  const unwanted = (input.removeEndReasons ?? []).map(toEndReason)
  const removed = known.filter((reason) => unwanted.some((other) => isSameReason(reason, other)))
  for (const { category, title, description } of removed) changes.push({ field: 'endReasons', before: { category, title, description }, after: null })
  return { put, removed }
}

const planCounters = (known: KnownRun['counters'], input: RunInput, changes: FieldChange[]) => {
  const put = new Map<string, { value: bigint; unit: string | null }>()
  const shownAs = (counter: { value: bigint; unit: string | null } | undefined) =>
    counter ? [String(counter.value), counter.unit].filter(Boolean).join(' ') : null
  for (const { name, value, unit } of input.counters ?? []) {
    const from = known.get(name)
    const to = { value: BigInt(value), unit: unit === undefined ? (from?.unit ?? null) : unit }
    if (from?.value === to.value && from.unit === to.unit) continue
    put.set(name, to)
    changes.push({ field: `counters.${name}`, before: shownAs(from), after: shownAs(to) })
  }
  return put
}

/**
 * Works out what a write comes to, or why it is refused. Pure: looks only at what it is given.
 * @param known the run as it stands; undefined makes a new one
 */
export const planRun = (known: KnownRun | undefined, input: RunInput, context: PlanContext): RunPlan | Fault[] => {
  const before = known?.run ?? blank(input.number)
  const next: WrittenRun = { ...before }
  for (const field of moments) {
    const value: Moment | null | undefined = input[field]
    if (value !== undefined) next[field] = value === null ? null : toDate(value)
  }
  if (input.fillNumber !== undefined) next.fillNumber = input.fillNumber
  for (const field of ['environmentId', 'startedBy', 'endedBy'] as const) {
    if (input[field] !== undefined) next[field] = input[field]
  }
  if (input.type !== undefined) next.typeId = input.type === null ? null : (context.typeIds.get(input.type) ?? null)
  if (input.period !== undefined) next.periodId = input.period === null ? null : (context.periodIds.get(input.period) ?? null)
  if (input.quality !== undefined) next.quality = input.quality ?? 'NONE'
  for (const field of conditions) {
    const value = input.conditions?.[field]
    if (value !== undefined) Object.assign(next, { [field]: value })
  }

  const faults = checkTimes(next)
  const over = isOver(next)
  const qualityFault = context.ruled || next.quality !== 'NONE'
    ? checkQualityChange({ from: before.quality, to: next.quality, ended: over, reason: context.ruled ? context.reason : 'stated by the source' })
    : null
  if (qualityFault) faults.push(fault(qualityFault.code, [qualityFault.code === 'REASON_REQUIRED' ? 'reason' : 'quality'], qualityFault.message))
  if (!qualityFault && next.quality !== 'NONE' && !over) {
    faults.push(fault('RUN_NOT_ENDED', ['endedAt'], `Run ${next.number} has the quality ${next.quality}: it cannot be open again`))
  }

  const changes: FieldChange[] = []
  const detectors = planDetectors(known?.detectors ?? new Map(), input, over, context, changes, faults)
  const endReasons = planEndReasons(known?.endReasons ?? [], input, context, changes, faults)
  if (faults.length > 0) return faults

  if (input.definition !== undefined) next.definitionIsExplicit = input.definition !== null
  next.definition = next.definitionIsExplicit ? (input.definition ?? next.definition) : define(next, detectors.taking, context)

  const tags = planTags(known?.tags ?? new Set(), input, changes)
  const counters = planCounters(known?.counters ?? new Map(), input, changes)
  for (const field of shownFields) {
    const [from, to] = [shown(field, before, context), shown(field, next, context)]
    if (from !== to) changes.push({ field, before: from, after: to })
  }
  return { next, created: known === undefined, changes, detectors, tags, endReasons, counters }
}
