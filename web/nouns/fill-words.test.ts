import { describe, expect, it } from 'vitest'
import { figureWords, luminosityWords, percentWords, stableSeconds } from './fill-words.ts'

const never = () => {
  throw new Error('needs no clock')
}

describe('the words of a fill', () => {
  it('tell how long stable beams lasted, or have been lasting', () => {
    const start = '2024-05-01T10:00:00.000Z'
    expect(stableSeconds({ stableBeamsStart: null, stableBeamsEnd: null, stableBeamsSeconds: null }, never)).toBeNull()
    expect(stableSeconds({ stableBeamsStart: start, stableBeamsEnd: start, stableBeamsSeconds: 77 }, never)).toBe(77)
    const open = { stableBeamsStart: start, stableBeamsEnd: null, stableBeamsSeconds: 1 }
    expect(stableSeconds(open, () => Date.parse(start) + 60_000)).toBe(60)
    expect(stableSeconds(open, () => Date.parse(start) - 60_000)).toBe(0)
  })

  it('have the digits that matter', () => {
    expect(figureWords(6800)).toBe('6\u202f800')
    expect(luminosityWords(1234.56)).toBe('1\u202f234.6 nb⁻¹')
    expect(luminosityWords(0.06123)).toBe('0.0612 nb⁻¹')
    expect(percentWords(0.41666)).toBe('41.67 %')
  })
})
