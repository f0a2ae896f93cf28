import type { EnumOf } from '../graphql/graphql.ts'

export type Definition = EnumOf<'RunDefinition'>
export type Quality = EnumOf<'RunQuality'>
export type State = EnumOf<'RunState'>

// The words people read, in the order they are offered. A value that the schema gains fails to compile here.

export const definitionWords: Readonly<Record<Definition, string>> = {
  PHYSICS: 'Physics',
  COSMICS: 'Cosmics',
  CALIBRATION: 'Calibration',
  TECHNICAL: 'Technical',
  SYNTHETIC: 'Synthetic',
  COMMISSIONING: 'Commissioning',
}

export const qualityWords: Readonly<Record<Quality, string>> = {
  GOOD: 'good',
  BAD: 'bad',
  TEST: 'test',
  NONE: 'not judged',
}

export const stateWords: Readonly<Record<State, string>> = {
  RUNNING: 'running',
  ENDED: 'ended',
  LOST: 'lost',
  UNKNOWN: 'unknown',
}

/** The keys of a table of words, typed. */
export const valuesOf = <Value extends string>(words: Readonly<Record<Value, string>>): Value[] =>
  Object.keys(words) as Value[]
