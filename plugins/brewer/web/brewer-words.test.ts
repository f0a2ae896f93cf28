import { describe, expect, it } from 'vitest'
import { binaryOf, bitsOf, counted } from './brewer-words.ts'

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
