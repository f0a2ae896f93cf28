import type { Stretch } from '../timeline/model.ts'

export type Values = readonly (number | null)[]

/** One line of a chart. */
export type ChartSeries = {
  /** Unique in the chart. */
  readonly id: string
  readonly label: string
  /** Such as mbar; lines of one unit share an axis. The first two units have theirs on the left and on the right. */
  readonly unit?: string | undefined
  /** One for each moment; null is a gap, and stays one. */
  readonly values: Values
  /** The spread around it, drawn as a band: of the values that a mean stands for, say. */
  readonly low?: Values | undefined
  readonly high?: Values | undefined
  /** Each value is marked by a shape, with no line through them: what is out of its limits. */
  readonly isMarks?: boolean | undefined
}

export type ChartData = {
  /** Epoch ms, growing. */
  readonly moments: readonly number[]
  /** Six at most can be told apart. */
  readonly series: readonly ChartSeries[]
}

/** A value that should not be passed, as a line over the whole chart. */
export type Limit = { readonly value: number; readonly label: string; readonly kind: 'warn' | 'bad'; readonly unit?: string | undefined }

/** Something that happened at a moment. */
export type Marker = {
  readonly at: number
  readonly label: string
  /** What stands in the drawing on the page, where the label would take too much room. */
  readonly short?: string
}

/** What a chart is drawn from, on the page and in files. */
export type Drawing = {
  readonly data: ChartData
  readonly window: Stretch
  /** IANA name. */
  readonly zone: string
  readonly limits: readonly Limit[]
  readonly markers: readonly Marker[]
  /** Ids of series that are switched off. */
  readonly hidden: ReadonlySet<string>
}

/** CSS colours, as they are in the theme of the moment. */
export type Colors = {
  readonly ink: string
  readonly line: string
  readonly surface: string
  readonly accent: string
  readonly warn: string
  readonly bad: string
  readonly series: readonly string[]
}

/** Lines differ by their dashes too: colour is never the only sign. In px. */
export const dashes: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 3], [1, 4]]

/** Half of a mark's width, px: a diamond around its value. */
export const markSize = 5

/** The corners of the mark around a point. */
export const markCorners = (x: number, y: number, size = markSize): readonly (readonly [x: number, y: number])[] => [
  [x, y - size],
  [x + size, y],
  [x, y + size],
  [x - size, y],
]

export const unitOf = ({ unit }: { readonly unit?: string | undefined }): string => unit ?? ''

/** In the order in which they get their axes. */
export const unitsOf = ({ series }: ChartData): string[] => [...new Set(series.map(unitOf))]

/** The index of the first moment that is not before this one. */
export const indexFrom = (moments: readonly number[], moment: number): number => {
  let [low, high] = [0, moments.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (moments[middle]! < moment) low = middle + 1
    else high = middle
  }
  return low
}

/** First (included) and last (excluded) index within a stretch. */
export const indexesWithin = ({ moments }: ChartData, { start, end }: Stretch): readonly [from: number, to: number] => {
  const from = indexFrom(moments, start)
  const to = indexFrom(moments, end)
  return [from, moments[to] === end ? to + 1 : to]
}

/** The whole, in which nothing is shorter than a second. */
export const spanOf = ({ moments }: ChartData): Stretch => {
  const [start, end] = [moments[0] ?? 0, moments.at(-1) ?? 0]
  return end - start >= 1000 ? { start, end } : { start: start - 500, end: start + 500 }
}
