import { momentsOf, wallAt } from './zone.ts'

export type ShiftName = 'Night' | 'Morning' | 'Afternoon'
/** Eight hours on the wall clock, [start, end) in epoch ms: a night in which the clock changes has 7 or 9. */
export type Shift = { name: ShiftName; start: number; end: number }

const hours = [
  { name: 'Night', from: -1, to: 7 },
  { name: 'Morning', from: 7, to: 15 },
  { name: 'Afternoon', from: 15, to: 23 },
  { name: 'Night', from: 23, to: 31 },
] as const

/** The shift at a moment: Night 23–07, Morning 07–15, Afternoon 15–23 by the clock of the experiment's zone. */
export const shiftAt = (moment: number, zone: string): Shift => {
  const wall = wallAt(moment, zone)
  const { name, from, to } = hours.find((shift) => wall.hour < shift.to) ?? hours[3]
  const at = (hour: number) => {
    const date = new Date(Date.UTC(2000, wall.month - 1, wall.day, hour))
    date.setUTCFullYear(wall.year, wall.month - 1, wall.day + Math.floor(hour / 24))
    return momentsOf({
      year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), hour: ((hour % 24) + 24) % 24,
      minute: 0, second: 0, ms: 0,
    }, zone).after
  }
  return { name, start: at(from), end: at(to) }
}

export const shiftBefore = (shift: Shift, zone: string): Shift => shiftAt(shift.start - 1, zone)
