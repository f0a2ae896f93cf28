import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addRange, rangeCount, type Ranges } from './ranges.ts'

describe('ranges of whole numbers', () => {
  it('hold what a set of the same numbers holds, whatever the order they come in', () => {
    const range = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 12 }))
    fc.assert(
      fc.property(fc.array(range), (added) => {
        const ranges: Ranges = []
        const numbers = new Set<number>()
        for (const [from, length] of added) {
          const before = numbers.size
          for (let number = from; number <= from + length; number++) numbers.add(number)
          expect(addRange(ranges, from, from + length)).toBe(numbers.size - before)
        }
        expect(rangeCount(ranges)).toBe(numbers.size)
        ranges.forEach(([from], index) => expect(from).toBeGreaterThan((ranges[index - 1]?.[1] ?? -1) + 1))
      }),
    )
  })
})
