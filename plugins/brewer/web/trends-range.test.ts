import { describe, expect, it } from 'vitest'
import { readZoom, stretchOf, usualRange, writeZoom } from './trends-range.ts'

const now = Date.parse('2024-05-01T12:00:30Z')
const day = 86_400_000
const place = { now, zone: 'UTC', shiftZone: 'UTC' }

describe('the range of the trends', () => {
  it('is the last thirty days, and goes on with the time', () => {
    expect(usualRange('2024-04-30T12:00:00Z', now)).toEqual({ from: 'now-30d', to: 'now' })
    expect(usualRange(null, now)).toEqual({ from: 'now-30d', to: 'now' })
    expect(stretchOf({ from: 'now-30d', to: 'now' }, place)).toEqual({ start: now - 30 * day, end: now })
  })
  it('ends with the last record of a Brewer that has been silent, and has it within', () => {
    const usual = usualRange('2019-06-20T00:30:00.000Z', now)
    expect(usual).toEqual({ from: '2019-05-21T00:31Z', to: '2019-06-20T00:31Z' })
    expect(stretchOf(usual, place)).toEqual({ start: Date.parse('2019-05-21T00:31:00Z'), end: Date.parse('2019-06-20T00:31:00Z') })
  })
  it('has its usual length where an end cannot be read, or comes first', () => {
    expect(stretchOf({ from: 'nonsense', to: '' }, place)).toEqual({ start: now - 30 * day, end: now })
    expect(stretchOf({ from: 'now', to: 'now-1d' }, place)).toEqual({ start: now - 30 * day, end: now })
  })
})

describe('what is seen of it', () => {
  it('is written and read', () => {
    const text = '2019-01-13T00:00:00Z/2019-01-14T00:00:00.500Z'
    expect(writeZoom(readZoom(text))).toBe(text)
    expect(writeZoom(null)).toBe('')
  })
  it.each(['', 'x/y', '2019-01-13T00:00:00Z', '2019-01-14T00:00:00Z/2019-01-13T00:00:00Z'])('is all of it for %j', (text) => {
    expect(readZoom(text)).toBeNull()
  })
})
