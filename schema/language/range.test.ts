import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeRange, readRange, type RangePlace } from './range.ts'
import { shiftAt, shiftBefore } from './shift.ts'

const at = (text: string) => Date.parse(text)
const iso = (moment: number | null) => (moment === null ? null : new Date(moment).toISOString())
const zone = 'Europe/Zurich'

const place: RangePlace = {
  now: at('2024-01-01T05:59:59.999Z'), zone, shiftZone: zone,
  find: ({ kind, number }) =>
    number === 404 ? null
    : number === 1 ? undefined
    : number === 2 ? { start: null, end: null }
    : number === 3 ? { start: at('2024-01-01T04:00:00Z'), end: null }
    : kind === 'run' ? { start: at('2022-09-23T22:49:06Z'), end: at('2022-09-24T01:00:00Z') }
    : { start: at('2022-09-23T22:21:15Z'), end: at('2022-09-26T07:36:14Z') },
}
const bounds = (from: string | null, to: string | null, somewhere = place) => {
  const { range, faults, needs } = readRange({ from, to }, somewhere)
  expect({ faults, needs }).toEqual({ faults: [], needs: [] })
  return [iso(range.from), iso(range.to)]
}

describe('a shift', () => {
  it.each([
    ['2024-01-01T05:59:59.999Z', 'Night', '2023-12-31T22:00:00.000Z', '2024-01-01T06:00:00.000Z'],
    ['2024-01-01T06:00:00.000Z', 'Morning', '2024-01-01T06:00:00.000Z', '2024-01-01T14:00:00.000Z'],
    ['2024-01-01T14:00:00.000Z', 'Afternoon', '2024-01-01T14:00:00.000Z', '2024-01-01T22:00:00.000Z'],
    ['2023-10-29T02:00:00Z', 'Night', '2023-10-28T21:00:00.000Z', '2023-10-29T06:00:00.000Z'],
    ['2024-03-31T02:00:00Z', 'Night', '2024-03-30T22:00:00.000Z', '2024-03-31T05:00:00.000Z'],
    ['2023-12-31T23:30:00Z', 'Night', '2023-12-31T22:00:00.000Z', '2024-01-01T06:00:00.000Z'],
  ])('at %s is the %s from %s to %s', (moment, name, start, end) => {
    const shift = shiftAt(at(moment), zone)
    expect([shift.name, iso(shift.start), iso(shift.end)]).toEqual([name, start, end])
  })

  it('follows the one before without a gap, in any zone and over any change of the clock', () => {
    const zones = fc.constantFrom('Europe/Zurich', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC', 'America/Sao_Paulo', 'Pacific/Apia')
    fc.assert(
      fc.property(fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2037-01-01T00:00:00Z') }), zones, (moment, somewhere) => {
        const shift = shiftAt(moment, somewhere)
        expect(shift.start <= moment && moment < shift.end).toBe(true)
        expect(shiftBefore(shift, somewhere).end).toBe(shift.start)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a range', () => {
  it.each([
    [null, null, null, null],
    ['', ' ', null, null],
    ['now-12h', 'now', '2023-12-31T17:59:59.999Z', '2024-01-01T05:59:59.999Z'],
    ['now-12h', null, '2023-12-31T17:59:59.999Z', null],
    ['today', 'today', '2023-12-31T23:00:00.000Z', '2024-01-01T23:00:00.000Z'],
    ['yesterday', 'yesterday', '2023-12-30T23:00:00.000Z', '2023-12-31T23:00:00.000Z'],
    ['2024-05-01', '2024-05-03', '2024-04-30T22:00:00.000Z', '2024-05-03T22:00:00.000Z'],
    ['2024-05-01T10:00', '2024-05-01T12:00', '2024-05-01T08:00:00.000Z', '2024-05-01T10:00:00.000Z'],
    ['shift:current', null, '2023-12-31T22:00:00.000Z', '2024-01-01T06:00:00.000Z'],
    ['shift:previous', null, '2023-12-31T14:00:00.000Z', '2023-12-31T22:00:00.000Z'],
    ['run:526080', null, '2022-09-23T22:49:06.000Z', '2022-09-24T01:00:00.000Z'],
    ['fill:8178', null, '2022-09-23T22:21:15.000Z', '2022-09-26T07:36:14.000Z'],
    ['fill:8178', 'run:526080', '2022-09-23T22:21:15.000Z', '2022-09-24T01:00:00.000Z'],
    ['run:3', null, '2024-01-01T04:00:00.000Z', null],
  ])('from %j to %j', (from, to, start, end) => {
    expect(bounds(from, to)).toEqual([start, end])
  })

  it.each([
    ['2023-10-29', '2023-10-28T22:00:00.000Z', '2023-10-29T23:00:00.000Z', 25],
    ['2024-03-31', '2024-03-30T23:00:00.000Z', '2024-03-31T22:00:00.000Z', 23],
  ])('of the day %s has its hours', (day, start, end, hours) => {
    expect(bounds(day, day)).toEqual([start, end])
    expect((at(end) - at(start)) / 3_600_000).toBe(hours)
  })

  it('takes the whole of an hour that comes twice, and refuses one that never comes', () => {
    expect(bounds('2023-10-29T02:30', '2023-10-29T02:30')).toEqual(['2023-10-29T00:30:00.000Z', '2023-10-29T01:30:00.000Z'])
    expect(bounds('2023-10-29T02:30+01:00', null)).toEqual(['2023-10-29T01:30:00.000Z', null])
    const { faults, range } = readRange({ from: '2024-03-31T02:30', to: 'now' }, { ...place, now: at('2024-05-01T00:00:00Z') })
    expect(faults).toEqual([expect.objectContaining({ at: 'from', fix: '2024-03-31T03:00:00+02:00' })])
    expect(iso(range.to)).toBe('2024-05-01T00:00:00.000Z')
  })

  it.each([
    ['run:404', 'There is no run 404'],
    ['fill:2', 'Fill 2 had no stable beams'],
    ['run:2', 'Nobody said when run 2 started'],
    ['run:x', '"x" is no number'],
    ['shift:curent', 'There is no shift "curent". Did you mean shift:current?'],
    ['last week', '"last week" is no time, such as 2024-05-01, 2024-05-01T14:30, today, yesterday or now-12h'],
  ])('with %j says why not', (from, message) => {
    expect(readRange({ from, to: null }, place).faults.map((fault) => fault.message)).toEqual([message])
  })

  it('has an end after its start', () => {
    const { faults } = readRange({ from: '2024-05-01T10:00:00Z', to: '2024-05-01T12:00:00+02:00' }, place)
    expect(faults).toEqual([expect.objectContaining({ at: 'to', message: 'The end is not after the start' })])
  })

  it('says what must be looked up', () => {
    expect(readRange({ from: 'run:1', to: 'fill:1' }, place).needs).toEqual([{ kind: 'run', number: 1 }, { kind: 'fill', number: 1 }])
  })

  it('never throws, whatever the text', () => {
    const parts = fc.constantFrom('now', 'today', 'run:', 'fill:', 'shift:', 'current', '-', '+', '12h', '1d', '2024', '-02', '-30', 'T', '25:00', 'Z', '9999', '0000', ' ', ':', '1e9')
    const text = fc.option(fc.oneof(fc.string({ unit: 'binary' }), fc.array(parts, { maxLength: 8 }).map((list) => list.join(''))))
    fc.assert(
      fc.property(text, text, (from, to) => {
        const { range } = readRange({ from, to }, place)
        for (const edge of [range.from, range.to]) expect(edge === null || Number.isFinite(new Date(edge).getTime())).toBe(true)
        expect(describeRange({ from, to }).length).toBeGreaterThan(0)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a range in words', () => {
  it.each([
    [null, null, 'all time'],
    ['now-12h', 'now', 'last 12 h'],
    ['now-1h', null, 'last hour'],
    ['now-7d', 'now', 'last 7 days'],
    ['now-1d', 'now', 'last 1 day'],
    ['run:526080', null, 'run 526080'],
    ['fill:8178', null, 'fill 8178'],
    ['shift:current', null, 'this shift'],
    ['shift:previous', null, 'previous shift'],
    ['today', 'today', 'today'],
    ['today', 'now', 'today'],
    ['2024-05-01', '2024-05-03', '2024-05-01 – 2024-05-03'],
    ['2024-05-01T10:00', null, 'since 2024-05-01 10:00'],
    [null, '2024-05-01', 'until 2024-05-01'],
  ])('%j to %j: %s', (from, to, words) => {
    expect(describeRange({ from, to })).toBe(words)
  })
})
