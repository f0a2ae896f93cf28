import { sql } from 'drizzle-orm'
import { insertRows, updateRows } from '../../drizzle/bulk.ts'
import type { Transaction } from '../../drizzle/database.ts'
import { environment, environmentHistory } from '../../drizzle/tables/environment.ts'
import { announce, type Announcement } from '../events/outbox.ts'
import type { Actor } from './actor.ts'
import { historyGrams, historyLetters, type EnvironmentStatus } from './environment-history.ts'
import { fault, type Fault } from './fault.ts'
import { toNanoseconds, type Moment } from './moment.ts'
import { textArray } from './parameters.ts'
import { checkTexts } from './text.ts'

/** A status that an environment took. */
export type EnvironmentInput = { id: string; status: EnvironmentStatus; message?: string | null | undefined; at: Moment }

export type EnvironmentWritten = { id: string; status: 'CREATED' | 'UPDATED' | 'UNCHANGED' | 'FAILED'; faults: readonly Fault[] }

type Step = { status: EnvironmentStatus; message: string | null; atNs: bigint }

const check = (item: EnvironmentInput): Fault[] => {
  const { id, message, at } = item
  const faults = checkTexts(item)
  if (!/^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$/.test(id)) faults.push(fault('INVALID_INPUT', ['id'], `"${id.slice(0, 80)}" is not an environment id`))
  if ((message?.length ?? 0) > 10_000) faults.push(fault('INVALID_INPUT', ['message'], 'At most 10 000 characters'))
  if (at < '1970' || at > '2262') faults.push(fault('INVALID_INPUT', ['at'], `${at} lies outside 1970 to 2261`))
  return faults
}

const momentOf = (atNs: bigint) => new Date(Number(atNs / 1_000_000n))

/**
 * Adds statuses to histories. Reports may come late and out of order, and more than once: the history is ordered by
 * its own times, the same (time, status) is the same step, and the current status is the newest.
 */
export const writeEnvironments = async (
  tx: Transaction,
  items: readonly EnvironmentInput[],
  { actor, now, atomic = false }: { actor: Actor; now: number; atomic?: boolean },
): Promise<EnvironmentWritten[]> => {
  const at = new Date(now)
  const faults = items.map(check)
  if (atomic && faults.some((list) => list.length > 0)) {
    return items.map(({ id }, index) => ({
      id, status: 'FAILED',
      faults: faults[index]!.length > 0 ? faults[index]! : [fault('NOT_APPLIED', [], 'Another item failed, and all or none was asked for')],
    }))
  }
  const ids = [...new Set(items.filter((_, index) => faults[index]!.length === 0).map(({ id }) => id))].sort()
  const created = new Set(await insertRows<string>(tx, environment, ids.map((id) => ({ id, createdAt: at, updatedAt: at })), { onConflict: 'do nothing', returning: 'id' }))
  // Runs that name an environment hold its key meanwhile, in an order of their own: that must not stand in our way.
  const stored = await tx.select().from(environment).where(sql`${environment.id} = any(${textArray(ids)}::text[])`).orderBy(environment.id).for('no key update')
  const steps = await tx.select().from(environmentHistory).where(sql`${environmentHistory.environmentId} = any(${textArray(ids)}::text[])`).orderBy(environmentHistory.id)
  const histories = new Map<string, Map<string, Step>>(ids.map((id) => [id, new Map()]))
  const keyOf = ({ status, atNs }: { status: string; atNs: bigint }) => `${atNs} ${status}`
  for (const step of steps) histories.get(step.environmentId)!.set(keyOf(step), step)
  const before = new Map(stored.map((row) => [row.id, row]))

  const added: (Step & { environmentId: string })[] = []
  // By report: of several messages in one call the last one stays.
  const reworded = new Map<string, Step & { environmentId: string }>()
  const results = items.map((item, index): EnvironmentWritten => {
    if (faults[index]!.length > 0) return { id: item.id, status: 'FAILED', faults: faults[index]! }
    const history = histories.get(item.id)!
    const step = { status: item.status, message: item.message ?? null, atNs: toNanoseconds(item.at) }
    const there = history.get(keyOf(step))
    if (there && (item.message == null || there.message === step.message)) return { id: item.id, status: 'UNCHANGED', faults: [] }
    if (there) reworded.set(`${item.id} ${keyOf(step)}`, { ...step, environmentId: item.id })
    else added.push({ ...step, environmentId: item.id })
    const isNew = created.has(item.id) && history.size === 0
    history.set(keyOf(step), step)
    return { id: item.id, status: isNew ? 'CREATED' : 'UPDATED', faults: [] }
  })
  await insertRows(tx, environmentHistory, added.map(({ environmentId, status, message, atNs }) => ({ environmentId, status, message, atNs })), {
    onConflict: '(environment_id, at_ns, status) do update set message = excluded.message',
  })
  await updateRows(tx, environmentHistory, ['environmentId', 'atNs', 'status'], ['message'], [...reworded.values()])

  const touched = new Set([...added, ...reworded.values()].map(({ environmentId }) => environmentId))
  const summaries = [...touched].map((id) => {
    const ordered = [...histories.get(id)!.values()].sort((a, b) => (a.atNs < b.atNs ? -1 : a.atNs > b.atNs ? 1 : 0))
    const letters = historyLetters(ordered.map(({ status }) => status))
    return {
      id, status: ordered.at(-1)!.status, history: letters, historyGrams: historyGrams(letters),
      createdAt: momentOf(ordered[0]!.atNs), updatedAt: momentOf(ordered.at(-1)!.atNs),
    }
  })
  await updateRows(tx, environment, ['id'], ['status', 'history', 'historyGrams', 'createdAt', 'updatedAt'], summaries)
  await announce(tx, summaries.map(({ id, status, history }): Announcement => ({
    kind: created.has(id) ? 'environment.created' : before.get(id)?.status === status ? 'environment.updated' : 'environment.statusChanged',
    entity: 'ENVIRONMENT', key: id, change: created.has(id) ? 'CREATED' : 'UPDATED',
    fields: ['status', 'history', 'updatedAt'], data: { status, history },
  })), { actor, at })
  return results
}
