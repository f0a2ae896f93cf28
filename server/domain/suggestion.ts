/**
 * Values that the data have for the keys of the filter language, for whoever types a filter. The work is bounded
 * however much is stored: names come from memory or by skipping through an index from one value to the next, and how
 * often each is used is counted over what is latest.
 */

import type { Reader } from '../../drizzle/database.ts'
import type { Dimensions } from './dimension.ts'
import { BadQuestion } from './fault.ts'
import { createParameters, likeLiteral } from './parameters.ts'

export const suggestionLists = ['RUNS', 'FILLS', 'ENVIRONMENTS', 'INSTRUMENTS'] as const
export type SuggestionList = (typeof suggestionLists)[number]

/** `count` is for ranking: how often the value is used among what is latest. */
export type Suggestion = { readonly value: string; readonly count: number }

export const maxSuggestions = 100
/** So many of the latest runs, fills, environments, instruments or end reasons are looked at for counts. */
export const latestRows = 2000
/** So many different names are looked at. */
const mostNames = 5000

const latestRuns = `(select * from run order by number desc limit ${latestRows}) r`
const latestNumber = `coalesce((select number from run order by number desc offset ${latestRows - 1} limit 1), 0)`
const counted = (value: string, from: string) => `select ${value} as value, count(*)::int from ${from} group by 1 order by 2 desc, 1 limit ${mostNames}`
const ofRun = (value: string) => counted(value, latestRuns)

/** Each different value of an indexed column, by one probe of the index for each. */
const namesOf = (column: 'started_by' | 'ended_by') => `(
  with recursive name as (
    (select ${column} as value, 1 as place from run where ${column} is not null order by ${column} limit 1)
    union all
    select (select ${column} from run where ${column} > name.value order by ${column} limit 1), place + 1
    from name where name.value is not null and place < ${mostNames}
  ) select value from name where value is not null)`

const peopleOf = (...columns: ('started_by' | 'ended_by')[]) => `
  select value, coalesce(sum(uses), 0)::int from (
    ${columns.map((column) => `select value, 0 as uses from ${namesOf(column)} ${column}s union all select ${column}, 1 from ${latestRuns}`).join(' union all ')}
  ) said where value is not null group by 1 order by 2 desc, 1 limit ${mostNames}`

const latestReasons = `(select * from run_end_reason order by id desc limit ${latestRows}) x`
const reasons = `
  select value, count(*)::int from ${latestReasons}, lateral (values (category), (category || '/' || title)) as said(value)
  where value is not null group by 1 order by 2 desc, 1 limit ${mostNames}`

const latestFills = `(select * from fill order by number desc limit ${latestRows}) f`
const latestEnvironments = `(select * from environment order by updated_at desc, id desc limit ${latestRows}) e`
const latestInstruments = `(select * from instrument order by updated_at desc, id desc limit ${latestRows}) i`

/** Prefix first, then anywhere inside; each by count, then by name. `%` and `_` mean themselves. */
const ranked = (found: readonly Suggestion[], prefix: string, first: number): Suggestion[] => {
  const part = prefix.toLowerCase()
  const fits = found.flatMap((one) => {
    const at = one.value.toLowerCase().indexOf(part)
    return at < 0 ? [] : [{ one, rank: at === 0 ? 0 : 1 }]
  })
  return fits
    .sort((a, b) => a.rank - b.rank || b.one.count - a.one.count || (a.one.value < b.one.value ? -1 : 1))
    .slice(0, first)
    .map(({ one }) => one)
}

type Source = (prefix: string, first: number) => Promise<Suggestion[]>

