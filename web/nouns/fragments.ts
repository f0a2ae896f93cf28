import { graphql } from '../graphql/graphql.ts'

// What more than one page asks of a noun. A page adds to it what only that page shows.

/** As a run stands in a list or on a timeline beside others. */
export const runBar = graphql(`
  fragment RunBar on Run @_unmask {
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
  }
`)

/** As a run stands for itself. */
export const runGist = graphql(
  `
    fragment RunGist on Run @_unmask {
      ...RunBar
      revision
      type {
        name
      }
      startedBy
      endedBy
      detectors {
        name
        quality
      }
    }
  `,
  [runBar],
)

export const fillGist = graphql(`
  fragment FillGist on Fill @_unmask {
    id
    number
    revision
    beamType
    fillingScheme
    energyGeV
    collidingBunches
    deliveredLuminosity
    stableBeamsStart
    stableBeamsEnd
    stableBeamsSeconds
    updatedAt
  }
`)

/** One status in the life of an environment. */
export const environmentStep = graphql(`
  fragment EnvironmentStepFacts on EnvironmentStep @_unmask {
    status
    letter
    message
    at
    atNs
    durationSeconds
  }
`)
