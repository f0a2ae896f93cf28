import type { Reader } from '../../../../drizzle/database.ts'
import {
  bare, createWriters, itemColumns, itemTables, itemWidth, objects, quoted, type Names, type Value, type Values,
} from './write.ts'

const moreColumns = `r.period_id, r.started_by, r.ended_by, f.filling_scheme, f.energy_gev, f.colliding_bunches,
  f.delivered_luminosity, f.stable_beams_start, f.stable_beams_end, f.stable_beams_seconds,
  (select max(number) from run where number < r.number), (select min(number) from run where number > r.number),
  r.dcs, r.data_distribution, r.epn, r.trigger, r.processing_mode, r.workflow_parameters, r.pdp_beam_type, r.beam_mode`

const conditionKeys = [
  'dcs', 'dataDistribution', 'epn', 'trigger', 'processingMode', 'workflowParameters', 'pdpBeamType', 'beamMode',
]

const statements = {
  run: `select ${itemColumns}, ${moreColumns} from ${itemTables} where r.number = $1::int`,
  history: `select h.status, h.message, h.at_ns from environment_history h join run r using (environment_id)
    where r.number = $1::int order by h.at_ns`,
  endReasons: `select category, title, description, created_by, created_at from run_end_reason
    where run_number = $1::int order by id`,
  counters: `select name, value, unit from run_counter where run_number = $1::int order by name`,
  changes: `select field, before::text, after::text, reason, actor, at from change
    where entity = 'RUN' and key = ($1::int)::text order by id desc limit 20`,
}

const numbered = (value: Value | undefined) => (value === null ? 'null' : `{"number":${value}}`)

const step = ([status, message, at]: Values) =>
  `{"status":"${status}","message":${quoted(message)}` +
  `,"at":"${new Date(Number(BigInt(at as string) / 1_000_000n)).toISOString()}"}`

const change = ([field, before, after, reason, actor, at]: Values) =>
  `{"field":${quoted(field)},"before":${before},"after":${after},"reason":${quoted(reason)}` +
  `,"actor":${quoted(actor)},"at":${bare(at)}}`

export const createRunAnswer = (reader: Reader, names: Names) => {
  const write = createWriters(names)
  return async ({ number }: { number: number }): Promise<string> => {
    const read = (statement: string) => reader.values(statement, [number]) as Promise<Values[]>
    const [[row], history, endReasons, counters, changes] = await Promise.all([
      read(statements.run),
      read(statements.history),
      read(statements.endReasons),
      read(statements.counters),
      read(statements.changes),
    ])
    if (!row) return `{"data":{"run":null}}`
    const more = row.slice(itemWidth)
    const [period, startedBy, endedBy, scheme, energy, bunches, luminosity, beamsStart, beamsEnd, beamsSeconds] = more
    const fill =
      `{"number":${row[9]},"beamType":${quoted(row[10])},"fillingScheme":${quoted(scheme)},"energyGeV":${energy}` +
      `,"collidingBunches":${bunches},"deliveredLuminosity":${luminosity},"stableBeamsStart":${bare(beamsStart)}` +
      `,"stableBeamsEnd":${bare(beamsEnd)},"stableBeamsSeconds":${beamsSeconds}}`
    const environment = `{"id":"${row[11]}","status":${bare(row[12])},"history":[${history.map(step).join(',')}]}`
    const tags = write.tagIds(row[14]).map((id) => [names.tags.get(id) ?? null, names.colors.get(id) || null])
    return (
      `{"data":{"run":{${write.head(row)},"fill":${row[9] === null ? 'null' : fill}` +
      `,"environment":${row[11] === null ? 'null' : environment}` +
      `,"period":${period === null ? 'null' : `{"name":${quoted(names.periods.get(period as number))}}`}` +
      `,"detectors":[${write.detectors(row[13])}],"tags":${objects(tags, ['text', 'color'])}` +
      `,"endReasons":${objects(endReasons, ['category', 'title', 'description', 'createdBy', 'createdAt'])}` +
      `,"counters":${objects(counters, ['name', 'value', 'unit'])}` +
      `,"conditions":${objects([more.slice(12)], conditionKeys).slice(1, -1)}` +
      `,"startedBy":${quoted(startedBy)},"endedBy":${quoted(endedBy)}` +
      `,"previous":${numbered(more[10])},"next":${numbered(more[11])}` +
      `,"changes":{"nodes":[${changes.map(change).join(',')}]}}}}`
    )
  }
}
