import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RunRange } from './run-ranges.ts'
import { maxRangeParts, parseRunRanges } from './run-ranges.ts'

const rangesOf = (text: string): RunRange[] => {
  const parsed = parseRunRanges(text)
  if ('fault' in parsed) throw new Error(`unexpected fault: ${parsed.fault}`)
  return parsed.ranges
}

const faultOf = (text: string): string | null => {
  const parsed = parseRunRanges(text)
  return 'fault' in parsed ? parsed.fault : null
}

const members = (ranges: readonly RunRange[]): number[] =>
  ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i))

const blank = fc.constantFrom('', ' ', '  ', '\t', '\n')
const arbitraryRange = fc
  .tuple(fc.nat(120), fc.nat(8))
  .map(([from, more]): RunRange => [from, from + more])

/** A list of ranges, and one of the many ways to write it down. */
const written = fc
  .array(
    fc.record({
      range: arbitraryRange,
      mark: fc.constantFrom('-', '–', '..'),
      short: fc.boolean(),
      blanks: fc.tuple(blank, blank, blank, blank),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => ({
    ranges: parts.map(({ range }) => range),
    text: parts
      .map(({ range: [from, to], mark, short, blanks: [a, b, c, d] }) =>
        short && from === to ? `${a}${from}${d}` : `${a}${from}${b}${mark}${c}${to}${d}`,
      )
      .join(','),
  }))

describe('parseRunRanges', () => {
  it('reads numbers and ranges', () => {
    expect(rangesOf('1-5,8,12,20-30')).toEqual([[1, 5], [8, 8], [12, 12], [20, 30]])
    expect(members(rangesOf('1-5,8,12,20-30'))).toHaveLength(18)
    expect(rangesOf('550000..550100')).toEqual([[550000, 550100]])
    expect(rangesOf(' 8 ,\n 1 - 5 ')).toEqual([[1, 5], [8, 8]])
    expect(rangesOf('7–9')).toEqual([[7, 9]])
    expect(rangesOf('007')).toEqual([[7, 7]])
  })

  it('names each run once', () => {
    expect(rangesOf('5,5')).toEqual([[5, 5]])
    expect(rangesOf('6-8,1-5,9,2-3')).toEqual([[1, 9]])
  })

  it('takes a range of any size', () => {
    expect(rangesOf('0-2147483647')).toEqual([[0, 2147483647]])
  })

  it('finds the numbers that were written, however they were written', () => {
    fc.assert(
      fc.property(written, ({ ranges, text }) => {
        const expected = [...new Set(members(ranges))].toSorted((a, b) => a - b)
        expect(members(rangesOf(text))).toEqual(expected)
      }),
    )
  })

  it('leaves a gap between any two ranges', () => {
    fc.assert(
      fc.property(written, ({ text }) => {
        const ranges = rangesOf(text)
        for (const [i, [from, to]] of ranges.entries()) {
          expect(from).toBeLessThanOrEqual(to)
          if (i > 0) expect(from).toBeGreaterThan(ranges[i - 1]![1] + 1)
        }
      }),
    )
  })

  it.each(['abc', '1-', '-5', '1-2-3', '8 12', '1.5', '1...3', '1e3', '0x10', '+1', '٣', '1;2'])(
    'names %j as the part that it cannot read',
    (part) => {
      expect(faultOf(`1-5, ${part} ,8`)).toBe(`"${part}" is neither a run number nor a range such as 1-5 or 1..5`)
    },
  )

  it('tells a range that runs backwards', () => {
    expect(faultOf('1,12-7')).toBe('"12-7" runs backwards: did you mean 7-12?')
  })

  it('tells a number that no run can have', () => {
    expect(faultOf('1,2147483648')).toContain('"2147483648" goes beyond the largest run number')
    expect(faultOf('1-99999999999999999999')).toContain('"1-99999999999999999999" goes beyond')
  })

  it('tells a missing number', () => {
    const missing = 'a run number is missing before or after a comma'
    for (const text of ['1,,2', ',1', '1, ', ',']) expect(faultOf(text)).toBe(missing)
    for (const text of ['', ' \n']) expect(faultOf(text)).toBe('no run number is given')
  })

  it('has a bound on the number of parts, not on their size', () => {
    const list = (length: number) => Array.from({ length }, (_, i) => i * 2).join(',')
    expect(rangesOf(list(maxRangeParts))).toHaveLength(maxRangeParts)
    expect(faultOf(list(maxRangeParts + 1))).toBe('1001 parts are too many: at most 1000 are allowed')
  })

  it('answers any text with ranges or a fault, never with an exception', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789-., –') }))
    fc.assert(
      fc.property(text, (any) => {
        const fault = faultOf(any)
        expect(fault === null ? rangesOf(any).length : fault.length).toBeGreaterThan(0)
      }),
    )
  })
})
