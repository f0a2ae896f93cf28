/**
 * The one interval algebra: every duration, coverage and availability in Logline is computed with it.
 *
 * Functions that answer "how much of the time" merge first, so that time covered twice is counted once.
 * All of them accept intervals in any order, overlapping or not, and leave their arguments alone.
 */

/**
 * A stretch of time [start, end): epoch milliseconds, start < end, the end itself is outside.
 * What has not ended yet may end at Infinity until it is clipped to a window.
 */
export type Interval = { readonly start: number; readonly end: number }

/** @throws RangeError unless start < end (NaN included): an interval without length would match nothing, silently. */
export const interval = (start: number, end: number): Interval => {
  if (!(start < end)) throw new RangeError(`an interval must end after its start, got [${start}, ${end})`)
  return { start, end }
}

/** What two intervals share; null when they only touch or lie apart. */
export const intersection = (a: Interval, b: Interval): Interval | null => {
  const start = Math.max(a.start, b.start)
  const end = Math.min(a.end, b.end)
  return start < end ? { start, end } : null
}

/** Each interval cut to the window, in the order given and not merged; those outside are dropped. */
export const clip = (intervals: readonly Interval[], window: Interval): Interval[] => {
  const clipped: Interval[] = []
  for (const each of intervals) {
    const inside = intersection(each, window)
    if (inside) clipped.push(inside)
  }
  return clipped
}

/** The time covered at least once: sorted, disjoint, and touching intervals joined to one. */
export const union = (intervals: readonly Interval[]): Interval[] => {
  const sorted = sortedByStart(intervals)
  const first = sorted[0]
  if (!first) return []
  const merged: Interval[] = []
  let { start, end } = first
  for (const next of sorted) {
    if (next.start > end) {
      merged.push({ start, end })
      start = next.start
      end = next.end
    } else if (next.end > end) {
      end = next.end
    }
  }
  merged.push({ start, end })
  return merged
}

/** The uncovered time between the first start and the last end: sorted and disjoint. */
export const gaps = (intervals: readonly Interval[]): Interval[] => {
  const between: Interval[] = []
  let previous: Interval | undefined
  for (const next of union(intervals)) {
    if (previous) between.push({ start: previous.end, end: next.start })
    previous = next
  }
  return between
}

/** The uncovered time of the window, up to its edges: sorted, disjoint. With the covered time it tiles the window. */
export const gapsWithin = (intervals: readonly Interval[], window: Interval): Interval[] => {
  const uncovered: Interval[] = []
  let coveredUntil = window.start
  for (const covered of union(clip(intervals, window))) {
    if (covered.start > coveredUntil) uncovered.push({ start: coveredUntil, end: covered.start })
    coveredUntil = covered.end
  }
  if (coveredUntil < window.end) uncovered.push({ start: coveredUntil, end: window.end })
  return uncovered
}

/** The time covered by both sets: sorted, disjoint, merged. */
export const overlap = (a: readonly Interval[], b: readonly Interval[]): Interval[] => {
  const left = union(a)
  const right = union(b)
  const shared: Interval[] = []
  let i = 0
  let j = 0
  for (;;) {
    const l = left[i]
    const r = right[j]
    if (!l || !r) return shared
    const both = intersection(l, r)
    if (both) shared.push(both)
    // The one that ends first can meet nothing further on the other side.
    if (l.end < r.end) i++
    else j++
  }
}

/** Plain sum of lengths in ms: time covered twice counts twice. Pass a union to learn how much time is covered. */
export const totalLength = (intervals: readonly Interval[]): number => {
  let sum = 0
  for (const { start, end } of intervals) sum += end - start
  return sum
}

/** The database mostly hands intervals over in order: then there is nothing to copy or to sort. */
const sortedByStart = (intervals: readonly Interval[]): readonly Interval[] => {
  let latest = -Infinity
  for (const { start } of intervals) {
    if (start < latest) return intervals.toSorted((a, b) => a.start - b.start)
    latest = start
  }
  return intervals
}
