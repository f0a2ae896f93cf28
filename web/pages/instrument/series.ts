import type { ChartData } from '../../kit/chart/model.ts'
import type { Channel, Series } from './documents.ts'

/** Silence of so many usual steps is a gap: a line over it would tell of what was not measured. */
const gapSteps = 5

const middleOf = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Infinity

/** Sums leave digits behind that nobody measured. */
const rounded = (mean: number): number => Number(mean.toPrecision(9))

/**
 * A series as a chart draws it: with gaps where nothing came for long, and between least and most where its points stand
 * for several. Times become epoch ms.
 */
export const toChartData = (
  { at, mean, min, max, bucketSeconds }: Pick<Series, 'at' | 'mean' | 'min' | 'max' | 'bucketSeconds'>,
  { name, unit }: Pick<Channel, 'name' | 'unit'>,
): ChartData => {
  const measured = at.map((time) => Date.parse(time))
  const steps = measured.slice(1).map((moment, index) => moment - measured[index]!)
  const longest = Math.max(gapSteps * middleOf(steps), 1.5 * (bucketSeconds ?? 0) * 1000)
  const moments: number[] = []
  const [values, low, high]: (number | null)[][] = [[], [], []]
  measured.forEach((moment, index) => {
    const before = measured[index - 1]
    if (before !== undefined && moment - before > longest) {
      moments.push((before + moment) / 2)
      for (const line of [values, low, high]) line!.push(null)
    }
    moments.push(moment)
    values!.push(bucketSeconds === null ? mean[index]! : rounded(mean[index]!))
    low!.push(min[index]!)
    high!.push(max[index]!)
  })
  const spread = bucketSeconds === null ? {} : { low: low!, high: high! }
  return { moments, series: [{ id: name, label: name, unit: unit ?? undefined, values: values!, ...spread }] }
}

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** The width of a bin: 90 s, 5 min, 2 h, 1 d. */
export const binWords = (seconds: number): string => {
  const [size, unit] = seconds < 2 * minute ? [1, 's'] : seconds < 2 * hour ? [minute, 'min'] : seconds < 2 * day ? [hour, 'h'] : [day, 'd']
  return `${Number((seconds / Number(size)).toPrecision(3))} ${unit}`
}
