import { sql } from 'drizzle-orm'
import { insertRows, updateRows } from '../../drizzle/bulk.ts'
import type { Transaction } from '../../drizzle/database.ts'
import { instrument } from '../../drizzle/tables/instrument.ts'
import { channel, type Channel } from '../../drizzle/tables/measurement.ts'
import type { Actor } from './actor.ts'
import { fault, type Fault } from './fault.ts'
import type { IngestResult } from './ingest.ts'
import { unknownInstruments } from './instrument-name.ts'
import { hearOf, type News } from './measurement-news.ts'
import { readPoints, type MeasurementInput, type Points } from './measurement-input.ts'
import type { MakePartitions } from './measurement-partition.ts'
import { refreshBuckets, storePoints, type Stored } from './measurement-store.ts'
import { numberArray, textArray } from './parameters.ts'
import { StartOver } from './transact.ts'

type Options = { actor: Actor; now: number; atomic: boolean; makePartitions: MakePartitions }

/** A channel as this call knows it: as it is stored, or as it is to be made. */
type PlannedChannel = Pick<Channel, 'instrumentId' | 'name' | 'unit' | 'shape'> & { stored: Channel | null }

type Planned = { item: MeasurementInput; points: Points; channel: PlannedChannel }

const keyOf = ({ instrumentId, name }: { instrumentId: number; name: string }) => `${instrumentId} ${name}`

const contradiction = (known: PlannedChannel, { shape, unit }: Points, of: string): Fault | null => {
  if (known.shape !== shape) {
    const [is, field] = known.shape === 'NUMBER' ? ['numbers', 'values'] : ['arrays', 'value']
    return fault('INVALID_INPUT', [field], `${known.name} of ${of} has ${is}`)
  }
  if (unit !== null && known.unit !== null && unit !== known.unit) return fault('INVALID_INPUT', ['unit'], `${known.name} of ${of} is in ${known.unit}, not in ${unit}`)
  return null
}

/** Makes the channels that are new and locks all, in one order everywhere: their points and buckets are ours until the end. */
const lockChannels = async (tx: Transaction, planned: readonly PlannedChannel[], now: number): Promise<Map<string, Channel>> => {
  const fresh = planned.filter(({ stored }) => stored === null).toSorted((a, b) => a.instrumentId - b.instrumentId || (a.name < b.name ? -1 : 1))
  await insertRows(tx, channel, fresh.map(({ instrumentId, name, unit, shape }) => ({ instrumentId, name, unit, shape, createdAt: new Date(now) })), { onConflict: 'do nothing' })
  const rows = await tx.select().from(channel)
    .where(sql`(${channel.instrumentId}, ${channel.name}) in (select * from unnest(${numberArray(planned.map((one) => one.instrumentId))}::int[], ${textArray(planned.map(({ name }) => name))}::text[]))`)
    .orderBy(channel.id).for('no key update')
  const locked = new Map(rows.map((row) => [keyOf(row), row]))
  for (const one of planned) {
    const row = locked.get(keyOf(one))
    if (!row || row.shape !== one.shape || row.unit !== (one.stored ?? one).unit) throw new StartOver()
  }
  return locked
}

/** What is said of the points of each channel; of one time said twice the last counts. */
const byChannel = <Value>(planned: readonly Planned[], channels: ReadonlyMap<string, Channel>, valueOf: (points: Points, index: number) => Value) => {
  const all = new Map<number, Map<number, Value>>()
  for (const { points, channel: of } of planned) {
    const { id } = channels.get(keyOf(of))!
    const own = all.get(id) ?? new Map<number, Value>()
    all.set(id, own)
    points.times.forEach((time, index) => own.set(time, valueOf(points, index)))
  }
  return Array.from(all, ([channelId, points]) => ({ channelId, points }))
}

const outcomeOf = ({ times }: Points, { added, corrected }: Stored): Pick<IngestResult, 'status'> & Required<Pick<IngestResult, 'points'>> => {
  const [created, updated] = [added, corrected].map((one) => times.reduce((count, time) => count + Number(one.has(time)), 0)) as [number, number]
  return { status: updated > 0 ? 'UPDATED' : created > 0 ? 'CREATED' : 'UNCHANGED', points: { created, updated, unchanged: times.length - created - updated } }
}

const edges = (times: ReadonlySet<number>) => {
  let [first, last] = [Infinity, -Infinity]
  for (const time of times) {
    first = Math.min(first, time)
    last = Math.max(last, time)
  }
  return { first, last }
}

/** How much each channel has, by now. */
const updateReach = async (tx: Transaction, channels: Iterable<Channel>, planned: ReadonlyMap<string, PlannedChannel>, stored: ReadonlyMap<number, Stored>) => {
  const rows = Array.from(channels, (row) => {
    const { first, last } = edges(stored.get(row.id)!.added)
    const count = stored.get(row.id)!.added.size
    return {
      id: row.id, unit: planned.get(keyOf(row))!.unit, count: row.count + count,
      firstAt: count > 0 ? new Date(Math.min(first, row.firstAt?.getTime() ?? Infinity)) : row.firstAt,
      lastAt: count > 0 ? new Date(Math.max(last, row.lastAt?.getTime() ?? -Infinity)) : row.lastAt,
      isChanged: count > 0 || row.unit !== planned.get(keyOf(row))!.unit,
    }
  })
  await updateRows(tx, channel, ['id'], ['unit', 'count', 'firstAt', 'lastAt'], rows.filter(({ isChanged }) => isChanged))
}

