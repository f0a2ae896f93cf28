import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isZone, parseBrilcalcTime, parseTime, parseUtcTime } from './time.ts'

const zones = ['Europe/Zurich', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC', 'America/St_Johns']

const shownIn = (zone: string, instant: number) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(instant)

describe('times of tables', () => {
  it('reads UTC tables, with dots and doubled blanks', () => {
    expect(parseUtcTime('2023.10.29  14:43:56')).toBe('2023-10-29T14:43:56.000Z')
    expect(parseUtcTime('2023-10-29T14:43:56Z')).toBe('2023-10-29T14:43:56.000Z')
    expect(parseUtcTime('2023.02.29 14:43:56')).toMatchObject({ fault: expect.stringContaining('does not exist') })
    expect(parseUtcTime('soon')).toMatchObject({ fault: expect.stringContaining('RFC 3339') })
  })

  it('reads both notations of brilcalc as UTC, month first', () => {
    expect(parseBrilcalcTime('06/16/17 20:55:44')).toBe('2017-06-16T20:55:44.000Z')
    expect(parseBrilcalcTime('1497646544')).toBe('2017-06-16T20:55:44.000Z')
    expect(parseBrilcalcTime('16/06/17 20:55:44')).toMatchObject({ fault: expect.any(String) })
  })

  it('refuses a local time unless its zone is told', () => {
    expect(parseTime('2024-01-01 10:00:00')).toMatchObject({ fault: expect.stringContaining('no offset') })
    expect(parseTime('2024-01-01 10:00:00', 'Europe/Zurich')).toBe('2024-01-01T09:00:00.000Z')
    expect(parseTime('2024-07-01 10:00:00.123456', 'Europe/Zurich')).toBe('2024-07-01T08:00:00.123456Z')
    expect(parseTime('2024-01-01T10:00:00+05:30', 'Europe/Zurich')).toBe('2024-01-01T04:30:00.000Z')
  })

  it('refuses hours that the clocks skipped or showed twice', () => {
    expect(parseTime('2024-03-31 02:30', 'Europe/Zurich')).toMatchObject({
      fault: expect.stringContaining('never showed'),
    })
    expect(parseTime('2024-10-27 02:30', 'Europe/Zurich')).toMatchObject({ fault: expect.stringContaining('twice') })
    expect(parseTime('2024-03-31 03:00', 'Europe/Zurich')).toBe('2024-03-31T01:00:00.000Z')
    expect(parseTime('2024-10-27 03:00', 'Europe/Zurich')).toBe('2024-10-27T02:00:00.000Z')
  })

  it('finds the instant again from what the clocks show, in any zone', () => {
    const instants = fc.integer({ min: Date.UTC(1975, 0) / 1000, max: Date.UTC(2037, 0) / 1000 })
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, seconds) => {
        const found = parseTime(shownIn(zone, seconds * 1000), zone)
        if (typeof found === 'string') expect(Date.parse(found)).toBe(seconds * 1000)
        else expect(found.fault).toContain('twice')
      }),
    )
  })

  it('knows zones by their IANA names only', () => {
    expect([isZone('Europe/Zurich'), isZone('Mars/Base'), isZone('')]).toEqual([true, false, false])
  })
})
