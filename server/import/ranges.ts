/** Whole numbers as ranges [from, to], both included, ascending, neither touching nor overlapping. */
export type Ranges = [number, number][]

/** Adds a range in place; returns how many numbers of it were new. */
export const addRange = (ranges: Ranges, from: number, to: number): number => {
  const last = ranges.at(-1)
  // Files list them in order nearly always.
  if (last === undefined || from > last[1] + 1) {
    ranges.push([from, to])
    return to - from + 1
  }
  const before = rangeCount(ranges)
  const first = ranges.findIndex((range) => range[1] + 1 >= from)
  let end = first
  let [least, most] = [from, to]
  for (let range = ranges[end]; range && range[0] <= to + 1; range = ranges[++end]) {
    least = Math.min(least, range[0])
    most = Math.max(most, range[1])
  }
  ranges.splice(first, end - first, [least, most])
  return rangeCount(ranges) - before
}

export const rangeCount = (ranges: Ranges): number => ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0)
