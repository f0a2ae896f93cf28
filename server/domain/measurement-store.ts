import { sql, type SQL } from 'drizzle-orm'
import type { Transaction } from '../../drizzle/database.ts'
import { bucketLevels } from './measurement-window.ts'
import { numberArray } from './parameters.ts'

/** Points of one channel by time (epoch ms): numbers, or arrays. The caller holds the channel's lock. */
export type ChannelPoints<Value> = { channelId: number; points: ReadonlyMap<number, Value> }

/** What became of each point: those that are not in here said nothing new. */
export type Stored = { added: Set<number>; corrected: Set<number> }

const ms = (column: string) => sql.raw(`('epoch'::timestamptz + ${column} * interval '1 millisecond')`)
const epochMs = sql.raw(`(extract(epoch from at) * 1000)::bigint`)

const tables = { NUMBER: { table: 'measurement', column: 'value' }, VECTOR: { table: 'vector_measurement', column: '"values"' } } as const
type Shape = keyof typeof tables

const givenPoints = <Value>(shape: Shape, channels: readonly ChannelPoints<Value>[]): SQL => {
  const ids: number[] = []
  const times: number[] = []
  const values: Value[] = []
  for (const { channelId, points } of channels) {
    for (const [time, value] of points) {
      ids.push(channelId)
      times.push(time)
      values.push(value)
    }
  }
  return shape === 'NUMBER'
    ? sql`unnest(${numberArray(ids)}::int[], ${numberArray(times)}::bigint[], ${numberArray(values as number[])}::float8[]) as given(id, ms, value)`
    // Arrays of different lengths make no array of arrays: each travels as text.
    : sql`unnest(${numberArray(ids)}::int[], ${numberArray(times)}::bigint[], ${`{${(values as number[][]).map((one) => `"{${one.join(',')}}"`).join(',')}}`}::text[]) as given(id, ms, value)`
}

const insert = async <Value>(tx: Transaction, shape: Shape, channels: readonly ChannelPoints<Value>[], conflict: SQL): Promise<Map<number, number[]>> => {
  const { table, column } = tables[shape]
  const cast = sql.raw(shape === 'VECTOR' ? 'value::float8[]' : 'value')
  const rows = await tx.execute<{ id: number; times: string }>(sql`
    with written as (
      insert into ${sql.raw(table)} (channel_id, at, ${sql.raw(column)}) select id, ${ms('ms')}, ${cast} from ${givenPoints(shape, channels)}
      on conflict (channel_id, at) ${conflict} returning channel_id, at
    ) select channel_id as id, string_agg(${epochMs}::text, ',') as times from written group by 1`)
  return new Map(Array.from(rows, ({ id, times }) => [id, times.split(',').map(Number)]))
}

/** Writes points: new ones in, those with another value corrected, the same again left as they are. */
export const storePoints = async <Value>(tx: Transaction, shape: Shape, channels: readonly ChannelPoints<Value>[]): Promise<Map<number, Stored>> => {
  const stored = new Map(channels.map(({ channelId }) => [channelId, { added: new Set<number>(), corrected: new Set<number>() }]))
  if (channels.length === 0) return stored
  for (const [id, times] of await insert(tx, shape, channels, sql`do nothing`)) for (const time of times) stored.get(id)!.added.add(time)
  const known = channels
    .map(({ channelId, points }) => ({ channelId, points: new Map([...points].filter(([time]) => !stored.get(channelId)!.added.has(time))) }))
    .filter(({ points }) => points.size > 0)
  if (known.length === 0) return stored
  const { table, column } = tables[shape]
  const corrects = sql.raw(`do update set ${column} = excluded.${column} where ${table}.${column} is distinct from excluded.${column}`)
  for (const [id, times] of await insert(tx, shape, known, corrects)) for (const time of times) stored.get(id)!.corrected.add(time)
  return stored
}

/** Where buckets of a level are made from: the points themselves for minutes, else the level below. */
const sources = [
  `select count(*) as n, min(value) as lo, max(value) as hi, sum(value order by at) as total from measurement where channel_id = touched.id`,
  ...bucketLevels.slice(0, -1).map((level) =>
    `select sum(count) as n, min(min) as lo, max(max) as hi, sum(sum order by at) as total from measurement_bucket where channel_id = touched.id and level = ${level}`),
]

/**
 * Makes the buckets of changed points anew, each level from the one below: a late or corrected point costs the same as
 * a new one, and what is stored is always what the points say. Bounds are told as they are, so that only the tables of
 * those months are looked at.
 */
export const refreshBuckets = async (tx: Transaction, changed: readonly { channelId: number; times: Iterable<number> }[]): Promise<void> => {
  for (const [index, level] of bucketLevels.entries()) {
    const width = level * 1000
    const ids: number[] = []
    const starts: number[] = []
    for (const { channelId, times } of changed) {
      const touched = new Set<number>()
      for (const time of times) touched.add(Math.floor(time / width) * width)
      for (const start of touched) {
        ids.push(channelId)
        starts.push(start)
      }
    }
    if (ids.length === 0) return
    const [from, to] = [starts.reduce((a, b) => Math.min(a, b)), starts.reduce((a, b) => Math.max(a, b)) + width]
    await tx.execute(sql`
      insert into measurement_bucket (channel_id, level, at, count, min, max, sum)
      select touched.id, ${level}::int, touched.at, n, lo, hi, total
      from (select id, ${ms('ms')} as at from unnest(${numberArray(ids)}::int[], ${numberArray(starts)}::bigint[]) as given(id, ms)) touched
      cross join lateral (${sql.raw(sources[index]!)} and at >= touched.at and at < touched.at + ${sql.raw(`interval '${level} seconds'`)}
        and at >= ${new Date(from).toISOString()}::timestamptz and at < ${new Date(to).toISOString()}::timestamptz) made
      on conflict (channel_id, level, at) do update set count = excluded.count, min = excluded.min, max = excluded.max, sum = excluded.sum`)
  }
}
