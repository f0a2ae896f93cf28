import { readDetectors } from '../../../../server/domain/fill-read.ts'

/** Small tables by id, read once. */
export type Names = Record<'detectors' | 'types' | 'periods' | 'tags' | 'colors', ReadonlyMap<number, string>>

export type Value = string | number | boolean | null
export type Values = readonly Value[]

/** JSON of a value that needs no escaping: a number, a moment, a word of an enum. */
export const bare = (value: Value | undefined): string => (typeof value === 'string' ? `"${value}"` : String(value))

export const quoted = (value: Value | undefined): string => (value == null ? 'null' : JSON.stringify(value))

/** A list of small objects, from rows whose columns stand in the order of `keys`. Not for the long lists. */
export const objects = (rows: readonly Values[], keys: readonly string[]): string =>
  `[${rows.map((row) => `{${keys.map((key, at) => `"${key}":${quoted(row[at])}`).join(',')}}`).join(',')}]`

/** The columns that `writeHead` and `writeItem` read, in their order. */
export const itemColumns = `r.number, r.type_id, r.definition, r.quality, r.started_at, r.ended_at,
  r.trigger_started_at, r.trigger_ended_at, r.duration_seconds, r.fill_number, f.beam_type, r.environment_id, e.status,
  (select string_agg(x.detector_id || left(x.quality::text, 1), ',') from run_detector x where x.run_number = r.number),
  (select string_agg(x.tag_id::text, ',') from run_tag x where x.run_number = r.number)`

export const itemTables = `run r left join fill f on f.number = r.fill_number
  left join environment e on e.id = r.environment_id`

export const itemWidth = 15

const byName = (a: string, b: string) => (a < b ? -1 : 1)

/** Writers of a run's parts, given the values of `itemColumns`. */
export const createWriters = ({ detectors, types, tags }: Names) => ({
  head: ([number, type, definition, quality, started, ended, triggerStarted, triggerEnded, duration]: Values): string =>
    `"number":${number},"type":${type === null ? 'null' : `{"name":"${types.get(type as number)}"}`}` +
    `,"definition":"${definition}","quality":"${quality}","startedAt":${bare(started)},"endedAt":${bare(ended)}` +
    `,"triggerStartedAt":${bare(triggerStarted)},"triggerEndedAt":${bare(triggerEnded)},"durationSeconds":${duration}`,

  detectors: (text: Value | undefined): string =>
    readDetectors(text as string | null)
      .map(({ detectorId, quality }) => ({ name: detectors.get(detectorId) ?? '', quality }))
      .sort((a, b) => byName(a.name, b.name))
      .map(({ name, quality }) => `{"name":"${name}","quality":"${quality}"}`)
      .join(','),

  tagIds: (text: Value | undefined): number[] =>
    text === null || text === undefined
      ? []
      : String(text).split(',').map(Number).sort((a, b) => byName(tags.get(a) ?? '', tags.get(b) ?? '')),
})
