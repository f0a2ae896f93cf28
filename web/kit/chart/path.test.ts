import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toBand, toPath, toPieces } from './path.ts'

const same = { x: (moment: number) => moment, y: (value: number) => value }

describe('a line in pixels', () => {
  it('is broken where values are missing, and only there', () => {
    const moments = [0, 10, 20, 30, 40, 50]
    expect(toPieces(moments, [1, 2, null, null, 5, 6], same)).toEqual([
      [
        [0, 1],
        [10, 2],
      ],
      [
        [40, 5],
        [50, 6],
      ],
    ])
    expect(toPieces(moments, [null, null, null, null, null, null], same)).toEqual([])
  })

  it('keeps a value that stands alone as a dot', () => {
    expect(toPath(toPieces([0, 10, 20], [null, 4, null], same))).toBe('M10 4h0')
  })

  it('keeps the peaks of each pixel, in their order, and no more points than can be seen', () => {
    const values = fc.array(fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.constant(null)), { maxLength: 400 })
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 60 }), (values, width) => {
        const moments = values.map((_, index) => index)
        const x = (moment: number) => (moment / Math.max(1, values.length)) * width
        const pieces = toPieces(moments, values, { x, y: (value) => value })
        const points = pieces.flat()
        const gaps = values.filter((value, index) => value === null && values[index - 1] !== null && index > 0).length
        expect(points.length).toBeLessThanOrEqual(4 * (width + gaps + 1))
        expect(points.every(([at], index) => index === 0 || at >= points[index - 1]![0])).toBe(true)
        for (let column = 0; column < width; column++) {
          const inside = values.filter((value, index) => value !== null && Math.floor(x(index)) === column) as number[]
          const kept = points.filter(([at]) => Math.floor(at) === column).map(([, value]) => value)
          if (inside.length === 0) continue
          expect([Math.min(...kept), Math.max(...kept)]).toEqual([Math.min(...inside), Math.max(...inside)])
        }
      }),
    )
  })

  it('is written with a tenth of a pixel', () => {
    expect(toPath([[[0, 1.26], [10.04, 2], [20, 3]]])).toBe('M0 1.3L10 2 20 3')
    expect(toBand([[[0, 5], [10, 6]]], [[[0, 1], [10, 2]]])).toBe('M0 5L10 6L10 2L0 1Z')
  })
})
