import { toWallTime } from '../time.ts'
import { indexesWithin, type Drawing } from './model.ts'
import { extentOf, formatValue, readingAt } from './values.ts'

/** To the second, with its zone. */
export const momentWords = (moment: number, zone: string): string => {
  const { date, time, offset } = toWallTime(moment, zone)
  return `${date} ${time} ${zone === 'UTC' ? 'UTC' : offset}`
}

/** A chart in a few sentences, for those who don't see it. */
export const summaryOf = ({ data, window, zone, hidden }: Drawing): string => {
  const shown = data.series.filter(({ id }) => !hidden.has(id))
  const [from, to] = indexesWithin(data, window)
  if (from >= to || shown.length === 0) return 'Nothing to show.'
  const lines = shown.map(({ label, unit, values }) => {
    const [least, most] = extentOf(values, from, to)
    if (least > most) return `${label}: no values.`
    const last = values.slice(from, to).findLast((value) => value !== null)
    return `${label}: from ${formatValue(least, unit)} to ${formatValue(most, unit)}, last ${formatValue(last, unit)}.`
  })
  return `${momentWords(window.start, zone)} to ${momentWords(window.end, zone)}. ${lines.join(' ')}`
}

/** All values at one moment, as they are read out while the cursor moves. */
export const readingOf = ({ data, zone, hidden }: Drawing, index: number): string => {
  const moment = data.moments[index]
  if (moment === undefined) return ''
  const values = data.series
    .filter(({ id }) => !hidden.has(id))
    .map((series) => `${series.label} ${readingAt(series, index)}`)
  return [momentWords(moment, zone), ...values].join(', ')
}
