import type { Reader } from '../../drizzle/database.ts'
import type { ChannelRow } from './channel-read.ts'
import { createChannelReads } from './channel-read.ts'
import { BadQuestion } from './fault.ts'
import { binsOf, levelFor, piecesOf, type BucketLevel, type Piece } from './measurement-window.ts'
import { toDate, type Moment } from './moment.ts'
import { createParameters, numberArray, type Parameters } from './parameters.ts'

export const defaultPoints = 500
export const maxPoints = 10_000
/** So many points of all channels in one answer. */
const mostPoints = 200_000
/** More points than this in a window are not read one by one: minutes are fine enough then, and bound the time it takes. */
const mostRaw = 150_000

/** Which channel, from (included) to (excluded), in at most how many points. */
export type SeriesRequest = { channel: string; from: Moment; to: Moment; points: number }

/** Lists of one length, by time; of numbers `vectors` is empty, of arrays `mean`, `min` and `max` are. */
export type Series = {
  channel: ChannelRow
  from: string
  to: string
  /** Null: the points as they were measured. */
  bucketSeconds: number | null
  /** How many were measured in the window, as a decimal text. */
  count: string
  at: string[]
  mean: number[]
  min: number[]
  max: number[]
  counts: number[]
  vectors: number[][]
}

type Window = { from: number; to: number; points: number }

const iso = (ms: number) => new Date(ms).toISOString()
const time = (ms: number, { put }: Parameters) => `${put(iso(ms))}::timestamptz`
const perChannel = (ids: readonly number[], lateral: (parameters: Parameters) => string) => {
  const parameters = createParameters()
  const channels = parameters.put(numberArray(ids))
  return { text: `select c.id, p.* from unnest(${channels}::int[]) c(id) cross join lateral (${lateral(parameters)}) p`, values: parameters.values }
}

const selectPiece = ({ level, from, to }: Piece, parameters: Parameters): string => {
  const within = `at >= ${time(from, parameters)} and at < ${time(to, parameters)}`
  return level === null
    ? `select at, 1::bigint as n, value as lo, value as hi, value as total from measurement where channel_id = c.id and ${within}`
    : `select at, count, min, max, sum from measurement_bucket where channel_id = c.id and level = ${level} and ${within}`
}

const groupRows = (rows: readonly unknown[][]): Map<number, unknown[][]> => Map.groupBy(rows, ([id]) => Number(id))

const seriesOf = (channel: ChannelRow, { from, to }: Window): Series => ({
  channel, from: iso(from), to: iso(to), bucketSeconds: null, count: '0', at: [], mean: [], min: [], max: [], counts: [], vectors: [],
})

const floats = (text: unknown): number[] => JSON.parse(`[${String(text).slice(1, -1)}]`) as number[]

const tables = { NUMBER: 'measurement', VECTOR: 'vector_measurement' } as const
const columns = { NUMBER: 'value', VECTOR: '"values"' } as const

export type MeasurementReads = ReturnType<typeof createMeasurementReads>

/**
 * How measurements are read: a window of a channel in as many points as a plot has room for, from the points themselves
 * or from the buckets that are kept of them, and from the same statements for however many instruments.
 */
