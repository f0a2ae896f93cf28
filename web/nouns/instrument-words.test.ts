import { describe, expect, it } from 'vitest'
import { statusAt, statusSinceAt } from './instrument-words.ts'

const hour = 3_600_000
const at = Date.parse('2024-05-01T12:00:00Z')
const pump = {
  status: 'WARNING',
  reportedStatus: 'WARNING',
  statusSince: '2024-05-01T08:00:00Z',
  lastDataAt: '2024-05-01T12:00:00Z',
  createdAt: '2020-01-01T00:00:00Z',
} as const

describe('the status of an instrument, while a page is open', () => {
  it('is what was reported, until its data are 24 hours old to the millisecond, and lost from 48 on', () => {
    expect(statusAt(pump, at)).toBe('WARNING')
    expect(statusAt(pump, at + 24 * hour - 1)).toBe('WARNING')
    expect(statusAt(pump, at + 24 * hour)).toBe('STALE')
    expect(statusAt(pump, at + 48 * hour - 1)).toBe('STALE')
    expect(statusAt(pump, at + 48 * hour)).toBe('LOST')
  })
  it('counts from when it was made known while no data have come', () => {
    const silent = { ...pump, lastDataAt: null, createdAt: '2024-05-01T00:00:00Z' }
    expect(statusAt(silent, at)).toBe('WARNING')
    expect(statusAt(silent, at + 12 * hour)).toBe('STALE')
  })
  it('began when the server says, or with the silence that it does not know of yet', () => {
    expect(statusSinceAt(pump, at)).toBe(Date.parse('2024-05-01T08:00:00Z'))
    expect(statusSinceAt(pump, at + 30 * hour)).toBe(at + 24 * hour)
    expect(statusSinceAt({ ...pump, status: 'STALE', statusSince: '2024-05-02T12:00:00Z' }, at + 50 * hour)).toBe(at + 48 * hour)
  })
})
