import { createTask, validateDetailed } from 'node-cron'
import { onWallClock } from './wall-clock.ts'

/** The ticks of one cron expression in one zone. All times are epoch ms. */
export type Schedule = {
  /** The first tick after a moment. */
  next: (after: number) => number
  /** The ticks between two moments, both left out; null when there are none. */
  stretch: (after: number, before: number) => Stretch | null
  /** Calls back at each tick, with the tick. */
  start: (tick: (at: number) => void) => Disposable
}

/** Ticks that follow each other. */
export type Stretch = { first: number; last: number; count: number }

/** A tick that is this late is still taken, unless the next one has come. */
export const lateMs = 10_000

/** A clock that is set, or a machine that slept, is noticed after this time (ms) at most. */
const longestWaitMs = 60_000

/** So many ticks are counted one by one (0.1–0.2 ms each); what is more is told by their average distance. */
const counted = 500

type Matcher = { getNextMatch: (after: Date) => Date }

/** node-cron's matcher knows what comes after any time. Its version is pinned, and a test asks. */
const matcherOf = (task: object): Matcher => {
  const { timeMatcher } = task as { timeMatcher?: Matcher }
  if (typeof timeMatcher?.getNextMatch !== 'function') throw new Error('this node-cron has no matcher')
  return timeMatcher
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined }

/** What is wrong with a cron expression or a zone; null when they can be used. */
export const scheduleFault = (cron: string, zone: string): string | null => {
  const { valid, errors } = validateDetailed(cron)
  if (!valid) return `"${cron}" is no cron expression: ${errors.map(({ message }) => message).join('; ')}`
  try {
    createSchedule(cron, zone).next(Date.now())
    return null
  } catch (error) {
    return `"${cron}" in ${zone}: ${error instanceof Error ? error.message : String(error)}`
  }
}

/** @throws when the expression or the zone cannot be used (scheduleFault says why) */
export const createSchedule = (cron: string, zone: string): Schedule => {
  // In UTC, where every time is there once: what becomes of those of the zone is ours to say.
  const matcher = matcherOf(createTask(cron, () => undefined, { timezone: 'UTC', logger: silent }))
  const next = onWallClock((wall) => matcher.getNextMatch(new Date(wall)).getTime(), zone)

  /** The last tick before a moment; there is one after `least`. */
  const lastBefore = (before: number, least: number): number => {
    for (let span = 1000; ; span *= 2) {
      let found = next(Math.max(least, before - span))
      if (found >= before) continue
      for (let later = next(found); later < before; later = next(later)) found = later
      return found
    }
  }

  return {
    next,
    stretch: (after, before) => {
      const first = next(after)
      if (first >= before) return null
      let last = first
      for (let count = 1; count < counted; count++) {
        const later = next(last)
        if (later >= before) return { first, last, count }
        last = later
      }
      const distance = (last - first) / (counted - 1)
      const end = lastBefore(before, last - 1)
      return { first, last: end, count: counted + Math.round((end - last) / distance) }
    },
    start: (tick) => {
      let timer: NodeJS.Timeout
      const wait = (due: number) => {
        timer = setTimeout(() => look(due), Math.min(Math.max(due - Date.now(), 0), longestWaitMs))
      }
      const look = (due: number) => {
        const now = Date.now()
        // The clock was put back so far that others are due before.
        if (now < due) return wait(Math.min(due, next(now)))
        let last = due
        for (let later = next(Math.max(due, now - lateMs)); later <= now; later = next(later)) last = later
        wait(next(Math.max(last, now)))
        if (now - last <= lateMs) tick(last)
      }
      wait(next(Date.now()))
      return { [Symbol.dispose]: () => clearTimeout(timer) }
    },
  }
}
