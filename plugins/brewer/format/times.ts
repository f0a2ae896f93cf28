const daySeconds = 86_400
const dayMs = daySeconds * 1000

/** Jumps of more than this are a midnight, or a time that is not right. */
const farSeconds = daySeconds / 2
/** Set back over midnight by a correction of the clock: forward by nearly a whole day. */
const nearlyDaySeconds = daySeconds - 3600
/** A single time that is not right is known by what follows: within so many records it is as before. */
const glitchRecords = 3
const glitchSeconds = 3600

/** Epoch ms of a day's beginning in UTC; null for what is not in the calendar. */
export const startOfDay = (year: number, month: number, day: number): number | null => {
  if (!(year >= 1970 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return null
  const at = Date.UTC(year, month - 1, day)
  return new Date(at).getUTCDate() === day ? at : null
}

/** Epoch ms of the day that a file's name says; NaN when it says none. */
export const midnightOf = (name: { date: string } | null) => name ? Date.parse(name.date) : NaN

/** YYYY-MM-DD */
export const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10)

/** YYYY-MM-DD of the nth day of a year (from 1); null for what is not in the calendar. */
export const dayOfYear = (year: number, day: number): string | null => {
  const first = startOfDay(year, 1, 1)
  if (first === null || day < 1) return null
  const at = new Date(first + (day - 1) * dayMs)
  return at.getUTCFullYear() === year ? dateOf(at.getTime()) : null
}

/**
 * Gives times of day their dates. Files tell the date once; a jump back by more than 12 hours is a midnight, smaller ones
 * are corrections of the clock. NaN until a date is known.
 */
export type Clock = {
  /** Epoch ms of the day's beginning. */
  begin(day: number): void
  isSet(): boolean
  /** Of a record that stands in order of time. */
  of(seconds: number): number
  /** Of a mean of records before it, which may lie before the midnight just passed: the nearest such moment. */
  near(seconds: number): number
  /** Of the last record in order of time. */
  last(): number
}

export const createClock = (): Clock => {
  let first = NaN
  let day = NaN
  let last = -1
  // The last far jump: from where, by how many days, how many records ago.
  let jumpFrom = -1
  let jumpDays = 0
  let jumpAge = 0

  const jump = (seconds: number, by: number) => {
    const back = seconds - jumpFrom
    if (jumpFrom >= 0 && jumpAge <= glitchRecords && back > -600 && back < glitchSeconds) {
      day -= jumpDays * dayMs
      jumpFrom = -1
      return
    }
    jumpDays = by < 0 ? 1 : by > nearlyDaySeconds && day > first ? -1 : 0
    day += jumpDays * dayMs
    jumpFrom = last
    jumpAge = 0
  }

  return {
    begin(at) {
      first = at
      day = at
      last = -1
      jumpFrom = -1
    },
    isSet: () => day === day,
    of(time) {
      // Decimal minutes may go on counting after midnight.
      const seconds = time >= daySeconds ? time - daySeconds : time
      if (last >= 0) {
        jumpAge++
        const by = seconds - last
        if (by > farSeconds || by < -farSeconds) jump(seconds, by)
      }
      last = seconds
      return day + Math.round(seconds * 1000)
    },
    near(seconds) {
      if (last < 0) return day + seconds * 1000
      const by = seconds - last
      return day + seconds * 1000 + (by > farSeconds ? -dayMs : by < -farSeconds ? dayMs : 0)
    },
    last: () => last < 0 ? NaN : day + Math.round(last * 1000),
  }
}
