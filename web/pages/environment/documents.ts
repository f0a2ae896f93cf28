import { graphql, type ResultOf } from '../../graphql/graphql.ts'

/** More runs than any environment has had; should one have more, the page says so. */
export const environmentRunsAtMost = 200

export const environmentDocument = graphql(`
  query Environment($id: String!, $first: Int!) {
    server {
      eventCursor
      now
    }
    environment(id: $id) {
      id
      status
      historyLetters
      createdAt
      updatedAt
      history {
        status
        letter
        message
        at
        atNs
        durationSeconds
      }
      runs(first: $first, orderBy: { field: STARTED_AT, direction: ASC }) {
        totalCount
        nodes {
          id
          number
          state
          quality
          definition
          startedAt
          endedAt
          triggerStartedAt
          triggerEndedAt
          durationSeconds
          fill {
            number
          }
        }
      }
    }
  }
`)

export type EnvironmentAnswer = NonNullable<ResultOf<typeof environmentDocument>['environment']>
export type Step = EnvironmentAnswer['history'][number]
export type EnvironmentRun = EnvironmentAnswer['runs']['nodes'][number]
