import { describe, expect, it } from 'vitest'
import { createSelection } from './selection.ts'

const listed = ['9', '8', '7', '6', '5']

describe('a selection', () => {
  it('takes rows and puts them back', () => {
    const selection = createSelection()
    selection.toggle('8', false, listed)
    selection.toggle('6', false, listed)
    selection.toggle('8', false, listed)
    expect([...selection.keys()]).toEqual(['6'])
    selection.clear()
    expect(selection.keys().size).toBe(0)
  })

  it('takes all from the last one to this one, in either direction', () => {
    const selection = createSelection()
    selection.toggle('6', false, listed)
    expect(selection.toggle('8', true, listed)).toBe(true)
    expect([...selection.keys()].sort()).toEqual(['6', '7', '8'])
    selection.toggle('5', true, listed)
    expect(selection.keys().size).toBe(4)
  })

  it('says when the other end of a range is not here', () => {
    const selection = createSelection()
    selection.toggle('1', false, listed)
    expect(selection.toggle('8', true, listed)).toBe(false)
    expect([...selection.keys()]).toEqual(['1', '8'])
  })
})
