import type { Dimensions } from './dimension.ts'
import type { EnvironmentRow } from './environment-read.ts'
import { readDetectors, type FillRow } from './fill-read.ts'
import type { InstrumentRow } from './instrument-read.ts'
import { statusOf } from './instrument-status.ts'
import type { CounterRow, EndReasonRow } from './run-details-read.ts'
import { readIds, type RunRow } from './run-read.ts'
import type { RunQuality } from './run-quality.ts'
import { durationMs, runState } from './run-state.ts'

/** What a cell of an export holds: numbers stay numbers, lists stay lists as long as the format has some. */
export type Cell = string | number | null | readonly string[]

/** A column of an export. Its name has the unit, and is that of the API where the API has one. */
export type ExportColumn<Row> = {
  readonly name: string
  /** Other names that lists and the filter language use. */
  readonly also?: readonly string[]
  /** Fields of the noun that must be read. */
  readonly needs: readonly string[]
  readonly of: (row: Row) => Cell
}

/** A run with what hangs on it. */
export type ExportedRun = RunRow & { endReasons: readonly EndReasonRow[]; counters: readonly CounterRow[] }

const time = (text: string | null) => (text === null ? null : Date.parse(text))
const edgesOf = (row: RunRow) => ({ start: time(row.startAt), end: time(row.endAt) })
const counterOf = ({ counters }: ExportedRun, wanted: string) => {
  const value = counters.find(({ name }) => name === wanted)?.value
  // A JSON number is exact to 53 bits; what is larger stays text.
  return value === undefined ? null : Number.isSafeInteger(Number(value)) ? Number(value) : value
}

export const runColumns = (dimensions: Dimensions, now: number): readonly ExportColumn<ExportedRun>[] => {
  // All detectors are in the order of their names: nothing to sort for each run.
  const named = (row: RunRow, fits: (quality: RunQuality) => boolean = () => true) => {
    const qualities: RunQuality[] = []
    for (const { detectorId, quality } of readDetectors(row.detectors)) qualities[detectorId] = quality
    return dimensions.detectors.all().flatMap(({ id, name }) => {
      const quality = qualities[id]
      return quality !== undefined && fits(quality) ? [{ name, quality }] : []
    })
  }
  const seconds = (row: RunRow) => {
    const length = durationMs(edgesOf(row), now)
    return length === null ? null : length / 1000
  }
  return [
    { name: 'number', also: ['run'], needs: [], of: (row) => row.number },
    { name: 'state', needs: ['state'], of: (row) => runState(edgesOf(row), now) },
    { name: 'definition', also: ['def'], needs: ['definition'], of: (row) => row.definition },
    { name: 'type', needs: ['type'], of: (row) => (row.typeId === null ? null : (dimensions.runTypes.byId(row.typeId)?.name ?? null)) },
    { name: 'quality', needs: ['quality'], of: (row) => row.quality },
    { name: 'effectiveStart', also: ['start', 'started'], needs: ['startAt'], of: (row) => row.startAt },
    { name: 'effectiveEnd', also: ['end', 'ended'], needs: ['endAt'], of: (row) => row.endAt },
    { name: 'durationSeconds', also: ['duration'], needs: ['durationSeconds'], of: seconds },
    { name: 'startedAt', needs: ['startedAt'], of: (row) => row.startedAt },
    { name: 'endedAt', needs: ['endedAt'], of: (row) => row.endedAt },
    { name: 'triggerStartedAt', needs: ['triggerStartedAt'], of: (row) => row.triggerStartedAt },
    { name: 'triggerEndedAt', needs: ['triggerEndedAt'], of: (row) => row.triggerEndedAt },
    { name: 'fillNumber', also: ['fill'], needs: ['fill'], of: (row) => row.fillNumber },
    { name: 'environmentId', also: ['environment', 'env'], needs: ['environment'], of: (row) => row.environmentId },
    { name: 'period', needs: ['period'], of: (row) => (row.periodId === null ? null : (dimensions.periods.byId(row.periodId)?.name ?? null)) },
    { name: 'detectors', also: ['detector'], needs: ['detectors'], of: (row) => named(row).map(({ name }) => name) },
    { name: 'badDetectors', also: ['bad'], needs: ['detectors'], of: (row) => named(row, (quality) => quality === 'BAD').map(({ name }) => name) },
    { name: 'detectorQualities', needs: ['detectors'], of: (row) => named(row, (quality) => quality !== 'NONE').map(({ name, quality }) => `${name}=${quality}`) },
    { name: 'tags', also: ['tag'], needs: ['tags'], of: (row) => readIds(row.tags).flatMap((id) => dimensions.tags.byId(id)?.text ?? []).sort() },
    { name: 'startedBy', also: ['started-by', 'starter'], needs: ['startedBy'], of: (row) => row.startedBy },
    { name: 'endedBy', also: ['ended-by', 'ender'], needs: ['endedBy'], of: (row) => row.endedBy },
    {
      name: 'endReasons', also: ['reason', 'reasons'], needs: ['endReasons'],
      of: ({ endReasons }) => endReasons.map(({ category, title, description }) => [[category, title].filter(Boolean).join('/'), description].filter(Boolean).join(': ')),
    },
    { name: 'bytesReadOut', also: ['bytes', 'size', 'data'], needs: ['counters'], of: (row) => counterOf(row, 'bytesReadOut') },
    { name: 'updatedAt', also: ['updated'], needs: ['updatedAt'], of: (row) => row.updatedAt },
    { name: 'revision', needs: ['revision'], of: (row) => row.revision },
  ]
}

