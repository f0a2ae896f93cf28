import { describe, expect, it } from 'vitest'
import { standingAt, type Watched } from './instrument-words.ts'

const hour = 3_600_000
const at = Date.parse('2024-05-01T12:00:00Z')
const pump: Watched = {
  status: 'WARNING',
  reportedStatus: 'WARNING',
  statusSince: '2024-05-01T08:00:00Z',
  statusReason: 'it is loud',
  lastDataAt: '2024-05-01T12:00:00Z',
  createdAt: '2020-01-01T00:00:00Z',
  archivedAt: null,
}
const statusAt = (instrument: Watched, now: number) => standingAt(instrument, now).status

describe('how an instrument is, while a page is open', () => {
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
  it('stays as it was when it was put away', () => {
    expect(statusAt({ ...pump, archivedAt: '2024-05-01T13:00:00Z' }, at + 100 * hour)).toBe('WARNING')
    expect(statusAt({ ...pump, archivedAt: '2024-05-02T13:00:00Z' }, at + 100 * hour)).toBe('STALE')
  })
  it('began when the server says and for its reason, or with the silence that it has not told of yet', () => {
    expect(standingAt(pump, at)).toEqual({ status: 'WARNING', since: Date.parse('2024-05-01T08:00:00Z'), reason: 'it is loud' })
    expect(standingAt(pump, at + 30 * hour)).toEqual({ status: 'STALE', since: at + 24 * hour, reason: 'No data for 24 hours' })
    expect(standingAt({ ...pump, status: 'STALE', statusSince: '2024-05-02T12:00:00Z' }, at + 50 * hour).since).toBe(at + 48 * hour)
  })
})
