import { describe, expect, it } from 'vitest'
import { isInRange } from './range.ts'

describe('isInRange', () => {
  it.each([
    ['^1', true], ['^1.0.0', true], ['1', true], ['1.x', true], ['~1.2', true], ['>=1.1 <3', true], ['^2 || ^1', true], ['*', true], ['1.2.3', true], ['>= 1.2.3', true],
    ['^2', false], ['^1.3', false], ['~1.1', false], ['<1.2.3', false], ['0.9', false], ['1.2.4', false],
    ['latest', null], ['', null], ['^1 and more', null],
  ])('says of 1.2.3 in "%s": %s', (range, expected) => {
    expect(isInRange('1.2.3', range)).toBe(expected)
  })

  it('takes versions before 1 by their minor', () => {
    expect([isInRange('0.2.5', '^0.2'), isInRange('0.3.0', '^0.2')]).toEqual([true, false])
  })
})