const newsOf = (channels: Iterable<Channel>, stored: ReadonlyMap<number, Stored>): Map<number, News> => {
  const news = new Map<number, News>()
  for (const { id, instrumentId, name } of channels) {
    const { added, corrected } = stored.get(id)!
    if (added.size + corrected.size === 0) continue
    const one = news.get(instrumentId) ?? { newest: null, points: 0, channels: [] }
    news.set(instrumentId, one)
    one.points += added.size + corrected.size
    one.channels.push(name)
    if (added.size > 0) one.newest = Math.max(one.newest ?? -Infinity, edges(added).last)
  }
  return news
}

/**
 * Takes in measurements: each point once, however often and late it comes, and the buckets as the points are, in the
 * same transaction. Set-based: the number of statements does not grow with the points.
 */
export const writeMeasurements = async (tx: Transaction, items: readonly MeasurementInput[], { actor, now, atomic, makePartitions }: Options): Promise<IngestResult[]> => {
  const read = items.map(readPoints)
  const results: IngestResult[] = read.map((one, index) => ({ index, status: Array.isArray(one) ? 'FAILED' : 'UNCHANGED', key: null, faults: Array.isArray(one) ? one : [] }))
  const fail = (index: number, ...faults: Fault[]) => void (results[index] = { index, status: 'FAILED', key: null, faults })
  const sound = () => items.map((item, index) => ({ item, index, points: read[index] as Points })).filter(({ index }) => results[index]!.status !== 'FAILED')

  const names = new Set(sound().map(({ item }) => item.instrument))
  const instruments = new Map((await tx.select({ id: instrument.id, name: instrument.name }).from(instrument).where(sql`${instrument.name} = any(${textArray(names)}::text[])`)).map(({ id, name }) => [name, id]))
  const unknown = await unknownInstruments(tx, [...names].filter((name) => !instruments.has(name)))
  for (const { item, index } of sound()) if (!instruments.has(item.instrument)) fail(index, fault('NOT_FOUND', ['instrument'], unknown.get(item.instrument)!))

  const stored = await tx.select().from(channel)
    .where(sql`${channel.instrumentId} = any(${numberArray(instruments.values())}::int[]) and ${channel.name} = any(${textArray(new Set(sound().map(({ item }) => item.channel)))}::text[])`)
  const channels = new Map<string, PlannedChannel>(stored.map((row) => [keyOf(row), { ...row, stored: row }]))
  const used = new Map<string, PlannedChannel>()
  const planned = sound().flatMap(({ item, index, points }): Planned[] => {
    const instrumentId = instruments.get(item.instrument)!
    const key = keyOf({ instrumentId, name: item.channel })
    const known = channels.get(key) ?? { instrumentId, name: item.channel, unit: points.unit, shape: points.shape, stored: null }
    const wrong = contradiction(known, points, item.instrument)
    if (wrong) {
      fail(index, wrong)
      return []
    }
    known.unit ??= points.unit
    channels.set(key, known)
    used.set(key, known)
    return [{ item, points, channel: known }]
  })
  if (atomic && results.some(({ status }) => status === 'FAILED')) {
    return results.map((one) => (one.status === 'FAILED' ? one : { ...one, status: 'FAILED', faults: [fault('NOT_APPLIED', [], 'Another item failed, and all or none was asked for')] }))
  }
  if (planned.length === 0) return results

  const [numbers, vectors] = [planned.filter(({ points }) => points.shape === 'NUMBER'), planned.filter(({ points }) => points.shape === 'VECTOR')]
  await makePartitions('measurement', numbers.map(({ points }) => points.times))
  await makePartitions('vector_measurement', vectors.map(({ points }) => points.times))
  const locked = await lockChannels(tx, [...used.values()], now)
  const written = new Map([
    ...(await storePoints(tx, 'NUMBER', byChannel(numbers, locked, (points, index) => points.numbers[index]!))),
    ...(await storePoints(tx, 'VECTOR', byChannel(vectors, locked, ({ vector }) => vector))),
  ])
  const changed = Array.from(locked.values()).filter(({ shape }) => shape === 'NUMBER').map(({ id }) => {
    const { added, corrected } = written.get(id)!
    return { channelId: id, times: [...added, ...corrected] }
  })
  await refreshBuckets(tx, changed)
  await updateReach(tx, locked.values(), used, written)
  await hearOf(tx, newsOf(locked.values(), written), { actor, now })

  let next = 0
  return results.map((one) => {
    if (one.status === 'FAILED') return one
    const { item, points, channel: of } = planned[next++]!
    return { ...one, key: item.instrument, ...outcomeOf(points, written.get(locked.get(keyOf(of))!.id)!) }
  })
}
