import { graphql, type ResultOf } from '../../graphql/graphql.ts'
import { runGist } from '../../nouns/fragments.ts'

const runRow = graphql(
  `
    fragment RunRow on Run @_unmask {
      ...RunGist
      fill {
        number
      }
      environment {
        id
      }
      tags {
        text
        color
        description
      }
      period {
        name
      }
      updatedAt
    }
  `,
  [runGist],
)

/** What only some columns need, and costs the server most. */
const dearRow = graphql(`
  fragment DearRow on Run @_unmask {
    endReasons {
      category
      title
      description
    }
    counters {
      name
      value
      unit
    }
  }
`)

export type RunRow = ResultOf<typeof runRow> & Partial<ResultOf<typeof dearRow>>

const runRows = graphql(
  `
    fragment RunRows on RunConnection @_unmask {
      nodes {
        ...RunRow
        ...DearRow @include(if: $isDear)
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  `,
  [runRow, dearRow],
)

/** The beginning of the list, and in the same request where the events stood beside it. */
export const runsDocument = graphql(
  `
    query Runs($filter: RunFilter, $orderBy: RunOrder, $first: Int!, $isDear: Boolean!) {
      server {
        eventCursor
        now
      }
      runs(filter: $filter, orderBy: $orderBy, first: $first) {
        totalCount
        ...RunRows
      }
    }
  `,
  [runRows],
)

export const runPageDocument = graphql(
  `
    query RunPage(
      $filter: RunFilter
      $orderBy: RunOrder
      $first: Int
      $after: String
      $last: Int
      $before: String
      $isDear: Boolean!
    ) {
      runs(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
        ...RunRows
      }
    }
  `,
  [runRows],
)

/** Where a page begins and ends, without what is on it. */
export const runEndsDocument = graphql(`
  query RunEnds($filter: RunFilter, $orderBy: RunOrder, $first: Int, $after: String, $last: Int, $before: String) {
    runs(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
      pageInfo {
        startCursor
        endCursor
      }
    }
  }
`)

export const runCountDocument = graphql(`
  query RunCount($filter: RunFilter) {
    runs(filter: $filter, first: 0) {
      totalCount
    }
  }
`)

export const runChangedDocument = graphql(
  `
    subscription RunChanged($filter: RunFilter, $after: String!, $isDear: Boolean!) {
      runChanged(filter: $filter, after: $after) {
        cursor
        kind
        id
        node {
          ...RunRow
          ...DearRow @include(if: $isDear)
        }
      }
    }
  `,
  [runRow, dearRow],
)

/** One run beside the list. */
export const runPeekDocument = graphql(
  `
    query RunPeek($number: Int!) {
      server {
        eventCursor
      }
      run(number: $number) {
        ...RunRow
        ...DearRow
      }
    }
  `,
  [runRow, dearRow],
)

export const tagRunDocument = graphql(`
  mutation TagRunOfList($input: TagRunInput!) {
    tagRun(input: $input) {
      userErrors {
        message
      }
    }
  }
`)

export const judgeRunDocument = graphql(`
  mutation JudgeRunOfList($input: SetRunQualityInput!) {
    setRunQuality(input: $input) {
      run {
        id
        quality
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const verdictsDocument = graphql(`
  query Verdicts($numbers: String!, $first: Int!) {
    runs(filter: { numberRanges: $numbers }, first: $first) {
      nodes {
        id
        number
        quality
      }
    }
  }
`)

export const tagNamesDocument = graphql(`
  query TagNames {
    tags {
      text
    }
  }
`)
