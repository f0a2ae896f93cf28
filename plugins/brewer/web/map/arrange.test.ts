import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arrange } from './arrange.ts'

const frame = { width: 600, height: 300 }
const gap = 27
const at = (x: number, y: number, thing: string) => ({ x, y, thing })
const apart = (signs: readonly { x: number; y: number }[]) =>
  Math.min(...signs.flatMap((a, i) => signs.slice(i + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y))))

describe('signs on a map', () => {
  it('stand where their things are, while there is room', () => {
    const signs = arrange([at(100, 100, 'a'), at(200, 150, 'b')], frame, gap)
    expect(signs.map(({ things }) => things)).toEqual([['a'], ['b']])
    for (const { x, y, home } of signs) expect(Math.hypot(x - home.x, y - home.y)).toBeLessThan(1)
  })
  it('of one place are fanned out, around it', () => {
    const signs = arrange(['a', 'b', 'c', 'd'].map((name) => at(300, 150, name)), frame, gap)
    expect(signs).toHaveLength(4)
    expect(apart(signs)).toBeGreaterThan(gap - 1)
    for (const { x, y, home } of signs) {
      expect(home).toEqual({ x: 300, y: 150 })
      expect(Math.hypot(x - 300, y - 150)).toBeLessThan(1.5 * gap)
    }
  })
  it('are grouped where they would stray from their places, and none is lost', () => {
    const crowd = Array.from({ length: 60 }, (_, index) => at(280 + (index % 8) * 4, 140 + Math.floor(index / 8) * 4, `b${index}`))
    const signs = arrange([...crowd, at(50, 50, 'alone')], frame, gap)
    expect(signs.length).toBeLessThan(30)
    expect(signs.flatMap(({ things }) => things).toSorted()).toEqual([...crowd.map(({ thing }) => thing), 'alone'].toSorted())
    expect(signs.find(({ things }) => things.includes('alone'))?.things).toEqual(['alone'])
  })
  it('are not there for things outside', () => {
    expect(arrange([at(-1, 10, 'a'), at(10, 301, 'b'), at(10, 10, 'c')], frame, gap).map(({ things }) => things)).toEqual([['c']])
    expect(arrange([], frame, gap)).toEqual([])
  })
  it('are within the frame, each thing once, wherever they are', () => {
    const spot = fc.record({ x: fc.double({ min: 0, max: 600, noNaN: true }), y: fc.double({ min: 0, max: 300, noNaN: true }) })
    fc.assert(
      fc.property(fc.array(spot, { maxLength: 40 }), (spots) => {
        const signs = arrange(spots.map((one, index) => ({ ...one, thing: index })), frame, gap)
        expect(signs.flatMap(({ things }) => things).toSorted((a, b) => a - b)).toEqual(spots.map((_, index) => index))
        for (const { x, y } of signs) expect(x >= 0 && x <= 600 && y >= 0 && y <= 300).toBe(true)
      }),
      { numRuns: 40 },
    )
  })
})
