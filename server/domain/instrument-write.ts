import { and, asc, desc, eq, inArray, lte, notInArray } from 'drizzle-orm'
import type { Transaction } from '../../drizzle/database.ts'
import { instrument, instrumentStatusHistory, type Instrument } from '../../drizzle/tables/instrument.ts'
import { channel } from '../../drizzle/tables/measurement.ts'
import { announce } from '../events/outbox.ts'
import { suggestion } from '../spelling.ts'
import type { Actor } from './actor.ts'
import { recordChanges, type FieldChange } from './change.ts'
import { done, fault, refused, type Outcome } from './fault.ts'
import type { ArchiveInput, ChannelUpdate, InstrumentInput, InstrumentUpdate, StatusReport } from './instrument-input.ts'
import { silencesDue, statusAt, statusChanged, writeStatuses } from './instrument-silence.ts'
import { silenceLevel, silences, silentSince } from './instrument-status.ts'
import { toDate } from './moment.ts'

type By = { actor: Actor; now: number }

/** Clocks of sources may be ahead of ours by so much (ms). */
const aheadMs = 5 * 60_000

const facts = ['kind', 'place', 'latitude', 'longitude', 'description'] as const

export const create = async (tx: Transaction, input: InstrumentInput, { actor, now }: By): Promise<Outcome<string>> => {
  const at = new Date(now)
  const { name, kind, place = null, latitude = null, longitude = null, description = null } = input
  const [made] = await tx.insert(instrument)
    .values({ name, kind, place, latitude, longitude, description, reportedAt: at, createdAt: at, updatedAt: at })
    .onConflictDoNothing().returning({ id: instrument.id })
  if (!made) return refused(fault('ALREADY_EXISTS', ['name'], `The instrument ${name} exists already`))
  await writeStatuses(tx, [{ instrumentId: made.id, status: 'UNKNOWN', reason: null, at, actor: actor.name }])
  await announce(tx, [{ kind: 'instrument.created', entity: 'INSTRUMENT', key: name, change: 'CREATED' }], { actor, at })
  return done(name)
}

const hasMoved = (row: Instrument, revision: number | null | undefined) =>
  revision != null && revision !== row.revision
    ? [fault('CONFLICT', ['revision'], `${row.name} has changed since: it is at revision ${row.revision}, not ${revision}`)]
    : []

const applyEdit = async (
  tx: Transaction, row: Instrument, next: Partial<Instrument>, changes: readonly FieldChange[], { actor, now, reason }: By & { reason: string | null },
): Promise<Outcome<string>> => {
  if (changes.length === 0) return done(row.name)
  const at = new Date(now)
  await tx.update(instrument).set({ ...next, updatedAt: at, revision: row.revision + 1 }).where(eq(instrument.id, row.id))
  await recordChanges(tx, 'INSTRUMENT', changes.map((change) => ({ ...change, key: row.name })), { actor, at, reason })
  const fields = [...changes.map(({ field }) => field), 'revision', 'updatedAt']
  await announce(tx, [{ kind: 'instrument.updated', entity: 'INSTRUMENT', key: row.name, change: 'UPDATED', fields }], { actor, at })
  return done(row.name)
}

export const edit = async (tx: Transaction, row: Instrument, input: InstrumentUpdate, by: By): Promise<Outcome<string>> => {
  const moved = hasMoved(row, input.revision)
  if (moved.length > 0) return refused(...moved)
  const next = Object.fromEntries(facts.map((field) => [field, input[field] === undefined ? row[field] : input[field]])) as Pick<Instrument, (typeof facts)[number]>
  const changes = facts.filter((field) => next[field] !== row[field]).map((field) => ({ field, before: row[field], after: next[field] }))
  return applyEdit(tx, row, next, changes, { ...by, reason: input.reason ?? null })
}

/** As those who ingest do: channels first, then instruments. */
export const lockChannel = async (tx: Transaction, { name, channel: of }: ChannelUpdate): Promise<void> => {
  const owner = tx.select({ id: instrument.id }).from(instrument).where(eq(instrument.name, name))
  await tx.select({ id: channel.id }).from(channel).where(and(inArray(channel.instrumentId, owner), eq(channel.name, of))).for('no key update')
}

