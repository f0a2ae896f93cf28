import type { PluginDatabase } from '../api/index.ts'
import { textArray } from '../api/list.ts'
import type { BrewerAnswers, BrewerState, Latest } from './answers.ts'
import { quantities, type Quantity } from './codes/quantity.ts'
import type { Level } from './codes/event.ts'
import { codesOf, masksOf } from './codes/masks.ts'
import { eventStateSql, utmost, type Windows } from './event-state.ts'
import type { LimitsOf } from './store-limits.ts'
import { conditionOf, incidentsOf, type OpenEvent } from './state.ts'
import { worstOf } from './levels.ts'

/** So many open events of one Brewer are looked at, the newest. */
const mostOpen = 2000

type Head = {
  name: string; createdAt: string; station: string | null; latitude: number | null; longitude: number | null; date: string | null; rawLevel: Level | null
  a: number | null; b: number | null; c: number | null; d: number | null; codes: string | null; lastRecordAt: string | null; schedule: string | null; expectedSchedule: string | null
}

/** Of each Brewer: its newest day (all files of it), its place, what it runs. */
const heads = `
  select i.name, i.created_at as "createdAt", place.station, place.latitude, place.longitude, newest.date::text as date, newest.last_at as "lastRecordAt",
    day.worst::text as "rawLevel", day.a, day.b, day.c, day.d, day.codes::text as codes, runs.schedule, expected.schedule as "expectedSchedule"
  from public.instrument i
  left join lateral (
    select f.date, f.last_at from brewer.file f where f.instrument = i.name and f.last_at <= ${utmost('$2::timestamptz')} order by coalesce(f.last_at, '-infinity'::timestamptz) desc, f.id desc limit 1
  ) newest on true
  left join lateral (
    select bit_or(f.mask_a) as a, bit_or(f.mask_b) as b, bit_or(f.mask_c) as c, bit_or(f.mask_d) as d, max(f.worst) as worst,
      (select json_agg(distinct counted.code) from brewer.file g cross join lateral jsonb_object_keys(g.counts) as counted(code)
        where g.instrument = i.name and g.date = newest.date and coalesce(g.last_at, '-infinity'::timestamptz) >= newest.last_at - interval '3 days') as codes
    from brewer.file f where f.instrument = i.name and f.date = newest.date and coalesce(f.last_at, '-infinity'::timestamptz) >= newest.last_at - interval '3 days'
  ) day on true
  left join lateral (
    select f.station, f.latitude, f.longitude from brewer.file f where f.instrument = i.name and f.latitude is not null
    order by coalesce(f.last_at, '-infinity'::timestamptz) desc, f.id desc limit 1
  ) place on true
  left join lateral (select c.schedule from brewer.configuration c where c.instrument = i.name and c.schedule is not null and c.at <= ${utmost('$2::timestamptz')} order by c.at desc limit 1) runs on true
  left join lateral (select x.schedule from brewer.expected_schedule x where x.instrument = i.name order by x.id desc limit 1) expected on true
  where i.name ~ '^brewer-[0-9]{3,4}$' and ($1::text[] is null or i.name = any($1::text[]))`

const latest = `
  select asked.name as instrument, q.quantity, r.at, r.value, f.medians::text as medians, c.dead_time_ns as "deadTimeNs"
  from unnest($1::text[]) as asked(name) cross join unnest($2::text[]) as q(quantity)
  cross join lateral (select * from brewer.reading r where r.instrument = asked.name and r.quantity = q.quantity and r.at <= ${utmost('$3::timestamptz')} order by r.at desc limit 1) r
  join brewer.file f on f.id = r.file_id
  left join lateral (
    select c.dead_time_ns from brewer.configuration c where c.instrument = asked.name and c.at <= r.at and c.dead_time_ns is not null order by c.at desc limit 1
  ) c on true`

type LatestRow = { instrument: string; quantity: Quantity; at: string; value: number; medians: string; deadTimeNs: number | null }

export type States = ReturnType<typeof createStates>

/** How Brewers are now: three statements and those of their limits, however many they are. */
export const createStates = ({ reader, windows, now, limitsOf }: { reader: PluginDatabase['reader']; windows: Windows; now: () => number; limitsOf: LimitsOf }) => {
  const { openOf } = eventStateSql(windows)
  const openEvents = `
    select t.instrument, t.id, t.code, t.level, t.at, t.incident, t.message from (
      ${openOf({ instruments: '$1::text[]', now: '$2', columns: `e.instrument, e.id::int as id, e.code, e.level::text as level, e.at, e.incident, e.message, row_number() over (partition by e.instrument order by e.at desc, e.id desc) as nth` })}
    ) t where t.nth <= ${mostOpen} order by t.at desc, t.id desc`

  return {
    stateOf: async (instruments) => {
      const moment = new Date(now()).toISOString()
      const rows = await reader.rows<Head>(heads, [instruments === null ? null : textArray(instruments), moment])
      const names = rows.map(({ name }) => name)
      const [open, readings, limits] = await Promise.all([
        reader.rows<OpenEvent & { instrument: string }>(openEvents, [textArray(names), moment]),
        reader.rows<LatestRow>(latest, [textArray(names), textArray(Object.keys(quantities)), moment]),
        limitsOf(names),
      ])
      const eventsOf = Map.groupBy(open, ({ instrument }) => instrument)
      const readingsOf = Map.groupBy(readings, ({ instrument }) => instrument)
      const states = rows.map((row): BrewerState => {
        const incidents = incidentsOf(eventsOf.get(row.name) ?? [])
        const openLevel = worstOf(incidents.map(({ level }) => level))
        const masks = { a: row.a ?? 0, b: row.b ?? 0, c: row.c ?? 0, d: row.d ?? 0 }
        const { beyond } = masksOf((row.codes === null ? [] : (JSON.parse(row.codes) as string[])).map(Number))
        const values = (readingsOf.get(row.name) ?? []).map(({ quantity, at, value, medians, deadTimeNs }): Latest => {
          const limit = limits(row.name, JSON.parse(medians) as Record<string, number>).of(quantity, Date.parse(at), deadTimeNs)
          return { quantity, at, value, target: limit?.target ?? null, bound: limit?.bound ?? null, source: limit?.source ?? null }
        })
        return {
          instrument: row.name, number: Number(row.name.slice('brewer-'.length)), station: row.station, latitude: row.latitude, longitude: row.longitude,
          condition: conditionOf(openLevel, Date.parse(row.lastRecordAt ?? row.createdAt), now()), openLevel, rawLevel: row.rawLevel, lastRecordAt: row.lastRecordAt,
          masks: { ...masks, codes: codesOf(masks), beyond }, date: row.date, incidents, latest: values, expectedSchedule: row.expectedSchedule, schedule: row.schedule,
        }
      })
      return new Map(states.toSorted((one, other) => one.number - other.number).map((state) => [state.instrument, state]))
    },
  } satisfies Pick<BrewerAnswers, 'stateOf'>
}
