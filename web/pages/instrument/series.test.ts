import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { binWords, toChartData } from './series.ts'

const start = Date.parse('2024-05-01T12:00:00Z')
const pressure = { name: 'pressure', unit: 'mbar' }
const after = (...seconds: number[]) => seconds.map((one) => new Date(start + one * 1000).toISOString())
const raw = (at: string[]) => ({ at, mean: at.map(() => 1), min: at.map(() => 1), max: at.map(() => 1), bucketSeconds: null })

describe('a series as a chart draws it', () => {
  it('has the points as they were measured, without a band, while they are what they are', () => {
    const { moments, series } = toChartData(raw(after(0, 10, 20)), pressure)
    expect(moments).toEqual([start, start + 10_000, start + 20_000])
    expect(series).toEqual([{ id: 'pressure', label: 'pressure', unit: 'mbar', values: [1, 1, 1] }])
  })
  it('has a band from least to most where a point stands for several', () => {
    const { series } = toChartData({ at: after(0, 60), mean: [0.1 + 0.2, 2], min: [0, 1], max: [0.5, 3], bucketSeconds: 60 }, pressure)
    expect(series[0]).toMatchObject({ values: [0.3, 2], low: [0, 1], high: [0.5, 3] })
  })
  it('has a gap where nothing came for long, and none for one that is merely late', () => {
    const { moments, series } = toChartData(raw(after(0, 10, 20, 30, 200, 210, 240)), pressure)
    expect(moments).toHaveLength(8)
    expect(series[0]!.values).toEqual([1, 1, 1, 1, null, 1, 1, 1])
    expect(moments[4]).toBe(start + 115_000)
  })
  it('has no gaps in bins of a slow instrument, that are mostly empty', () => {
    const times = after(...Array.from({ length: 20 }, (_, index) => index * 300))
    expect(toChartData({ ...raw(times), bucketSeconds: 60 }, pressure).series[0]!.values).not.toContain(null)
  })
  it('keeps every point, in order, whatever comes', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 100_000 }), { maxLength: 60 }), (seconds) => {
        const at = after(...seconds.toSorted((a, b) => a - b))
        const { moments, series } = toChartData({ ...raw(at), mean: at.map((_, index) => index) }, pressure)
        expect(series[0]!.values.filter((value) => value !== null)).toEqual(at.map((_, index) => index))
        expect(moments.every((moment, index) => index === 0 || moment > moments[index - 1]!)).toBe(true)
        expect(moments).toHaveLength(series[0]!.values.length)
      }),
    )
  })
  it('says the width of a bin in words', () => {
    expect([10, 90, 300, 5400, 7200, 86_400, 604_800].map(binWords)).toEqual(['10 s', '90 s', '5 min', '90 min', '2 h', '24 h', '7 d'])
  })
})
