import { inArray, sql } from 'drizzle-orm'
import { insertRows, updateRows } from '../../drizzle/bulk.ts'
import type { Transaction } from '../../drizzle/database.ts'
import { fill, type Fill } from '../../drizzle/tables/fill.ts'
import { run } from '../../drizzle/tables/run.ts'
import { announce, type Announcement } from '../events/outbox.ts'
import type { Actor } from './actor.ts'
import { recordChanges, type FieldChange } from './change.ts'
import type { Dimensions } from './dimension.ts'
import { fault, type Fault } from './fault.ts'
import { refreshCoverage } from './fill-coverage.ts'
import { toDate, type Moment } from './moment.ts'
import { numberArray } from './parameters.ts'
import { writeRuns, type Written } from './run-write.ts'
import { checkTexts } from './text.ts'

/** What somebody says of a fill. A field left out stays as it is, null clears it. */
export type FillInput = {
  number: number
  beamType?: string | null | undefined
  fillingScheme?: string | null | undefined
  energyGeV?: number | null | undefined
  stableBeamsStart?: Moment | null | undefined
  stableBeamsEnd?: Moment | null | undefined
  collidingBunches?: number | null | undefined
  /** nb⁻¹ */
  deliveredLuminosity?: number | null | undefined
}

const writtenFields = [
  'beamType', 'fillingScheme', 'energyGev', 'collidingBunches', 'deliveredLuminosity', 'stableBeamsStart', 'stableBeamsEnd',
] as const

type WrittenFill = Pick<Fill, 'number' | (typeof writtenFields)[number]>

const apiName = (field: string) => (field === 'energyGev' ? 'energyGeV' : field)

const checkFillInput = (item: FillInput): Fault[] => {
  const faults = checkTexts(item)
  const bad = (path: string, message: string) => faults.push(fault('INVALID_INPUT', [path], message))
  if (!Number.isInteger(item.number) || item.number < 1) bad('number', 'A fill number is a whole number from 1')
  if ((item.beamType?.length ?? 0) > 64) bad('beamType', 'At most 64 characters')
  if ((item.fillingScheme?.length ?? 0) > 128) bad('fillingScheme', 'At most 128 characters')
  // A literal such as 1e999 comes as Infinity.
  if (item.energyGeV != null && !(item.energyGeV > 0 && item.energyGeV < Infinity)) bad('energyGeV', 'An energy is more than 0 GeV')
  if (item.collidingBunches != null && item.collidingBunches < 0) bad('collidingBunches', 'A count is not negative')
  if (item.deliveredLuminosity != null && !(item.deliveredLuminosity >= 0 && item.deliveredLuminosity < Infinity)) bad('deliveredLuminosity', 'A luminosity is not negative')
  return faults
}

const merge = (before: WrittenFill, input: FillInput): WrittenFill => {
  const next = { ...before }
  for (const field of ['beamType', 'fillingScheme'] as const) if (input[field] !== undefined) next[field] = input[field]
  for (const field of ['collidingBunches', 'deliveredLuminosity'] as const) if (input[field] !== undefined) next[field] = input[field]
  if (input.energyGeV !== undefined) next.energyGev = input.energyGeV
  for (const field of ['stableBeamsStart', 'stableBeamsEnd'] as const) {
    const value = input[field]
    if (value !== undefined) next[field] = value === null ? null : toDate(value)
  }
  return next
}

const checkBeams = ({ number, stableBeamsStart: start, stableBeamsEnd: end }: WrittenFill): Fault[] => {
  if (end && !start) return [fault('INVALID_INPUT', ['stableBeamsStart'], `Stable beams of fill ${number} end without a start`)]
  if (start && end && end <= start) {
    return [fault('INVALID_INPUT', ['stableBeamsEnd'], `Stable beams of fill ${number} must end after they start: ${start.toISOString()} to ${end.toISOString()}`)]
  }
  return []
}

const plain = (value: unknown) => (value instanceof Date ? value.toISOString() : value)

const changesOf = (before: WrittenFill, next: WrittenFill): FieldChange[] =>
  writtenFields
    .map((field) => ({ field: apiName(field), before: plain(before[field]), after: plain(next[field]) }))
    .filter(({ before: from, after }) => from !== after)

const blank = (number: number): WrittenFill => ({
  number, beamType: null, fillingScheme: null, energyGev: null, collidingBunches: null, deliveredLuminosity: null,
  stableBeamsStart: null, stableBeamsEnd: null,
})