const createSources = ({ reader, dimensions }: { reader: Reader; dimensions: Dimensions }) => {
  const read = async (text: string, parameters: readonly unknown[] = []): Promise<Suggestion[]> =>
    (await reader.values(text, parameters)).flatMap(([value, count]) => (value === null ? [] : [{ value: String(value), count: Number(count) }]))

  const from = (text: string): Source => async (prefix, first) => ranked(await read(text), prefix, first)

  const words = (text: string): Source => async (prefix, first) =>
    ranked((await read(text)).map(({ value, count }) => ({ value: value.toLowerCase(), count })), prefix, first)

  /** Names that are in memory, with the counts of their ids; archived tags and unused names too, last. */
  const named = (names: () => readonly (readonly [id: number, name: string])[], text: string): Source => async (prefix, first) => {
    const counts = new Map((await read(text)).map(({ value, count }) => [Number(value), count]))
    return ranked(names().map(([id, value]) => ({ value, count: counts.get(id) ?? 0 })), prefix, first)
  }
  const itemNames = (name: 'detectors' | 'runTypes' | 'periods') => () => dimensions[name].all().map(({ id, name }) => [id, name] as const)

  const fills: Source = (prefix, first) => {
    const { values, put } = createParameters()
    const [starts, holds, limit] = [put(`${likeLiteral(prefix)}%`), put(`%${likeLiteral(prefix)}%`), put(first)]
    return read(
      `select number, (select count(*) from run r where r.fill_number = found.number)::int from (
         select number from fill where number::text like ${holds}::text order by number::text not like ${starts}::text, number desc limit ${limit}::int
       ) found`,
      values,
    )
  }

  const environments: Source = async (prefix, first) => {
    const uses = '(select count(*) from run r where r.environment_id = e.id)::int'
    const order = `order by e.updated_at desc, e.id desc limit`
    if (prefix === '') return read(`select e.id, ${uses} from environment e ${order} $1::int`, [first])
    const { values, put } = createParameters()
    const [starts, holds, limit] = [put(`${likeLiteral(prefix)}%`), put(`%${likeLiteral(prefix)}%`), put(first)]
    // The index over their parts knows three letters; fewer are looked for among the latest.
    const inside = [...prefix].length < 3 ? latestEnvironments : 'environment e'
    return read(
      `(select e.id, ${uses} from environment e where e.id ilike ${starts}::text ${order} ${limit}::int)
       union all
       (select e.id, ${uses} from ${inside} where e.id ilike ${holds}::text and e.id not ilike ${starts}::text ${order} ${limit}::int)
       limit ${limit}::int`,
      values,
    )
  }

  const sources: Readonly<Record<SuggestionList, Readonly<Record<string, Source>>>> = {
    RUNS: {
      detector: named(itemNames('detectors'), counted('detector_id', `run_detector where run_number >= ${latestNumber}`)),
      tag: named(() => dimensions.tags.all().map(({ id, text }) => [id, text] as const), counted('tag_id', `run_tag where run_number >= ${latestNumber}`)),
      type: named(itemNames('runTypes'), ofRun('type_id')),
      period: named(itemNames('periods'), ofRun('period_id')),
      by: from(peopleOf('started_by', 'ended_by')),
      'started-by': from(peopleOf('started_by')),
      'ended-by': from(peopleOf('ended_by')),
      reason: from(reasons),
      environment: environments,
      fill: fills,
      definition: words(ofRun('definition')),
      quality: words(ofRun('quality')),
    },
    FILLS: {
      fill: fills,
      beam: from(counted('beam_type', latestFills)),
      scheme: from(counted('filling_scheme', latestFills)),
      energy: from(counted('energy_gev', latestFills)),
      bunches: from(counted('colliding_bunches', latestFills)),
    },
    ENVIRONMENTS: {
      id: environments,
      status: words(counted('status', latestEnvironments)),
    },
    INSTRUMENTS: {
      name: from(counted('name', latestInstruments)),
      kind: from(counted('kind', latestInstruments)),
      place: from(counted('place', latestInstruments)),
    },
  }
  return sources
}

/** Other names of the same keys. */
const alias: Readonly<Record<SuggestionList, Readonly<Record<string, string>>>> = {
  RUNS: { detectors: 'detector', tags: 'tag', env: 'environment', def: 'definition', starter: 'started-by', ender: 'ended-by' },
  FILLS: { number: 'fill', beams: 'beam' },
  ENVIRONMENTS: { environment: 'id', env: 'id', state: 'status' },
  INSTRUMENTS: { instrument: 'name', type: 'kind', at: 'place' },
}

export type Suggestions = ReturnType<typeof createSuggestions>

export const createSuggestions = (parts: { reader: Reader; dimensions: Dimensions }) => {
  const sources = createSources(parts)
  /** @throws BadQuestion for a key without values, or a size out of bounds */
  return async (list: SuggestionList, key: string, prefix: string, first: number): Promise<Suggestion[]> => {
    const known = sources[list]
    const low = key.toLowerCase()
    const name = Object.hasOwn(known, low) ? low : Object.hasOwn(alias[list], low) ? alias[list][low]! : null
    if (name === null) {
      throw new BadQuestion(`"${key.slice(0, 40)}" is no key of ${list.toLowerCase()} with values to suggest: ${Object.keys(known).join(', ')}`)
    }
    if (first < 0 || first > maxSuggestions) throw new BadQuestion(`first is ${first}: 0 to ${maxSuggestions} values can be suggested`)
    // No value is longer, and none can hold NUL.
    if (prefix.length > 200 || prefix.includes('\0')) return []
    return first === 0 ? [] : known[name]!(prefix.trimStart(), first)
  }
}
