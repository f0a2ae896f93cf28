import { describe, expect, it } from 'vitest'
import { formatDuration, sayDuration, toIsoDuration } from './duration.ts'

describe('a duration', () => {
  it.each([
    [0, '0:00:00', 'PT0H0M0S'],
    [59.999, '0:00:59', 'PT0H0M59S'],
    [3600, '1:00:00', 'PT1H0M0S'],
    [4931.077, '1:22:11', 'PT1H22M11S'],
    [206_099, '57:14:59', 'PT57H14M59S'],
  ])('of %s s is %s', (seconds, shown, iso) => {
    expect(formatDuration(seconds)).toBe(shown)
    expect(toIsoDuration(seconds)).toBe(iso)
  })

  it('of a night in which the clock goes back has nine hours', () => {
    expect(formatDuration((Date.parse('2023-10-29T06:00:00Z') - Date.parse('2023-10-28T21:00:00Z')) / 1000)).toBe(
      '9:00:00',
    )
  })

  it.each([
    [0.0421, '42 ms'],
    [0.9996, '1.0 s'],
    [7.25, '7.3 s'],
    [59.94, '59.9 s'],
    [59.96, '0:00:59'],
    [60, '0:01:00'],
    [4931.1, '1:22:11'],
  ])('of %s s is said as %s', (seconds, said) => expect(sayDuration(seconds)).toBe(said))
})
