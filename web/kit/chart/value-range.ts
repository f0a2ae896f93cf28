import { indexesWithin, unitOf, unitsOf, type Drawing } from './model.ts'
import { extentOf, rangeFor, type Range } from './values.ts'

/** Steps that an axis has, about: its ends lie on them. */
const wanted = 6

/** From which value to which the axis of a unit goes: what is seen of its lines, their bands, and its limits. */
export const valueRange = ({ data, window, limits, hidden }: Drawing, unit: string): Range => {
  const [from, to] = indexesWithin(data, window)
  const first = unitsOf(data)[0]
  const values = data.series
    .filter((series) => unitOf(series) === unit && !hidden.has(series.id))
    .flatMap(({ values, low, high }) => [values, low ?? [], high ?? []])
    .flatMap((each) => extentOf(each, from, to))
  const own = limits.filter((limit) => (limit.unit ?? first) === unit).map(({ value }) => value)
  const known = [...values.filter(Number.isFinite), ...own]
  return rangeFor(Math.min(...known), Math.max(...known), wanted)
}
