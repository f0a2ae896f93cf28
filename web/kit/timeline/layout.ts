import { shownEnd, type Stretch, type TimelineInterval, type TimelineRow } from './model.ts'
import { toX } from './scale.ts'

/** What is drawn as one: an interval, or several that are too close to be told apart at this zoom. */
export type Bar = {
  /** Of the first interval. */
  readonly id: string
  readonly intervals: readonly TimelineInterval[]
  /** Of the only kind there is in it; null when there are several. */
  readonly kind: string | null
  readonly x: number
  readonly width: number
  readonly y: number
  readonly height: number
  /** It goes on beyond the edge of the plot, or beyond now. */
  readonly isOpen: boolean
}

/** A row in its place; `y` is its upper edge, above which nothing of it stands. */
export type LaidRow = {
  readonly id: string
  readonly row: TimelineRow
  readonly y: number
  readonly height: number
  readonly bars: readonly Bar[]
}

export type Layout = { readonly rows: readonly LaidRow[]; readonly height: number }

export const rowHeight = 28
const inset = 5
const laneGap = 2
const leastLane = 6
/** A bar is never narrower: it must be seen and hit. */
export const leastWidth = 3
/** Closer than this (px) they are drawn as one. */
const tooClose = 2

type Placed = { interval: TimelineInterval; from: number; to: number; end: number }

/** Intervals that overlap stand in lanes below each other: the first that is free takes the next. */
export const toLanes = (intervals: readonly TimelineInterval[], now: number): TimelineInterval[][] => {
  const lanes: { end: number; intervals: TimelineInterval[] }[] = []
  for (const each of intervals.toSorted((a, b) => a.start - b.start || shownEnd(b, now) - shownEnd(a, now))) {
    const end = shownEnd(each, now)
    const free = lanes.find((lane) => lane.end <= each.start)
    if (free) {
      free.end = end
      free.intervals.push(each)
    } else lanes.push({ end, intervals: [each] })
  }
  return lanes.map((lane) => lane.intervals)
}

/** Neighbours that are too small and too close to be told apart, put together. */
const gather = (placed: readonly Placed[]): Placed[][] => {
  const groups: Placed[][] = []
  let reach = -Infinity
  for (const each of placed) {
    const group = groups.at(-1)
    const isSmall = (one: Placed) => one.to - one.from < leastWidth * 2
    const joins = group && each.from - reach < tooClose && isSmall(each) && group.every(isSmall)
    if (joins) group.push(each)
    else groups.push([each])
    reach = Math.max(each.to, each.from + leastWidth)
  }
  return groups
}

const oneKind = (placed: readonly Placed[]): string | null => {
  const kinds = new Set(placed.map(({ interval }) => interval.kind))
  return kinds.size === 1 ? placed[0]!.interval.kind : null
}

/**
 * @param window what is seen
 * @param width of the plot in px
 * @param now epoch ms: where open intervals end
 * @param headroom px above the bars of each row, for its label where there is no room beside them
 */
export const layOut = (
  rows: readonly TimelineRow[],
  window: Stretch,
  width: number,
  now: number,
  headroom = 0,
): Layout => {
  let y = 0
  const laid = rows.map((row): LaidRow => {
    const lanes = toLanes(row.intervals, now)
    const count = Math.max(1, lanes.length)
    const lane = Math.max(leastLane, (rowHeight - 2 * inset - (count - 1) * laneGap) / count)
    const height = headroom + Math.max(rowHeight, count * lane + (count - 1) * laneGap + 2 * inset)
    const top = y
    y += height
    const bars = lanes.flatMap((intervals, index) => {
      const placed = intervals.flatMap((interval): Placed[] => {
        const end = shownEnd(interval, now)
        if (end < window.start || interval.start > window.end) return []
        const from = Math.max(0, toX(interval.start, window, width))
        const to = Math.min(width, toX(end, window, width))
        return [{ interval, from, to, end }]
      })
      return gather(placed).map((group): Bar => {
        const from = group[0]!.from
        const to = Math.max(...group.map((one) => one.to))
        // At the right edge there is room to the left only.
        const barWidth = Math.min(width, Math.max(leastWidth, to - from))
        return {
          id: group[0]!.interval.id,
          intervals: group.map(({ interval }) => interval),
          kind: oneKind(group),
          x: Math.min(from, width - barWidth),
          width: barWidth,
          y: top + headroom + inset + index * (lane + laneGap),
          height: lane,
          isOpen: group.some(({ interval, end }) => interval.end === null && end <= window.end),
        }
      })
    })
    return { id: row.id, row, y: top, height, bars: bars.toSorted((a, b) => a.x - b.x || a.y - b.y) }
  })
  return { rows: laid, height: y }
}

/** The words of a text that fit into so many pixels. */
export const fitText = (text: string, width: number, letter: number): string => {
  const letters = Math.floor(width / letter)
  return text.length <= letters ? text : letters < 2 ? '' : `${text.slice(0, letters - 1).trimEnd()}…`
}
