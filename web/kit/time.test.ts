import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daysBetween, describeMoment, isRepeated, shortZone, toWallTime } from './time.ts'

const at = (iso: string) => Date.parse(iso)

describe('a moment on the wall clock', () => {
  it.each([
    ['2026-07-01T12:00:00Z', 'UTC', '2026-07-01 12:00:00 +00:00'],
    ['2026-07-01T12:00:00Z', 'Europe/Zurich', '2026-07-01 14:00:00 +02:00'],
    ['2026-12-31T23:30:05Z', 'Europe/Zurich', '2027-01-01 00:30:05 +01:00'],
    ['2026-07-01T00:00:00Z', 'America/New_York', '2026-06-30 20:00:00 -04:00'],
    ['2026-07-01T00:00:00Z', 'Asia/Kolkata', '2026-07-01 05:30:00 +05:30'],
  ])('shows %s in %s as %s', (moment, zone, shown) => {
    const { date, time, offset } = toWallTime(at(moment), zone)
    expect(`${date} ${time} ${offset}`).toBe(shown)
  })

  it('skips an hour in spring, and repeats one in autumn with another offset', () => {
    const zurich = (iso: string) => toWallTime(at(iso), 'Europe/Zurich')
    expect(zurich('2024-03-31T00:59:59Z')).toMatchObject({ time: '01:59:59', offset: '+01:00' })
    expect(zurich('2024-03-31T01:00:00Z')).toMatchObject({ time: '03:00:00', offset: '+02:00' })
    expect(zurich('2023-10-29T00:30:00Z')).toMatchObject({ time: '02:30:00', offset: '+02:00' })
    expect(zurich('2023-10-29T01:30:00Z')).toMatchObject({ time: '02:30:00', offset: '+01:00' })
  })

  it.each([
    ['2023-10-28T23:59:59Z', 'Europe/Zurich', false],
    ['2023-10-29T00:00:00Z', 'Europe/Zurich', true],
    ['2023-10-29T01:59:59Z', 'Europe/Zurich', true],
    ['2023-10-29T02:00:00Z', 'Europe/Zurich', false],
    ['2024-03-31T01:00:00Z', 'Europe/Zurich', false],
    ['2024-04-06T14:45:00Z', 'Australia/Lord_Howe', true],
    ['2024-04-06T14:29:59Z', 'Australia/Lord_Howe', false],
    ['2023-10-29T00:30:00Z', 'UTC', false],
  ])('knows whether the clock shows %s in %s twice: %s', (moment, zone, repeated) => {
    expect(isRepeated(at(moment), zone)).toBe(repeated)
  })

  it('can be found again from date, time and offset, whatever the zone', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Zurich', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland')
    const moments = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2040, 0) }).map((ms) => ms - (ms % 1000))
    fc.assert(
      fc.property(moments, zones, (moment, zone) => {
        const { date, time, offset } = toWallTime(moment, zone)
        expect(at(`${date}T${time}${offset}`)).toBe(moment)
      }),
    )
  })

  it('is as many days after another as the calendar says, however long the days', () => {
    const zurich = (iso: string) => toWallTime(at(iso), 'Europe/Zurich').date
    expect(daysBetween(zurich('2023-10-28T21:59:00Z'), zurich('2023-10-28T22:01:00Z'))).toBe(1)
    expect(daysBetween(zurich('2023-10-28T22:01:00Z'), zurich('2023-10-29T22:59:00Z'))).toBe(0)
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2)
  })

  it('tells its zone in full', () => {
    expect(describeMoment(at('2023-10-29T01:30:00Z'), 'Europe/Zurich')).toBe(
      '2023-10-29 02:30:00 +01:00 (Europe/Zurich)\n2023-10-29 01:30:00 UTC',
    )
    expect(describeMoment(at('2023-10-29T01:30:00Z'), 'UTC')).toBe('2023-10-29 01:30:00 UTC')
    expect([shortZone('Europe/Zurich'), shortZone('UTC'), shortZone('America/Argentina/Buenos_Aires')]).toEqual([
      'Zurich',
      'UTC',
      'Buenos Aires',
    ])
  })
})
