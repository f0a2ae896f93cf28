import { describe, expect, it } from 'vitest'
import { startOfDay, ticksFor } from './ticks.ts'

const hour = 3_600_000
const at = (text: string) => Date.parse(text)
const zurich = 'Europe/Zurich'

const hoursOf = (date: string, length: number, zone = zurich) => {
  const start = startOfDay(date, zone)
  return ticksFor({ start, end: start + length * hour }, zone, 26)
}

describe('ticks on the wall clock', () => {
  it('skip the hour that a day of 23 hours lacks', () => {
    const ticks = hoursOf('2024-03-31', 23)
    expect(ticks.map(({ label }) => label).slice(0, 4)).toEqual(['00:00', '01:00', '03:00', '04:00'])
    expect(ticks).toHaveLength(24)
    expect(ticks.at(-1)).toMatchObject({ label: '00:00', note: '2024-04-01', isDay: true })
    expect(ticks[2]).toMatchObject({ at: at('2024-03-31T01:00:00Z'), note: '+02:00' })
  })

  it('show the hour twice that a day of 25 hours repeats, and say which is which', () => {
    const ticks = hoursOf('2023-10-29', 25)
    expect(ticks.slice(1, 5).map(({ label, note }) => [label, note])).toEqual([
      ['01:00', null],
      ['02:00', null],
      ['02:00', '+01:00'],
      ['03:00', null],
    ])
    expect(ticks).toHaveLength(26)
    expect(ticks.at(-1)!.at - ticks[0]!.at).toBe(25 * hour)
  })

  it('stay on round hours of the wall clock across a change, however far apart they get', () => {
    const start = startOfDay('2024-03-30', zurich)
    const ticks = ticksFor({ start, end: start + 47 * hour }, zurich, 9)
    expect(ticks.map(({ label }) => label)).toEqual(['00:00', '06:00', '12:00', '18:00', '00:00', '06:00', '12:00', '18:00', '00:00'])
    expect(ticks[5]!.at - ticks[4]!.at).toBe(5 * hour)
  })

  it('stand at the beginning of each day, whatever it is long', () => {
    const start = at('2023-10-27T12:00:00Z')
    const ticks = ticksFor({ start, end: start + 5 * 24 * hour }, zurich, 5)
    expect(ticks.map(({ label }) => label)).toEqual(['10-28', '10-29', '10-30', '10-31', '11-01'])
    expect(ticks.slice(1).map((tick, index) => (tick.at - ticks[index]!.at) / hour)).toEqual([24, 25, 24, 24])
    expect(ticks[0]!.note).toBe('2023')
  })

  it('begin a day where midnight is skipped with the hour that comes instead', () => {
    expect(startOfDay('2024-09-08', 'America/Santiago')).toBe(at('2024-09-08T04:00:00Z'))
    const ticks = hoursOf('2024-09-08', 4, 'America/Santiago')
    expect(ticks[0]).toMatchObject({ label: '01:00', isDay: true, note: '2024-09-08' })
  })

  it('know zones that are not whole hours off', () => {
    const start = at('2024-05-01T00:00:00Z')
    const ticks = ticksFor({ start, end: start + 3 * hour }, 'Asia/Kathmandu', 4)
    expect(ticks.map(({ at, label }) => [(at - start) / 60_000, label])).toEqual([
      [15, '06:00'],
      [75, '07:00'],
      [135, '08:00'],
    ])
  })

  it('go down to seconds, with the date at the first of them', () => {
    const start = at('2024-05-01T12:00:00Z')
    const ticks = ticksFor({ start, end: start + 60_000 }, 'UTC', 4)
    expect(ticks.map(({ label }) => label)).toEqual(['12:00:00', '12:00:15', '12:00:30', '12:00:45', '12:01:00'])
    expect(ticks[0]!.note).toBe('2024-05-01')
    expect(ticks[1]!.note).toBeNull()
  })

  it('are few over years, and do not wander while the window moves', () => {
    const [start, end] = [at('2015-01-01T00:00:00Z'), at('2025-01-01T00:00:00Z')]
    const ticks = ticksFor({ start, end }, zurich, 8)
    expect(ticks.length).toBeLessThanOrEqual(16)
    expect(ticks.length).toBeGreaterThan(0)
    const later = ticksFor({ start: start + 24 * hour, end: end + 24 * hour }, zurich, 8)
    expect(later.slice(0, 3).map((tick) => tick.at)).toEqual(ticks.slice(0, 3).map((tick) => tick.at))
  })
})
