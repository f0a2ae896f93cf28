import type { Dimensions } from './dimension.ts'
import { BadQuestion } from './fault.ts'
import { all, combine, whereElapsed, whereEnum, whereKnownMoment, whereNamed, whereNumber, whereText, type EnumFilter, type MomentRange, type NumberFilter, type SetFilter, type TextFilter } from './filter.ts'
import { likeLiteral, numberArray, type Parameters } from './parameters.ts'
import type { RunDefinition } from './run-definition.ts'
import type { RunQuality } from './run-quality.ts'
import { parseRunRanges } from './run-ranges.ts'
import { lostAfterMs, runStates, type RunState } from './run-state.ts'

/** Which runs. All that is given must hold. */
export type RunFilter = {
  and?: readonly RunFilter[] | null | undefined
  or?: readonly RunFilter[] | null | undefined
  not?: RunFilter | null | undefined
  number?: NumberFilter | null | undefined
  /** "1-5,8,12" or "550000..550100" */
  numberRanges?: string | null | undefined
  type?: TextFilter | null | undefined
  definition?: EnumFilter<RunDefinition> | null | undefined
  quality?: EnumFilter<RunQuality> | null | undefined
  state?: EnumFilter<RunState> | null | undefined
  detectors?: SetFilter | null | undefined
  detectorQuality?: { detector: string; quality: EnumFilter<RunQuality> } | null | undefined
  tags?: SetFilter | null | undefined
  fillNumber?: NumberFilter | null | undefined
  environmentId?: TextFilter | null | undefined
  period?: TextFilter | null | undefined
  startedBy?: TextFilter | null | undefined
  endedBy?: TextFilter | null | undefined
  startedAt?: MomentRange | null | undefined
  endedAt?: MomentRange | null | undefined
  durationSeconds?: NumberFilter | null | undefined
  endReason?: { category?: string | null | undefined; title?: string | null | undefined; description?: string | null | undefined } | null | undefined
  text?: string | null | undefined
}

const lostSeconds = lostAfterMs / 1000

const whereState = (filter: EnumFilter<RunState> | null | undefined, now: number, { put }: Parameters) => {
  if (!filter) return null
  const lost = () => `(${put(new Date(now).toISOString())}::timestamptz - interval '${lostSeconds} seconds')`
  const conditions: Record<RunState, () => string> = {
    UNKNOWN: () => '(r.start_at is null and r.end_at is null)',
    RUNNING: () => `(r.end_at is null and r.start_at >= ${lost()})`,
    ENDED: () => '(r.end_at is not null)',
    LOST: () => `(r.end_at is null and r.start_at < ${lost()})`,
  }
  const wanted = runStates.filter(
    (state) => (filter.eq == null || state === filter.eq) && (!filter.in || filter.in.includes(state)) && state !== filter.not,
  )
  return wanted.length === 0 ? 'false' : `(${wanted.map((state) => conditions[state]()).join(' or ')})`
}

/** A running run's duration counts to now; that of a lost one is not known. */
const whereDuration = (filter: NumberFilter | null | undefined, now: number, parameters: Parameters) => {
  if (!filter || Object.values(filter).every((value) => value == null)) return null
  const at = `${parameters.put(new Date(now).toISOString())}::timestamptz`
  return whereElapsed(filter, {
    stored: 'r.duration_seconds', isOpen: `r.end_at is null and r.start_at >= ${at} - interval '${lostSeconds} seconds'`,
    elapsed: `greatest(extract(epoch from (${at} - r.start_at)), 0)`,
  }, parameters)
}

const whereSet = (
  filter: SetFilter | null | undefined, table: string, column: string, idOf: (name: string) => number | undefined, what: string, { put }: Parameters,
) => {
  if (!filter) return null
  const ids = (names: readonly string[]) => names.map((name) => {
    const id = idOf(name)
    if (id === undefined) throw new BadQuestion(`There is no ${what} ${name}`)
    return id
  })
  const has = (list: readonly number[]) =>
    `exists (select from ${table} x where x.run_number = r.number and x.${column} = any(${put(numberArray(list))}::smallint[]))`
  return all([
    ...(filter.all ? ids(filter.all).map((id) => has([id])) : []),
    filter.any ? has(ids(filter.any)) : null,
    filter.none ? `not ${has(ids(filter.none))}` : null,
  ])
}

const whereEndReason = (filter: RunFilter['endReason'], { put }: Parameters) => {
  if (!filter) return null
  const conditions = [
    filter.category == null ? null : `lower(x.category) = lower(${put(filter.category)}::text)`,
    filter.title == null ? null : `lower(x.title) = lower(${put(filter.title)}::text)`,
    filter.description == null ? null : `x.description ilike ${put(`%${likeLiteral(filter.description)}%`)}::text`,
  ]
  return `exists (select from run_end_reason x where ${all(['x.run_number = r.number', ...conditions])})`
}

