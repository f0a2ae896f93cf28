/** Wall clocks and moments, with nothing but Intl. */

/** What a wall clock shows; month and day from 1. */
export type Wall = { year: number; month: number; day: number; hour: number; minute: number; second: number; ms: number }

const formatters = new Map<string, Intl.DateTimeFormat>()

const formatterOf = (zone: string): Intl.DateTimeFormat => {
  const known = formatters.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone, hourCycle: 'h23', era: 'short',
    year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  })
  formatters.set(zone, made)
  return made
}

/** Epoch ms of a wall clock in UTC; years below 100 mean themselves. */
const utc = ({ year, month, day, hour, minute, second, ms }: Wall): number => {
  const date = new Date(Date.UTC(2000, month - 1, day, hour, minute, second, ms))
  date.setUTCFullYear(year, month - 1, day)
  return date.getTime()
}

/** What the clock of a zone shows at a moment (epoch ms). */
export const wallAt = (moment: number, zone: string): Wall => {
  const shown: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {}
  for (const { type, value } of formatterOf(zone).formatToParts(moment)) shown[type] = value
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(shown[type])
  return {
    year: of('year'), month: of('month'), day: of('day'), hour: of('hour'), minute: of('minute'), second: of('second'),
    ms: ((moment % 1000) + 1000) % 1000,
  }
}

/** How far the clock is ahead of UTC at a moment, in ms. */
export const offsetAt = (moment: number, zone: string): number => utc(wallAt(moment, zone)) - moment

const day = 86_400_000

/**
 * The moments at which the clock shows this: one, two where an hour is repeated (earlier first), none where an hour is
 * left out. `after` is then the first moment after the gap.
 */
export const momentsOf = (wall: Wall, zone: string): { moments: readonly number[]; after: number } => {
  const guess = utc(wall)
  const offsets = [...new Set([offsetAt(guess - day, zone), offsetAt(guess + day, zone)])]
  const moments = offsets
    .map((offset) => guess - offset)
    .filter((moment) => offsetAt(moment, zone) === guess - moment)
    .toSorted((a, b) => a - b)
  return { moments, after: moments[0] ?? jumpBetween(guess - Math.max(...offsets), guess - Math.min(...offsets), zone) }
}

/** The moment at which the offset changes between two others. */
const jumpBetween = (from: number, to: number, zone: string): number => {
  const offset = offsetAt(from, zone)
  let [low, high] = [from, to]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(middle, zone) === offset) low = middle
    else high = middle
  }
  return high
}

/** The first moment of a day of the calendar; `day` may run over the end of the month. */
export const startOfDay = (year: number, month: number, dayOfMonth: number, zone: string): number => {
  const date = new Date(utc({ year, month, day: dayOfMonth, hour: 0, minute: 0, second: 0, ms: 0 }))
  const wall = {
    year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), hour: 0, minute: 0, second: 0, ms: 0,
  }
  return momentsOf(wall, zone).after
}
