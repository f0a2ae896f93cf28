import { graphql, type VariablesOf } from '../graphql/graphql.ts'
import type { InstrumentStatus } from './instrument-words.ts'

/** How many there are of each status, of those that a filter lets through. */
export const statusCountsDocument = graphql(`
  query StatusCounts(
    $CRITICAL: InstrumentFilter!
    $ERROR: InstrumentFilter!
    $LOST: InstrumentFilter!
    $STALE: InstrumentFilter!
    $WARNING: InstrumentFilter!
    $UNKNOWN: InstrumentFilter!
    $OK: InstrumentFilter!
  ) {
    server {
      eventCursor
    }
    CRITICAL: instruments(filter: $CRITICAL, first: 0) {
      totalCount
    }
    ERROR: instruments(filter: $ERROR, first: 0) {
      totalCount
    }
    LOST: instruments(filter: $LOST, first: 0) {
      totalCount
    }
    STALE: instruments(filter: $STALE, first: 0) {
      totalCount
    }
    WARNING: instruments(filter: $WARNING, first: 0) {
      totalCount
    }
    UNKNOWN: instruments(filter: $UNKNOWN, first: 0) {
      totalCount
    }
    OK: instruments(filter: $OK, first: 0) {
      totalCount
    }
  }
`)

type Variables = VariablesOf<typeof statusCountsDocument>

/** What to ask it of the instruments that a filter lets through. */
export const statusCountsOf = (filter: Variables['OK']): Variables => {
  const of = (status: InstrumentStatus) => ({ and: [filter, { status: { eq: status } }] })
  return {
    CRITICAL: of('CRITICAL'), ERROR: of('ERROR'), LOST: of('LOST'), STALE: of('STALE'),
    WARNING: of('WARNING'), UNKNOWN: of('UNKNOWN'), OK: of('OK'),
  }
}
