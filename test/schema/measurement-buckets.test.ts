import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../../server/domain/actor.ts'
import type { MeasurementInput } from '../../server/domain/measurement-input.ts'
import { startApp, type TestApp } from '../kit/app.ts'
import { freshKey } from '../kit/world.ts'

// Whatever comes, late, twice, corrected, from several writers at once: buckets are what the points are, and so is
// every window that is read of them.

let server: TestApp
let made = 0
const actor = systemActor('test')

beforeAll(async () => {
  server = await startApp()
})
afterAll(() => server[Symbol.asyncDispose]())

const start = Date.parse('2024-02-28T22:00:00Z')
/** Some days around the end of a month, with many points in the same minutes and hours. */
const offset = fc.oneof(
  fc.integer({ min: 0, max: 200 }).map((n) => n * 1000), fc.integer({ min: 0, max: 60 }).map((n) => n * 59_999), fc.integer({ min: 0, max: 100 }).map((n) => n * 3_599_000 + 1),
)
const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.constantFrom(0, 1e-9, 1e12))
const channel = fc.constantFrom('a', 'b')
const point = fc.record({ channel, offset, value })
/** A history: rounds of calls that are made at the same time, each with some items. */
const history = fc.array(fc.array(fc.array(point, { minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 })

const iso = (ms: number) => new Date(ms).toISOString()
type Point = { channel: string; offset: number; value: number }

const toItems = (instrument: string, points: readonly Point[]): MeasurementInput[] =>
  [...Map.groupBy(points, (one) => one.channel)].map(([name, own]) => ({ instrument, channel: name, at: own.map((one) => iso(start + one.offset)), value: own.map((one) => one.value) }))

/** Sums are taken in another order here: as near as rounding lets them be. */
const isMean = (mean: number, own: readonly number[]) =>
  Math.abs(mean - own.reduce((a, b) => a + b, 0) / own.length) <= 1e-9 * Math.max(...own.map(Math.abs), 1e-6)

it('buckets and windows are what the points say, after any history', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.array(fc.record({ channel, from: offset, length: fc.integer({ min: 1, max: 400_000_000 }), points: fc.integer({ min: 1, max: 300 }) }), { minLength: 1, maxLength: 3 }), async (rounds, windows) => {
      const instrument = `i${++made}`
      await server.domain.instruments.create({ name: instrument, kind: 'test' }, actor)
      for (const calls of rounds) {
        const outcomes = await Promise.all(calls.map((points) => server.domain.measurements.ingest({ idempotencyKey: freshKey(), items: toItems(instrument, points) }, actor)))
        for (const { value: results } of outcomes) expect(results?.filter(({ status }) => status === 'FAILED')).toEqual([])
      }
      const sql = server.db.raw
      const points = await sql<{ name: string; at: Date; value: number }[]>`
        select c.name, m.at, m.value from measurement m join channel c on c.id = m.channel_id join instrument i on i.id = c.instrument_id where i.name = ${instrument} order by m.at`
      // With one writer at a time the last word on a point counts.
      if (rounds.every((calls) => calls.length === 1)) {
        const last = new Map(rounds.flat(2).map((one) => [`${one.channel} ${start + one.offset}`, one.value]))
        expect(new Map(points.map(({ name, at, value: stored }) => [`${name} ${at.getTime()}`, stored]))).toEqual(new Map([...last].map(([key, one]) => [key, one + 0])))
      } else expect(points.length).toBe(new Set(rounds.flat(2).map((one) => `${one.channel} ${one.offset}`)).size)

      const wrong = await sql`
        with mine as (select c.id from channel c join instrument i on i.id = c.instrument_id where i.name = ${instrument}),
          expected as (
            select channel_id, level, date_bin(level * interval '1 second', at, 'epoch') as at, count(*) as count, min(value), max(value), sum(value)
            from measurement, unnest(array[60, 600, 3600, 86400]) level where channel_id in (select id from mine) group by 1, 2, 3),
          kept as (select * from measurement_bucket where channel_id in (select id from mine))
        select * from expected e full join kept k using (channel_id, level, at)
        where e.count is distinct from k.count or e.min is distinct from k.min or e.max is distinct from k.max or abs(e.sum - k.sum) > 1e-9 * greatest(1, abs(e.sum), e.count * greatest(abs(e.min), abs(e.max)))`
      expect(wrong).toEqual([])
      const reach = await sql`
        select c.count::int as count, c.first_at as first, c.last_at as last from channel c join instrument i on i.id = c.instrument_id where i.name = ${instrument} order by c.name`
      expect(reach.map(({ count, first, last }) => [count, first, last])).toEqual(
        [...Map.groupBy(points, ({ name }) => name)].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, own]) => [own.length, own[0]?.at, own.at(-1)?.at]))
      const [row] = await sql`select id, last_data_at as last from instrument where name = ${instrument}`
      expect(row?.['last']).toEqual(points.at(-1)?.at)

      for (const { channel: name, from, length, points: wanted } of windows) {
        const [first, end] = [start + from, start + from + length]
        const inside = points.filter((one) => one.name === name && one.at.getTime() >= first && one.at.getTime() < end)
        const series = (await server.domain.measurements.read.windows([Number(row?.['id'])], { channel: name, from: iso(first), to: iso(end), points: wanted })).get(Number(row?.['id']))
        if (!series) {
          expect(inside).toEqual([])
          continue
        }
        expect([series.count, series.at.length <= wanted, series.counts.reduce((a, b) => a + b, 0)]).toEqual([String(inside.length), true, inside.length])
        expect(series.bucketSeconds === null).toBe(inside.length <= wanted)
        const width = (series.bucketSeconds ?? 0.001) * 1000
        const unit = [86_400_000, 3_600_000, 60_000].find((ms) => series.bucketSeconds !== null && (end - first) / wanted >= ms) ?? 1
        series.at.forEach((at, index) => {
          const begins = Date.parse(at)
          const ends = begins === first ? Math.floor(first / unit) * unit + width : begins + width
          const own = inside.filter((one) => one.at.getTime() >= begins && one.at.getTime() < ends).map((one) => one.value)
          expect([series.counts[index], series.min[index], series.max[index]]).toEqual([own.length, Math.min(...own), Math.max(...own)])
          expect(isMean(series.mean[index]!, own)).toBe(true)
        })
      }
    }),
    { numRuns: 40 },
  )
})
