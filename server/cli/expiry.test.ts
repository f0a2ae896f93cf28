import { describe, expect, it } from 'vitest'
import { parseExpiry } from './expiry.ts'
import { UsageFault } from './fault.ts'

const now = Date.parse('2026-01-30T12:00:00Z')

describe('the end of a token', () => {
  it.each([
    ['12h', '2026-01-31T00:00:00.000Z'],
    ['30d', '2026-03-01T12:00:00.000Z'],
    ['2w', '2026-02-13T12:00:00.000Z'],
    ['1y', '2027-01-30T12:00:00.000Z'],
    ['2026-01-31', '2026-02-01T00:00:00.000Z'],
    ['2026-01-31T01:00:00+02:00', '2026-01-30T23:00:00.000Z'],
  ])('%s is %s', (text, moment) => {
    expect(parseExpiry(text, now).toISOString()).toBe(moment)
  })

  it.each(['', '30', 'tomorrow', '30 d', '2026-02-30', '2026-01-31T01:00:00', '2026-01-29', '0d'])(
    '"%s" is refused',
    (text) => {
      expect(() => parseExpiry(text, now)).toThrow(UsageFault)
    },
  )
})
