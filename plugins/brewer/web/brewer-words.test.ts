import { describe, expect, it } from 'vitest'
import { binaryOf, bitsOf, conditionAt, counted, limitWords } from './brewer-words.ts'

describe('a byte of a mask', () => {
  it('has a code for each bit, the highest first', () => {
    expect(bitsOf('a', 0).map(({ code }) => code)).toEqual([18, 17, 16, 15, 14, 13, 12, 11])
    expect(bitsOf('d', 0).at(-1)).toEqual({ bit: 1, code: 41, isSet: false })
  })
  it('says which are set', () => {
    // 26 (bit 6) and 24 (bit 4) of byte B.
    expect(bitsOf('b', 0b0010_1000).filter(({ isSet }) => isSet).map(({ code }) => code)).toEqual([26, 24])
    expect(bitsOf('c', 128).filter(({ isSet }) => isSet).map(({ code }) => code)).toEqual([38])
    expect(binaryOf(0b0010_1000)).toBe('00101000')
    expect(binaryOf(0)).toBe('00000000')
  })
})

describe('how many there are', () => {
  it('is said with its noun', () => {
    expect(counted(1, 'message')).toBe('1 message')
    expect(counted(2311, 'message')).toBe('2,311 messages')
    expect(counted(0, 'entry', 'entries')).toBe('0 entries')
  })
})

describe('how a brewer is', () => {
  const last = '2024-05-01T12:00:00Z'
  const after = (hours: number) => Date.parse(last) + hours * 3_600_000
  it.each([
    ['CRITICAL', 1, 'CRITICAL'],
    ['INFO', 1, 'OK'],
    [null, 23.99, 'OK'],
    [null, 24, 'STALE'],
    ['CRITICAL', 47.99, 'STALE'],
    ['CRITICAL', 48, 'LOST'],
  ] as const)('with %s open, %d hours after its last record, is %s', (open, hours, condition) => {
    expect(conditionAt(open, last, after(hours))).toBe(condition)
  })
  it('is lost while it has no record', () => {
    expect(conditionAt(null, null, after(0))).toBe('LOST')
  })
})

describe('a limit', () => {
  it('is said with its unit, and with what is known of it', () => {
    expect(limitWords(27.3, 0.1 + 0.2, 'ns')).toBe('27.3 ± 0.3 ns')
    expect(limitWords(null, 10, null)).toBe('its usual value ± 10')
    expect(limitWords(-5, 2, null)).toBe('\u22125 ± 2')
    expect(limitWords(1, null, null)).toBe('none')
  })
})
