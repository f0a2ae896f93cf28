import type { ChartData, Values } from '../../../web/kit/chart/model.ts'

/** A quantity in bins, as the server tells it; `target` ± `bound` is the limit that held then. */
export type TrendSeries = {
  readonly quantity: string
  readonly title: string
  readonly unit: string | null
  readonly at: readonly string[]
  readonly mean: readonly number[]
  readonly min: readonly number[]
  readonly max: readonly number[]
  readonly target: readonly (number | null)[]
  readonly bound: readonly (number | null)[]
}

/** Constants of the instrument as one file says them. */
export type TrendConfiguration = {
  readonly at: string
  readonly deadTimeNs: number | null
  readonly calStep: number | null
  readonly etcO3: number | null
  readonly model: string | null
  readonly icf: string | null
  readonly schedule: string | null
}

/** What is short enough for a legend. */
export const shortTitles: Readonly<Record<string, string>> = {
  R6: 'R6', R5: 'R5', SL_INTENSITY: 'F1', DEAD_TIME: 'dead time', RUN_STOP: 'run/stop', HG_STEP: 'Hg step', HG_CORRELATION: 'Hg correlation',
  HIGH_VOLTAGE: 'HT', PLUS_5V: '+5 V', HUMIDITY: 'humidity', TEMPERATURE: 'temperature', AZIMUTH_DISCREPANCY: 'azimuth', CLOCK: 'clock',
}

/** Where the trend of a quantity is on its page. */
export const anchorOf = (quantity: string): string => `brewer-trend-${quantity}`

/** In the order in which they are looked at. */
export const trendQuantities = Object.keys(shortTitles)

/** Silence of so many usual steps, and of a day at least, is a gap: a line over it would tell of what was not measured. */
const gapSteps = 8
const day = 86_400_000

const middleOf = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Infinity

/** They come as single precision, whose last digits nobody measured. */
const rounded = (value: number): number => Number(value.toPrecision(7))

/** The value of a bin that lies furthest outside of its limit; null when all lie within, or there is none. */
export const outsideOf = (least: number, most: number, target: number | null, bound: number | null): number | null => {
  if (target === null || bound === null) return null
  const [below, above] = [target - bound - least, most - target - bound]
  if (below <= 0 && above <= 0) return null
  return below > above ? least : most
}

/** A quantity as a chart draws it: its values, the limit with its band around the target, and what is out of it. */
export const toTrend = (trend: TrendSeries): ChartData & { readonly outside: number } => {
  const measured = trend.at.map((time) => Date.parse(time))
  const longest = Math.max(gapSteps * middleOf(measured.slice(1).map((moment, index) => moment - measured[index]!)), day)
  const moments: number[] = []
  const lines = { value: [], low: [], high: [], target: [], under: [], over: [], out: [] } as Record<string, (number | null)[]>
  const add = (values: Readonly<Record<string, number | null>>) => {
    for (const [name, line] of Object.entries(lines)) line.push(values[name] ?? null)
  }
  measured.forEach((moment, index) => {
    const earlier = measured[index - 1]
    const [least, most] = [rounded(trend.min[index]!), rounded(trend.max[index]!)]
    const [target, bound] = [trend.target[index] ?? null, trend.bound[index] ?? null]
    const limit = target === null || bound === null ? {} : { target, under: rounded(target - bound), over: rounded(target + bound) }
    if (earlier !== undefined && moment - earlier > longest) {
      // The limit goes on: it holds whether or not something is measured.
      moments.push((earlier + moment) / 2)
      add(limit)
    }
    moments.push(moment)
    add({ value: rounded(trend.mean[index]!), low: least, high: most, ...limit, out: outsideOf(least, most, target, bound) })
  })
  const unit = trend.unit ?? undefined
  const isSpread = trend.min.some((least, index) => least !== trend.max[index])
  const isThere = (values: Values) => values.some((value) => value !== null)
  const label = shortTitles[trend.quantity] ?? trend.title
  const spread = isSpread ? { low: lines['low']!, high: lines['high']! } : {}
  return {
    moments,
    outside: lines['out']!.filter((value) => value !== null).length,
    series: [
      { id: 'value', label, unit, values: lines['value']!, ...spread },
      ...(isThere(lines['target']!) ? [{ id: 'limit', label: 'limit', unit, values: lines['target']!, low: lines['under']!, high: lines['over']! }] : []),
      ...(isThere(lines['out']!) ? [{ id: 'out', label: 'out of limit', unit, values: lines['out']!, isMarks: true }] : []),
    ],
  }
}

const constants = {
  deadTimeNs: { word: 'dead time', unit: ' ns' }, calStep: { word: 'cal step', unit: '' }, etcO3: { word: 'ETC O3', unit: '' },
  model: { word: 'model', unit: '' }, icf: { word: 'ICF', unit: '' },
} as const

/**
 * When the constants changed, and to what: each file repeats them, and one that does not tell of a constant has not
 * changed it.
 */
export const configurationChanges = (configurations: readonly TrendConfiguration[]): { at: number; label: string }[] => {
  const known: Partial<Record<keyof typeof constants, string | number>> = {}
  const changes: { at: number; label: string }[] = []
  for (const one of configurations.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    const words: string[] = []
    for (const name of Object.keys(constants) as (keyof typeof constants)[]) {
      const [before, after] = [known[name], one[name]]
      if (after === null) continue
      known[name] = after
      if (before !== undefined && before !== after) words.push(`${constants[name].word} ${before} → ${after}${constants[name].unit}`)
    }
    if (words.length > 0) changes.push({ at: Date.parse(one.at), label: words.join(', ') })
  }
  return changes
}

/** Closer than this share of what is seen, the numbers of two would stand on each other. */
const tooClose = 1 / 25

/**
 * Changes as a chart marks them: by their numbers in the list of them, those that stand close together by one word
 * ("2–4"). @param span ms that are seen
 */
export const markersOf = (changes: readonly { at: number; label: string }[], span: number): { at: number; label: string; short: string }[] => {
  const markers: { at: number; label: string; short: string }[] = []
  let first = 0
  changes.forEach(({ at, label }, index) => {
    const before = markers[first]
    const isClose = before !== undefined && index > first && at - before.at < span * tooClose
    if (isClose) before.short = `${first + 1}–${index + 1}`
    else first = index
    markers.push({ at, label, short: isClose ? '' : String(index + 1) })
  })
  return markers
}
