import { describe, expect, it } from 'vitest'
import { shiftAt } from './shift.ts'

const zurich = (moment: string) => {
  const { name, start, end } = shiftAt(Date.parse(moment), 'Europe/Zurich')
  return [name, new Date(start).toISOString(), new Date(end).toISOString(), (end - start) / 3_600_000]
}

describe('the shift of a moment', () => {
  it.each([
    ['2024-01-01T05:59:59.999Z', ['Night', '2023-12-31T22:00:00.000Z', '2024-01-01T06:00:00.000Z', 8]],
    ['2024-01-01T06:00:00Z', ['Morning', '2024-01-01T06:00:00.000Z', '2024-01-01T14:00:00.000Z', 8]],
    ['2024-07-01T13:00:00Z', ['Afternoon', '2024-07-01T13:00:00.000Z', '2024-07-01T21:00:00.000Z', 8]],
    ['2024-07-01T21:00:00Z', ['Night', '2024-07-01T21:00:00.000Z', '2024-07-02T05:00:00.000Z', 8]],
    ['2023-10-29T02:00:00Z', ['Night', '2023-10-28T21:00:00.000Z', '2023-10-29T06:00:00.000Z', 9]],
    ['2024-03-31T02:00:00Z', ['Night', '2024-03-30T22:00:00.000Z', '2024-03-31T05:00:00.000Z', 7]],
    ['2024-03-30T22:30:00Z', ['Night', '2024-03-30T22:00:00.000Z', '2024-03-31T05:00:00.000Z', 7]],
  ])('%s is in %j', (moment, expected) => {
    expect(zurich(moment)).toEqual(expected)
  })
})
