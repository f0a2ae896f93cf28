import type { Loose } from './client.ts'

/** Filters as a reader of the schema understands them, over what the API itself told of each row. */

type Numbers = { eq?: number; in?: number[]; not?: number; gt?: number; gte?: number; lt?: number; lte?: number; isNull?: boolean }
type Texts = { eq?: string; in?: string[]; not?: string; contains?: string; isNull?: boolean }
type Words = { eq?: string; in?: string[]; not?: string }
type Range = { from?: string; to?: string }
type Sets = { all?: string[]; any?: string[]; none?: string[] }

/** What a comparator says of a value; an absent value meets `not` and `isNull` alone. */
export const fitsNumber = (value: number | null, filter: Numbers): boolean =>
  (filter.eq === undefined || value === filter.eq) && (!filter.in || (value !== null && filter.in.includes(value))) &&
  (filter.not === undefined || value !== filter.not) && (filter.gt === undefined || (value !== null && value > filter.gt)) &&
  (filter.gte === undefined || (value !== null && value >= filter.gte)) && (filter.lt === undefined || (value !== null && value < filter.lt)) &&
  (filter.lte === undefined || (value !== null && value <= filter.lte)) && (filter.isNull === undefined || (value === null) === filter.isNull)

export const fitsText = (value: string | null, filter: Texts): boolean =>
  (filter.eq === undefined || value === filter.eq) && (!filter.in || (value !== null && filter.in.includes(value))) &&
  (filter.not === undefined || value !== filter.not) && (filter.isNull === undefined || (value === null) === filter.isNull) &&
  (filter.contains === undefined || (value !== null && value.toLowerCase().includes(filter.contains.toLowerCase())))

export const fitsWord = (value: string | null, filter: Words): boolean =>
  (filter.eq === undefined || value === filter.eq) && (!filter.in || (value !== null && filter.in.includes(value))) && (filter.not === undefined || value !== filter.not)

export const fitsRange = (value: string | null, { from, to }: Range): boolean =>
  (from === undefined || (value !== null && Date.parse(value) >= Date.parse(from))) && (to === undefined || (value !== null && Date.parse(value) < Date.parse(to)))

export const fitsSet = (values: readonly string[], { all, any, none }: Sets): boolean =>
  (all ?? []).every((one) => values.includes(one)) && (!any || any.some((one) => values.includes(one))) && !(none ?? []).some((one) => values.includes(one))

export const fitsRanges = (value: number, text: string): boolean =>
  text.split(',').some((part) => {
    const [from, to = from] = part.split(/-|\.\./).map((number) => Number(number.trim()))
    return value >= from! && value <= to!
  })

/** `and`, `or`, `not` around the tests of each field. */
const fits = (row: Loose, filter: Loose, tests: Record<string, (row: Loose, value: Loose) => boolean>): boolean =>
  Object.entries(filter).every(([name, value]: [string, Loose]) =>
    name === 'and' ? value.every((part: Loose) => fits(row, part, tests))
    : name === 'or' ? value.some((part: Loose) => fits(row, part, tests))
    : name === 'not' ? !fits(row, value, tests)
    : tests[name]!(row, value))

const same = (value: string | null, other: string | undefined) => other === undefined || value?.toLowerCase() === other.toLowerCase()
const holds = (value: string | null, part: string) => (value ?? '').toLowerCase().includes(part.toLowerCase())

/** Every field of a run that a filter or an order looks at. */
export const runFields = `number type { name } definition quality state detectors { name quality } tags { text } fill { number } environment { id } period { name }
  startedAt endedAt triggerStartedAt triggerEndedAt durationSeconds endReasons { category title description } startedBy endedBy`

const startOf = (run: Loose): string | null => run.triggerStartedAt ?? run.startedAt
const endOf = (run: Loose): string | null => run.triggerEndedAt ?? run.endedAt

