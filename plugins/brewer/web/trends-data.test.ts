import { describe, expect, it } from 'vitest'
import { configurationChanges, markersOf, outsideOf, toTrend, type TrendConfiguration, type TrendSeries } from './trends-data.ts'

const dayOf = (day: number) => new Date(Date.UTC(2024, 4, day)).toISOString()

const trend = (more: Partial<TrendSeries>): TrendSeries => ({
  quantity: 'R6', title: 'Standard lamp R6', unit: null, at: [], mean: [], min: [], max: [], target: [], bound: [], ...more,
})

describe('a trend', () => {
  it('has its values, its limit as a band around the target, and a mark at what is out of it', () => {
    const { series, outside } = toTrend(trend({
      at: [dayOf(1), dayOf(2), dayOf(3)], mean: [1750, 1762, 1739.5], min: [1749, 1761, 1738], max: [1751, 1763, 1741],
      target: [1750, 1750, 1750], bound: [10, 10, 10],
    }))
    expect(series.map(({ id }) => id)).toEqual(['value', 'limit', 'out'])
    expect(series[0]).toMatchObject({ label: 'R6', values: [1750, 1762, 1739.5], low: [1749, 1761, 1738], high: [1751, 1763, 1741] })
    expect(series[1]).toMatchObject({ values: [1750, 1750, 1750], low: [1740, 1740, 1740], high: [1760, 1760, 1760] })
    // A mean may lie within while a value of its bin does not: no outlier is lost.
    expect(series[2]).toMatchObject({ isMarks: true, values: [null, 1763, 1738] })
    expect(outside).toBe(2)
  })

  it('follows a limit that changed, and has none where none is known', () => {
    const { series } = toTrend(trend({
      at: [dayOf(1), dayOf(2), dayOf(3)], mean: [27, 28, 28], min: [27, 28, 28], max: [27, 28, 28], target: [null, 27, 28], bound: [null, 2, 2],
    }))
    expect(series.map(({ id }) => id)).toEqual(['value', 'limit'])
    expect(series[0]).not.toHaveProperty('low')
    expect(series[1]).toMatchObject({ values: [null, 27, 28], low: [null, 25, 26], high: [null, 29, 30] })
    expect(toTrend(trend({ at: [dayOf(1)], mean: [1], min: [1], max: [1], target: [null], bound: [null] })).series).toHaveLength(1)
  })

  it('has a gap where nothing was measured for long, over which the limit goes on', () => {
    const at = [1, 2, 3, 20, 21].map(dayOf)
    const ones = at.map(() => 1)
    const { moments, series } = toTrend(trend({ at, mean: ones, min: ones, max: ones, target: ones, bound: ones }))
    expect(moments).toHaveLength(6)
    expect(series[0]!.values).toEqual([1, 1, 1, null, 1, 1])
    expect(series[1]!.values).toEqual([1, 1, 1, 1, 1, 1])
  })

  it('leaves out digits that nobody measured', () => {
    expect(toTrend(trend({ at: [dayOf(1)], mean: [1.0002999305725098], min: [1], max: [1.1], target: [null], bound: [null] })).series[0]!.values).toEqual([1.0003])
  })
})

describe('what lies furthest outside', () => {
  it.each([
    [1, 9, 5, 4, null],
    [0, 9, 5, 4, 0],
    [1, 11, 5, 4, 11],
    [0, 11, 5, 4, 11],
    [-9, 11, 5, 4, -9],
    [0, 11, null, 4, null],
    [0, 11, 5, null, null],
  ])('of %d to %d at %s ± %s is %s', (least, most, target, bound, out) => {
    expect(outsideOf(least, most, target, bound)).toBe(out)
  })
})

describe('changes of the configuration', () => {
  const told = (day: number, more: Partial<TrendConfiguration>): TrendConfiguration => ({
    at: dayOf(day), deadTimeNs: null, calStep: null, etcO3: null, model: null, icf: null, schedule: null, ...more,
  })
  it('are told once, each with what it was before', () => {
    expect(configurationChanges([
      told(3, { deadTimeNs: 27, calStep: 286 }), told(1, { deadTimeNs: 27, calStep: 283, icf: 'ICF1' }), told(2, { schedule: 'x' }),
      told(4, { deadTimeNs: 27, calStep: 286 }), told(5, { deadTimeNs: 28, icf: 'ICF2' }),
    ])).toEqual([
      { at: Date.parse(dayOf(3)), label: 'cal step 283 → 286' },
      { at: Date.parse(dayOf(5)), label: 'dead time 27 → 28 ns, ICF ICF1 → ICF2' },
    ])
  })
})

describe('changes of the constants in a chart', () => {
  it('have their numbers, and one for those whose numbers would stand on each other', () => {
    const changes = [0, 50, 51, 52, 90].map((at) => ({ at, label: `cal step ${at}` }))
    expect(markersOf(changes, 100).map(({ short }) => short)).toEqual(['1', '2–4', '', '', '5'])
    expect(markersOf(changes, 10).map(({ short }) => short)).toEqual(['1', '2', '3', '4', '5'])
    expect(markersOf([], 100)).toEqual([])
  })
})
