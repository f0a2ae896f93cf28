import { graphql, type ResultOf } from '../../graphql/graphql.ts'

const environmentRow = graphql(`
  fragment EnvironmentRow on Environment @_unmask {
    id
    status
    historyLetters
    createdAt
    updatedAt
  }
`)

/** What only some columns need, and costs the server a statement. */
const environmentRuns = graphql(`
  fragment EnvironmentRuns on Environment @_unmask {
    runs(first: 3) {
      totalCount
      nodes {
        number
      }
    }
  }
`)

export type EnvironmentAsRead = ResultOf<typeof environmentRow> & Partial<ResultOf<typeof environmentRuns>>

const environmentRows = graphql(
  `
    fragment EnvironmentRows on EnvironmentConnection @_unmask {
      nodes {
        ...EnvironmentRow
        ...EnvironmentRuns @include(if: $isDear)
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  `,
  [environmentRow, environmentRuns],
)

/** The beginning of the list, and in the same request where the events stood beside it. */
export const environmentsDocument = graphql(
  `
    query Environments($filter: EnvironmentFilter, $orderBy: EnvironmentOrder, $first: Int!, $isDear: Boolean!) {
      server {
        eventCursor
        now
      }
      environments(filter: $filter, orderBy: $orderBy, first: $first) {
        totalCount
        ...EnvironmentRows
      }
    }
  `,
  [environmentRows],
)

export const environmentPageDocument = graphql(
  `
    query EnvironmentPage(
      $filter: EnvironmentFilter
      $orderBy: EnvironmentOrder
      $first: Int
      $after: String
      $last: Int
      $before: String
      $isDear: Boolean!
    ) {
      environments(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
        ...EnvironmentRows
      }
    }
  `,
  [environmentRows],
)

/** Where a page begins and ends, without what is on it. */
export const environmentEndsDocument = graphql(`
  query EnvironmentEnds($filter: EnvironmentFilter, $orderBy: EnvironmentOrder, $first: Int, $after: String, $last: Int, $before: String) {
    environments(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
      pageInfo {
        startCursor
        endCursor
      }
    }
  }
`)

export const environmentCountDocument = graphql(`
  query EnvironmentCount($filter: EnvironmentFilter) {
    environments(filter: $filter, first: 0) {
      totalCount
    }
  }
`)

export const environmentChangedDocument = graphql(
  `
    subscription EnvironmentChanged($filter: EnvironmentFilter, $after: String!, $isDear: Boolean!) {
      environmentChanged(filter: $filter, after: $after) {
        cursor
        kind
        id
        node {
          ...EnvironmentRow
          ...EnvironmentRuns @include(if: $isDear)
        }
      }
    }
  `,
  [environmentRow, environmentRuns],
)
