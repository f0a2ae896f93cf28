import type { Reader } from '../../drizzle/database.ts'
import type { Clock } from './clock.ts'
import type { Dimensions } from './dimension.ts'
import { environmentNoun, type EnvironmentRow } from './environment-read.ts'
import { fillNoun, readDetectors, type FillRow } from './fill-read.ts'
import { createList, type ListOrder, type RowPlan } from './list.ts'
import { columnsFor, rowMaker, together, type Noun, type Sibling } from './row.ts'
import type { RunDefinition } from './run-definition.ts'
import { whereRun, type RunFilter } from './run-filter.ts'
import type { RunQuality } from './run-quality.ts'
import { nothing, type Wanted } from './wanted.ts'

/** A run as it was read: only the columns that were wanted are there. Moments are RFC 3339 text. */
export type RunRow = {
  number: number
  typeId: number | null
  definition: RunDefinition
  definitionIsExplicit: boolean
  quality: RunQuality
  startedAt: string | null
  endedAt: string | null
  triggerStartedAt: string | null
  triggerEndedAt: string | null
  startAt: string | null
  endAt: string | null
  durationSeconds: number | null
  fillNumber: number | null
  environmentId: string | null
  periodId: number | null
  startedBy: string | null
  endedBy: string | null
  dcs: boolean | null
  dataDistribution: boolean | null
  epn: boolean | null
  trigger: string | null
  processingMode: string | null
  workflowParameters: string | null
  pdpBeamType: string | null
  beamMode: string | null
  /** `<detector id><first letter of its quality>` joined by commas: names are in memory. */
  detectors: string | null
  /** Tag ids joined by commas. */
  tags: string | null
  revision: number
  createdAt: string
  updatedAt: string
  fill?: Sibling<FillRow> | null
  environment?: Sibling<EnvironmentRow> | null
}

type RunColumn = Exclude<keyof RunRow, 'fill' | 'environment'>

const runNoun: Noun<RunColumn> = {
  key: 'number',
  columns: {
    number: 'r.number', typeId: 'r.type_id', definition: 'r.definition', definitionIsExplicit: 'r.definition_is_explicit', quality: 'r.quality',
    startedAt: 'r.started_at', endedAt: 'r.ended_at', triggerStartedAt: 'r.trigger_started_at', triggerEndedAt: 'r.trigger_ended_at',
    startAt: 'r.start_at', endAt: 'r.end_at', durationSeconds: 'r.duration_seconds',
    fillNumber: 'r.fill_number', environmentId: 'r.environment_id', periodId: 'r.period_id',
    startedBy: 'r.started_by', endedBy: 'r.ended_by',
    dcs: 'r.dcs', dataDistribution: 'r.data_distribution', epn: 'r.epn', trigger: 'r.trigger', processingMode: 'r.processing_mode',
    workflowParameters: 'r.workflow_parameters', pdpBeamType: 'r.pdp_beam_type', beamMode: 'r.beam_mode',
    detectors: `(select string_agg(x.detector_id || left(x.quality::text, 1), ',') from run_detector x where x.run_number = r.number)`,
    tags: `(select string_agg(x.tag_id::text, ',') from run_tag x where x.run_number = r.number)`,
    revision: 'r.revision', createdAt: 'r.created_at', updatedAt: 'r.updated_at',
  },
  needs: {
    type: ['typeId'], definition: ['definition'], definitionIsExplicit: ['definitionIsExplicit'], quality: ['quality'], state: ['startAt', 'endAt'],
    startedAt: ['startedAt'], endedAt: ['endedAt'], triggerStartedAt: ['triggerStartedAt'], triggerEndedAt: ['triggerEndedAt'],
    startAt: ['startAt'], endAt: ['endAt'],
    durationSeconds: ['startAt', 'endAt', 'durationSeconds'], fill: ['fillNumber'], environment: ['environmentId'], period: ['periodId'],
    detectors: ['detectors'], tags: ['tags'], startedBy: ['startedBy'], endedBy: ['endedBy'],
    conditions: ['dcs', 'dataDistribution', 'epn', 'trigger', 'processingMode', 'workflowParameters', 'pdpBeamType', 'beamMode'],
    revision: ['revision'], createdAt: ['createdAt'], updatedAt: ['updatedAt'],
  },
}

