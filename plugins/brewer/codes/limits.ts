import type { Configuration, Level, LimitSource, Reading } from './event.ts'
import { type Quantity, quantities } from './quantity.ts'

/** `bound` is the distance from `target`. */
export type Limit = { target: number; bound: number; level: Level; source: LimitSource }

/** What values are held against; looked up by whoever has them. */
export type Limits = {
  /** What holds at a moment (epoch ms) with the constants then in force; null: nothing does. */
  of(quantity: Quantity, at: number, configuration: Configuration | null): Limit | null
}

type Default = {
  /** What it should be: always the same, the constant of its configuration, or its own median. */
  target: number | 'CONFIGURATION' | 'MEDIAN'
  /** How far from it, in the quantity's unit; with `share` at least that part of the target. */
  bound: number
  share?: number
  level: Level
  /** Where the figures are from. */
  source: string
}

/** What holds while nobody has set anything else. */
export const defaults: Readonly<Record<Quantity, Default>> = {
  RUN_STOP: { target: 1, bound: 0.003, level: 'WARNING', source: 'operator’s manual, run/stop test; 0.997 and 1.003 are the lines drawn by the network’s own programs' },
  DEAD_TIME: { target: 'CONFIGURATION', bound: 2, share: 0.05, level: 'WARNING', source: 'operator’s manual, dead time test: more than 5 % off the constant is to be looked into' },
  HG_STEP: { target: 0, bound: 2, level: 'WARNING', source: 'readers of the network reject days further than 2 steps from the calibration step' },
  HG_CORRELATION: { target: 1, bound: 0.02, level: 'WARNING', source: 'real files: 99 of 100 are above 0.99; the manual’s example is .987' },
  R6: { target: 'MEDIAN', bound: 10, level: 'WARNING', source: 'calibration reports: data are processed again when R6 changed by more than 10 units, about 1 % of ozone' },
  R5: { target: 'MEDIAN', bound: 30, level: 'WARNING', source: 'real files: three weeks spread over 16 to 47 units' },
  SL_INTENSITY: { target: 'MEDIAN', bound: 0, share: 0.25, level: 'WARNING', source: 'a lamp is changed when it has lost 20 to 30 %' },
  PLUS_5V: { target: 5.025, bound: 0.075, level: 'WARNING', source: '4.95 and 5.10 V are the lines drawn by the network’s own programs' },
  HIGH_VOLTAGE: { target: 'MEDIAN', bound: 30, level: 'WARNING', source: 'calibration reports: 20 to 50 V from its own history' },
  HUMIDITY: { target: 0, bound: 10, level: 'WARNING', source: 'operator’s manual: above 10 the desiccant is to be changed' },
  AZIMUTH_DISCREPANCY: { target: 0, bound: 10, level: 'WARNING', source: 'operator’s manual: less than 10 steps (0.2°) is normal' },
  TEMPERATURE: { target: 22.5, bound: 22.5, level: 'WARNING', source: '0 to 45 °C; 18 to 39 in the field' },
  CLOCK: { target: 0, bound: 20, level: 'WARNING', source: 'operator’s manual: the clock within 20 s of GMT' },
}

/** What somebody set. Target null: as without it; bound null: nothing was set. */
export type Setting = { target: number | null; bound: number | null; level: Level | null }

type By<Value> = Readonly<Partial<Record<Quantity, Value>>>

/** `ofBrewer`: set for this one; `ofAll`: set instead of the defaults; `medians`: its own, of `mediansOf`. */
export type Given = { ofBrewer?: By<Setting>; ofAll?: By<Setting>; medians?: By<number> }

const constantOf = (quantity: Quantity, configuration: Configuration | null) => (quantity === 'DEAD_TIME' ? (configuration?.deadTimeNs ?? null) : null)

/** A setting for this brewer holds before one for all, and that before the default. Without a target to go by there is no limit. */
export const createLimits = ({ ofBrewer = {}, ofAll = {}, medians = {} }: Given): Limits => {
  const limitOf = (quantity: Quantity, constant: number | null): Limit | null => {
    const standard = defaults[quantity]
    const own = ofBrewer[quantity]?.bound == null ? undefined : ofBrewer[quantity]
    const common = ofAll[quantity]?.bound == null ? undefined : ofAll[quantity]
    const level = own?.level ?? common?.level ?? standard.level
    const limit = (target: number, source: LimitSource): Limit => {
      const bound = own?.bound ?? common?.bound ?? Math.max(standard.bound, Math.abs(target) * (standard.share ?? 0))
      return { target, bound, level, source: own ? 'BREWER' : source }
    }
    if (own?.target != null) return limit(own.target, 'BREWER')
    if (common?.target != null) return limit(common.target, 'DEFAULT')
    if (quantity === 'HG_STEP') return limit(0, 'CONFIGURATION')
    if (typeof standard.target === 'number') return limit(standard.target, 'DEFAULT')
    if (constant !== null) return limit(constant, 'CONFIGURATION')
    const median = medians[quantity]
    return median === undefined ? null : limit(median, 'BREWER')
  }

  // Most hang on no constant: found once, not for each of a day's thousand values.
  const known = new Map<Quantity, Limit | null>()
  return {
    of(quantity, _at, configuration) {
      const constant = constantOf(quantity, configuration)
      if (constant !== null) return limitOf(quantity, constant)
      let limit = known.get(quantity)
      if (limit === undefined) known.set(quantity, limit = limitOf(quantity, null))
      return limit
    },
  }
}

/** Fewer than this say nothing of what is usual. */
const FEWEST = 10

const median = (values: readonly number[]) => {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** What is usual for a brewer: the medians of its readings, of quantities with ten of them or more. */
export const mediansOf = (readings: Iterable<Pick<Reading, 'quantity' | 'value'>>): Partial<Record<Quantity, number>> => {
  const values = new Map<Quantity, number[]>()
  for (const { quantity, value } of readings) {
    const list = values.get(quantity)
    if (list) list.push(value)
    else values.set(quantity, [value])
  }
  return Object.fromEntries([...values].flatMap(([quantity, list]) => (list.length < FEWEST ? [] : [[quantity, median(list)]])))
}

/** In figures that people can read: "R6 1912 is 22 from 1890, more than 10". */
export const beyondWords = (quantity: Quantity, value: number, target: number, bound: number): string => {
  const { title, unit } = quantities[quantity]
  const shown = (figure: number) => String(Number(figure.toPrecision(6)))
  const away = shown(Math.abs(value - target))
  return `${title} ${shown(value)}${unit === null ? '' : ` ${unit}`}: ${away} from ${shown(target)}, allowed ${shown(bound)}`
}
