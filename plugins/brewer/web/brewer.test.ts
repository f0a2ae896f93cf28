import { describe, expect, it } from 'vitest'
import { inOrder, isFound, sayIncident, standingOf, type Brewer, type Incident } from './brewer.ts'

const hour = 3_600_000
const heard = Date.parse('2024-05-01T10:00:00Z')
const iso = (at: number) => new Date(at).toISOString()

const lamp: Incident = {
  code: 15, codes: [15, 16], title: 'Lamp not detected', level: 'CRITICAL', count: 4,
  firstAt: iso(heard - 5 * hour), lastAt: iso(heard - hour), message: 'hg: Lamp not detected f1= 6 f4= 113',
}
const brewer = (more: Partial<Brewer> = {}): Brewer => ({
  number: 157, station: 'Izaña', latitude: 28.3, longitude: -16.5, state: 'CRITICAL', openLevel: 'CRITICAL',
  lastRecordAt: iso(heard), masks: { a: 48, b: 0, c: 0, d: 0 }, openEvents: [lamp],
  instrument: { id: 'x', name: 'brewer-157', statusSince: iso(heard - 3 * hour), archivedAt: null }, ...more,
})

describe('how a Brewer is, while a page is open', () => {
  it('is its worst open event, since that began', () => {
    expect(standingOf(brewer(), heard + hour)).toEqual({ condition: 'CRITICAL', since: heard - 5 * hour, worst: lamp })
  })
  it('is stale and lost by its last record, to the millisecond, and what was wrong is still told', () => {
    expect(standingOf(brewer(), heard + 24 * hour - 1).condition).toBe('CRITICAL')
    expect(standingOf(brewer(), heard + 24 * hour)).toEqual({ condition: 'STALE', since: heard + 24 * hour, worst: lamp })
    expect(standingOf(brewer(), heard + 48 * hour)).toEqual({ condition: 'LOST', since: heard + 48 * hour, worst: lamp })
  })
  it('is well without open events, since the server says so', () => {
    const well = brewer({ state: 'OK', openLevel: null, openEvents: [] })
    expect(standingOf(well, heard)).toEqual({ condition: 'OK', since: heard - 3 * hour, worst: null })
  })
  it('is what the server says where no record has a time', () => {
    expect(standingOf(brewer({ lastRecordAt: null, state: 'WARNING' }), heard).condition).toBe('WARNING')
  })
  it('stands in the list with the worst first, then by number', () => {
    const seen = [brewer({ number: 9, openLevel: null, openEvents: [] }), brewer({ number: 8 }), brewer({ number: 7 })].map((one) => ({
      brewer: one, standing: standingOf(one, heard),
    }))
    expect(inOrder(seen).map((one) => one.brewer.number)).toEqual([7, 8, 9])
  })
})

describe('a Brewer', () => {
  it('is found by its name, number, station without accents, and its troubles, all words of it', () => {
    for (const text of ['', '157', 'brewer-157', 'IZANA', 'izaña lamp', '(15', 'f4= 113']) expect(isFound(brewer(), text)).toBe(true)
    for (const text of ['185', 'izana micrometer']) expect(isFound(brewer(), text)).toBe(false)
  })
  it('has its trouble in words', () => {
    expect(sayIncident(lamp)).toBe('Lamp not detected (15, 16), 4 times')
    expect(sayIncident({ ...lamp, codes: [], count: 1 })).toBe('Lamp not detected (15)')
  })
})
