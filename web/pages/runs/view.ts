import type { VariablesOf } from '../../graphql/graphql.ts'
import type { runsDocument } from './documents.ts'
import {
  definitionWords,
  orderWords,
  qualityWords,
  stateWords,
  valuesOf,
  type Definition,
  type Direction,
  type OrderField,
  type Quality,
  type State,
} from '../../nouns/run-words.ts'

/** Which runs, in which order: all of it stands in the URL. */
export type RunsView = {
  readonly text: string
  readonly definitions: readonly Definition[]
  readonly qualities: readonly Quality[]
  readonly states: readonly State[]
  readonly field: OrderField
  readonly direction: Direction
}

export const wholeView: RunsView = {
  text: '',
  definitions: [],
  qualities: [],
  states: [],
  field: 'NUMBER',
  direction: 'DESC',
}

const readValues = <Value extends string>(text: string | null, words: Readonly<Record<Value, string>>): Value[] => {
  const given = new Set((text ?? '').toUpperCase().split(','))
  return valuesOf(words).filter((value) => given.has(value))
}

/** Reads `?q=ada&definition=physics,cosmics&quality=bad&state=running&sort=duration-asc`; leaves out what it doesn't know. */
export const readView = (search: string): RunsView => {
  const parameters = new URLSearchParams(search)
  const [word, way] = (parameters.get('sort') ?? '').split('-')
  const field = valuesOf(orderWords).find((value) => orderWords[value] === word)
  return {
    text: (parameters.get('q') ?? '').trim(),
    definitions: readValues(parameters.get('definition'), definitionWords),
    qualities: readValues(parameters.get('quality'), qualityWords),
    states: readValues(parameters.get('state'), stateWords),
    field: field ?? 'NUMBER',
    direction: field && way === 'asc' ? 'ASC' : 'DESC',
  }
}

/** The other way round: what is usual is left out, so that equal views have equal addresses. */
export const writeView = ({ text, definitions, qualities, states, field, direction }: RunsView): string => {
  const parts = [
    text && `q=${encodeURIComponent(text)}`,
    definitions.length > 0 && `definition=${definitions.join(',').toLowerCase()}`,
    qualities.length > 0 && `quality=${qualities.join(',').toLowerCase()}`,
    states.length > 0 && `state=${states.join(',').toLowerCase()}`,
    (field !== 'NUMBER' || direction !== 'DESC') && `sort=${orderWords[field]}-${direction.toLowerCase()}`,
  ].filter(Boolean)
  return parts.length > 0 ? `?${parts.join('&')}` : ''
}

const ranges = /^\d+(\s*(-|\.\.)\s*\d+)?(\s*,\s*\d+(\s*(-|\.\.)\s*\d+)?)*$/

type Asked = VariablesOf<typeof runsDocument>

/** Numbers and ranges ("990101-990120, 990144") ask for runs by number; anything else is searched for. */
export const toFilter = ({ text, definitions, qualities, states }: RunsView): NonNullable<Asked['filter']> | null => {
  const filter = {
    ...(text === '' ? {} : ranges.test(text) ? { numberRanges: text.replaceAll(/\s/g, '') } : { text }),
    ...(definitions.length > 0 && { definition: { in: [...definitions] } }),
    ...(qualities.length > 0 && { quality: { in: [...qualities] } }),
    ...(states.length > 0 && { state: { in: [...states] } }),
  }
  return Object.keys(filter).length > 0 ? filter : null
}

export const toOrder = ({ field, direction }: RunsView): NonNullable<Asked['orderBy']> => ({ field, direction })
