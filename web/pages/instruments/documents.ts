import { graphql, type ResultOf } from '../../graphql/graphql.ts'

const instrumentRow = graphql(`
  fragment InstrumentRow on Instrument @_unmask {
    id
    name
    kind
    place
    status
    reportedStatus
    statusSince
    statusReason
    lastDataAt
    archivedAt
    revision
    createdAt
    updatedAt
  }
`)

export type InstrumentRow = ResultOf<typeof instrumentRow>

/** The beginning of the list, and in the same request where the events stood beside it. */
export const instrumentsDocument = graphql(
  `
    query Instruments($filter: InstrumentFilter, $orderBy: InstrumentOrder, $first: Int!) {
      server {
        eventCursor
        now
      }
      instruments(filter: $filter, orderBy: $orderBy, first: $first) {
        totalCount
        nodes {
          ...InstrumentRow
        }
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
      }
    }
  `,
  [instrumentRow],
)

export const instrumentPageDocument = graphql(
  `
    query InstrumentPage($filter: InstrumentFilter, $orderBy: InstrumentOrder, $first: Int, $after: String, $last: Int, $before: String) {
      instruments(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
        nodes {
          ...InstrumentRow
        }
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
      }
    }
  `,
  [instrumentRow],
)

/** Where a page begins and ends, without what is on it. */
export const instrumentEndsDocument = graphql(`
  query InstrumentEnds($filter: InstrumentFilter, $orderBy: InstrumentOrder, $first: Int, $after: String, $last: Int, $before: String) {
    instruments(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
      pageInfo {
        startCursor
        endCursor
      }
    }
  }
`)

export const instrumentCountDocument = graphql(`
  query InstrumentCount($filter: InstrumentFilter) {
    instruments(filter: $filter, first: 0) {
      totalCount
    }
  }
`)

export const instrumentChangedDocument = graphql(
  `
    subscription InstrumentChanged($filter: InstrumentFilter, $after: String!) {
      instrumentChanged(filter: $filter, after: $after) {
        cursor
        kind
        id
        node {
          ...InstrumentRow
        }
      }
    }
  `,
  [instrumentRow],
)
