import type { Reader } from '../../../../drizzle/database.ts'
import { readDetectors } from '../../../../server/domain/fill-read.ts'
import { fillStatistics, type FillStatistics, type StatisticsRun } from '../../../../server/domain/fill-statistics.ts'
import { bare, quoted, type Names, type Value, type Values } from './write.ts'

const fillStatement = `select number, beam_type, filling_scheme, energy_gev, stable_beams_start, stable_beams_end,
  stable_beams_seconds from fill where number = $1::int`

const runsStatement = `select r.number, r.definition, r.quality, r.start_at, r.end_at,
    (select string_agg(x.detector_id || left(x.quality::text, 1), ',')
      from run_detector x where x.run_number = r.number)
  from run r where r.fill_number = $1::int`

const time = (text: Value | undefined) => (typeof text === 'string' ? Date.parse(text) : null)

const toRun = ([number, definition, quality, start, end, detectors]: Values): StatisticsRun => ({
  number: number as number,
  definition: definition as StatisticsRun['definition'],
  quality: quality as StatisticsRun['quality'],
  start: time(start),
  end: time(end),
  detectors: readDetectors(detectors as string | null),
})

// The thinking is the domain's: it is not what is compared here.
const figuresOf = ([, , , , start, end]: Values, runs: readonly Values[]): FillStatistics | null => {
  const [from, to] = [time(start), time(end)]
  return from === null || to === null ? null : fillStatistics({ start: from, end: to }, runs.map(toRun), 'GOOD_PHYSICS')
}

const writeStatistics = (s: FillStatistics, { detectors }: Names) => {
  const perDetector = s.perDetector
    .map((one) => ({ ...one, name: detectors.get(one.detectorId) ?? '' }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(
      (one) =>
        `{"detector":{"name":"${one.name}"},"runCount":${one.runCount},"coveredSeconds":${one.coveredSeconds}` +
        `,"efficiency":${one.efficiency},"goodCoveredSeconds":${one.goodCoveredSeconds}` +
        `,"goodEfficiency":${one.goodEfficiency}}`,
    )
  return (
    `{"coveredSeconds":${s.coveredSeconds},"efficiency":${s.efficiency}` +
    `,"beforeFirstRunSeconds":${s.beforeFirstRunSeconds},"afterLastRunSeconds":${s.afterLastRunSeconds}` +
    `,"betweenRunsSeconds":${s.betweenRunsSeconds}` +
    `,"meanRunSeconds":${s.meanRunSeconds},"runCount":${s.runCount},"overTwoMinutes":${s.overTwoMinutes}` +
    `,"underTwoMinutes":${s.underTwoMinutes},"perDetector":[${perDetector.join(',')}]}`
  )
}

export const createFillAnswer =
  (reader: Reader, names: Names) =>
  async ({ number }: { number: number }): Promise<string> => {
    const [fills, runs] = (await Promise.all([
      reader.values(fillStatement, [number]),
      reader.values(runsStatement, [number]),
    ])) as [Values[], Values[]]
    const [fill] = fills
    if (!fill) return `{"data":{"fill":null}}`
    const figures = figuresOf(fill, runs)
    return (
      `{"data":{"fill":{"number":${fill[0]},"beamType":${quoted(fill[1])},"fillingScheme":${quoted(fill[2])}` +
      `,"energyGeV":${fill[3]},"stableBeamsStart":${bare(fill[4])},"stableBeamsEnd":${bare(fill[5])}` +
      `,"stableBeamsSeconds":${fill[6]},"statistics":${figures === null ? 'null' : writeStatistics(figures, names)}}}}`
    )
  }
