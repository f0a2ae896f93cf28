import type { Reader } from '../../drizzle/database.ts'
import type { Clock } from './clock.ts'
import type { Dimensions } from './dimension.ts'
import { combine, whereElapsed, whereKnownMoment, whereNumber, whereText, type MomentRange, type NumberFilter, type TextFilter } from './filter.ts'
import { fillStatistics, type FillRunSet, type FillStatistics, type StatisticsRun } from './fill-statistics.ts'
import { BadQuestion } from './fault.ts'
import { createList, type ListOrder } from './list.ts'
import { numberArray, type Parameters } from './parameters.ts'
import { columnsFor, rowMaker, together, type Noun, type Sibling } from './row.ts'
import type { RunDefinition } from './run-definition.ts'
import type { RunQuality } from './run-quality.ts'
import { parseRunRanges } from './run-ranges.ts'
import { countedTimes } from './run-state.ts'


/** A fill as it was read. */
export type FillRow = {
  number: number
  beamType: string | null
  fillingScheme: string | null
  energyGeV: number | null
  collidingBunches: number | null
  deliveredLuminosity: number | null
  stableBeamsStart: string | null
  stableBeamsEnd: string | null
  stableBeamsSeconds: number | null
  coveredSeconds: number
  revision: number
  createdAt: string
  updatedAt: string
}

export const fillNoun: Noun<keyof FillRow> = {
  key: 'number',
  columns: {
    number: 'f.number', beamType: 'f.beam_type', fillingScheme: 'f.filling_scheme', energyGeV: 'f.energy_gev',
    collidingBunches: 'f.colliding_bunches', deliveredLuminosity: 'f.delivered_luminosity',
    stableBeamsStart: 'f.stable_beams_start', stableBeamsEnd: 'f.stable_beams_end', stableBeamsSeconds: 'f.stable_beams_seconds',
    coveredSeconds: 'f.covered_seconds', revision: 'f.revision', createdAt: 'f.created_at', updatedAt: 'f.updated_at',
  },
  needs: {
    beamType: ['beamType'], fillingScheme: ['fillingScheme'], energyGeV: ['energyGeV'], collidingBunches: ['collidingBunches'],
    deliveredLuminosity: ['deliveredLuminosity'], stableBeamsStart: ['stableBeamsStart'], stableBeamsEnd: ['stableBeamsEnd'],
    stableBeamsSeconds: ['stableBeamsSeconds', 'stableBeamsStart'], coveredSeconds: ['coveredSeconds'],
    statistics: ['stableBeamsStart', 'stableBeamsEnd'], revision: ['revision'], createdAt: ['createdAt'], updatedAt: ['updatedAt'],
  },
}

export type FillFilter = {
  and?: readonly FillFilter[] | null | undefined
  or?: readonly FillFilter[] | null | undefined
  not?: FillFilter | null | undefined
  number?: NumberFilter | null | undefined
  numberRanges?: string | null | undefined
  beamType?: TextFilter | null | undefined
  fillingScheme?: TextFilter | null | undefined
  energyGeV?: NumberFilter | null | undefined
  collidingBunches?: NumberFilter | null | undefined
  hasStableBeams?: boolean | null | undefined
  stableBeamsStart?: MomentRange | null | undefined
  stableBeamsEnd?: MomentRange | null | undefined
  stableBeamsSeconds?: NumberFilter | null | undefined
  coveredSeconds?: NumberFilter | null | undefined
}

/** Stable beams that go on count to now. */
const whereBeamDuration = (filter: NumberFilter | null | undefined, now: number, parameters: Parameters) => {
  if (!filter || Object.values(filter).every((value) => value == null)) return null
  const at = `${parameters.put(new Date(now).toISOString())}::timestamptz`
  return whereElapsed(filter, {
    stored: 'f.stable_beams_seconds', isOpen: 'f.stable_beams_start is not null and f.stable_beams_end is null',
    elapsed: `greatest(extract(epoch from (${at} - f.stable_beams_start)), 0)`,
  }, parameters)
}

const whereRanges = (text: string | null | undefined, { put }: Parameters) => {
  if (text == null) return null
  const parsed = parseRunRanges(text)
  if ('fault' in parsed) throw new BadQuestion(`numberRanges: ${parsed.fault}`)
  return `(${parsed.ranges.map(([from, to]) => `f.number between ${put(from)}::int and ${put(to)}::int`).join(' or ')})`
}

export const whereFill = (filter: FillFilter | null | undefined, now: number, parameters: Parameters): string | null =>
  filter
    ? combine(filter, (part) => [
        whereNumber('f.number', part.number, parameters),
        whereRanges(part.numberRanges, parameters),
        whereText('f.beam_type', part.beamType, parameters),
        whereText('f.filling_scheme', part.fillingScheme, parameters),
        whereNumber('f.energy_gev', part.energyGeV, parameters, 'float8'),
        whereNumber('f.colliding_bunches', part.collidingBunches, parameters),
        part.hasStableBeams == null ? null : `f.stable_beams_start is ${part.hasStableBeams ? 'not ' : ''}null`,
        whereKnownMoment('f.stable_beams_start', part.stableBeamsStart, parameters),
        whereKnownMoment('f.stable_beams_end', part.stableBeamsEnd, parameters),
        whereBeamDuration(part.stableBeamsSeconds, now, parameters),
        whereNumber('f.covered_seconds', part.coveredSeconds, parameters, 'float8'),
      ])
    : null

