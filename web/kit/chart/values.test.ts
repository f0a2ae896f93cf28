import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extentOf, formatTick, formatValue, rangeFor, readingAt, stepFor, valueTicks } from './values.ts'

describe('steps of an axis', () => {
  it.each([
    [10, 5, 2],
    [1, 4, 0.5],
    [0.03, 6, 0.005],
    [97, 5, 20],
    [3e9, 6, 5e8],
  ])('over %d, about %d of them, are %d', (span, wanted, step) => {
    expect(stepFor(span, wanted)).toBeCloseTo(step, 12)
  })

  it('hold all values between round ends, and stand on round values', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-2, max: 1e9, noNaN: true }),
        fc.integer({ min: 2, max: 12 }),
        (least, span, wanted) => {
          const [low, high] = rangeFor(least, least + span, wanted)
          expect(low).toBeLessThanOrEqual(least + span * 1e-5)
          expect(high).toBeGreaterThanOrEqual(least + span * (1 - 1e-5))
          const { ticks, step } = valueTicks([low, high], wanted)
          expect(ticks.length).toBeGreaterThan(0)
          expect(ticks.length).toBeLessThanOrEqual(2 * wanted + 3)
          for (const tick of ticks) expect(Math.abs(tick / step - Math.round(tick / step))).toBeLessThan(1e-3)
        },
      ),
    )
  })

  it('leave room around a value that stands still, and are there without any', () => {
    const [low, high] = rangeFor(5, 5, 6)
    expect(low).toBeLessThan(5)
    expect(high).toBeGreaterThan(5)
    expect(rangeFor(Infinity, -Infinity, 6)).toEqual([0, 1])
    expect(rangeFor(0, 0, 6)).toEqual([-0.6, 0.6])
  })

  it('carry nothing that floating point left behind', () => {
    expect(valueTicks([0, 0.3], 3).ticks).toEqual([0, 0.1, 0.2, 0.3])
    expect(valueTicks([-1, 1], 4).ticks).toEqual([-1, -0.5, 0, 0.5, 1])
  })
})

describe('values in words', () => {
  it.each([
    [0.5, 0.05, '0.50'],
    [25_000, 5000, '25\u202f000'],
    [1000, 500, '1000'],
    [-3, 1, '\u22123'],
    [2.5e9, 5e8, '2.5e+9'],
    [0, 5e8, '0'],
  ])('%d in steps of %d is %s', (value, step, text) => {
    expect(formatTick(value, step)).toBe(text)
  })

  it('are exact, with their unit', () => {
    expect(formatValue(-0.123456789, 'mbar')).toBe('\u22120.123456789\u202fmbar')
    expect(formatValue(null, 'mbar')).toBe('no value')
    expect(formatValue(7)).toBe('7')
  })

  it('have their spread beside them, where they have one', () => {
    const series = { unit: 'mbar', values: [1.5, 2, null], low: [1.25, 2, null], high: [1.75, 2, null] }
    expect(readingAt(series, 0)).toBe('1.5\u202fmbar (1.25 to 1.75)')
    expect(readingAt(series, 1)).toBe('2\u202fmbar')
    expect(readingAt(series, 2)).toBe('no value')
    expect(readingAt({ values: [4] }, 0)).toBe('4')
  })

  it('have an extent that passes over gaps', () => {
    expect(extentOf([3, null, -1, 9], 0, 3)).toEqual([-1, 3])
    expect(extentOf([null])).toEqual([Infinity, -Infinity])
  })
})