export const createMeasurementReads = ({ reader }: { reader: Reader }) => {
  const channelReads = createChannelReads({ reader })

  /** The points as they are, of those channels that have no more of them than were asked for. */
  const asMeasured = async (channels: readonly ChannelRow[], shape: ChannelRow['shape'], window: Window, into: Map<number, Series>) => {
    if (channels.length === 0) return
    const { text, values } = perChannel(channels.map(({ id }) => id), (parameters) =>
      `select at, ${columns[shape]} from ${tables[shape]} where channel_id = c.id and at >= ${time(window.from, parameters)} and at < ${time(window.to, parameters)} order by at limit ${window.points + 1}`)
    const found = groupRows(await reader.values(text, values))
    for (const channel of channels) {
      const rows = found.get(channel.id) ?? []
      if (rows.length > window.points) continue
      const series = { ...seriesOf(channel, window), count: String(rows.length), at: rows.map((row) => String(row[1])), counts: rows.map(() => 1) }
      if (shape === 'VECTOR') series.vectors = rows.map((row) => floats(row[2]))
      else series.mean = series.min = series.max = rows.map((row) => Number(row[2]))
      into.set(channel.id, series)
    }
  }

  const binned = async (channels: readonly ChannelRow[], window: Window, level: BucketLevel | null, into: Map<number, Series>) => {
    if (channels.length === 0) return
    const { origin, widthMs } = binsOf(window.from, window.to, window.points, level)
    const { text, values } = perChannel(channels.map(({ id }) => id), (parameters) => `
      select date_bin('${widthMs} milliseconds', at, ${time(origin, parameters)}) as at, sum(n), min(lo), max(hi), sum(total)
      from (${piecesOf(window.from, window.to, level).map((piece) => selectPiece(piece, parameters)).join(' union all ')}) points(at, n, lo, hi, total)
      group by 1 order by 1`)
    const found = groupRows(await reader.values(text, values))
    const start = iso(window.from)
    for (const channel of channels) {
      const rows = found.get(channel.id) ?? []
      const series = seriesOf(channel, window)
      let count = 0
      for (const [, at, n, lo, hi, total] of rows) {
        series.at.push(String(at) < start ? start : String(at))
        series.counts.push(Number(n))
        series.min.push(Number(lo))
        series.max.push(Number(hi))
        // Rounding must not carry a mean beyond the points it is of.
        series.mean.push(Math.min(Math.max(Number(total) / Number(n), Number(lo)), Number(hi)))
        count += Number(n)
      }
      into.set(channel.id, { ...series, bucketSeconds: widthMs / 1000, count: String(count) })
    }
  }

  /** Channels that are too dense for their points to be read one by one. */
  const denseOf = async (channels: readonly ChannelRow[], { from, to }: Window): Promise<Set<number>> => {
    if (channels.length === 0) return new Set()
    const { text, values } = perChannel(channels.map(({ id }) => id), (parameters) =>
      `select coalesce(sum(count), 0) from measurement_bucket where channel_id = c.id and level = 60 and at >= ${time(Math.floor(from / 60_000) * 60_000, parameters)} and at < ${time(to, parameters)}`)
    return new Set((await reader.values(text, values)).flatMap(([id, count]) => (Number(count) > mostRaw ? [Number(id)] : [])))
  }

  const numbers = async (channels: readonly ChannelRow[], window: Window, into: Map<number, Series>) => {
    const rest = () => channels.filter(({ id }) => !into.has(id))
    const level = levelFor((window.to - window.from) / window.points)
    if (level === null) {
      await asMeasured(channels, 'NUMBER', window, into)
      const dense = await denseOf(rest(), window)
      await binned(rest().filter(({ id }) => !dense.has(id)), window, null, into)
      return binned(rest(), window, 60, into)
    }
    await binned(channels, window, level, into)
    const sparse = channels.filter(({ id }) => Number(into.get(id)?.count) <= window.points)
    await asMeasured(sparse, 'NUMBER', window, into)
  }

  /** Of more arrays than were asked for, the first one of each bin: there is no mean of spectra that anybody wants. */
  const vectors = async (channels: readonly ChannelRow[], window: Window, into: Map<number, Series>) => {
    await asMeasured(channels, 'VECTOR', window, into)
    const rest = channels.filter(({ id }) => !into.has(id))
    if (rest.length === 0) return
    const { origin, widthMs } = binsOf(window.from, window.to, window.points, null)
    const { text, values } = perChannel(rest.map(({ id }) => id), (parameters) => {
      const [from, to] = [time(window.from, parameters), time(window.to, parameters)]
      const width = `interval '${widthMs} milliseconds'`
      return `
        select first.at, first."values", (select count(*) from vector_measurement where channel_id = c.id and at >= ${from} and at < ${to})
        from generate_series(0, ${Math.ceil((window.to - origin) / widthMs) - 1}) bin, lateral (
          select at, "values" from vector_measurement
          where channel_id = c.id and at >= ${from} and at < ${to} and at >= ${from} + bin * ${width} and at < ${from} + (bin + 1) * ${width} order by at limit 1
        ) first order by 1`
    })
    for (const [id, rows] of groupRows(await reader.values(text, values))) {
      const channel = rest.find((one) => one.id === id)!
      into.set(id, {
        ...seriesOf(channel, window), bucketSeconds: widthMs / 1000, count: String(rows[0]?.[3] ?? 0),
        at: rows.map((row) => String(row[1])), vectors: rows.map((row) => floats(row[2])), counts: rows.map(() => 1),
      })
    }
  }

  return {
    /**
     * By instrument; those that have no such channel are missing.
     * @throws BadQuestion for a window that ends before it begins, or more points than one answer may have
     */
    windows: async (instrumentIds: readonly number[], { channel, from, to, points }: SeriesRequest): Promise<Map<number, Series>> => {
      const window = { from: toDate(from).getTime(), to: toDate(to).getTime(), points }
      if (window.from >= window.to) throw new BadQuestion(`A window begins before it ends: ${from} is not before ${to}`)
      if (points < 1 || points > maxPoints) throw new BadQuestion(`points is ${points}: 1 to ${maxPoints} can be asked for`)
      const ids = [...new Set(instrumentIds)]
      if (ids.length * points > mostPoints) throw new BadQuestion(`${ids.length} instruments with ${points} points each are too many for one answer: at most ${mostPoints} points together`)
      const channels = await channelReads.named(ids, channel)
      const found = new Map<number, Series>()
      await numbers(channels.filter(({ shape }) => shape === 'NUMBER'), window, found)
      await vectors(channels.filter(({ shape }) => shape === 'VECTOR'), window, found)
      return new Map(channels.flatMap(({ id, instrumentId }) => (found.has(id) ? [[instrumentId, found.get(id)!] as const] : [])))
    },
  }
}
