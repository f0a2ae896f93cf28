import { graphql, type ResultOf } from '../../graphql/graphql.ts'

const runRow = graphql(`
  fragment RunRow on Run @_unmask {
    id
    number
    revision
    state
    quality
    definition
    type {
      name
    }
    startedAt
    endedAt
    triggerStartedAt
    triggerEndedAt
    durationSeconds
    fill {
      number
    }
    environment {
      id
    }
    detectors {
      name
      quality
    }
    tags {
      text
      color
      description
    }
    startedBy
    endedBy
  }
`)

export type RunRow = ResultOf<typeof runRow>

/** The beginning of the list, and in the same request where the events stood beside it. */
export const runsDocument = graphql(
  `
    query Runs($filter: RunFilter, $orderBy: RunOrder, $first: Int!) {
      server {
        eventCursor
        now
      }
      runs(filter: $filter, orderBy: $orderBy, first: $first) {
        totalCount
        nodes {
          ...RunRow
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [runRow],
)

export const moreRunsDocument = graphql(
  `
    query MoreRuns($filter: RunFilter, $orderBy: RunOrder, $first: Int!, $after: String!) {
      runs(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
        nodes {
          ...RunRow
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [runRow],
)

export const runCountDocument = graphql(`
  query RunCount($filter: RunFilter) {
    runs(filter: $filter, first: 0) {
      totalCount
    }
  }
`)

export const runChangedDocument = graphql(
  `
    subscription RunChanged($filter: RunFilter, $after: String!) {
      runChanged(filter: $filter, after: $after) {
        cursor
        kind
        id
        node {
          ...RunRow
        }
      }
    }
  `,
  [runRow],
)