export const runOrders = {
  NUMBER: { column: 'number', sql: 'r.number', type: 'int' },
  STARTED_AT: { column: 'startAt', sql: `coalesce(r.start_at, '-infinity')`, type: 'timestamptz' },
  ENDED_AT: { column: 'endAt', sql: `coalesce(r.end_at, '-infinity')`, type: 'timestamptz' },
  DURATION: { column: 'durationSeconds', sql: 'coalesce(r.duration_seconds, -1)', type: 'float8' },
  FILL: { column: 'fillNumber', sql: 'coalesce(r.fill_number, -1)', type: 'int' },
} as const

export type RunOrderField = keyof typeof runOrders
export type RunOrder = ListOrder<RunOrderField>

/** What the rows are read with: columns, joins, and how arrays of values become rows. */
const planOf = (dimensions: Dimensions) => (wanted: Wanted, more: readonly RunColumn[]): RowPlan<Sibling<RunRow>> => {
  const columns = columnsFor(runNoun, wanted, more)
  const joined: { name: 'fill' | 'environment'; columns: string[]; sql: string[] }[] = []
  let joins = ''
  // A fill's or environment's key stands in the run itself; only for more is it joined.
  const beyondKey = (name: string, keys: readonly string[]) => [...(wanted.get(name)?.keys() ?? [])].some((field) => !keys.includes(field))
  if (beyondKey('fill', ['id', 'number', '__typename'])) {
    const names = columnsFor(fillNoun, wanted.get('fill') ?? nothing)
    joined.push({ name: 'fill', columns: names, sql: names.map((name) => fillNoun.columns[name]) })
    joins += ' left join fill f on f.number = r.fill_number'
  }
  if (beyondKey('environment', ['id', '__typename'])) {
    const names = columnsFor(environmentNoun, wanted.get('environment') ?? nothing)
    joined.push({ name: 'environment', columns: names, sql: names.map((name) => environmentNoun.columns[name]) })
    joins += ' left join environment e on e.id = r.environment_id'
  }
  const make = rowMaker<RunRow>(columns, joined)
  return {
    select: [...columns.map((column) => runNoun.columns[column]), ...joined.flatMap(({ sql }) => sql)].join(', '),
    joins,
    toRows: async (values) => {
      const rows = together(values.map(make))
      for (const { name } of joined) together(rows.map((row) => row[name]).filter((row) => row != null) as object[])
      await completeNames(rows, dimensions)
      return rows
    },
  }
}

/** A name that another server has just made may not be in memory yet. */
const completeNames = async (rows: readonly RunRow[], { detectors, tags, runTypes, periods }: Dimensions) => {
  for (const row of rows) {
    if (row.typeId != null && !runTypes.byId(row.typeId)) await runTypes.reload()
    if (row.periodId != null && !periods.byId(row.periodId)) await periods.reload()
    if (row.tags && readIds(row.tags).some((id) => !tags.byId(id))) await tags.reload()
    if (row.detectors && readDetectors(row.detectors).some(({ detectorId }) => !detectors.byId(detectorId))) await detectors.reload()
  }
}

/** The ids of a list such as `3,12`. */
export const readIds = (text: string | null): number[] => (text ? text.split(',').map((part) => Number.parseInt(part, 10)) : [])

/** Columns by which others own runs. */
export const runOwners = {
  fill: { sql: 'r.fill_number', type: 'int' },
  environment: { sql: 'r.environment_id', type: 'text' },
} as const

export type RunReads = ReturnType<typeof createRunReads>

/** How runs are read. */
export const createRunReads = ({ reader, dimensions, clock }: { reader: Reader; dimensions: Dimensions; clock: Clock }) =>
  createList<Sibling<RunRow>, RunColumn, RunFilter, RunOrderField>({
    reader,
    name: 'runs',
    from: 'run r',
    key: { sql: 'r.number', type: 'int', of: (row) => row.number },
    orders: runOrders,
    usualOrder: { field: 'NUMBER', descending: true },
    where: (filter, parameters) => whereRun(filter, { dimensions, now: clock.now(), parameters }),
    plan: planOf(dimensions),
  })