export const fillColumns = (now: number): readonly ExportColumn<FillRow>[] => {
  const stable = ({ stableBeamsSeconds, stableBeamsStart }: FillRow) =>
    stableBeamsSeconds ?? (stableBeamsStart === null ? null : Math.max(0, now - Date.parse(stableBeamsStart)) / 1000)
  return [
    { name: 'number', also: ['fill'], needs: [], of: (row) => row.number },
    { name: 'beamType', also: ['beam', 'beams'], needs: ['beamType'], of: (row) => row.beamType },
    { name: 'fillingScheme', also: ['scheme'], needs: ['fillingScheme'], of: (row) => row.fillingScheme },
    { name: 'energyGeV', also: ['energy'], needs: ['energyGeV'], of: (row) => row.energyGeV },
    { name: 'collidingBunches', also: ['bunches'], needs: ['collidingBunches'], of: (row) => row.collidingBunches },
    { name: 'deliveredLuminosityPerNb', also: ['deliveredLuminosity', 'luminosity'], needs: ['deliveredLuminosity'], of: (row) => row.deliveredLuminosity },
    { name: 'stableBeamsStart', also: ['start', 'started'], needs: ['stableBeamsStart'], of: (row) => row.stableBeamsStart },
    { name: 'stableBeamsEnd', also: ['end', 'ended'], needs: ['stableBeamsEnd'], of: (row) => row.stableBeamsEnd },
    { name: 'stableBeamsSeconds', also: ['stable', 'duration'], needs: ['stableBeamsSeconds'], of: stable },
    { name: 'coveredSeconds', also: ['covered'], needs: ['coveredSeconds'], of: (row) => row.coveredSeconds },
    {
      name: 'efficiency', needs: ['stableBeamsSeconds', 'coveredSeconds'],
      of: (row) => {
        const seconds = stable(row)
        return seconds === null || seconds === 0 ? null : row.coveredSeconds / seconds
      },
    },
    { name: 'updatedAt', also: ['updated'], needs: ['updatedAt'], of: (row) => row.updatedAt },
    { name: 'revision', needs: ['revision'], of: (row) => row.revision },
  ]
}

export const environmentColumns: readonly ExportColumn<EnvironmentRow>[] = [
  { name: 'id', also: ['environment', 'env'], needs: [], of: (row) => row.id },
  { name: 'status', needs: ['status'], of: (row) => row.status },
  { name: 'history', also: ['historyLetters'], needs: ['historyLetters'], of: (row) => row.history },
  { name: 'createdAt', also: ['created'], needs: ['createdAt'], of: (row) => row.createdAt },
  { name: 'updatedAt', also: ['updated'], needs: ['updatedAt'], of: (row) => row.updatedAt },
]

export const instrumentColumns = (now: number): readonly ExportColumn<InstrumentRow>[] => [
  { name: 'name', also: ['instrument'], needs: [], of: (row) => row.name },
  { name: 'kind', also: ['type'], needs: ['kind'], of: (row) => row.kind },
  { name: 'place', also: ['at'], needs: ['place'], of: (row) => row.place },
  { name: 'status', also: ['state'], needs: ['status'], of: (row) => statusOf(row, now).status },
  { name: 'statusSince', needs: ['status'], of: (row) => statusOf(row, now).since },
  { name: 'statusReason', needs: ['status'], of: (row) => statusOf(row, now).reason },
  { name: 'lastDataAt', also: ['data', 'last'], needs: ['lastDataAt'], of: (row) => row.lastDataAt },
  { name: 'latitude', needs: ['latitude'], of: (row) => row.latitude },
  { name: 'longitude', needs: ['longitude'], of: (row) => row.longitude },
  { name: 'description', needs: ['description'], of: (row) => row.description },
  { name: 'archivedAt', also: ['archived'], needs: ['archivedAt'], of: (row) => row.archivedAt },
  { name: 'updatedAt', also: ['updated'], needs: ['updatedAt'], of: (row) => row.updatedAt },
  { name: 'revision', needs: ['revision'], of: (row) => row.revision },
]
