import { sql } from 'drizzle-orm'
import { deleteRows, insertRows, updateRows } from '../../drizzle/bulk.ts'
import type { Transaction } from '../../drizzle/database.ts'
import { environment } from '../../drizzle/tables/environment.ts'
import { fill } from '../../drizzle/tables/fill.ts'
import { runCounter } from '../../drizzle/tables/run-counter.ts'
import { runEndReason } from '../../drizzle/tables/run-end-reason.ts'
import { runDetector } from '../../drizzle/tables/run-detector.ts'
import { runTag } from '../../drizzle/tables/run-tag.ts'
import { run } from '../../drizzle/tables/run.ts'
import { announce, type Announcement, type Entity } from '../events/outbox.ts'
import type { Actor } from './actor.ts'
import { recordChanges } from './change.ts'
import { createTags, findTags, isTagText, openList, type Dimensions } from './dimension.ts'
import { fault, type Fault } from './fault.ts'
import { refreshCoverage } from './fill-coverage.ts'
import { checkRunInput, type RunInput } from './run-input.ts'
import { planRun, timesOf, writtenFields, type KnownEndReason, type KnownRun, type PlanContext, type RunPlan } from './run-plan.ts'
import type { RunQuality } from './run-quality.ts'
import { numberArray } from './parameters.ts'
import { checkTexts } from './text.ts'
import { StartOver } from './transact.ts'

export type WriteStatus = 'CREATED' | 'UPDATED' | 'UNCHANGED' | 'FAILED'

/** What became of one item; `faults` say why when it FAILED. */
export type Written = { number: number; status: WriteStatus; faults: readonly Fault[] }

export type RunWriteOptions = {
  actor: Actor
  now: number
  /** Whether the run must be new (start), must be there (update), or may be either (ingest). */
  expect: 'NEW' | 'KNOWN' | 'ANY'
  reason?: string | null
  /** Write nothing when one item fails. */
  atomic?: boolean
  /** Extra fault of an item that only the stored run can tell (a conflict, an end that is there already). */
  check?: (input: RunInput, known: KnownRun | undefined) => Fault | null
  /** The input with what only the stored run can tell. */
  complete?: (input: RunInput, known: KnownRun | undefined) => RunInput
  /** Words for the event of a change that has its own name. */
  kind?: string
}

const unique = <Item>(items: Iterable<Item | null | undefined>): Set<Item> =>
  new Set([...items].filter((item) => item != null))

/**
 * Locks in the order fills → runs → what is new, everywhere, so that no two writers wait for each other: a run's
 * definition and its fill's coverage depend on both. A new row is a lock on its key.
 */
const lockFills = async (tx: Transaction, numbers: ReadonlySet<number>) => {
  if (numbers.size === 0) return new Map<number, { start: Date | null; end: Date | null }>()
  const rows = await tx
    .select({ number: fill.number, start: fill.stableBeamsStart, end: fill.stableBeamsEnd })
    .from(fill).where(sql`${fill.number} = any(${numberArray(numbers)}::int[])`).orderBy(fill.number).for('no key update')
  return new Map(rows.map(({ number, start, end }) => [number, { start, end }]))
}

const readKnown = async (tx: Transaction, numbers: readonly number[], dimensions: Dimensions) => {
  const wanted = sql`any(${numberArray(numbers)}::int[])`
  const runs = await tx.select().from(run).where(sql`${run.number} = ${wanted}`).orderBy(run.number).for('update')
  const known = new Map<number, { run: (typeof runs)[number]; detectors: Map<string, RunQuality>; tags: Set<string>; counters: Map<string, { value: bigint; unit: string | null }>; endReasons: KnownEndReason[] }>()
  for (const row of runs) known.set(row.number, { run: row, detectors: new Map(), tags: new Set(), counters: new Map(), endReasons: [] })
  if (runs.length === 0) return known
  const [detectors, tags, counters, endReasons] = [
    await tx.select().from(runDetector).where(sql`${runDetector.runNumber} = ${wanted}`),
    await tx.select().from(runTag).where(sql`${runTag.runNumber} = ${wanted}`),
    await tx.select().from(runCounter).where(sql`${runCounter.runNumber} = ${wanted}`),
    await tx.select().from(runEndReason).where(sql`${runEndReason.runNumber} = ${wanted}`),
  ]
  if (detectors.some(({ detectorId }) => !dimensions.detectors.byId(detectorId))) await dimensions.detectors.reload()
  if (tags.some(({ tagId }) => !dimensions.tags.byId(tagId))) await dimensions.tags.reload()
  for (const { runNumber, detectorId, quality } of detectors) {
    known.get(runNumber)?.detectors.set(dimensions.detectors.byId(detectorId)?.name ?? `#${detectorId}`, quality)
  }
  for (const { runNumber, tagId } of tags) known.get(runNumber)?.tags.add(dimensions.tags.byId(tagId)?.text ?? `#${tagId}`)
  for (const { runNumber, name, value, unit } of counters) known.get(runNumber)?.counters.set(name, { value, unit })
  for (const { id, runNumber, category, title, description } of endReasons) known.get(runNumber)?.endReasons.push({ id, category, title, description })
  return known
}

