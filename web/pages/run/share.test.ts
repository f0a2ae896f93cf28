import { describe, expect, it } from 'vitest'
import { sharedSeconds } from './share.ts'

describe('what two spans have in common', () => {
  it.each([
    [{ start: 0, end: 10_000 }, { start: 5000, end: 20_000 }, 5],
    [{ start: 0, end: 10_000 }, { start: 2000, end: 3000 }, 1],
    [{ start: 0, end: 10_000 }, { start: 10_000, end: 20_000 }, 0],
    [{ start: 0, end: 10_000 }, { start: 30_000, end: null }, 0],
    [{ start: 25_000, end: null }, { start: 10_000, end: null }, 5],
    [{ start: 5000, end: null }, { start: 0, end: 12_000 }, 7],
    [{ start: 40_000, end: null }, { start: 0, end: null }, 0],
  ])('of %j and %j at 30 s is %d s, either way round', (a, b, seconds) => {
    expect(sharedSeconds(a, b, 30_000)).toBe(seconds)
    expect(sharedSeconds(b, a, 30_000)).toBe(seconds)
  })
})
