/** The language of the filter box: the same for pages and server. Text in, schema.graphql's inputs out. */
export { readDuration, writeDuration } from './durations.ts'
export type { Fault } from './fault.ts'
export type { EnvironmentFilterInput, FillFilterInput, FilterInputs, OrderFields, RunFilterInput } from './inputs.ts'
export { findKey, sortKey, type Key, type KeyValue, type Language, type List, type Sort } from './key.ts'
export { languages, longestText, mend, readFilter, type Order, type Reading, type Term } from './read.ts'
export { readTime, writeMoment, type Place } from './times.ts'
export { literal, plainOf } from './words.ts'
export { hasAlternatives, saidOf, setKey, withTerm, withoutTerm, writeFilter, writeTerm, type Said } from './write.ts'
