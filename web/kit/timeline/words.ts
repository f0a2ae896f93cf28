import { formatDuration } from '../duration.ts'
import { toWallTime } from '../time.ts'
import type { Bar } from './layout.ts'
import { shownEnd, type Kind, type TimelineInterval } from './model.ts'

const momentWords = (moment: number, zone: string): string => {
  const { date, time, offset } = toWallTime(moment, zone)
  return `${date} ${time} ${zone === 'UTC' ? 'UTC' : offset}`
}

/** From when to when, to the second, with the zone. */
export const spanWords = ({ start, end }: Pick<TimelineInterval, 'start' | 'end'>, zone: string): string => {
  if (end === null) return `${momentWords(start, zone)} – goes on`
  const [from, to] = [toWallTime(start, zone), toWallTime(end, zone)]
  const isNear = from.date === to.date && from.offset === to.offset
  return isNear
    ? `${from.date} ${from.time} – ${to.time} ${zone === 'UTC' ? 'UTC' : to.offset}`
    : `${momentWords(start, zone)} – ${momentWords(end, zone)}`
}

export const lengthWords = (interval: Pick<TimelineInterval, 'start' | 'end'>, now: number): string =>
  formatDuration((shownEnd(interval, now) - interval.start) / 1000)

export type BarWords = { readonly title: string; readonly lines: readonly string[] }

const named = 6

/** What is told of a bar when it is pointed at or has the focus. */
export const barWords = (
  { intervals }: Pick<Bar, 'intervals'>,
  { kinds, zone, now }: { kinds: Readonly<Record<string, Kind>>; zone: string; now: number },
): BarWords => {
  const [first] = intervals
  if (!first) return { title: '', lines: [] }
  if (intervals.length === 1) {
    const hints = first.hint ? first.hint.split('\n') : []
    return {
      title: [first.label, kinds[first.kind]?.word].filter(Boolean).join(', '),
      lines: [spanWords(first, zone), lengthWords(first, now), ...hints],
    }
  }
  const end = intervals.some((one) => one.end === null) ? null : Math.max(...intervals.map((one) => shownEnd(one, now)))
  const names = intervals.slice(0, named).map(({ label }) => label)
  const rest = intervals.length - names.length
  return {
    title: `${intervals.length} close together`,
    lines: [spanWords({ start: first.start, end }, zone), `${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`],
  }
}