/** What `contains` finds in one of the columns it finds in all of them together, which have an index. */
const wherePerson = (column: 'started_by' | 'ended_by', filter: TextFilter | null | undefined, parameters: Parameters) => {
  const own = whereText(`r.${column}`, filter, parameters)
  if (filter?.contains == null) return own
  const words = `(coalesce(r.started_by, '') || ' ' || coalesce(r.ended_by, '') || ' ' || coalesce(r.environment_id, ''))`
  return all([`${words} ilike ${parameters.put(`%${likeLiteral(filter.contains)}%`)}::text`, own])
}

/** Words of a run: who started and ended it, its environment, why it ended, its tags; a number finds the run itself. */
const whereRunText = (text: string | null | undefined, dimensions: Dimensions, { put }: Parameters) => {
  const word = text?.trim()
  if (!word) return null
  const like = `${put(`%${likeLiteral(word)}%`)}::text`
  const tags = dimensions.tags.all().filter((tag) => tag.text.toLowerCase().includes(word.toLowerCase())).map(({ id }) => id)
  const parts = [
    `select number from run where (coalesce(started_by, '') || ' ' || coalesce(ended_by, '') || ' ' || coalesce(environment_id, '')) ilike ${like}`,
    `select run_number from run_end_reason where (category || ' ' || coalesce(title, '') || ' ' || coalesce(description, '')) ilike ${like}`,
    `select run_number from run_tag where tag_id = any(${put(numberArray(tags))}::smallint[])`,
    ...(/^\d{1,9}$/.test(word) ? [`select number from run where number = ${put(Number(word))}::int`] : []),
  ]
  return `r.number in (${parts.join(' union ')})`
}

const whereRanges = (text: string | null | undefined, { put }: Parameters) => {
  if (text == null) return null
  const parsed = parseRunRanges(text)
  if ('fault' in parsed) throw new BadQuestion(`numberRanges: ${parsed.fault}`)
  return `(${parsed.ranges.map(([from, to]) => `r.number between ${put(from)}::int and ${put(to)}::int`).join(' or ')})`
}

/** The filter as a condition on `run r`; null when it lets everything through. Throws BadQuestion. */
export const whereRun = (
  filter: RunFilter | null | undefined,
  { dimensions, now, parameters }: { dimensions: Dimensions; now: number; parameters: Parameters },
): string | null => {
  if (!filter) return null
  return combine(filter, (part) => [
    whereNumber('r.number', part.number, parameters),
    whereRanges(part.numberRanges, parameters),
    whereNamed('r.type_id', part.type, dimensions.runTypes.all(), (item) => item.name, parameters),
    whereEnum('r.definition', 'run_definition', part.definition, parameters),
    whereEnum('r.quality', 'run_quality', part.quality, parameters),
    whereState(part.state, now, parameters),
    whereSet(part.detectors, 'run_detector', 'detector_id', (name) => dimensions.detectors.byName(name)?.id, 'detector', parameters),
    part.detectorQuality
      ? `exists (select from run_detector x where ${all([
          'x.run_number = r.number',
          `x.detector_id = ${parameters.put(dimensions.detectors.byName(part.detectorQuality.detector)?.id ?? -1)}::smallint`,
          whereEnum('x.quality', 'run_quality', part.detectorQuality.quality, parameters),
        ])})`
      : null,
    whereSet(part.tags, 'run_tag', 'tag_id', (text) => dimensions.tags.byName(text)?.id ?? -1, 'tag', parameters),
    whereNumber('r.fill_number', part.fillNumber, parameters),
    whereText('r.environment_id', part.environmentId, parameters),
    whereNamed('r.period_id', part.period, dimensions.periods.all(), (item) => item.name, parameters),
    wherePerson('started_by', part.startedBy, parameters),
    wherePerson('ended_by', part.endedBy, parameters),
    whereKnownMoment('r.start_at', part.startedAt, parameters),
    whereKnownMoment('r.end_at', part.endedAt, parameters),
    whereDuration(part.durationSeconds, now, parameters),
    whereEndReason(part.endReason, parameters),
    whereRunText(part.text, dimensions, parameters),
  ])
}

const columnsOf: Record<string, readonly string[]> = {
  startedAt: ['startedAt', 'triggerStartedAt'],
  endedAt: ['endedAt', 'triggerEndedAt'],
  state: ['startedAt', 'endedAt', 'triggerStartedAt', 'triggerEndedAt'],
  durationSeconds: ['startedAt', 'endedAt', 'triggerStartedAt', 'triggerEndedAt'],
  detectorQuality: ['detectors'],
  endReason: ['endReasons'],
  text: ['startedBy', 'endedBy', 'environmentId', 'endReasons', 'tags'],
}

/** The fields of a run that a filter looks at: a change of another field cannot make a run enter or leave it. */
export const fieldsOfRunFilter = (filter: RunFilter | null | undefined): Set<string> => {
  const fields = new Set<string>()
  const visit = ({ and, or, not, ...own }: RunFilter) => {
    for (const [name, value] of Object.entries(own)) if (value != null) for (const field of columnsOf[name] ?? [name]) fields.add(field)
    for (const part of [...(and ?? []), ...(or ?? []), ...(not ? [not] : [])]) visit(part)
  }
  if (filter) visit(filter)
  return fields
}
