import { and, eq, gt, sql } from 'drizzle-orm'
import type { PluginDatabase } from '../api/index.ts'
import { textArray } from '../api/list.ts'
import type { Digest } from './codes/event.ts'
import { createLimits, defaults, type Setting } from './codes/limits.ts'
import type { Quantity } from './codes/quantity.ts'
import { instrumentOf, type CircumstancesOf } from './digest-file.ts'
import type { Transaction } from './store-file.ts'
import { file } from './tables.ts'

/** Days whose readings say what is usual. */
const days = 30
/** Fewer readings than this say nothing of it. */
const fewest = 10

/** What is held against its own median where nothing else is known. */
const byMedian = Object.entries(defaults).flatMap(([quantity, { target }]) => (typeof target === 'number' ? [] : [quantity as Quantity]))

export type Settings = Partial<Record<Quantity, Setting>>

type SettingRow = { instrument: string | null; quantity: Quantity; target: number | null; bound: number | null; level: Setting['level']; setBy: string; setAt: string; reason: string }

/** What was set last, of each quantity: for all (null), and for each of these. */
export const readSettings = (reader: PluginDatabase['reader'], instruments: readonly string[]): Promise<SettingRow[]> =>
  reader.rows<SettingRow>(
    `select distinct on (t.instrument, t.quantity) t.instrument, t.quantity, t.target, t.bound, t.level::text as level, t.actor as "setBy", t.at as "setAt", t.reason
    from brewer.threshold t where t.instrument is null or t.instrument = any($1::text[]) order by t.instrument, t.quantity, t.id desc`,
    [textArray(instruments)],
  )

export const settingsFor = (rows: readonly SettingRow[], instrument: string | null): Settings =>
  Object.fromEntries(rows.filter((row) => row.instrument === instrument).map(({ quantity, target, bound, level }) => [quantity, { target, bound, level }]))

/** What files are judged by: limits as they are set now, the schedule that is expected, what was usual in the days before. */
export const createCircumstances = ({ reader }: Pick<PluginDatabase, 'reader'>) => {
  const mediansOf = async (instrument: string, date: string): Promise<Record<string, number>> => {
    const rows = await reader.rows<{ quantity: string; median: number }>(
      `select r.quantity, percentile_cont(0.5) within group (order by r.value::float8) as median
      from brewer.reading r join brewer.file f on f.id = r.file_id
      where r.instrument = $1 and r.quantity = any($3::text[]) and r.at >= $2::date - ${days + 2} and r.at < $2::date + 2 and f.date >= $2::date - ${days} and f.date < $2::date
      group by 1 having count(*) >= ${fewest}`,
      [instrument, date, textArray(byMedian)],
    )
    // To six digits: what is added up in another order is the same.
    return Object.fromEntries(rows.map(({ quantity, median }) => [quantity, Number(median.toPrecision(6))]))
  }

  const circumstancesOf: CircumstancesOf = async (brewer, date) => {
    if (brewer === null) return { limits: createLimits({}), expectedSchedule: null, medians: {} }
    const instrument = instrumentOf(brewer)
    const [settings, medians, [expected]] = await Promise.all([
      readSettings(reader, [instrument]),
      date === null ? {} : mediansOf(instrument, date),
      reader.rows<{ schedule: string | null }>('select schedule from brewer.expected_schedule where instrument = $1 order by id desc limit 1', [instrument]),
    ])
    return {
      limits: createLimits({ ofBrewer: settingsFor(settings, instrument), ofAll: settingsFor(settings, null), medians }),
      expectedSchedule: expected?.schedule ?? null, medians,
    }
  }

  return {
    circumstancesOf,

    /** Files of the days after this one, for which it says what is usual, are to be judged again. */
    mark: async (tx: Transaction, { instrument }: { instrument: string }, { date, readings }: Pick<Digest, 'date' | 'readings'>): Promise<void> => {
      if (date === null || !readings.some(({ quantity }) => byMedian.includes(quantity))) return
      await tx.update(file).set({ judgeAgain: true })
        .where(and(eq(file.instrument, instrument), gt(file.date, date), sql`${file.date} <= ${date}::date + ${days}::int`, eq(file.judgeAgain, false)))
    },
  }
}
