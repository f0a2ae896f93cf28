import { graphql, type ResultOf } from '../../graphql/graphql.ts'
import { environmentStep, runBar } from '../../nouns/fragments.ts'

/** More runs than any environment has had; should one have more, the page says so. */
export const environmentRunsAtMost = 200

export const environmentDocument = graphql(
  `
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
          ...EnvironmentStepFacts
        }
        runs(first: $first, orderBy: { field: STARTED_AT, direction: ASC }) {
          totalCount
          nodes {
            ...RunBar
            fill {
              number
            }
          }
        }
      }
    }
  `,
  [environmentStep, runBar],
)

export type EnvironmentAnswer = NonNullable<ResultOf<typeof environmentDocument>['environment']>
export type Step = EnvironmentAnswer['history'][number]
export type EnvironmentRun = EnvironmentAnswer['runs']['nodes'][number]