export const fitsRun = (run: Loose, filter: Loose): boolean =>
  fits(run, filter, {
    number: (row, value) => fitsNumber(row.number, value),
    numberRanges: (row, value) => fitsRanges(row.number, value),
    type: (row, value) => fitsText(row.type?.name ?? null, value),
    definition: (row, value) => fitsWord(row.definition, value),
    quality: (row, value) => fitsWord(row.quality, value),
    state: (row, value) => fitsWord(row.state, value),
    detectors: (row, value) => fitsSet(row.detectors.map((one: Loose) => one.name), value),
    detectorQuality: (row, { detector, quality }) => row.detectors.some((one: Loose) => one.name === detector && fitsWord(one.quality, quality)),
    tags: (row, value) => fitsSet(row.tags.map((one: Loose) => one.text), value),
    fillNumber: (row, value) => fitsNumber(row.fill?.number ?? null, value),
    environmentId: (row, value) => fitsText(row.environment?.id ?? null, value),
    period: (row, value) => fitsText(row.period?.name ?? null, value),
    startedBy: (row, value) => fitsText(row.startedBy, value),
    endedBy: (row, value) => fitsText(row.endedBy, value),
    startedAt: (row, value) => fitsRange(startOf(row), value),
    endedAt: (row, value) => fitsRange(endOf(row), value),
    durationSeconds: (row, value) => fitsNumber(row.durationSeconds, value),
    endReason: (row, value) => row.endReasons.some((one: Loose) =>
      same(one.category, value.category) && same(one.title, value.title) && (value.description === undefined || (one.description !== null && holds(one.description, value.description)))),
    text: (row, value) =>
      value.trim() === '' || String(row.number) === value.trim() || holds(`${row.startedBy ?? ''} ${row.endedBy ?? ''} ${row.environment?.id ?? ''}`, value.trim()) ||
      row.tags.some((one: Loose) => holds(one.text, value.trim())) ||
      row.endReasons.some((one: Loose) => holds(`${one.category} ${one.title ?? ''} ${one.description ?? ''}`, value.trim())),
  })

export const fillFields = 'number beamType fillingScheme energyGeV collidingBunches stableBeamsStart stableBeamsEnd stableBeamsSeconds coveredSeconds'

export const fitsFill = (fill: Loose, filter: Loose): boolean =>
  fits(fill, filter, {
    number: (row, value) => fitsNumber(row.number, value),
    numberRanges: (row, value) => fitsRanges(row.number, value),
    beamType: (row, value) => fitsText(row.beamType, value),
    fillingScheme: (row, value) => fitsText(row.fillingScheme, value),
    energyGeV: (row, value) => fitsNumber(row.energyGeV, value),
    collidingBunches: (row, value) => fitsNumber(row.collidingBunches, value),
    hasStableBeams: (row, value) => (row.stableBeamsStart !== null) === value,
    stableBeamsStart: (row, value) => fitsRange(row.stableBeamsStart, value),
    stableBeamsEnd: (row, value) => fitsRange(row.stableBeamsEnd, value),
    stableBeamsSeconds: (row, value) => fitsNumber(row.stableBeamsSeconds, value),
    coveredSeconds: (row, value) => fitsNumber(row.coveredSeconds, value),
  })

export const environmentFields = 'id status historyLetters createdAt updatedAt runs(first: 100) { nodes { number } }'

export const fitsEnvironment = (environment: Loose, filter: Loose): boolean =>
  fits(environment, filter, {
    id: (row, value) => fitsText(row.id, value),
    status: (row, value) => fitsWord(row.status, value),
    history: (row, value) => row.historyLetters.includes(value.replaceAll('-', '')),
    runNumbers: (row, value) => row.runs.nodes.some(({ number }: Loose) => fitsRanges(number, value)),
    createdAt: (row, value) => fitsRange(row.createdAt, value),
    updatedAt: (row, value) => fitsRange(row.updatedAt, value),
  })

type Key = number | string

const compare = (a: Key | null, b: Key | null): number => (a === b ? 0 : a === null ? -1 : b === null ? 1 : a < b ? -1 : 1)

/** What each order sorts by; nothing comes before everything, and the key breaks ties. */
export const runOrders: Record<string, (run: Loose) => Key | null> = {
  NUMBER: (run) => run.number, STARTED_AT: startOf, ENDED_AT: endOf, FILL: (run) => run.fill?.number ?? null,
  DURATION: (run) => (endOf(run) === null ? null : run.durationSeconds),
}

export const fillOrders: Record<string, (fill: Loose) => Key | null> = {
  NUMBER: (fill) => fill.number, STABLE_BEAMS_START: (fill) => fill.stableBeamsStart, STABLE_BEAMS_END: (fill) => fill.stableBeamsEnd,
  STABLE_BEAMS_DURATION: (fill) => (fill.stableBeamsEnd === null ? null : fill.stableBeamsSeconds), COVERED: (fill) => fill.coveredSeconds, ENERGY: (fill) => fill.energyGeV,
}

export const environmentOrders: Record<string, (environment: Loose) => Key | null> = {
  ID: ({ id }) => id, CREATED_AT: ({ createdAt }) => createdAt, UPDATED_AT: ({ updatedAt }) => updatedAt,
}

export const sorted = (rows: readonly Loose[], by: (row: Loose) => Key | null, key: (row: Loose) => Key, direction: string): Loose[] =>
  rows.toSorted((a, b) => (direction === 'DESC' ? -1 : 1) * (compare(by(a), by(b)) || compare(key(a), key(b))))