const createdEvents = (entity: Entity, kind: string, keys: readonly (string | number)[]): Announcement[] =>
  keys.map((key) => ({ entity, kind, key: String(key), change: 'CREATED' as const }))

const eventOf = (plan: RunPlan, known: KnownRun | undefined, kind: string | undefined): Announcement => {
  const fields = plan.changes.map(({ field }) => field)
  const key = String(plan.next.number)
  const facts = { fillNumber: plan.next.fillNumber, environmentId: plan.next.environmentId }
  if (plan.created) return { kind: kind ?? 'run.created', entity: 'RUN', key, change: 'CREATED', fields, data: facts }
  const ended = known !== undefined && timesOf(known.run).end === null && timesOf(plan.next).end !== null
  const usual = ended ? 'run.ended' : fields.every((field) => field === 'quality') ? 'run.qualityChanged' : 'run.updated'
  return { kind: kind ?? usual, entity: 'RUN', key, change: 'UPDATED', fields, data: facts }
}

/**
 * Writes what is said of up to some hundred runs: all reading and writing is set-based, so the number of statements
 * does not grow with the items. Each item stands or falls by itself, unless `atomic`.
 */
export const writeRuns = async (
  tx: Transaction,
  dimensions: Dimensions,
  items: readonly RunInput[],
  options: RunWriteOptions,
): Promise<Written[]> => {
  const { actor, now, expect, reason = null } = options
  const results: Written[] = items.map(({ number }) => ({ number, status: 'UNCHANGED', faults: [] }))
  const fail = (index: number, faults: readonly Fault[]) => {
    results[index] = { number: items[index]!.number, status: 'FAILED', faults: [...results[index]!.faults, ...faults] }
  }

  const first = new Map<number, number>()
  items.forEach((item, index) => {
    const faults = [...checkRunInput(item), ...checkTexts(reason, ['reason'])]
    const earlier = first.get(item.number)
    if (earlier !== undefined) faults.push(fault('DUPLICATE_ITEM', ['number'], `Run ${item.number} is item ${earlier} already`))
    else first.set(item.number, index)
    if (faults.length > 0) fail(index, faults)
  })
  const sound = () => items.map((input, index) => ({ input, index })).filter(({ index }) => results[index]!.status !== 'FAILED')
  const numbers = sound().map(({ input }) => input.number)

  // Look before locking: which fills are touched depends on where the runs are now.
  const placed = await tx
    .select({ number: run.number, fillNumber: run.fillNumber })
    .from(run).where(sql`${run.number} = any(${numberArray(numbers)}::int[])`)
  const fills = unique([...placed.map(({ fillNumber }) => fillNumber), ...sound().map(({ input }) => input.fillNumber)])
  const stableBeams = await lockFills(tx, fills)
  const known = await readKnown(tx, numbers, dimensions)
  for (const { run: row } of known.values()) {
    // It has got there since, perhaps into a fill that was made meanwhile.
    if (row.fillNumber !== null && !stableBeams.has(row.fillNumber)) throw new StartOver()
  }

  if (sound().some(({ input }) => input.detectors?.some(({ name }) => !dimensions.detectors.byName(name)))) {
    await dimensions.detectors.reload()
  }
  const types = await openList(tx, 'RUN_TYPE', unique(sound().map(({ input }) => input.type)))
  const periods = await openList(tx, 'PERIOD', unique(sound().map(({ input }) => input.period)))
  const tags = await findTags(tx, unique(sound().flatMap(({ input }) => [...(input.tags ?? []), ...(input.removeTags ?? [])])))
  const context: PlanContext = {
    now,
    typeIds: types.ids,
    typeNames: (id) => types.nameOf(id) ?? dimensions.runTypes.byId(id)?.name,
    periodIds: periods.ids,
    periodNames: (id) => periods.nameOf(id) ?? dimensions.periods.byId(id)?.name,
    isDetector: (name) => dimensions.detectors.byName(name) !== undefined,
    stableBeams: (number) => stableBeams.get(number),
    reason,
    ruled: expect === 'KNOWN',
  }

  const plans: RunPlan[] = []
  for (const { input, index } of sound()) {
    const current = known.get(input.number)
    const faults: Fault[] = []
    if (expect === 'NEW' && current) faults.push(fault('ALREADY_EXISTS', ['number'], `Run ${input.number} exists already`))
    if (expect === 'KNOWN' && !current) faults.push(fault('NOT_FOUND', ['number'], `There is no run ${input.number}`))
    input.tags?.forEach((text, place) => {
      const found = tags.get(text)
      if (!isTagText(text)) faults.push(fault('INVALID_INPUT', ['tags', place], `"${text}" is no tag: 2 to 20 letters, digits, blanks, - + . / _`))
      else if (!found && !actor.rights.has('tag:write')) faults.push(fault('UNKNOWN_TAG', ['tags', place], `There is no tag ${text}; coordinators can create it`))
      else if (found?.archivedAt && !current?.tags.has(text)) faults.push(fault('TAG_ARCHIVED', ['tags', place], `The tag ${text} is archived`))
    })
    const extra = faults.length === 0 ? (options.check?.(input, current) ?? null) : null
    if (extra) faults.push(extra)
    if (faults.length > 0) {
      fail(index, faults)
      continue
    }
    const plan = planRun(current, options.complete?.(input, current) ?? input, context)
    if (Array.isArray(plan)) fail(index, plan)
    else if (plan.created || plan.changes.length > 0) {
      results[index] = { number: input.number, status: plan.created ? 'CREATED' : 'UPDATED', faults: [] }
      plans.push(plan)
    }
  }
  if (options.atomic && results.some(({ status }) => status === 'FAILED')) {
    return results.map((result) =>
      result.status === 'FAILED' ? result : { ...result, status: 'FAILED', faults: [fault('NOT_APPLIED', [], 'Another item failed, and all or none was asked for')] },
    )
  }
  if (plans.length === 0) return results

  const settledTypes = await types.settle(unique(plans.map(({ next }) => next.typeId)))
  const settledPeriods = await periods.settle(unique(plans.map(({ next }) => next.periodId)))
  for (const { next } of plans) {
    if (next.typeId !== null) next.typeId = settledTypes.real(next.typeId)
    if (next.periodId !== null) next.periodId = settledPeriods.real(next.periodId)
  }
  const newTags = [...unique(plans.flatMap((plan) => plan.tags.put))].filter((text) => !tags.has(text))
  await createTags(tx, newTags)
  for (const [text, item] of await findTags(tx, new Set(newTags))) tags.set(text, item)
  const made = await store(tx, plans, {
    dimensions, at: new Date(now), createdBy: actor.name,
    newFills: [...unique(plans.map(({ next }) => next.fillNumber))].filter((number) => !stableBeams.has(number)),
    tagIds: new Map([...tags].map(([text, { id }]) => [text, id])),
  })
  const touched = unique(plans.flatMap((plan) => [plan.next.fillNumber, known.get(plan.next.number)?.run.fillNumber]))
  const covered = await refreshCoverage(tx, touched, new Date(now))
  const at = new Date(now)
  const edits = plans.filter(({ created }) => !created)
  await recordChanges(tx, 'RUN', edits.flatMap(({ next, changes }) => changes.map((item) => ({ ...item, key: String(next.number) }))), { actor, at, reason })
  await announce(
    tx,
    [
      ...createdEvents('RUN_TYPE', 'runType.created', settledTypes.created),
      ...createdEvents('PERIOD', 'period.created', settledPeriods.created),
      ...createdEvents('TAG', 'tag.created', newTags),
      ...createdEvents('FILL', 'fill.created', made.fills),
      ...createdEvents('ENVIRONMENT', 'environment.created', made.environments),
      ...plans.map((plan) => eventOf(plan, known.get(plan.next.number), options.kind)),
      ...covered.map((number): Announcement => ({ kind: 'fill.coverageChanged', entity: 'FILL', key: String(number), change: 'UPDATED', fields: ['coveredSeconds', 'statistics'] })),
    ],
    { actor, at },
  )
  return results
}

