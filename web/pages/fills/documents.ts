import { graphql, type ResultOf } from '../../graphql/graphql.ts'
import { fillGist } from '../../nouns/fragments.ts'

const fillRow = graphql(
  `
    fragment FillRow on Fill @_unmask {
      ...FillGist
      coveredSeconds
    }
  `,
  [fillGist],
)

/** What only some columns need, and costs the server a statement. */
const fillRuns = graphql(`
  fragment FillRuns on Fill @_unmask {
    runs(first: 0) {
      totalCount
    }
  }
`)

export type FillRow = ResultOf<typeof fillRow> & Partial<ResultOf<typeof fillRuns>>

const fillRows = graphql(
  `
    fragment FillRows on FillConnection @_unmask {
      nodes {
        ...FillRow
        ...FillRuns @include(if: $isDear)
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  `,
  [fillRow, fillRuns],
)

/** The beginning of the list, and in the same request where the events stood beside it. */
export const fillsDocument = graphql(
  `
    query Fills($filter: FillFilter, $orderBy: FillOrder, $first: Int!, $isDear: Boolean!) {
      server {
        eventCursor
        now
      }
      fills(filter: $filter, orderBy: $orderBy, first: $first) {
        totalCount
        ...FillRows
      }
    }
  `,
  [fillRows],
)

export const fillPageDocument = graphql(
  `
    query FillPage(
      $filter: FillFilter
      $orderBy: FillOrder
      $first: Int
      $after: String
      $last: Int
      $before: String
      $isDear: Boolean!
    ) {
      fills(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
        ...FillRows
      }
    }
  `,
  [fillRows],
)

/** Where a page begins and ends, without what is on it. */
export const fillEndsDocument = graphql(`
  query FillEnds($filter: FillFilter, $orderBy: FillOrder, $first: Int, $after: String, $last: Int, $before: String) {
    fills(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
      pageInfo {
        startCursor
        endCursor
      }
    }
  }
`)

export const fillCountDocument = graphql(`
  query FillCount($filter: FillFilter) {
    fills(filter: $filter, first: 0) {
      totalCount
    }
  }
`)

export const fillChangedDocument = graphql(
  `
    subscription FillChanged($filter: FillFilter, $after: String!, $isDear: Boolean!) {
      fillChanged(filter: $filter, after: $after) {
        cursor
        kind
        id
        node {
          ...FillRow
          ...FillRuns @include(if: $isDear)
        }
      }
    }
  `,
  [fillRow, fillRuns],
)

/** One fill beside the list. */
export const fillPeekDocument = graphql(
  `
    query FillPeek($number: Int!) {
      server {
        eventCursor
      }
      fill(number: $number) {
        ...FillRow
        ...FillRuns
        statistics {
          meanRunSeconds
          beforeFirstRunSeconds
          betweenRunsSeconds
          afterLastRunSeconds
          perQuality {
            quality
            count
          }
        }
      }
    }
  `,
  [fillRow, fillRuns],
)
