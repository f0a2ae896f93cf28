import { describe, expect, it } from 'vitest'
import { moveIn } from './cell-keys.ts'
import { linkOf, sayValue, shortTitle, type Check } from './checks.ts'

const ratio: Check = {
  name: 'RUN_STOP', title: 'Run/stop ratio, the slit that is furthest off', codes: [61], condition: 'WARNING',
  unit: null, value: 0.99517, target: 1, limit: 0.003, at: '2024-05-01T10:00:00Z',
}
const lamps: Check = { ...ratio, name: 'LAMPS', title: 'Lamps', codes: [14, 15, 16], value: null, target: null, limit: null, at: null }

describe('a check', () => {
  it('says its value, what it should be, and how far it may be off', () => {
    expect(sayValue(ratio)).toBe('0.99517, should be 1 ± 0.003')
    expect(sayValue({ ...ratio, value: 1304.16, unit: 'V', target: null, limit: 50 })).toBe('1304.2 V, should be its usual value ± 50 V')
    expect(sayValue({ ...ratio, value: 27, unit: 'ns', limit: null })).toBe('27 ns')
    expect(sayValue(lamps)).toBe(null)
  })
  it('has a short title, and leads to its trend or to the messages of its codes', () => {
    expect(shortTitle(ratio)).toBe('Run/stop ratio')
    expect(linkOf('/instruments/brewer-185', ratio)).toBe('/instruments/brewer-185#brewer-trend-RUN_STOP')
    expect(linkOf('/instruments/brewer-185', lamps)).toBe('/instruments/brewer-185?brewer-code=14,15,16#brewer-messages')
  })
})

describe('keys in a table', () => {
  const size = { rows: 3, columns: 4 }
  const press = (key: string, ctrlKey = false) => moveIn({ row: 1, column: 2 }, { key, ctrlKey }, size)
  it('lead from cell to cell, to the ends, and nowhere else', () => {
    expect(press('ArrowUp')).toEqual({ row: 0, column: 2 })
    expect(press('ArrowRight')).toEqual({ row: 1, column: 3 })
    expect(press('Home')).toEqual({ row: 1, column: 0 })
    expect(press('End', true)).toEqual({ row: 2, column: 3 })
    expect(press('Enter')).toBe(null)
    expect(moveIn({ row: 0, column: 0 }, { key: 'ArrowLeft', ctrlKey: false }, size)).toBe(null)
  })
})
