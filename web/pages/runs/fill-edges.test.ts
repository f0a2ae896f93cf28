import { describe, expect, it } from 'vitest'
import { fillEdges } from './fill-edges.ts'

const rows = (...fills: (number | null)[]) =>
  fills.map((number, index) => ({ id: String(index), fill: number === null ? null : { number } }))

describe('a stretch of runs of one fill', () => {
  it('begins and ends where the neighbour is of another fill, or of none', () => {
    expect([...fillEdges(rows(9, 9, 9, null, 8, 7, 7))]).toEqual([
      ['0', 'first'],
      ['2', 'last'],
      ['4', 'only'],
      ['5', 'first'],
      ['6', 'last'],
    ])
  })

  it('is nowhere without fills', () => {
    expect(fillEdges(rows(null, null)).size).toBe(0)
    expect(fillEdges([]).size).toBe(0)
  })
})
