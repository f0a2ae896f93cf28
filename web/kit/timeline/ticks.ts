import { toWallTime } from '../time.ts'
import type { Stretch } from './model.ts'

export type Tick = {
  /** Epoch ms. */
  readonly at: number
  /** 14:30, 14:30:15 or 10-29. */
  readonly label: string
  /** The date where a day begins and at the first tick; the new offset where the clock was changed. */
  readonly note: string | null
  /** A day begins here. */
  readonly isDay: boolean
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

const steps = [
  ...[1, 5, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 28, 91, 182, 365, 3650].map((count) => count * day),
]

/** All offsets in use, and all changes of clocks, fall on a quarter of an hour. */
const grain = 15 * minute

/** The moment at which a wall-clock date begins: midnight, or what comes instead where midnight is skipped. */
export const startOfDay = (date: string, zone: string): number => {
  const midnight = Date.parse(`${date}T00:00:00Z`)
  let [low, high] = [(midnight - 15 * hour) / grain, (midnight + 15 * hour) / grain]
  while (low < high) {
    const middle = (low + high) >> 1
    if (toWallTime(middle * grain, zone).date < date) low = middle + 1
    else high = middle
  }
  return low * grain
}

const dateAfter = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * day).toISOString().slice(0, 10)

const dayNumber = (date: string): number => Date.parse(date) / day

const byDay = ({ start, end }: Stretch, zone: string, days: number): Tick[] => {
  const ticks: Tick[] = []
  const first = toWallTime(start, zone).date
  // Counted from a fixed day, so that ticks stay where they are while the window moves.
  let date = dateAfter(first, -(dayNumber(first) % days))
  for (;;) {
    const at = startOfDay(date, zone)
    if (at > end) return ticks
    if (at >= start) {
      const note = ticks.length === 0 || date.slice(0, 4) > toWallTime(ticks.at(-1)!.at, zone).date.slice(0, 4)
      ticks.push({ at, label: date.slice(5), note: note ? date.slice(0, 4) : null, isDay: true })
    }
    date = dateAfter(date, days)
  }
}

const byClock = ({ start, end }: Stretch, zone: string, step: number): Tick[] => {
  const ticks: Tick[] = []
  const pace = Math.min(step, grain)
  const first = Math.ceil(start / pace) * pace
  let before = toWallTime(first - pace, zone)
  let lastOffset = before.offset
  for (let at = first; at <= end; at += pace) {
    const wall = toWallTime(at, zone)
    const isDay = wall.date !== before.date
    before = wall
    const [hours = 0, minutes = 0, seconds = 0] = wall.time.split(':').map(Number)
    // By the wall clock: on the day of a change the ticks may lie an hour closer or further apart.
    if (!isDay && (hours * hour + minutes * minute + seconds * second) % step !== 0) continue
    const isChanged = wall.offset !== lastOffset
    lastOffset = wall.offset
    const note = isDay || ticks.length === 0 ? wall.date : isChanged ? wall.offset : null
    ticks.push({ at, label: step < minute ? wall.time : wall.time.slice(0, 5), note, isDay })
  }
  return ticks
}

/**
 * Round moments of a zone's wall clock within a stretch, about as many as wanted: never more than twice.
 * @param zone IANA name
 */
export const ticksFor = (stretch: Stretch, zone: string, wanted: number): Tick[] => {
  const least = (stretch.end - stretch.start) / Math.max(1, wanted)
  const step = steps.find((each) => each >= least) ?? steps.at(-1)!
  return step >= day ? byDay(stretch, zone, step / day) : byClock(stretch, zone, step)
}