/**
 * Writes what is said of some hundred fills, each by itself unless `atomic`. Where the stable beams move, the
 * definitions of the fill's runs and the covered time follow in the same transaction.
 */
export const writeFills = async (
  tx: Transaction,
  dimensions: Dimensions,
  items: readonly FillInput[],
  { actor, now, atomic = false }: { actor: Actor; now: number; atomic?: boolean },
): Promise<Written[]> => {
  const at = new Date(now)
  const first = new Map<number, number>()
  const found = await tx
    .select().from(fill).where(sql`${fill.number} = any(${numberArray(items.map(({ number }) => number | 0))}::int[])`)
    .orderBy(fill.number).for('no key update')
  const known = new Map<number, Fill>(found.map((row) => [row.number, row]))
  const plans: { next: WrittenFill; created: boolean; changes: FieldChange[] }[] = []

  const results = items.map((item, index): Written => {
    const faults = checkFillInput(item)
    const earlier = first.get(item.number)
    if (earlier !== undefined) faults.push(fault('DUPLICATE_ITEM', ['number'], `Fill ${item.number} is item ${earlier} already`))
    else first.set(item.number, index)
    const current = known.get(item.number)
    const before = current ?? blank(item.number)
    const next = faults.length === 0 ? merge(before, item) : before
    if (faults.length === 0) faults.push(...checkBeams(next))
    if (faults.length > 0) return { number: item.number, status: 'FAILED', faults }
    const changes = changesOf(before, next)
    if (current && changes.length === 0) return { number: item.number, status: 'UNCHANGED', faults: [] }
    plans.push({ next, created: !current, changes })
    return { number: item.number, status: current ? 'UPDATED' : 'CREATED', faults: [] }
  })
  if (atomic && results.some(({ status }) => status === 'FAILED')) return results.map(notApplied)
  if (plans.length === 0) return results

  const fieldsOf = ({ next }: { next: WrittenFill }) =>
    Object.fromEntries((['number', ...writtenFields] as const).map((field) => [field, next[field]]))
  const edited = plans.filter(({ created }) => !created)
  await updateRows(tx, fill, ['number'], [...writtenFields], edited.map(fieldsOf))
  await tx.execute(
    sql`update ${fill} set revision = revision + 1, updated_at = ${at.toISOString()} where number = any(${numberArray(edited.map(({ next }) => next.number))}::int[])`,
  )
  await recordChanges(tx, 'FILL', edited.flatMap(({ next, changes }) => changes.map((item) => ({ ...item, key: String(next.number) }))), { actor, at, reason: null })
  await announce(tx, plans.map(({ next, created, changes }): Announcement => ({
    kind: created ? 'fill.created' : 'fill.updated',
    entity: 'FILL', key: String(next.number), change: created ? 'CREATED' : 'UPDATED',
    fields: changes.map(({ field }) => field),
  })), { actor, at })

  const moved = new Set(edited.filter(({ changes }) => changes.some(({ field }) => field.startsWith('stableBeams'))).map(({ next }) => next.number))
  await reviewRuns(tx, dimensions, moved, { actor, now })
  // What is new comes after the runs, and in the order of the numbers, as everywhere: see lockFills.
  const fresh = plans.filter(({ created }) => created).toSorted((a, b) => a.next.number - b.next.number)
  await insertRows(tx, fill, fresh.map((plan) => ({ ...fieldsOf(plan), createdAt: at, updatedAt: at })))
  return results
}

export const notApplied = (result: Written): Written =>
  result.status === 'FAILED'
    ? result
    : { ...result, status: 'FAILED', faults: [fault('NOT_APPLIED', [], 'Another item failed, and all or none was asked for')] }

/** Derives the definitions of the fills' runs again, and the covered time with them. */
const reviewRuns = async (tx: Transaction, dimensions: Dimensions, fills: ReadonlySet<number>, { actor, now }: { actor: Actor; now: number }) => {
  if (fills.size === 0) return
  const runs = await tx.select({ number: run.number }).from(run).where(inArray(run.fillNumber, [...fills])).orderBy(run.number)
  await writeRuns(tx, dimensions, runs, { actor, now, expect: 'ANY', kind: 'run.definitionChanged' })
  const at = new Date(now)
  const covered = await refreshCoverage(tx, fills, at)
  await announce(tx, covered.map((number): Announcement => ({
    kind: 'fill.coverageChanged', entity: 'FILL', key: String(number), change: 'UPDATED', fields: ['coveredSeconds', 'statistics'],
  })), { actor, at })
}