/** What is said of one of its channels is an edit of the instrument: its history has it as `channels.pressure.description`. */
export const editChannel = async (tx: Transaction, row: Instrument, { channel: name, description, revision, reason = null }: ChannelUpdate, by: By): Promise<Outcome<string>> => {
  const moved = hasMoved(row, revision)
  if (moved.length > 0) return refused(...moved)
  const [known] = await tx.select().from(channel).where(and(eq(channel.instrumentId, row.id), eq(channel.name, name)))
  if (!known) {
    const names = (await tx.select({ name: channel.name }).from(channel).where(eq(channel.instrumentId, row.id)).orderBy(asc(channel.name))).map((one) => one.name)
    return refused(fault('NOT_FOUND', ['channel'], `${row.name} has no channel "${name.slice(0, 80)}".${suggestion(name.slice(0, 64), names)}`))
  }
  if (description === undefined || description === known.description) return done(row.name)
  await tx.update(channel).set({ description }).where(eq(channel.id, known.id))
  return applyEdit(tx, row, {}, [{ field: `channels.${name}.description`, before: known.description, after: description }], { ...by, reason })
}

export const archive = async (tx: Transaction, row: Instrument, input: ArchiveInput, by: By): Promise<Outcome<string>> => {
  const moved = hasMoved(row, input.revision)
  if (moved.length > 0) return refused(...moved)
  const archived = input.archived ?? true
  if (archived === (row.archivedAt !== null)) return done(row.name)
  const archivedAt = archived ? new Date(by.now) : null
  return applyEdit(tx, row, { archivedAt }, [{ field: 'archivedAt', before: row.archivedAt, after: archivedAt }], { ...by, reason: input.reason ?? null })
}

/** What it was said to be at a moment, silences left aside. */
const saidBefore = async (tx: Transaction, instrumentId: number, at: Date) => {
  const entries = instrumentStatusHistory
  const [entry] = await tx.select().from(entries)
    .where(and(eq(entries.instrumentId, instrumentId), lte(entries.at, at), notInArray(entries.status, silences.map(({ status }) => status))))
    .orderBy(desc(entries.at), desc(entries.id)).limit(1)
  return entry
}

export const reportStatus = async (tx: Transaction, row: Instrument, { status, reason = null, at: given }: StatusReport, { actor, now }: By): Promise<Outcome<string>> => {
  const at = given == null ? new Date(now) : toDate(given)
  if (at.getTime() > now + aheadMs) return refused(fault('INVALID_INPUT', ['at'], `${at.toISOString()} is yet to come`))
  const isNewest = at >= row.reportedAt
  const said = isNewest ? { status: row.reportedStatus, reason: row.reportedReason } : await saidBefore(tx, row.id, at)
  if (said?.status === status && said.reason === reason) return done(row.name)

  const due = silencesDue(row, now)
  const level = silenceLevel(row, now)
  const silentFrom = silentSince(row) + silences[0].afterMs
  // While it is silent its status is that; what is reported meanwhile shows when data come again.
  const shows = level === 0 || at.getTime() < silentFrom
  await writeStatuses(tx, [...due, ...(shows ? [{ instrumentId: row.id, status, reason, at, actor: actor.name }] : [])])
  await tx.update(instrument).set({
    ...(isNewest && { reportedStatus: status, reportedReason: reason, reportedAt: at }), silenceTold: Math.max(level, row.silenceTold), updatedAt: new Date(now),
  }).where(eq(instrument.id, row.id))
  const by = { actor, at: new Date(now) }
  if (isNewest && status !== row.reportedStatus) {
    await recordChanges(tx, 'INSTRUMENT', [{ key: row.name, field: 'reportedStatus', before: row.reportedStatus, after: status }], { ...by, reason })
  }
  const before = statusAt(row, row.silenceTold)
  const after = isNewest && level === 0 ? status : statusAt(row, level)
  await announce(tx, [before === after
    ? { kind: 'instrument.updated', entity: 'INSTRUMENT', key: row.name, change: 'UPDATED', fields: ['reportedStatus', 'statusReason', 'statusHistory', 'updatedAt'] }
    : statusChanged(row.name, before, after, level === 0 ? reason : due.at(-1)?.reason ?? null)], by)
  return done(row.name)
}

/** Tells that fields of them have changed which the core does not know. */
export const touch = async (tx: Transaction, { names, fields }: { names: readonly string[]; fields: readonly string[] }, { actor, now }: By): Promise<void> => {
  if (names.length === 0) return
  const rows = await tx.select({ name: instrument.name }).from(instrument).where(inArray(instrument.name, [...names])).orderBy(asc(instrument.name))
  await announce(tx, rows.map(({ name }) => ({ kind: 'instrument.updated', entity: 'INSTRUMENT', key: name, change: 'UPDATED', fields })), { actor, at: new Date(now) })
}
