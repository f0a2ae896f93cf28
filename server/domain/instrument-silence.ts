import { sql } from 'drizzle-orm'
import { insertRows, updateRows } from '../../drizzle/bulk.ts'
import type { Transaction } from '../../drizzle/database.ts'
import { instrument, instrumentStatusHistory, type Instrument } from '../../drizzle/tables/instrument.ts'
import { announce, type Announcement } from '../events/outbox.ts'
import { systemActor, type Actor } from './actor.ts'
import { silenceLevel, silences, silentSince, type InstrumentStatus, type SilenceLevel } from './instrument-status.ts'

/** A status for the history of an instrument. */
export type StatusEntry = { instrumentId: number; status: InstrumentStatus; reason: string | null; at: Date; actor: string }

/** What it is called while its silence is told up to this level. */
export const statusAt = ({ reportedStatus }: Pick<Instrument, 'reportedStatus'>, level: number): InstrumentStatus =>
  silences.find((one) => one.level === level)?.status ?? reportedStatus

export const writeStatuses = (tx: Transaction, entries: readonly StatusEntry[]) => insertRows(tx, instrumentStatusHistory, entries)

export const statusChanged = (name: string, before: InstrumentStatus, status: InstrumentStatus, reason: string | null): Announcement => ({
  kind: 'instrument.statusChanged', entity: 'INSTRUMENT', key: name, change: 'UPDATED',
  fields: ['status', 'statusSince', 'statusReason'], data: { before, status, reason },
})

const silenceActor = systemActor('silence')

/** What of the silence of an instrument is due and was not told yet, each with the exact moment that it began. */
export const silencesDue = (row: Instrument, now: number): StatusEntry[] => {
  const level = silenceLevel(row, now)
  return silences
    .filter((one) => one.level > row.silenceTold && one.level <= level)
    .map(({ status, reason, afterMs }) => ({ instrumentId: row.id, status, reason, at: new Date(Math.max(silentSince(row) + afterMs, row.createdAt.getTime())), actor: silenceActor.name }))
}

/**
 * Tells of instruments that have fallen silent: in their history with the exact moment, and as an event. Their status
 * itself needs no telling, it is true whenever somebody looks. Several servers may do it at once: each silence is told
 * once, by whoever has the row.
 * @returns how many instruments it told of
 */
export const tellSilence = async (tx: Transaction, { now, actor = silenceActor }: { now: number; actor?: Actor }): Promise<number> => {
  const at = new Date(now)
  const due = silences.map(({ level, afterMs }) =>
    sql`(${instrument.silenceTold} < ${level} and coalesce(${instrument.lastDataAt}, ${instrument.createdAt}) <= coalesce(${instrument.archivedAt}, ${at.toISOString()}::timestamptz) - make_interval(secs => ${afterMs / 1000}))`)
  const rows = await tx.select().from(instrument).where(sql.join(due, sql` or `)).orderBy(instrument.id).for('no key update')
  const told = rows.map((row) => ({ row, entries: silencesDue(row, now), level: silenceLevel(row, now) as SilenceLevel })).filter(({ entries }) => entries.length > 0)
  await writeStatuses(tx, told.flatMap(({ entries }) => entries))
  await updateRows(tx, instrument, ['id'], ['silenceTold'], told.map(({ row, level }) => ({ id: row.id, silenceTold: level })))
  await announce(tx, told.map(({ row, entries, level }) =>
    statusChanged(row.name, statusAt(row, row.silenceTold), statusAt(row, level), entries.at(-1)!.reason)), { actor, at })
  return told.length
}
