import { describe, expect, it } from 'vitest'
import type { CellReader } from './cell.ts'
import {
  count,
  counters,
  decimal,
  detectors,
  hoursMinutes,
  htmlNumber,
  oneOf,
  runNumbers,
  serialNumber,
  text,
  words,
} from './readers.ts'

const context = { header: 'column', unit: '', zone: undefined, now: 0 }
const read = <Value>(reader: CellReader<Value>, cell: unknown) => {
  const found = reader(cell, context)
  return found.state === 'value' ? found.value : found.state
}

describe('cell readers', () => {
  it('reads durations, also those that count to 60 minutes', () => {
    expect(read(hoursMinutes, '10 hr 60 min')).toBe(660)
    expect(read(hoursMinutes, '04 hr 01 min')).toBe(241)
    expect(read(hoursMinutes, '2 days 3 hr')).toBe(3060)
    expect(read(hoursMinutes, '57:14:59')).toBeCloseTo(57 * 60 + 14 + 59 / 60)
    expect(read(hoursMinutes, 'n/a')).toBe('absent')
    expect(read(hoursMinutes, 'long')).toBe('fault')
  })

  it('reads coloured numbers and numbers far outside 64 bits', () => {
    expect(read(htmlNumber, '<FONT COLOR=GRAY>447621161583810950000000.000000</FONT>')).toBe(4.4762116158381095e23)
    expect(read(htmlNumber, '<FONT COLOR=GRAY>n/a</FONT>')).toBe('absent')
    expect(read(decimal(), '5.42e-06')).toBe(5.42e-6)
    expect(read(decimal(), '1,234')).toBe('fault')
    expect(read(decimal(), '1e999')).toBe('fault')
  })

  it('takes whole numbers from spreadsheets, and nothing that only looks like one', () => {
    expect(read(serialNumber, ' 4720.0 ')).toBe(4720)
    for (const cell of ['4720.5', '0', '-3', '1e3', '0x10', '2147483648', 'abc', true, [1]])
      expect(read(serialNumber, cell)).toBe('fault')
    for (const cell of ['', ' ', null, undefined, 'n/a', 'nan', '-']) expect(read(serialNumber, cell)).toBe('absent')
    expect(read(count, '9007199254740993')).toBe(9007199254740993n)
    expect(read(count, '-1')).toBe('fault')
  })

  it('keeps the good part of a list and names the rest', () => {
    expect(runNumbers(' 263743 263742 263743  2637x4 ', context)).toEqual({
      state: 'value',
      value: [263742, 263743],
      refused: [{ value: '2637x4', reason: '"2637x4" is not a whole number' }],
    })
    expect(read(runNumbers, [3, 1])).toEqual([1, 3])
    expect(read(runNumbers, '')).toBe('absent')
  })

  it('reads words, detectors and counters from text and from JSON alike', () => {
    expect(read(words(20), 'beam loss; ok, ok')).toEqual(['beam loss', 'ok'])
    const both = [{ name: 'ITS', quality: 'GOOD' }, { name: 'TPC' }]
    expect(read(detectors, 'ITS:good TPC')).toEqual(both)
    expect(read(detectors, [{ name: 'ITS', quality: 'GOOD' }, 'TPC'])).toEqual(both)
    const counted = [
      { name: 'events', value: 12n },
      { name: 'runLength', value: 452n, unit: 's' },
    ]
    expect(read(counters, 'events=12; runLength=452 s')).toEqual(counted)
    expect(
      read(counters, [
        { name: 'events', value: '12' },
        { name: 'runLength', value: 452, unit: 's' },
      ]),
    ).toEqual(counted)
  })

  it('knows a closed list in any case, and limits text', () => {
    expect(read(oneOf(['NONE', 'GOOD']), 'good')).toBe('GOOD')
    expect(read(oneOf(['NONE', 'GOOD']), 'none')).toBe('NONE')
    expect(read(oneOf(['NONE', 'GOOD']), 'golden')).toBe('fault')
    expect(read(text(3), 'long')).toBe('fault')
  })
})
