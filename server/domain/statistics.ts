/**
 * What a window of time was worth: how much of its stable beams the runs covered, which runs there were, what people
 * said of them. Everything is clipped to the window [from, to); what still goes on counts to now.
 */

import type { Reader } from '../../drizzle/database.ts'
import type { Clock } from './clock.ts'
import type { Dimensions } from './dimension.ts'
import { BadQuestion } from './fault.ts'
import { fillStatistics, type FillRunSet, type QualityCount, type StatisticsRun } from './fill-statistics.ts'
import { intersection, type Interval } from './interval.ts'
import { toDate, type Moment } from './moment.ts'
import { numberArray } from './parameters.ts'
import type { RunDefinition } from './run-definition.ts'
import type { RunQuality } from './run-quality.ts'
import { countedTimes, lostAfterMs, type RunState } from './run-state.ts'

/** A window with the moment at which it was looked at, in epoch ms. */
export type Window = Interval & { readonly now: number }

/** A fill with its stable beams as far as they lie in the window, and what runs of the set covered of that. */
export type FillShare = {
  readonly number: number
  readonly inWindow: Interval
  readonly stableBeamsSeconds: number
  readonly coveredSeconds: number
  /** covered / stable beams, 0 to 1. */
  readonly efficiency: number
  readonly runCount: number
}

/** Sums over fills. */
export type BeamUse = {
  /** Latest first. */
  readonly fills: readonly FillShare[]
  readonly stableBeamsSeconds: number
  readonly coveredSeconds: number
  /** Σ covered / Σ stable beams; null without stable beams. */
  readonly efficiency: number | null
}

export type RunCount = { readonly definition: RunDefinition; readonly quality: RunQuality; readonly state: RunState; readonly count: number; readonly seconds: number }
export type TagCount = { readonly tagId: number; readonly count: number }
export type EndReasonCount = { readonly category: string; readonly title: string | null; readonly count: number }

const day = 86_400_000
const longestDays = 3660

/** @throws BadQuestion for a window that ends before it begins, or is longer than ten years */
export const readWindow = (from: Moment, to: Moment, now: number): Window => {
  const [start, end] = [toDate(from).getTime(), toDate(to).getTime()]
  if (start >= end) throw new BadQuestion(`A window must end after it begins: ${to} is not after ${from}`)
  if (end - start > longestDays * day) {
    throw new BadQuestion(`A window may be ten years long; this one has ${Math.round((end - start) / day)} days`)
  }
  return { start, end, now }
}

type Beams = { readonly number: number; readonly start: number; readonly end: number | null }

/** Clips stable beams to the window, and the runs to that. @param runs of each fill, by its number; `runSet` picks among them */
export const beamUse = (
  window: Window, fills: readonly Beams[], runs: ReadonlyMap<number, readonly StatisticsRun[]>, runSet: FillRunSet,
): BeamUse => {
  const shares: FillShare[] = []
  let [stable, covered] = [0, 0]
  for (const { number, start, end } of fills) {
    const inWindow = intersection({ start, end: end ?? window.now }, window)
    if (!inWindow) continue
    const { coveredSeconds, efficiency, runCount } = fillStatistics(inWindow, runs.get(number) ?? [], runSet)
    const stableBeamsSeconds = (inWindow.end - inWindow.start) / 1000
    shares.push({ number, inWindow, stableBeamsSeconds, coveredSeconds, efficiency, runCount })
    stable += stableBeamsSeconds
    covered += coveredSeconds
  }
  shares.sort((a, b) => b.inWindow.start - a.inWindow.start || b.number - a.number)
  return { fills: shares, stableBeamsSeconds: stable, coveredSeconds: covered, efficiency: stable > 0 ? covered / stable : null }
}

const inSet: Readonly<Record<FillRunSet, string>> = {
  GOOD_PHYSICS: ` and r.definition = 'PHYSICS' and r.quality = 'GOOD'`, PHYSICS: ` and r.definition = 'PHYSICS'`, ALL: '',
}

// $1 from, $2 to, $3 now, $4 what started before this and goes on is lost. In the words of run_by_start, run_by_end and
// run_still_open. A run of which one edge alone is known is there at that edge; it has no length.
const inWindow = `(
    (coalesce(r.end_at, '-infinity') > $1::timestamptz and coalesce(r.start_at, '-infinity') < $2::timestamptz
      and (r.start_at is not null or r.end_at < $2::timestamptz))
    or (r.end_at is null and r.start_at < $2::timestamptz and (
      (r.start_at >= $4::timestamptz and r.start_at < $3::timestamptz and $1::timestamptz < $3::timestamptz)
      or (r.start_at < $4::timestamptz and r.start_at >= $1::timestamptz))))`
const hasLength = '(r.start_at is not null and (r.end_at is not null or r.start_at >= $4::timestamptz))'
const until = 'coalesce(r.end_at, $3::timestamptz)'
const clipped = `extract(epoch from least(${until}, $2::timestamptz) - greatest(r.start_at, $1::timestamptz))`

export type Statistics = ReturnType<typeof createStatistics>
export type WindowStatistics = ReturnType<Statistics['over']>

