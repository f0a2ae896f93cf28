import type { ChartSeries } from './model.ts'

/** Between two marks on an axis of values, px, about: a low chart has three, too. */
export const markEvery = 32

/** 1, 2 or 5 times a power of ten: about as many steps in the span as wanted. */
export const stepFor = (span: number, wanted: number): number => {
  const least = span / Math.max(1, wanted)
  const power = 10 ** Math.floor(Math.log10(least))
  const share = least / power
  return (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10) * power
}

export type Range = readonly [least: number, most: number]

/** A range in which values stand with some room, ending on round values; never empty. */
export const rangeFor = (least: number, most: number, wanted: number): Range => {
  if (!Number.isFinite(least) || !Number.isFinite(most)) return [0, 1]
  const span = most - least || Math.abs(most) || 1
  const [low, high] = most === least ? [least - span / 2, most + span / 2] : [least, most]
  const step = stepFor(high - low, wanted)
  return [round(Math.floor(low / step) * step, step), round(Math.ceil(high / step) * step, step)]
}

const decimalsOf = (step: number): number => Math.min(12, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)))

/** Without what floating point leaves behind: 0.1 + 0.2. */
const round = (value: number, step: number): number => Number(value.toFixed(decimalsOf(step)))

/** Round values from one end to the other. */
export const valueTicks = ([least, most]: Range, wanted: number): { ticks: number[]; step: number } => {
  const step = stepFor(most - least, wanted)
  const first = Math.ceil(least / step - 1e-9)
  const count = Math.floor(most / step + 1e-9) - first + 1
  return { ticks: Array.from({ length: Math.max(0, count) }, (_, index) => round((first + index) * step, step)), step }
}

/** As it stands on an axis with such steps: 1.50, 25 000, 2.5e+9. */
export const formatTick = (value: number, step: number): string => {
  const size = Math.max(Math.abs(value), step)
  if (size >= 1e7 || step < 1e-6) return value === 0 ? '0' : String(Number(value.toPrecision(6)).toExponential())
  const [whole = '', fraction] = Math.abs(value).toFixed(decimalsOf(step)).split('.')
  // A narrow space that does not break.
  const grouped = whole.length > 4 ? whole.replaceAll(/\B(?=(\d{3})+$)/g, '\u202f') : whole
  return `${value < 0 ? '\u2212' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`
}

/** The value as it was measured, with its unit. */
export const formatValue = (value: number | null | undefined, unit?: string | undefined): string =>
  value === null || value === undefined ? 'no value' : `${String(value).replace('-', '\u2212')}${unit ? `\u202f${unit}` : ''}`

/** The value at a moment, with its spread where it has one: 1.5 mbar (1.2 to 1.9). */
export const readingAt = (
  { values, unit, low, high }: Pick<ChartSeries, 'values' | 'unit' | 'low' | 'high'>,
  index: number,
): string => {
  const [least, most] = [low?.[index], high?.[index]]
  const spread = least == null || most == null || least === most ? '' : ` (${formatValue(least)} to ${formatValue(most)})`
  return `${formatValue(values[index], unit)}${spread}`
}

/** Least and most of some values, gaps left out; [Infinity, -Infinity] without any. */
export const extentOf = (values: readonly (number | null)[], from = 0, to = values.length): Range => {
  let [least, most] = [Infinity, -Infinity]
  for (let index = from; index < to; index++) {
    const value = values[index]
    if (value === null || value === undefined) continue
    if (value < least) least = value
    if (value > most) most = value
  }
  return [least, most]
}