export const fillOrders = {
  NUMBER: { column: 'number', sql: 'f.number', type: 'int' },
  STABLE_BEAMS_START: { column: 'stableBeamsStart', sql: `coalesce(f.stable_beams_start, '-infinity')`, type: 'timestamptz' },
  STABLE_BEAMS_END: { column: 'stableBeamsEnd', sql: `coalesce(f.stable_beams_end, '-infinity')`, type: 'timestamptz' },
  STABLE_BEAMS_DURATION: { column: 'stableBeamsSeconds', sql: 'coalesce(f.stable_beams_seconds, -1)', type: 'float8' },
  COVERED: { column: 'coveredSeconds', sql: 'f.covered_seconds', type: 'float8' },
  ENERGY: { column: 'energyGeV', sql: 'coalesce(f.energy_gev, -1)', type: 'float8' },
} as const

export type FillOrderField = keyof typeof fillOrders
export type FillOrder = ListOrder<FillOrderField>

export type FillReads = ReturnType<typeof createFillReads>

/** How fills are read. */
export const createFillReads = ({ reader, dimensions, clock }: { reader: Reader; dimensions: Dimensions; clock: Clock }) => {
  const list = createList<Sibling<FillRow>, keyof FillRow, FillFilter, FillOrderField>({
    reader,
    name: 'fills',
    from: 'fill f',
    key: { sql: 'f.number', type: 'int', of: (row) => row.number },
    orders: fillOrders,
    usualOrder: { field: 'NUMBER', descending: true },
    where: (filter, parameters) => whereFill(filter, clock.now(), parameters),
    plan: (wanted, more) => {
      const columns = columnsFor(fillNoun, wanted, more)
      const make = rowMaker<FillRow>(columns)
      return { select: columns.map((column) => fillNoun.columns[column]).join(', '), joins: '', toRows: (values) => together(values.map(make)) }
    },
  })
  return {
    ...list,

    /** Statistics of many fills over one set of runs; fills without stable beams have none. */
    statistics: async (
      fills: readonly Pick<FillRow, 'number' | 'stableBeamsStart' | 'stableBeamsEnd'>[], runSet: FillRunSet,
    ): Promise<Map<number, FillStatistics>> => {
      const now = clock.now()
      const withBeams = new Map(fills.filter((fill) => fill.stableBeamsStart !== null).map((fill) => [fill.number, fill]))
      const values = await reader.values(
        `select r.fill_number, r.number, r.definition, r.quality, r.start_at, r.end_at,
           (select string_agg(x.detector_id || left(x.quality::text, 1), ',') from run_detector x where x.run_number = r.number)
         from run r where r.fill_number = any($1::int[])`,
        [numberArray(withBeams.keys())],
      )
      const runs = new Map<number, StatisticsRun[]>()
      for (const [fill, number, definition, quality, start, end, detectors] of values) {
        const list = runs.get(Number(fill)) ?? []
        runs.set(Number(fill), list)
        const time = (text: unknown) => (typeof text === 'string' ? Date.parse(text) : null)
        list.push({
          number: Number(number), definition: definition as RunDefinition, quality: quality as RunQuality,
          ...countedTimes({ start: time(start), end: time(end) }, now),
          detectors: readDetectors(detectors as string | null),
        })
      }
      if (values.some((row) => readDetectors(row[6] as string | null).some(({ detectorId }) => !dimensions.detectors.byId(detectorId)))) {
        await dimensions.detectors.reload()
      }
      return new Map([...withBeams].flatMap(([number, { stableBeamsStart, stableBeamsEnd }]) => {
        const start = Date.parse(stableBeamsStart!)
        const end = stableBeamsEnd === null ? now : Date.parse(stableBeamsEnd)
        return end > start ? [[number, fillStatistics({ start, end }, runs.get(number) ?? [], runSet)]] : []
      }))
    },
  }
}

const comma = 44
const qualities: Readonly<Record<number, RunQuality>> = { 78: 'NONE', 71: 'GOOD', 66: 'BAD', 84: 'TEST' }

/** The list `3G,12N` as ids with qualities, read letter by letter: a page has hundreds of them. */
export const readDetectors = (text: string | null): { detectorId: number; quality: RunQuality }[] => {
  const found: { detectorId: number; quality: RunQuality }[] = []
  if (text === null) return found
  let detectorId = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const quality = qualities[code]
    if (quality !== undefined) {
      found.push({ detectorId, quality })
      detectorId = 0
    } else if (code !== comma) detectorId = detectorId * 10 + code - 48
  }
  return found
}
