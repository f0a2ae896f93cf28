import { graphql, type ResultOf, type VariablesOf } from '../../../graphql/graphql.ts'

/** A run as it stands among others. */
const runLine = graphql(`
  fragment JobRunLine on JobRun @_unmask {
    id
    trigger
    scheduledFor
    scheduledUntil
    ticks
    attempt
    state
    server
    startedAt
    endedAt
    durationSeconds
    triggeredBy
    error
  }
`)

/** A job, what it does next, and how it did last. */
const jobFacts = graphql(
  `
    fragment JobFacts on Job @_unmask {
      id
      name
      description
      cron
      zone
      timeoutSeconds
      retries
      state
      nextRunAt
      failures
      pausedAt
      pausedBy
      lastRun {
        ...JobRunLine
      }
    }
  `,
  [runLine],
)

export const jobsDocument = graphql(
  `
    query Jobs {
      server {
        eventCursor
        now
      }
      jobs {
        ...JobFacts
      }
    }
  `,
  [jobFacts],
)

export const jobDocument = graphql(
  `
    query Job($name: String!, $recent: Int!) {
      server {
        eventCursor
        now
      }
      job(name: $name) {
        ...JobFacts
        runs(first: $recent) {
          nodes {
            ...JobRunLine
          }
        }
      }
    }
  `,
  [jobFacts, runLine],
)

export const jobRunsDocument = graphql(
  `
    query JobRuns($name: String!, $filter: JobRunFilter, $first: Int, $after: String, $last: Int, $before: String) {
      job(name: $name) {
        id
        runs(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
          totalCount
          pageInfo {
            startCursor
            endCursor
            hasNextPage
            hasPreviousPage
          }
          nodes {
            ...JobRunLine
          }
        }
      }
    }
  `,
  [runLine],
)

export const jobRunDocument = graphql(
  `
    query JobRun($id: ID!) {
      node(id: $id) {
        id
        ... on JobRun {
          ...JobRunLine
          job
          result
          log
        }
      }
    }
  `,
  [runLine],
)

export const triggerJobDocument = graphql(`
  mutation TriggerJob($name: String!) {
    payload: triggerJob(input: { name: $name }) {
      run {
        id
      }
      userErrors {
        message
      }
    }
  }
`)

export const pauseJobDocument = graphql(`
  mutation PauseJob($name: String!) {
    payload: pauseJob(input: { name: $name }) {
      userErrors {
        message
      }
    }
  }
`)

export const resumeJobDocument = graphql(`
  mutation ResumeJob($name: String!) {
    payload: resumeJob(input: { name: $name }) {
      userErrors {
        message
      }
    }
  }
`)

export type JobFacts = ResultOf<typeof jobFacts>
export type JobRunLine = ResultOf<typeof runLine>
export type JobAnswer = NonNullable<ResultOf<typeof jobDocument>['job']>
export type JobRunsAsked = VariablesOf<typeof jobRunsDocument>
export type JobRunWhole = Extract<NonNullable<ResultOf<typeof jobRunDocument>['node']>, { log: unknown }>
