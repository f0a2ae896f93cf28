import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { complete } from './complete.ts'
import { languages, readFilter } from './read.ts'

/** The text with | at the caret, and what it is after each option was taken. */
const offered = (marked: string): string[] => {
  const caret = marked.indexOf('|')
  const text = marked.replace('|', '')
  const { from, to, options } = complete(languages.runs, text, caret)
  return options.map(({ insert }) => text.slice(0, from) + insert + text.slice(to))
}

describe('what is offered at the caret', () => {
  it.each([
    ['qual|', 'quality:'],
    ['-qual|', '-quality:'],
    ['state:ended det|', 'state:ended detector:'],
    ['quality:b|', 'quality:bad'],
    ['quality:good,b|', 'quality:good,bad'],
    ['quality:b|,good', 'quality:bad,good'],
    ['quality:| state:ended', 'quality:bad state:ended'],
    ['detector:ITS=b|', 'detector:ITS=bad'],
    ['sort:dur|', 'sort:duration-desc'],
    ['runn|', 'state:running'],
    ['started:|', 'started:>now-12h'],
    ['qua|lity:bad', 'quality:bad'],
  ])('%s: %s', (marked, expected) => {
    expect(offered(marked)).toContain(expected)
  })

  it('is every key where nothing is typed yet, and nothing after a number or a quote', () => {
    expect(offered('|')).toHaveLength(languages.runs.keys.length + 1)
    expect(offered('state:ended |')).toHaveLength(languages.runs.keys.length + 1)
    expect(offered('5260|')).toEqual([])
    expect(offered('"qual|')).toEqual([])
  })

  it('does not offer what is said already', () => {
    expect(offered('quality:bad,|')).not.toContain('quality:bad,bad')
  })

  it('asks the data for values that only they know', () => {
    expect(complete(languages.runs, 'tag:"not f', 10).ask).toMatchObject({ key: { name: 'tag' }, prefix: 'not f' })
    expect(complete(languages.runs, 'detector:ITS,T', 14)).toMatchObject({ from: 13, to: 14, ask: { prefix: 'T', said: ['ITS'] } })
    expect(complete(languages.runs, 'quality:b', 9).ask).toBe(null)
  })

  it('fits into any text at any place, and is understood', () => {
    const parts = fc.constantFrom('quality', 'detector', ':', ',', '"', '-', ' ', 'ITS', '=', 'b', 'sort', '>', '5', 'or', '\\', '“')
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), fc.nat(), (list, at) => {
        const text = list.join('')
        const caret = at % (text.length + 1)
        const { from, to, options } = complete(languages.runs, text, caret)
        expect(0 <= from && from <= to && to <= text.length).toBe(true)
        const place = { now: 0, zone: 'UTC' }
        for (const { insert, isOpen } of options.slice(0, 3)) {
          const taken = text.slice(0, from) + insert + text.slice(to)
          const { faults } = readFilter('runs', taken, place)
          if (!isOpen) expect(faults.some((fault) => fault.from <= from && fault.to >= from + insert.length && fault.message.startsWith('There is no quality "b'))).toBe(false)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
