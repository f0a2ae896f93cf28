import { describe, expect, it } from 'vitest'
import { nameOfThing, pages, withRange } from './pages.ts'

describe('the pages', () => {
  it('have a key and an address each', () => {
    expect(new Set(pages.map(({ key }) => key)).size).toBe(pages.length)
    expect(new Set(pages.map(({ href }) => href)).size).toBe(pages.length)
  })
  it('that are lists take the range of time along, and nothing else', () => {
    const runs = { pathname: '/runs', search: '?q=quality:bad&from=now-12h&to=2026-11-22T10:00:00%2B01:00' }
    expect(withRange('/fills', runs)).toBe('/fills?from=now-12h&to=2026-11-22T10:00:00%2B01:00')
    expect(withRange('/explorer', runs)).toBe('/explorer')
    expect(withRange('/fills', { pathname: '/runs', search: '?q=bad' })).toBe('/fills')
    expect(withRange('/fills', { pathname: '/runs/5', search: '?from=now-1h' })).toBe('/fills')
  })
  it('of one thing are called by its natural key', () => {
    expect(nameOfThing('/runs/526080')).toBe('Run 526080')
    expect(nameOfThing('/environments/2bF3cSfQFeq')).toBe('Environment 2bF3cSfQFeq')
    expect(nameOfThing('/instruments/hall%2Fpump-2')).toBe('Instrument hall/pump-2')
    expect(nameOfThing('/runs')).toBeNull()
    expect(nameOfThing('/runs/compare')).toBeNull()
  })
})
