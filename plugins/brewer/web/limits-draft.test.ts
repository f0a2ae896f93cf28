import { describe, expect, it } from 'vitest'
import { readLimit } from './limits-draft.ts'

describe('a limit that is typed', () => {
  it('is read, with a decimal comma too, and with no value where it is left empty', () => {
    expect(readLimit({ target: '1750,5', limit: ' 10 ', reason: ' new lamp ' })).toEqual({ value: { target: 1750.5, limit: 10, reason: 'new lamp' }, faults: {} })
    expect(readLimit({ target: '', limit: '2e-3', reason: 'x' }).value).toEqual({ target: null, limit: 0.002, reason: 'x' })
    expect(readLimit({ target: '\u22125', limit: '1', reason: 'x' }).value?.target).toBe(-5)
  })
  it.each([
    [{ target: 'x', limit: '1', reason: 'x' }, ['target']],
    [{ target: '', limit: '0', reason: 'x' }, ['limit']],
    [{ target: '', limit: '-1', reason: 'x' }, ['limit']],
    [{ target: '', limit: '', reason: ' ' }, ['limit', 'reason']],
    [{ target: '1', limit: 'Infinity', reason: 'x' }, ['limit']],
  ])('tells what is wrong with %j', (draft, wrong) => {
    const { value, faults } = readLimit(draft)
    expect(value).toBeNull()
    expect(Object.keys(faults)).toEqual(wrong)
  })
})
