import { createTask, validateDetailed } from 'node-cron'

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

/** So many ticks are counted one by one (0.1–0.2 ms each); what is more is told by their average distance. */
const counted = 500

type Matcher = { getNextMatch: (after: Date) => Date }

/** node-cron tells what comes after now; what was due while nobody looked, its matcher knows. Its version is pinned, and a test asks. */
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

/** Whether the clocks of a zone are always whole hours from UTC, as they go now: each half of the year is asked. */
const isWholeHours = (zone: string): boolean => {
  const minutes = new Intl.DateTimeFormat('en', { timeZone: zone, minute: 'numeric' })
  const year = new Date().getUTCFullYear()
  return [0, 6].every((month) => Number(minutes.format(Date.UTC(year, month, 1))) === 0)
}

/**
 * The zone to reckon in. What is due in every hour of every day is due at the same moments in UTC, where no hour is
 * repeated: in a zone whose clocks go back node-cron would leave that hour out.
 */
const reckonedIn = (cron: string, zone: string): string => {
  const everyHour = cron.trim().split(/\s+/).slice(-4).every((field) => /^\*(\/1)?$/.test(field))
  return everyHour && isWholeHours(zone) ? 'UTC' : zone
}

/** @throws when the expression or the zone cannot be used (scheduleFault says why) */
export const createSchedule = (cron: string, zone: string): Schedule => {
  const timezone = reckonedIn(cron, zone)
  const matcher = matcherOf(createTask(cron, () => undefined, { timezone, logger: silent }))
  const next = (after: number): number => matcher.getNextMatch(new Date(after)).getTime()

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
      const task = createTask(cron, ({ date }) => tick(date.getTime()), {
        timezone, missedExecutionTolerance: lateMs, suppressMissedWarning: true, logger: silent,
      })
      void task.start()
      return { [Symbol.dispose]: () => void task.destroy() }
    },
  }
}
