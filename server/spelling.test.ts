import { describe, expect, it } from 'vitest'
import { nearest, suggestion } from './spelling.ts'

const words = ['import', 'serve', 'token', 'help']

describe('the word that was meant', () => {
  it.each([
    ['imprt', 'import'],
    ['ipmort', 'import'],
    ['server', 'serve'],
    ['tok', 'token'],
    ['IMPORT', 'import'],
  ])('by %s is %s', (typed, word) => {
    expect(nearest(typed, words)).toBe(word)
  })

  it('is not guessed when none is near', () => {
    for (const typed of ['quux', 'z', '', 'reticulate']) expect(suggestion(typed, words)).toBe('')
    expect(nearest('x', [])).toBeUndefined()
  })
})
