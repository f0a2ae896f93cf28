import { sql } from 'drizzle-orm'
import { updateRows } from '../../drizzle/bulk.ts'
import type { Transaction } from '../../drizzle/database.ts'
import { instrument, type Instrument } from '../../drizzle/tables/instrument.ts'
import { announce, type Announcement } from '../events/outbox.ts'
import type { Actor } from './actor.ts'
import { done, fault, refused, type Outcome } from './fault.ts'
import { unknownInstruments } from './instrument-name.ts'
import { silencesDue, statusAt, statusChanged, writeStatuses, type StatusEntry } from './instrument-silence.ts'
import { silenceLevel, silenceReason } from './instrument-status.ts'
import { parseMoment, type Moment } from './moment.ts'
import { numberArray, textArray } from './parameters.ts'

/** What came of an instrument: the time (epoch ms) of the newest new point, how many points changed, of which channels. */
export type News = { newest: number | null; points: number; channels: string[] }

/** So many channels are named in an event. */
const mostNamed = 50

const heard = (row: Instrument, { newest, points, channels }: News, { actor, now }: { actor: Actor; now: number }) => {
  // A source whose clock is ahead has said something now, and no more: else it could never fall silent.
  const time = newest === null ? null : Math.min(newest, now)
  const isNewer = time !== null && time > (row.lastDataAt?.getTime() ?? -Infinity)
  const next = isNewer ? { ...row, lastDataAt: new Date(time) } : row
  const [before, after] = [Math.max(row.silenceTold, silenceLevel(row, now)), silenceLevel(next, now)]
  const status = statusAt(row, after)
  const reason = silenceReason(after) ?? row.reportedReason
  const entries: StatusEntry[] = [
    ...silencesDue(row, now),
    // Its first data may be older than it is itself: then it is silent at once.
    ...silencesDue({ ...next, silenceTold: before }, now),
    ...(after < before ? [{ instrumentId: row.id, status, reason, at: new Date(now), actor: actor.name }] : []),
  ]
  const events: Announcement[] = [
    ...(after === before && entries.length === 0 ? [] : [statusChanged(row.name, statusAt(row, row.silenceTold), status, reason)]),
    {
      kind: 'instrument.dataArrived', entity: 'INSTRUMENT', key: row.name, change: 'UPDATED', fields: ['channels', 'measurements', ...(isNewer ? ['lastDataAt', 'statusSince'] : [])],
      data: { points, channels: channels.slice(0, mostNamed), lastDataAt: next.lastDataAt },
    },
  ]
  const isChanged = isNewer || after !== row.silenceTold
  // Nothing came that was not there: nothing to tell.
  const isNews = points > 0 || isChanged || entries.length > 0
  return { row: { id: row.id, lastDataAt: next.lastDataAt, silenceTold: after }, isChanged, entries, events: isNews ? events : [] }
}

/** Tells that data came: their time moves on, never back, and who was silent is back. One event for each instrument. */
export const hearOf = async (tx: Transaction, news: ReadonlyMap<number, News>, by: { actor: Actor; now: number }): Promise<void> => {
  if (news.size === 0) return
  const rows = await tx.select().from(instrument).where(sql`${instrument.id} = any(${numberArray(news.keys())}::int[])`).orderBy(instrument.id).for('no key update')
  const all = rows.map((row) => heard(row, news.get(row.id)!, by))
  await writeStatuses(tx, all.flatMap(({ entries }) => entries))
  await updateRows(tx, instrument, ['id'], ['lastDataAt', 'silenceTold'], all.filter(({ isChanged }) => isChanged).map(({ row }) => row))
  await announce(tx, all.flatMap(({ events }) => events), { actor: by.actor, at: new Date(by.now) })
}

/** What came of an instrument that is kept elsewhere (by a plugin). */
export type HeardInput = {
  name: string
  /** The newest of it; null when none has a time. */
  at: Moment | null
  /** How many records are new or other than they were. */
  points: number
}

/** Tells of data that are not measurements of the core. The same again, with no points, changes and tells nothing. */
export const hear = async (tx: Transaction, inputs: readonly HeardInput[], by: { actor: Actor; now: number }): Promise<Outcome<string[]>> => {
  const times = inputs.map(({ at }) => (at === null ? null : parseMoment(at)))
  const faults = times.flatMap((time, index) => (time !== null && typeof time !== 'string' ? [fault('INVALID_INPUT', [index, 'at'], time.fault)] : []))
  if (faults.length > 0) return refused(...faults)
  const names = [...new Set(inputs.map(({ name }) => name))]
  const ids = new Map((await tx.select({ id: instrument.id, name: instrument.name }).from(instrument).where(sql`${instrument.name} = any(${textArray(names)}::text[])`)).map(({ id, name }) => [name, id]))
  const unknown = await unknownInstruments(tx, names.filter((name) => !ids.has(name)))
  if (unknown.size > 0) return refused(...inputs.flatMap(({ name }, index) => (unknown.has(name) ? [fault('NOT_FOUND', [index, 'name'], unknown.get(name)!)] : [])))
  const news = new Map<number, News>()
  inputs.forEach(({ name, points }, index) => {
    const id = ids.get(name)!
    const one = news.get(id) ?? { newest: null, points: 0, channels: [] }
    const time = times[index] as Moment | null
    news.set(id, { ...one, newest: time === null ? one.newest : Math.max(one.newest ?? -Infinity, Date.parse(time)), points: one.points + points })
  })
  await hearOf(tx, news, by)
  return done(names)
}