const store = async (
  tx: Transaction,
  plans: readonly RunPlan[],
  { dimensions, newFills, tagIds, at, createdBy }: { dimensions: Dimensions; newFills: readonly number[]; tagIds: ReadonlyMap<string, number>; at: Date; createdBy: string },
) => {
  // Feeds don't wait for each other: a fill or environment that only runs have named so far is kept by its name.
  const fills = await insertRows<number>(tx, fill, newFills.toSorted((a, b) => a - b).map((number) => ({ number, createdAt: at, updatedAt: at })), { onConflict: 'do nothing', returning: 'number' })
  if (fills.length < newFills.length) throw new StartOver()
  const environments = unique(plans.map(({ next }) => next.environmentId))
  const newEnvironments = await insertRows<string>(tx, environment, [...environments].sort().map((id) => ({ id, createdAt: at, updatedAt: at })), { onConflict: 'do nothing', returning: 'id' })
  const fieldsOf = ({ next }: RunPlan) =>
    Object.fromEntries((['number', ...writtenFields] as const).map((field) => [field, next[field]]))
  const fresh = plans.filter(({ created }) => created).toSorted((a, b) => a.next.number - b.next.number)
  await insertRows(tx, run, fresh.map((plan) => ({ ...fieldsOf(plan), createdAt: at, updatedAt: at })))
  const edited = plans.filter(({ created }) => !created)
  await updateRows(tx, run, ['number'], [...writtenFields], edited.map(fieldsOf))
  await tx.execute(
    sql`update ${run} set revision = revision + 1, updated_at = ${at.toISOString()} where number = any(${numberArray(edited.map(({ next }) => next.number))}::int[])`,
  )
  const idOf = (name: string) => dimensions.detectors.byName(name)!.id
  await deleteRows(tx, runDetector, ['runNumber', 'detectorId'], plans.flatMap(({ next, detectors }) =>
    detectors.removed.map((name) => ({ runNumber: next.number, detectorId: idOf(name) }))))
  await insertRows(tx, runDetector, plans.flatMap(({ next, detectors }) =>
    [...detectors.put].map(([name, quality]) => ({ runNumber: next.number, detectorId: idOf(name), quality }))),
    { onConflict: '(run_number, detector_id) do update set quality = excluded.quality' })
  await insertRows(tx, runTag, plans.flatMap(({ next, tags }) =>
    tags.put.map((text) => ({ runNumber: next.number, tagId: tagIds.get(text)! }))), { onConflict: 'do nothing' })
  await deleteRows(tx, runTag, ['runNumber', 'tagId'], plans.flatMap(({ next, tags }) =>
    tags.removed.map((text) => ({ runNumber: next.number, tagId: tagIds.get(text)! }))))
  await insertRows(tx, runEndReason, plans.flatMap(({ next, endReasons }) =>
    endReasons.put.map((reason) => ({ runNumber: next.number, ...reason, createdBy, createdAt: at }))))
  await deleteRows(tx, runEndReason, ['id'], plans.flatMap(({ endReasons }) => endReasons.removed))
  await insertRows(tx, runCounter, plans.flatMap(({ next, counters }) =>
    [...counters].map(([name, { value, unit }]) => ({ runNumber: next.number, name, value, unit }))),
    { onConflict: '(run_number, name) do update set value = excluded.value, unit = excluded.unit' })
  return { fills, environments: newEnvironments }
}
