import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoff } from './backoff.ts'

describe('waiting before another attempt', () => {
  it('doubles up to fifteen seconds', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 100].map((attempt) => backoff(attempt, 1))).toEqual([
      400, 800, 1600, 3200, 6400, 12_800, 15_000, 15_000,
    ])
  })

  it('is at least half of that, and never the same for all', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempt, random) => {
        const [least, most] = [backoff(attempt, 0), backoff(attempt, 1)]
        expect(backoff(attempt, random)).toBeGreaterThanOrEqual(least)
        expect(backoff(attempt, random)).toBeLessThanOrEqual(most)
        expect(most).toBe(2 * least)
      }),
    )
  })
})
