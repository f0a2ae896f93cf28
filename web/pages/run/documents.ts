import { graphql, type ResultOf } from '../../graphql/graphql.ts'
import { environmentStep, runBar, runGist } from '../../nouns/fragments.ts'

/** What the page itself knows of a run; surroundings and history are read by their own panels. */
const runFacts = graphql(
  `
    fragment RunFacts on Run @_unmask {
      ...RunGist
      definitionIsExplicit
      period {
        name
      }
      fill {
        number
      }
      environment {
        id
      }
      tags {
        id
        text
        color
        description
      }
      endReasons {
        category
        title
        description
        createdBy
        createdAt
      }
      conditions {
        dcs
        dataDistribution
        epn
        trigger
        processingMode
        workflowParameters
        pdpBeamType
        beamMode
      }
      counters {
        name
        value
        unit
      }
      previous {
        id
        number
      }
      next {
        id
        number
      }
      createdAt
      updatedAt
    }
  `,
  [runGist],
)

export type RunFacts = ResultOf<typeof runFacts>

export const runDocument = graphql(
  `
    query RunPage($number: Int!) {
      server {
        eventCursor
        now
      }
      run(number: $number) {
        ...RunFacts
      }
    }
  `,
  [runFacts],
)

/** A fill with more runs than this shows its newest ones. */
export const mostNeighbours = 300

/** Where the run stands: its fill with the other runs, and the life of its environment. */
export const surroundingsDocument = graphql(
  `
    query RunSurroundings($number: Int!, $neighbours: Int!) {
      server {
        eventCursor
        now
      }
      run(number: $number) {
        id
        environment {
          id
          status
          history {
            ...EnvironmentStepFacts
          }
        }
        fill {
          id
          number
          beamType
          fillingScheme
          stableBeamsStart
          stableBeamsEnd
          stableBeamsSeconds
          runs(first: $neighbours) {
            totalCount
            nodes {
              ...RunBar
            }
          }
        }
      }
    }
  `,
  [environmentStep, runBar],
)

export type Surroundings = NonNullable<ResultOf<typeof surroundingsDocument>['run']>
export type FillFacts = NonNullable<Surroundings['fill']>
export type EnvironmentFacts = NonNullable<Surroundings['environment']>

export const historyDocument = graphql(`
  query RunHistory($number: Int!, $first: Int!, $after: String) {
    run(number: $number) {
      id
      changes(first: $first, after: $after) {
        nodes {
          id
          field
          before
          after
          reason
          actor
          at
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`)

export type HistoryPage = NonNullable<ResultOf<typeof historyDocument>['run']>['changes']
export type Change = HistoryPage['nodes'][number]

/** What most people want of a run in a program of their own: offered for copying, it may grow in their editor. */
export const runElsewhereDocument = graphql(`
  query Run($number: Int!) {
    run(number: $number) {
      number
      state
      definition
      quality
      type {
        name
      }
      startedAt
      endedAt
      triggerStartedAt
      triggerEndedAt
      durationSeconds
      startedBy
      endedBy
      fill {
        number
        beamType
        stableBeamsStart
        stableBeamsEnd
      }
      environment {
        id
        status
      }
      detectors {
        name
        quality
      }
      tags {
        text
      }
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
  }
`)
