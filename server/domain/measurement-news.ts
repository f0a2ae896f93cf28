import { sql } from 'drizzle-orm'
import { updateRows } from '../../drizzle/bulk.ts'
import type { Transaction } from '../../drizzle/database.ts'
import { instrument, type Instrument } from '../../drizzle/tables/instrument.ts'
import { announce, type Announcement } from '../events/outbox.ts'
import type { Actor } from './actor.ts'
import { silencesDue, statusAt, statusChanged, writeStatuses, type StatusEntry } from './instrument-silence.ts'
import { silenceLevel, silenceReason } from './instrument-status.ts'
import { numberArray } from './parameters.ts'

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
  return { row: { id: row.id, lastDataAt: next.lastDataAt, silenceTold: after }, isChanged: isNewer || after !== row.silenceTold, entries, events }
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
