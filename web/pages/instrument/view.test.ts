import { describe, expect, it } from 'vitest'
import { readInstrumentView, writeInstrumentView } from './view.ts'

describe('the address of an instrument', () => {
  it.each([
    '',
    '?from=now-7d&to=now',
    '?from=run:526080&zoom=2024-05-01T10:00:00Z/2024-05-01T11:00:00Z',
    '?channel=pressure&channel=flow%20a/b',
  ])('is read and written: %s', (search) => {
    expect(writeInstrumentView(readInstrumentView(search))).toBe(search)
  })
  it('keeps what others keep in it', () => {
    const before = '?from=now-7d&brewer-text=a%20b&zoom=x&brewer-level=ERROR'
    expect(writeInstrumentView({ from: '', to: 'now', zoom: null, channels: null }, before)).toBe('?to=now&brewer-text=a%20b&brewer-level=ERROR')
  })
  it('leaves out what it does not know', () => {
    expect(readInstrumentView('?zoom=yesterday&x=1')).toEqual({ from: '', to: '', zoom: null, channels: null })
  })
})
