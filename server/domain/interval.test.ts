import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Interval } from './interval.ts'
import { clip, gaps, gapsWithin, intersection, interval, overlap, totalLength, union } from './interval.ts'

const of = (...pairs: [number, number][]) => pairs.map(([start, end]) => interval(start, end))

// Few possible edges on a short axis: overlaps, touching, nesting and equal intervals all turn up often.
const axis = 48
const arbitraryInterval = fc
  .tuple(fc.nat(axis - 1), fc.integer({ min: 1, max: 16 }))
  .map(([start, length]) => interval(start, Math.min(start + length, axis)))
const arbitraryIntervals = fc.array(arbitraryInterval, { maxLength: 12 })

/** The slow truth: for each unit of the axis, how many intervals cover it. */
const depth = (intervals: readonly Interval[]) =>
  Array.from({ length: axis }, (_, at) => intervals.filter(({ start, end }) => start <= at && at < end).length)
const isCovered = (intervals: readonly Interval[]) => depth(intervals).map((count) => count > 0)

const isMerged = (intervals: readonly Interval[]) =>
  intervals.every(({ start, end }, i) => start < end && (i === 0 || intervals[i - 1]!.end < start))

const holds = <Args extends [unknown, ...unknown[]]>(
  arbitraries: { [K in keyof Args]: fc.Arbitrary<Args[K]> },
  property: (...args: Args) => void,
) => {
  // A property of fast-check fails when it returns false, which an expectation may.
  const checked = fc.property(...arbitraries, (...args: Args) => {
    property(...args)
  })
  fc.assert(checked, { numRuns: 500 })
}

describe('interval', () => {
  it('is refused unless it ends after its start', () => {
    expect(interval(1, 2)).toEqual({ start: 1, end: 2 })
    for (const [start, end] of [[2, 2], [3, 2], [NaN, 2], [1, NaN]] as const) {
      expect(() => interval(start, end)).toThrow(RangeError)
    }
  })
})

describe('intersection', () => {
  it('is nothing when two intervals only touch, because the end is outside', () => {
    expect(intersection(interval(0, 5), interval(5, 9))).toBeNull()
    expect(intersection(interval(0, 6), interval(5, 9))).toEqual({ start: 5, end: 6 })
  })

  it('cuts what is still open at the end of a window', () => {
    expect(intersection(interval(3, Infinity), interval(0, 10))).toEqual({ start: 3, end: 10 })
  })
})

describe('clip', () => {
  it('keeps order and doubles, and drops what is outside', () => {
    expect(clip(of([8, 20], [0, 3], [8, 20], [12, 14]), interval(2, 10))).toEqual(of([8, 10], [2, 3], [8, 10]))
  })

  it('keeps the depth of cover inside the window and none outside', () => {
    holds([arbitraryIntervals, arbitraryInterval], (intervals, window) => {
      const inWindow = isCovered([window])
      expect(depth(clip(intervals, window))).toEqual(depth(intervals).map((count, at) => (inWindow[at] ? count : 0)))
    })
  })

  it('may be done before or after merging', () => {
    holds([arbitraryIntervals, arbitraryInterval], (intervals, window) => {
      expect(clip(union(intervals), window)).toEqual(union(clip(intervals, window)))
    })
  })
})

