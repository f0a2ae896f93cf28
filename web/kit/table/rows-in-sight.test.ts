import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rowsBetween, rowsToDraw, stepTowards, type Range } from './rows-in-sight.ts'

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

  it('come step by step while the page moves, those in sight first, and are all there in the end', () => {
    const ranges = fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 60 }))
    fc.assert(
      fc.property(ranges, ranges, fc.integer({ min: 1, max: 20 }), ([drawnFrom, drawnCount], [seenFrom, seenCount], most) => {
        const sight: Range = [seenFrom, seenFrom + seenCount]
        const wanted = rowsToDraw(sight, 600)
        let drawn: Range = [drawnFrom, drawnFrom + drawnCount]
        for (let step = 0; step < 120; step++) {
          const [from, to] = stepTowards(drawn, wanted, sight, most)
          const kept = Math.max(0, Math.min(to, drawn[1]) - Math.max(from, drawn[0]))
          expect(to - from - kept).toBeLessThanOrEqual(most)
          expect(from).toBeGreaterThanOrEqual(wanted[0])
          expect(to).toBeLessThanOrEqual(wanted[1])
          // Nothing is drawn beyond what is in sight as long as something in sight is missing.
          if (from > sight[0] || to < Math.min(sight[1], 600)) {
            expect(from).toBeGreaterThanOrEqual(Math.min(sight[0], drawn[0]))
            expect(to).toBeLessThanOrEqual(Math.max(sight[1], drawn[1]))
          }
          drawn = [from, to]
        }
        expect(drawn).toEqual(wanted)
      }),
    )
  })
})
