import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rowsBetween, rowsToDraw } from './rows-in-sight.ts'

describe('the rows in sight', () => {
  it('are those between the head and the lower edge of the window', () => {
    expect(rowsBetween(100, 80, 800, 30, 1000)).toEqual([0, 24])
    expect(rowsBetween(-2900, 80, 800, 30, 1000)).toEqual([99, 124])
    expect(rowsBetween(100, 80, 800, 30, 3)).toEqual([0, 3])
    expect(rowsBetween(-90_000, 80, 800, 30, 1000)).toEqual([999, 1000])
    expect(rowsBetween(100, 80, 800, 30, 0)).toEqual([0, 0])
  })

  it('are all drawn, some around them, and never more than sixty in a window of 1080', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 3_000_000 }), (size, scrolled) => {
        const sight = rowsBetween(140 - scrolled, 80, 1080, 30, size)
        const [from, to] = rowsToDraw(sight, size)
        expect(from).toBeLessThanOrEqual(sight[0])
        expect(to).toBeGreaterThanOrEqual(sight[1])
        expect(to - from).toBeLessThanOrEqual(60)
        expect(from).toBeGreaterThanOrEqual(0)
        expect(to).toBeLessThanOrEqual(size)
      }),
    )
  })
})