describe('union', () => {
  it('joins what overlaps, what touches and what lies inside', () => {
    expect(union(of([10, 12], [0, 4], [4, 6], [1, 2], [11, 15]))).toEqual(of([0, 6], [10, 15]))
    expect(union([])).toEqual([])
  })

  it('covers exactly the units that any interval covers, in the fewest pieces', () => {
    holds([arbitraryIntervals], (intervals) => {
      const merged = union(intervals)
      expect(isCovered(merged)).toEqual(isCovered(intervals))
      expect(isMerged(merged)).toBe(true)
    })
  })

  it('changes nothing the second time', () => {
    holds([arbitraryIntervals], (intervals) => expect(union(union(intervals))).toEqual(union(intervals)))
  })

  it('does not depend on the order, and leaves its argument as it was', () => {
    const shuffled = arbitraryIntervals.chain((intervals) =>
      fc.tuple(
        fc.constant(intervals),
        fc.shuffledSubarray(intervals, { minLength: intervals.length, maxLength: intervals.length }),
      ),
    )
    holds([shuffled], ([intervals, other]) => {
      const before = structuredClone(other)
      expect(union(other)).toEqual(union(intervals))
      expect(other).toEqual(before)
    })
  })

  it('is never longer than the plain sum, and as long only if nothing overlaps', () => {
    holds([arbitraryIntervals], (intervals) => {
      const merged = totalLength(union(intervals))
      expect(merged).toBeLessThanOrEqual(totalLength(intervals))
      expect(merged === totalLength(intervals)).toBe(depth(intervals).every((count) => count <= 1))
    })
  })
})

describe('gaps', () => {
  it('lie between the first start and the last end only', () => {
    expect(gaps(of([20, 21], [14, 16], [16, 18]))).toEqual(of([18, 20]))
    expect(gaps(of([1, 2]))).toEqual([])
    expect(gaps([])).toEqual([])
  })

  it('are those of the window that the intervals just span', () => {
    holds([fc.array(arbitraryInterval, { minLength: 1, maxLength: 12 })], (intervals) => {
      const span = interval(
        Math.min(...intervals.map(({ start }) => start)),
        Math.max(...intervals.map(({ end }) => end)),
      )
      expect(gaps(intervals)).toEqual(gapsWithin(intervals, span))
    })
  })
})

describe('gapsWithin', () => {
  it('is the whole window where nothing is covered', () => {
    expect(gapsWithin(of([0, 5]), interval(5, 9))).toEqual(of([5, 9]))
  })

  it('tiles the window together with what is covered', () => {
    holds([arbitraryIntervals, arbitraryInterval], (intervals, window) => {
      const uncovered = gapsWithin(intervals, window)
      const tiles = [...clip(union(intervals), window), ...uncovered]
      expect(depth(tiles)).toEqual(depth([window]))
      expect(isMerged(uncovered)).toBe(true)
    })
  })
})

describe('overlap', () => {
  it('finds each stretch that both sets cover', () => {
    const shared = overlap(of([0, 10], [20, 30]), of([5, 22], [25, 26], [29, 40]))
    expect(shared).toEqual(of([5, 10], [20, 22], [25, 26], [29, 30]))
  })

  it('covers exactly the units that both cover, in the fewest pieces', () => {
    holds([arbitraryIntervals, arbitraryIntervals], (a, b) => {
      const shared = overlap(a, b)
      const inB = isCovered(b)
      expect(isCovered(shared)).toEqual(isCovered(a).map((covered, at) => covered && inB[at]))
      expect(isMerged(shared)).toBe(true)
    })
  })

  it('is the same from either side', () => {
    holds([arbitraryIntervals, arbitraryIntervals], (a, b) => expect(overlap(a, b)).toEqual(overlap(b, a)))
  })

  it('with a single window is the merged clip', () => {
    holds([arbitraryIntervals, arbitraryInterval], (intervals, window) => {
      expect(overlap(intervals, [window])).toEqual(union(clip(intervals, window)))
    })
  })

  it('makes up the difference between the lengths of two sets and of both together', () => {
    holds([arbitraryIntervals, arbitraryIntervals], (a, b) => {
      const both = totalLength(union([...a, ...b])) + totalLength(overlap(a, b))
      expect(both).toBe(totalLength(union(a)) + totalLength(union(b)))
    })
  })
})

describe('totalLength', () => {
  it('counts time covered twice twice', () => {
    holds([arbitraryIntervals], (intervals) => {
      expect(totalLength(intervals)).toBe(depth(intervals).reduce((sum, count) => sum + count, 0))
    })
  })
})
