import { describe, expect, it } from 'vitest'
import { sayAgo, sayHours, sayShare } from './ago.ts'

describe('words for figures', () => {
  it('say how long ago something was', () => {
    expect([0, 59.9, 60, 3599, 3600, 47 * 3600 + 60, 52 * 3600].map(sayAgo)).toEqual(
      ['0 s', '59 s', '1 min', '59 min', '1 h 00 min', '47 h 01 min', '2 d 4 h'],
    )
  })

  it('say shares without rounding up to what was not reached', () => {
    expect([0, 0.416667, 0.99999, 1, 0.29].map(sayShare)).toEqual(['0.0 %', '41.6 %', '99.9 %', '100.0 %', '29.0 %'])
  })

  it('say sums of hours', () => {
    expect([0, 18_100, 206_114].map(sayHours)).toEqual(['0:00 h', '5:01 h', '57:15 h'])
  })
})