/** Reads what statistics are made of: one statement for each kind of figure, whatever the window holds. */
export const createStatistics = ({ reader, dimensions, clock }: { reader: Reader; dimensions: Dimensions; clock: Clock }) => {
  const iso = (ms: number) => new Date(ms).toISOString()
  const time = (text: unknown) => (typeof text === 'string' ? Date.parse(text) : null)

  const readBeams = async ({ start, end, now }: Window): Promise<Beams[]> => {
    const values = await reader.values(
      `select f.number, f.stable_beams_start, f.stable_beams_end from fill f
       where f.stable_beams_start < $2::timestamptz and (coalesce(f.stable_beams_end, '-infinity') > $1::timestamptz
         or (f.stable_beams_start is not null and f.stable_beams_end is null and $1::timestamptz < $3::timestamptz))`,
      [iso(start), iso(end), iso(now)],
    )
    return values.map(([number, from, to]) => ({ number: Number(number), start: Date.parse(String(from)), end: time(to) }))
  }

  const readRuns = async (fills: readonly Beams[], runSet: FillRunSet, { now }: Window): Promise<Map<number, StatisticsRun[]>> => {
    const values = fills.length === 0 ? [] : await reader.values(
      `select r.fill_number, r.number, r.definition, r.quality, r.start_at, r.end_at from run r where r.fill_number = any($1::int[])${inSet[runSet]}`,
      [numberArray(fills.map(({ number }) => number))],
    )
    const runs = new Map<number, StatisticsRun[]>()
    for (const [fill, number, definition, quality, start, end] of values) {
      const ofFill = runs.get(Number(fill)) ?? []
      runs.set(Number(fill), ofFill)
      ofFill.push({
        number: Number(number), definition: definition as RunDefinition, quality: quality as RunQuality, detectors: [],
        ...countedTimes({ start: time(start), end: time(end) }, now),
      })
    }
    return runs
  }

  const about = ({ start, end, now }: Window) => [iso(start), iso(end), iso(now), iso(now - lostAfterMs)]

  return {
    /** The figures of one window, each read when it is asked for, once. @throws BadQuestion for a bad window */
    over: (from: Moment, to: Moment, runSet: FillRunSet) => {
      const window = readWindow(from, to, clock.now())
      const once = <Value>(read: () => Promise<Value>) => {
        let value: Promise<Value> | undefined
        return () => (value ??= read())
      }
      return {
        window,
        runSet,

        beamUse: once(async () => {
          const fills = await readBeams(window)
          return beamUse(window, fills, await readRuns(fills, runSet, window), runSet)
        }),

        runs: once(async (): Promise<RunCount[]> =>
          (await reader.values(
            `select r.definition, r.quality, case when r.end_at is not null then 'ENDED' when r.start_at >= $4::timestamptz then 'RUNNING' else 'LOST' end,
               count(*)::int, coalesce(sum(${clipped}) filter (where ${hasLength}), 0)::float8
             from run r where ${inWindow} group by 1, 2, 3`,
            about(window),
          )).map(([definition, quality, state, count, seconds]) => ({
            definition: definition as RunDefinition, quality: quality as RunQuality, state: state as RunState, count: Number(count), seconds: Number(seconds),
          }))),

        tags: once(async (): Promise<TagCount[]> => {
          const values = await reader.values(
            `select x.tag_id, count(*)::int from run r join run_tag x on x.run_number = r.number where ${inWindow} group by 1 order by 2 desc, 1`,
            about(window),
          )
          // A tag that another server has just made may not be in memory yet.
          if (values.some(([tagId]) => !dimensions.tags.byId(Number(tagId)))) await dimensions.tags.reload()
          return values.map(([tagId, count]) => ({ tagId: Number(tagId), count: Number(count) }))
        }),

        endReasons: once(async (): Promise<EndReasonCount[]> =>
          (await reader.values(
            `select x.category, x.title, count(*)::int from run r join run_end_reason x on x.run_number = r.number
             where ${inWindow} group by 1, 2 order by 3 desc, 1, 2 limit 200`,
            about(window),
          )).map(([category, title, count]) => ({ category: String(category), title: title as string | null, count: Number(count) }))),

        /** Σ counter × part of the run that lies in the window, in bytes; null when no run tells. */
        bytesReadOut: once(async (): Promise<string | null> => {
          const [row] = await reader.values(
            `select round(sum(x.value * case when ${hasLength} and ${until} > r.start_at then ${clipped} / extract(epoch from ${until} - r.start_at) else 1 end))::text
             from run r join run_counter x on x.run_number = r.number and x.name = 'bytesReadOut' where ${inWindow}`,
            about(window),
          )
          return (row?.[0] as string | null | undefined) ?? null
        }),
      }
    },
  }
}

/** Counts of one property, summed over the others, in the order given; only values that occur. */
export const countsBy = <Property extends 'definition' | 'quality' | 'state'>(
  counts: readonly RunCount[], property: Property, order: readonly RunCount[Property][],
): { value: RunCount[Property]; count: number; seconds: number }[] =>
  order.flatMap((value) => {
    const own = counts.filter((one) => one[property] === value)
    if (own.length === 0) return []
    return [{ value, count: own.reduce((sum, one) => sum + one.count, 0), seconds: own.reduce((sum, one) => sum + one.seconds, 0) }]
  })

/** Qualities as statistics of a fill tell them: good first. */
export const qualityCounts = (counts: readonly RunCount[]): QualityCount[] =>
  countsBy(counts, 'quality', ['GOOD', 'BAD', 'TEST', 'NONE']).map(({ value, count }) => ({ quality: value, count }))
