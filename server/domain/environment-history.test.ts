import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { environmentStatus } from '../../drizzle/tables/environment.ts'
import type { EnvironmentStatus } from './environment-history.ts'
import {
  environmentStatuses,
  historyGrams,
  historyLetters,
  parseHistoryPattern,
  patternGrams,
} from './environment-history.ts'

const lettersOf = (text: string): string => {
  const parsed = parseHistoryPattern(text)
  if ('fault' in parsed) throw new Error(`unexpected fault: ${parsed.fault}`)
  return parsed.letters
}

const faultOf = (text: string): string | null => {
  const parsed = parseHistoryPattern(text)
  return 'fault' in parsed ? parsed.fault : null
}

const letter = fc.constantFrom(...environmentStatuses).map((status) => historyLetters([status]))
const word = (minLength: number, maxLength: number) => fc.string({ unit: letter, minLength, maxLength })

it('environment statuses are those that the database knows', () => {
  expect(environmentStatuses).toEqual(environmentStatus.enumValues)
})

describe('historyLetters', () => {
  it('gives each status its letter', () => {
    expect(historyLetters(environmentStatuses)).toBe('PSDCREMXX')
    expect(historyLetters([])).toBe('')
  })

  it('keeps order and repetition', () => {
    const history: EnvironmentStatus[] = ['STANDBY', 'DEPLOYED', 'DEPLOYED', 'ERROR', 'DESTROYED']
    expect(historyLetters(history)).toBe('SDDEX')
  })
})

describe('parseHistoryPattern', () => {
  it.each(['SE', 'S-E', 's-e', 'se', ' S - E '])('reads %j as STANDBY directly followed by ERROR', (text) => {
    expect(lettersOf(text)).toBe('SE')
  })

  it('reads back every history, with dashes or without', () => {
    fc.assert(
      fc.property(word(1, 20), (letters) => {
        expect(lettersOf(letters)).toBe(letters)
        expect(lettersOf([...letters.toLowerCase()].join('-'))).toBe(letters)
      }),
    )
  })

  it('names the letter that stands for no status', () => {
    expect(faultOf('S-Q-E')).toBe('"Q" stands for no status: use the letters P S D C R E M X')
    expect(faultOf('s>e')).toContain('">"')
    expect(faultOf('S😀')).toContain('"😀"')
  })

  it('tells a dash without a letter on either side', () => {
    for (const text of ['-S', 'S-', 'S--E', 'S- -E', '-']) expect(faultOf(text)).toContain('does not stand between')
  })

  it('asks for a letter when there is none', () => {
    for (const text of ['', '  ']) expect(faultOf(text)).toContain('at least one letter')
  })
})

describe('grams', () => {
  it('of a history are its letters and its pairs, each once', () => {
    expect(historyGrams('SDSDE').toSorted()).toEqual(['D', 'DE', 'DS', 'E', 'S', 'SD'])
    expect(historyGrams('S')).toEqual(['S'])
    expect(historyGrams('')).toEqual([])
  })

  it('of a pattern are the letter, or the pairs, which imply their letters', () => {
    expect(patternGrams('S')).toEqual(['S'])
    expect(patternGrams('SE')).toEqual(['SE'])
    expect(patternGrams('SDSD')).toEqual(['SD', 'DS'])
  })

  const indexFinds = (history: string, pattern: string) => {
    const kept = new Set(historyGrams(history))
    return patternGrams(pattern).every((gram) => kept.has(gram))
  }

  it('never miss a history that contains the pattern', () => {
    fc.assert(
      fc.property(word(0, 12), word(1, 6), word(0, 12), (before, pattern, after) => {
        expect(indexFinds(before + pattern + after, pattern)).toBe(true)
      }),
    )
  })

  it('answer patterns of one and two letters exactly', () => {
    fc.assert(
      fc.property(word(0, 8), word(1, 2), (history, pattern) => {
        expect(indexFinds(history, pattern)).toBe(history.includes(pattern))
      }),
    )
  })
})
