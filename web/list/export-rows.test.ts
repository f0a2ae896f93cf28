import { describe, expect, it } from 'vitest'
import { createRowCount, fileName, toRanges } from './export-rows.ts'

const count = (format: 'csv' | 'json' | 'ndjson', ...pieces: string[]) => {
  const rows = createRowCount(format)
  for (const piece of pieces) rows.add(piece)
  return rows.rows()
}

describe('the rows of an export', () => {
  it('are counted while it comes in, however it is cut', () => {
    expect(count('csv', 'number,quality\r\n1,go', 'od\r\n2,bad\r\n')).toBe(2)
    expect(count('ndjson', '{"a":1}\n{"a"', ':2}\n')).toBe(2)
    expect(count('json', '[{"a":1},\n{"a":2},', '\n{"a":3}]\n')).toBe(3)
  })

  it('may have line breaks and quotes in their cells', () => {
    expect(count('csv', 'number,reasons\r\n1,"TPC: a ""tr', 'ip""\nand more"\r\n2,\r\n')).toBe(2)
  })
})

describe('numbers that were picked out', () => {
  it('are named by ranges where nothing is left out', () => {
    expect(toRanges([9, 1, 2, 3, 7])).toBe('1..3,7,9')
    expect(toRanges([])).toBe('')
  })
})

describe('the name of a file', () => {
  it('tells what is in it and from when', () => {
    const at = Date.parse('2024-05-01T12:00:30Z')
    expect(fileName('runs', 'quality:bad  detector:ITS', 'csv', at)).toBe('logline-runs-quality-bad-detector-its-20240501T1200Z.csv')
    expect(fileName('fills', '', 'json', at)).toBe('logline-fills-20240501T1200Z.json')
  })
})
