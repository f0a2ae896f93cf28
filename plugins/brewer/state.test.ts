import { describe, expect, it } from 'vitest'
import type { Level } from './codes/event.ts'
import { conditionOf, incidentsOf, reasonOf, type OpenEvent } from './state.ts'

let ids = 0
const open = (code: number, time: string, { level = 'CRITICAL', incident = null, message = `message of ${code}` }: { level?: Level; incident?: string | null; message?: string } = {}): OpenEvent =>
  ({ id: ++ids, code, level, at: `2026-03-01T${time}.000Z`, incident, message })

const hours = (count: number) => count * 3_600_000

describe('the condition of a brewer', () => {
  it.each<[string, Level | null, number, string]>([
    ['nothing open is OK', null, 1, 'OK'],
    ['what is only noted is OK', 'INFO', 1, 'OK'],
    ['a warning is one', 'WARNING', 1, 'WARNING'],
    ['an error is one', 'ERROR', 23.999, 'ERROR'],
    ['what is critical is', 'CRITICAL', 0, 'CRITICAL'],
    ['a record of the future is no silence', 'CRITICAL', -5, 'CRITICAL'],
    ['silence of a day comes before what it said last', 'CRITICAL', 24, 'STALE'],
    ['just before two days it is stale', null, 47.999, 'STALE'],
    ['from two days on it is lost', 'CRITICAL', 48, 'LOST'],
  ])('%s', (_, level, silent, expected) => {
    const now = Date.parse('2026-03-01T00:00:00Z')
    expect(conditionOf(level, now - hours(silent), now)).toBe(expected)
  })
})

const told = (events: readonly OpenEvent[]) => incidentsOf(events).map(({ codes, count, level, code }) => [codes.join('+'), count, level, code])

describe('incidents', () => {
  it.each<[string, OpenEvent[], unknown]>([
    ['nothing open is none', [], []],
    ['twins of one second are one', [open(15, '10:00:00', { incident: 'lamp 1' }), open(16, '10:00:00', { incident: 'lamp 1' })], [['15+16', 1, 'CRITICAL', 15]]],
    ['what comes again is the same, counted', [open(26, '10:00:00', { level: 'WARNING' }), open(26, '11:00:00', { level: 'WARNING' })], [['26', 2, 'WARNING', 26]]],
    ['twins that come again are one, and one of them alone belongs to it', [
      open(15, '10:00:00', { incident: 'a' }), open(16, '10:00:00', { incident: 'a' }), open(15, '11:00:00', { incident: 'b' }), open(16, '11:00:00', { incident: 'b' }), open(16, '12:00:00'),
    ], [['15+16', 3, 'CRITICAL', 16]]],
    ['what comes late joins two that were apart', [open(15, '10:00:00'), open(16, '10:30:00'), open(15, '11:00:00', { incident: 'a' }), open(16, '11:00:00', { incident: 'a' })], [['15+16', 3, 'CRITICAL', 15]]],
    ['the worst comes first, then the newest', [
      open(26, '12:00:00', { level: 'WARNING' }), open(11, '09:00:00'), open(45, '11:00:00', { level: 'ERROR' }), open(12, '10:00:00'),
    ], [['12', 1, 'CRITICAL', 12], ['11', 1, 'CRITICAL', 11], ['45', 1, 'ERROR', 45], ['26', 1, 'WARNING', 26]]],
  ])('%s', (_, events, expected) => expect(told(events)).toEqual(expected))

  it('last from the first time to the last, and speak with the words of the last time', () => {
    const [incident] = incidentsOf([open(12, '11:00:00', { message: 'new' }), open(12, '09:00:00', { message: 'old' })])
    expect(incident).toMatchObject({ firstAt: '2026-03-01T09:00:00.000Z', lastAt: '2026-03-01T11:00:00.000Z', message: 'new', count: 2 })
  })

  it('say in words why a brewer is as it is', () => {
    expect(reasonOf([])).toBeNull()
    expect(reasonOf(incidentsOf([open(12, '09:00:00', { message: 'menu: Brewer failed to respond 5 times' })]))).toBe('Brewer failed to respond: menu: Brewer failed to respond 5 times')
    expect(reasonOf(incidentsOf([open(70, '09:00:00', { message: 'Absolute humidity 11.8 g/m³: 11.8 from 0, allowed 10' })]))).toBe('Absolute humidity 11.8 g/m³: 11.8 from 0, allowed 10')
    const long = reasonOf(incidentsOf([open(12, '09:00:00', { message: 'x'.repeat(5000) }), open(11, '08:00:00')]))!
    expect(long.length).toBeLessThan(1000)
    expect(long).toMatch(/\(and 1 more\)$/)
  })
})
