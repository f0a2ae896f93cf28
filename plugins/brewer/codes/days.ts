const DAY_MS = 86_400_000

/** Whole days since 1970 of YYYY-MM-DD; null when it is no date. */
export const dayNumber = (date: string | null | undefined): number | null => {
  const at = date ? Date.parse(`${date}T00:00:00Z`) : NaN
  return Number.isFinite(at) ? Math.round(at / DAY_MS) : null
}

/** 1 … 366, of whole days since 1970. */
export const dayOfYear = (day: number): number => {
  const date = new Date(day * DAY_MS)
  return day - Math.round(Date.UTC(date.getUTCFullYear(), 0, 1) / DAY_MS) + 1
}

/** Files are begun within minutes of solar midnight, which itself wanders by a quarter of an hour over the year. */
const SLACK_MS = 40 * 60_000

/** Solar time is ahead by four minutes for each degree east. */
const MS_PER_DEGREE = 240_000

/**
 * Days that it may be at a place: of UTC at other places, there from solar midnight on, each with some slack.
 * The sign of a longitude is easily mistaken in a file, so either holds. Longitude in degrees, null: any.
 */
export const solarDays = (at: number, longitude: number | null): Set<number> => {
  const away = longitude === null ? 180 : Math.abs(longitude)
  const days = new Set<number>()
  const offsets = longitude === null ? [-away, 0, away] : [-away, away]
  for (const degrees of offsets) {
    for (const slack of [-SLACK_MS, SLACK_MS]) days.add(Math.floor((at + degrees * MS_PER_DEGREE + slack) / DAY_MS))
  }
  return days
}

/** The day of UTC. */
export const utcDay = (at: number): number => Math.floor(at / DAY_MS)

/** "2019-06-19T04:58:09"; a moment beyond all calendars is none. */
export const toSecond = (at: number): string => (Math.abs(at) <= 8.64e15 ? new Date(at).toISOString().slice(0, 19) : 'no time')
