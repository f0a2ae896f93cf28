import { describe, expect, it } from 'vitest'
import { createKeyReader, type Press } from './key-reader.ts'

const press = (key: string, ...held: string[]): Press => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '',
  getModifierState: (modifier) => held.includes(modifier),
})

const bindings = [
  { keys: 'g r', does: 'runs' },
  { keys: 'g f', does: 'fills' },
  { keys: 'r', does: 'reload' },
  { keys: '?', does: 'keys' },
  { keys: '$mod+k', does: 'palette' },
  { keys: '[', does: 'previous' },
  { keys: 'Escape', does: 'leave' },
]

/** What a series of presses does, one every 100 ms. */
const typed = (presses: Press[], all = bindings, every = 100) => {
  const read = createKeyReader()
  return presses.flatMap((one, index) => read(one, all, 10_000 + index * every)?.does ?? [])
}

describe('the keys', () => {
  it('of a sequence work one after the other, and the last one does not do what it does alone', () => {
    expect(typed([press('g'), press('r')])).toEqual(['runs'])
    expect(typed([press('g'), press('f'), press('r')])).toEqual(['fills', 'reload'])
  })
  it('of a sequence that is left halfway begin anew', () => {
    expect(typed([press('g'), press('?'), press('r')])).toEqual(['keys', 'reload'])
    expect(typed([press('g'), press('g'), press('r')])).toEqual(['runs'])
    expect(typed([press('g'), press('x'), press('f')])).toEqual([])
  })
  it('of a sequence are forgotten after a second', () => {
    expect(typed([press('g'), press('r')], bindings, 1001)).toEqual(['reload'])
  })
  it('that only hold another one down do not end a sequence', () => {
    expect(typed([press('g'), press('Shift', 'Shift'), press('r')])).toEqual(['runs'])
  })
  it('are not meant while Ctrl or Alt is held: those belong to the browser', () => {
    expect(typed([press('r', 'Control'), press('r', 'Alt'), press('r', 'Meta')])).toEqual([])
    expect(typed([press('k', 'Control')])).toEqual(['palette'])
    expect(typed([press('k')])).toEqual([])
  })
  it('that are signs are known with and without Shift: keyboards differ', () => {
    expect(typed([press('?', 'Shift'), press('?'), press('[')])).toEqual(['keys', 'keys', 'previous'])
  })
  it('that are letters are not meant with Shift', () => {
    expect(typed([press('R', 'Shift')])).toEqual([])
  })
  it('declared last are meant when two are equal', () => {
    expect(typed([press('Escape')], [...bindings, { keys: 'Escape', does: 'close' }])).toEqual(['close'])
  })
})
