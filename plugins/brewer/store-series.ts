import type { Host } from '../api/index.ts'
import { BadQuestion, textArray } from '../api/list.ts'
import type { BrewerAnswers, ConfigurationRow, SeriesRow } from './answers.ts'
import type { Quantity } from './codes/quantity.ts'
import { allQuantities, type LimitsOf } from './store-limits.ts'

const mostPoints = 5000
const mostConfigurations = 1000

type Bin = { instrument: string; quantity: Quantity; at: number; mean: number; min: number; max: number; medians: string }

const configurationColumns = `c.instrument, c.file_id::int as "fileId", c.at, c.line, c.dead_time_ns as "deadTimeNs", c.cal_step as "calStep", c.etc_o3 as "etcO3", c.model, c.icf, c.schedule`

/** From `from` on, and the one before it, which is in force there; what repeats the one before it is left out. */
const configurations = `
  select * from (
    select t.*, row_number() over (partition by t.instrument order by t.at) as nth from (
      select ${configurationColumns}, lag((c.dead_time_ns, c.cal_step, c.etc_o3, c.model, c.icf, c.schedule)) over own is not distinct from (c.dead_time_ns, c.cal_step, c.etc_o3, c.model, c.icf, c.schedule) as "isSame"
      from unnest($1::text[]) as asked(name) join brewer.configuration c on c.instrument = asked.name
      left join lateral (select max(b.at) as at from brewer.configuration b where b.instrument = asked.name and b.at <= $2::timestamptz) begin on true
      where ($2::timestamptz is null or c.at >= coalesce(begin.at, '-infinity')) and ($3::timestamptz is null or c.at < $3::timestamptz)
      window own as (partition by c.instrument order by c.at, c.file_id, c.line)
    ) t where not t."isSame"
  ) t where t.nth <= ${mostConfigurations} order by t.instrument, t.at`

type Stored = ConfigurationRow & { instrument: string; isSame: boolean; nth: string }

/** Values in time, and the constants that were in force. */
export const createSeriesReads = ({ db: { reader }, limitsOf, now }: Pick<Host<unknown>, 'db'> & { limitsOf: LimitsOf; now: () => number }) => {
  const readConfigurations = async (instruments: readonly string[], { from, to }: { from: string | null; to: string | null }) => {
    const rows = await reader.rows<Stored>(configurations, [textArray(instruments), from, to])
    const by = Map.groupBy(rows, ({ instrument }) => instrument)
    return new Map(instruments.map((name) => [name, (by.get(name) ?? []).map(({ instrument: _, isSame: __, nth: ___, ...row }): ConfigurationRow => row)]))
  }

  return {
    configurationsOf: readConfigurations,

    configurationOf: async (instruments) => {
      const from = new Date(now()).toISOString()
      const found = await readConfigurations(instruments, { from, to: null })
      // A file may tell its constants in two records of one time: the later one has all of them.
      return new Map(Array.from(found, ([name, rows]) => [name, rows.findLast(({ at }) => Date.parse(at) <= Date.parse(from)) ?? null]))
    },

    series: async (instruments, { quantities, from, to, points }) => {
      const [start, end] = [Date.parse(from), Date.parse(to)]
      if (!(start < end)) throw new BadQuestion('A window ends after it begins')
      if (points < 1 || points > mostPoints) throw new BadQuestion(`points is ${points}: 1 to ${mostPoints}`)
      const widthSeconds = (end - start) / 1000 / points
      const [bins, constants, limits] = await Promise.all([
        reader.rows<Bin>(
          `select asked.name as instrument, q.quantity, t.at, t.mean, t.min, t.max, f.medians::text as medians
          from unnest($1::text[]) as asked(name) cross join unnest($2::text[]) as q(quantity)
          cross join lateral (
            select (extract(epoch from min(r.at)) * 1000 + avg(extract(epoch from r.at - $3::timestamptz) * 1000) - extract(epoch from min(r.at) - $3::timestamptz) * 1000)::float8 as at,
              avg(r.value)::float8 as mean, min(r.value)::float8 as min, max(r.value)::float8 as max, (array_agg(r.file_id order by r.at desc))[1] as file_id
            from brewer.reading r where r.instrument = asked.name and r.quantity = q.quantity and r.at >= $3::timestamptz and r.at < $4::timestamptz
            group by floor(extract(epoch from r.at - $3::timestamptz) / $5::float8)
          ) t join brewer.file f on f.id = t.file_id order by 1, 2, 3`,
          [textArray(instruments), textArray(quantities), from, to, widthSeconds],
        ),
        readConfigurations(instruments, { from, to }),
        limitsOf(instruments),
      ])
      return new Map(instruments.map((name) => {
        const changes = constants.get(name)!.filter(({ deadTimeNs }) => deadTimeNs !== null).map(({ at, deadTimeNs }) => ({ from: Date.parse(at), deadTimeNs }))
        const deadTimeAt = (at: number) => changes.findLast(({ from: since }) => since <= at)?.deadTimeNs ?? null
        const own = bins.filter(({ instrument }) => instrument === name)
        return [name, allQuantities.filter((quantity) => quantities.includes(quantity)).map((quantity): SeriesRow => {
          const all = own.filter((bin) => bin.quantity === quantity)
          const held = all.map(({ at, medians }) => limits(name, JSON.parse(medians) as Record<string, number>).of(quantity, at, deadTimeAt(at)))
          return {
            quantity, at: all.map(({ at }) => new Date(Math.round(at)).toISOString()), mean: all.map(({ mean }) => mean), min: all.map(({ min }) => min), max: all.map(({ max }) => max),
            target: held.map((one) => one?.target ?? null), bound: held.map((one) => one?.bound ?? null),
          }
        })]
      }))
    },
  } satisfies Pick<BrewerAnswers, 'series' | 'configurationOf' | 'configurationsOf'>
}
