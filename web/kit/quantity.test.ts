import { describe, expect, it } from 'vitest'
import { formatExact, formatQuantity, toWords } from './quantity.ts'

describe('a quantity', () => {
  it.each([
    ['0', '0 B'],
    ['999', '999 B'],
    ['1000', '1.00 kB'],
    ['1234567', '1.23 MB'],
    ['999999', '1.00 MB'],
    ['123456789012', '123 GB'],
    ['9223372036854775807', '9.22 EB'],
    ['-1500', '-1.50 kB'],
  ])('of %s bytes reads %s', (value, words) => {
    expect(formatQuantity(value, 'B')).toBe(words.replace(' ', '\u00a0'))
  })

  it('is in full where it counts something else, and exact to the last digit', () => {
    expect(formatQuantity('1234567', null)).toBe('1\u202f234\u202f567')
    expect(formatExact('9223372036854775807', 'B')).toBe('9\u202f223\u202f372\u202f036\u202f854\u202f775\u202f807\u00a0B')
    expect(formatExact('-1234', 'Hz')).toBe('-1\u202f234\u00a0Hz')
  })

  it('has its name in words', () => {
    expect(['bytesReadOut', 'nEPNs', 'ctfFileCount', 'timeframes', 'HLT.rate_max'].map(toWords)).toEqual([
      'Bytes read out',
      'N EPNs',
      'Ctf file count',
      'Timeframes',
      'HLT rate max',
    ])
  })
})
