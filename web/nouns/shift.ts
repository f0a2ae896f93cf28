import { toWallTime } from '../kit/time.ts'

export type Shift = {
  readonly name: 'Night' | 'Morning' | 'Afternoon'
  /** Epoch ms: [start, end). */
  readonly start: number
  readonly end: number
}

const hour = 3_600_000

const offsetAt = (moment: number, zone: string): number => {
  const { offset } = toWallTime(moment, zone)
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number)
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

/** When the wall clock shows a full hour of a day. Shifts change at hours that no clock change touches. */
const momentOf = (date: string, hours: number, zone: string): number => {
  const wall = Date.parse(`${date}T00:00:00Z`) + hours * hour
  const guess = wall - offsetAt(wall, zone)
  return wall - offsetAt(guess, zone)
}

/**
 * The shift that is on at a moment (epoch ms) by the wall clock of the experiment: Night 23–07, Morning 07–15, Afternoon
 * 15–23. Where the clock changes, a night has seven or nine hours.
 */
export const shiftAt = (moment: number, zone: string): Shift => {
  const { date, time } = toWallTime(moment, zone)
  const now = Number(time.slice(0, 2))
  const [name, from, to] =
    now < 7
      ? (['Night', -1, 7] as const)
      : now < 15
        ? (['Morning', 7, 15] as const)
        : now < 23
          ? (['Afternoon', 15, 23] as const)
          : (['Night', 23, 31] as const)
  return { name, start: momentOf(date, from, zone), end: momentOf(date, to, zone) }
}
