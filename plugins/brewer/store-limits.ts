import { sql } from 'drizzle-orm'
import type { Actor, Host } from '../api/index.ts'
import { done, fault, refused, textArray, type Fault, type Outcome } from '../api/list.ts'
import type { BrewerAnswers, ThresholdChangeRow, ThresholdInput, ThresholdRow } from './answers.ts'
import { readSettings, settingsFor } from './circumstances.ts'
import type { Level, LimitSource } from './codes/event.ts'
import { createLimits, defaults } from './codes/limits.ts'
import { quantities, type Quantity } from './codes/quantity.ts'
import { holdLimits, type Transaction } from './store-file.ts'
import { file, threshold } from './tables.ts'

type Held = { target: number; bound: number; level: Level; source: LimitSource }

/** Limits of many Brewers: given the medians of a file, what a value at a moment is held against. */
export type LimitsOf = (instruments: readonly string[]) => Promise<
  (instrument: string | null, medians: Readonly<Record<string, number>>) => { of: (quantity: Quantity, at: number, deadTimeNs: number | null) => Held | null }
>

export const allQuantities = Object.keys(quantities) as Quantity[]

const blank = { at: 0, line: 0, calStep: null, etcO3: null, model: null, icf: null, schedule: null }

export const createLimitsOf = (reader: Host<unknown>['db']['reader']): LimitsOf => async (instruments) => {
  const rows = await readSettings(reader, instruments)
  const ofAll = settingsFor(rows, null)
  return (instrument, medians) => {
    const limits = createLimits({ ofBrewer: instrument === null ? {} : settingsFor(rows, instrument), ofAll, medians })
    return { of: (quantity, at, deadTimeNs) => limits.of(quantity, at, { ...blank, deadTimeNs }) }
  }
}

export const longestReason = 1000

/** What is wrong with a reason. */
export const reasonFaults = (reason: string): Fault[] =>
  reason.trim() === '' ? [fault('REASON_REQUIRED', ['reason'], 'Say why')]
  : reason.length > longestReason ? [fault('INVALID_INPUT', ['reason'], `At most ${longestReason} characters`)]
  : reason.includes('\0') ? [fault('INVALID_INPUT', ['reason'], 'A text without the NUL character')]
  : []

/** What is wrong with the name of a Brewer: none of that name has sent anything. */
export const instrumentFaults = async (tx: Transaction, name: string): Promise<Fault[]> => {
  const found = await tx.execute(sql`select 1 from public.instrument where name = ${name.replaceAll('\0', ' ')} and name ~ '^brewer-[0-9]{3,4}$'`)
  return found.length > 0 ? [] : [fault('NOT_FOUND', ['instrument'], `There is no Brewer ${name.slice(0, 80)}`)]
}

const checkInput = ({ quantity, target, bound, reason }: ThresholdInput): Fault[] => [
  ...reasonFaults(reason),
  ...(quantity in quantities ? [] : [fault('INVALID_INPUT', ['quantity'], `There is no quantity ${String(quantity).slice(0, 40)}`)]),
  ...(bound !== null && !(Number.isFinite(bound) && bound >= 0) ? [fault('INVALID_INPUT', ['limit'], 'A limit is a distance: 0 or more')] : []),
  ...(target != null && !Number.isFinite(target) ? [fault('INVALID_INPUT', ['target'], 'A number')] : []),
]

type Parts = Pick<Host<unknown>, 'db' | 'clock'> & {
  /** Judges again what is to be, and tells: of these Brewers, of all without. */
  changed: (instruments: readonly string[] | null) => Promise<void>
}

export const createThresholds = ({ db, clock, changed }: Parts) => {
  const { reader } = db

  const thresholdsOf = async (instruments: readonly (string | null)[]): Promise<Map<string | null, ThresholdRow[]>> => {
    const names = instruments.filter((name) => name !== null)
    const [rows, newest] = await Promise.all([
      readSettings(reader, names),
      reader.rows<{ name: string; medians: string; deadTimeNs: number | null }>(
        `select asked.name, coalesce(f.medians, '{}')::text as medians, c.dead_time_ns as "deadTimeNs" from unnest($1::text[]) as asked(name)
        left join lateral (select medians from brewer.file f where f.instrument = asked.name and f.kind = 'B' order by coalesce(f.last_at, '-infinity'::timestamptz) desc, f.id desc limit 1) f on true
        left join lateral (select dead_time_ns from brewer.configuration c where c.instrument = asked.name and c.dead_time_ns is not null order by c.at desc limit 1) c on true`,
        [textArray(names)],
      ),
    ])
    const ofAll = settingsFor(rows, null)
    return new Map(instruments.map((name) => {
      const known = newest.find((one) => one.name === name)
      const limits = createLimits({ ofBrewer: name === null ? {} : settingsFor(rows, name), ofAll, medians: known ? (JSON.parse(known.medians) as Record<string, number>) : {} })
      return [name, allQuantities.map((quantity): ThresholdRow => {
        const held = limits.of(quantity, clock.now(), known ? { ...blank, deadTimeNs: known.deadTimeNs } : null)
        const set = rows.find((row) => row.quantity === quantity && row.instrument === name && row.bound !== null)
          ?? rows.find((row) => row.quantity === quantity && row.instrument === null && row.bound !== null)
        const { level, bound } = { level: set?.level ?? defaults[quantity].level, bound: set?.bound ?? (defaults[quantity].bound || null) }
        const by = { setBy: set?.setBy ?? null, setAt: set?.setAt ?? null, reason: set?.reason ?? null }
        return held ? { quantity, ...held, ...by } : { quantity, target: null, bound, level, source: set?.instrument ? 'BREWER' : 'DEFAULT', ...by }
      })]
    }))
  }

  return {
    thresholdsOf,

    thresholdHistoryOf: async (instruments) => {
      const rows = await reader.rows<ThresholdChangeRow>(
        `select t.id::int as id, t.instrument, t.quantity, t.target, t.bound, t.level::text as level, t.reason, t.at, t.actor
        from brewer.threshold t where t.instrument is null or t.instrument = any($1::text[]) order by t.id desc`,
        [textArray(instruments)],
      )
      return new Map(instruments.map((name) => [name, rows.filter(({ instrument }) => instrument === null || instrument === name)]))
    },

    setThreshold: async (input: ThresholdInput, actor: Actor): Promise<Outcome<ThresholdRow>> => {
      const { instrument = null, quantity, target = null, bound, level = null, reason } = input
      const wrong = checkInput(input)
      if (wrong.length > 0) return refused(...wrong)
      const faults = await db.transact(async (tx) => {
        const unknown = instrument === null ? [] : await instrumentFaults(tx, instrument)
        if (unknown.length > 0) return unknown
        await holdLimits(tx)
        await tx.insert(threshold).values({ instrument, quantity, target: bound === null ? null : target, bound, level: bound === null ? null : level, reason: reason.trim(), at: new Date(clock.now()), actor: actor.name })
        await tx.update(file).set({ judgeAgain: true }).where(sql`${file.instrument} is not null and (${instrument}::text is null or ${file.instrument} = ${instrument})`)
        return []
      })
      if (faults.length > 0) return refused(...faults)
      await changed(instrument === null ? null : [instrument])
      const [row] = (await thresholdsOf([instrument])).get(instrument)!.filter((one) => one.quantity === quantity)
      return done(row!)
    },
  } satisfies Pick<BrewerAnswers, 'thresholdsOf' | 'thresholdHistoryOf' | 'setThreshold'>
}
