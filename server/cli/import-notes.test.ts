import { describe, expect, it } from 'vitest'
import { createNotes } from './import-notes.ts'

describe('notes', () => {
  it('are grouped by what they say without figures and quotations, the commonest first', () => {
    const notes = createNotes(0)
    notes.add({ line: 3, text: 'Type: "Foo" does not tell the beams' })
    for (const line of [4, 5, 6, 7, 8, 9])
      notes.add({ line, text: `nCol: ${line} in stable beams (planned: ${line * 10})` })
    expect(notes.groups()).toEqual([
      { count: 6, example: 'nCol: 4 in stable beams (planned: 40)', lines: [4, 5, 6, 7, 8] },
      { count: 1, example: 'Type: "Foo" does not tell the beams', lines: [3] },
    ])
    expect([notes.count, notes.kept]).toEqual([7, []])
  })

  it('are kept word for word as far as asked', () => {
    const notes = createNotes(2)
    for (const line of [1, 2, 3]) notes.add({ line, text: 'odd' })
    expect(notes.kept.map(({ line }) => line)).toEqual([1, 2])
    expect(notes.count).toBe(3)
  })

  it('do not fill the memory when each is of its own kind', () => {
    const notes = createNotes(0)
    const letters = (number: number) => String(number).replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '')
    for (let line = 1; line <= 5000; line++) notes.add({ line, text: letters(line) })
    expect(notes.groups().length).toBeLessThan(300)
    expect(notes.groups().reduce((sum, { count }) => sum + count, 0)).toBe(5000)
    expect(notes.groups()[0]?.example).toContain('Of other kinds')
  })
})
