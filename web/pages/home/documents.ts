import { graphql, type ResultOf } from '../../graphql/graphql.ts'
import { runBar, runGist } from '../../nouns/fragments.ts'

const nowRun = graphql(
  `
    fragment NowRun on Run @_unmask {
      ...RunGist
      endReasons {
        category
        title
        description
      }
    }
  `,
  [runGist],
)

export type NowRun = ResultOf<typeof nowRun>

/** What is running, and the last run that ended. */
export const runNowDocument = graphql(
  `
    query RunNow {
      server {
        eventCursor
        now
      }
      running: runs(first: 4, filter: { state: { eq: RUNNING } }, orderBy: { field: STARTED_AT, direction: DESC }) {
        totalCount
        nodes {
          ...NowRun
        }
      }
      last: runs(first: 1, filter: { state: { eq: ENDED } }, orderBy: { field: ENDED_AT, direction: DESC }) {
        nodes {
          ...NowRun
        }
      }
    }
  `,
  [nowRun],
)

/** The fill that is in the machine, or was last: that with the latest stable beams. */
export const fillNowDocument = graphql(`
  query FillNow {
    server {
      eventCursor
      now
    }
    fills(first: 1, filter: { hasStableBeams: true }, orderBy: { field: STABLE_BEAMS_START, direction: DESC }) {
      nodes {
        id
        number
        beamType
        fillingScheme
        energyGeV
        stableBeamsStart
        stableBeamsEnd
        good: statistics(runs: GOOD_PHYSICS) {
          coveredSeconds
          runCount
        }
        physics: statistics(runs: PHYSICS) {
          coveredSeconds
          runCount
        }
        running: runs(first: 1, filter: { state: { eq: RUNNING }, definition: { eq: PHYSICS } }) {
          totalCount
        }
        runs(first: 0) {
          totalCount
        }
      }
    }
  }
`)

export type NowFill = ResultOf<typeof fillNowDocument>['fills']['nodes'][number]

const windowUse = graphql(`
  fragment WindowUse on Statistics @_unmask {
    coveredSeconds
    stableBeamsSeconds
  }
`)

/** How the stable beams of the last day and week were used: by good runs, and by all runs of physics. */
export const efficiencyDocument = graphql(
  `
    query EfficiencyNow($day: DateTime!, $week: DateTime!, $to: DateTime!) {
      server {
        eventCursor
      }
      day: statistics(from: $day, to: $to) {
        ...WindowUse
      }
      dayPhysics: statistics(from: $day, to: $to, runs: PHYSICS) {
        ...WindowUse
      }
      week: statistics(from: $week, to: $to) {
        ...WindowUse
      }
      weekPhysics: statistics(from: $week, to: $to, runs: PHYSICS) {
        ...WindowUse
      }
    }
  `,
  [windowUse],
)

/** Environments that are not gone. */
export const environmentsNowDocument = graphql(`
  query EnvironmentsNow($first: Int!) {
    server {
      eventCursor
    }
    environments(
      first: $first
      filter: { status: { in: [PENDING, STANDBY, DEPLOYED, CONFIGURED, RUNNING, ERROR, MIXED] } }
      orderBy: { field: UPDATED_AT, direction: DESC }
    ) {
      totalCount
      nodes {
        id
        status
        updatedAt
        runs(first: 1) {
          nodes {
            number
            state
          }
        }
      }
    }
  }
`)

/** What happened since a moment: runs and stable beams. */
export const lastHoursDocument = graphql(
  `
    query LastHours($since: DateTime!) {
      server {
        eventCursor
      }
      runs(
        first: 300
        filter: { or: [{ endedAt: { from: $since } }, { state: { eq: RUNNING } }] }
        orderBy: { field: STARTED_AT, direction: DESC }
      ) {
        totalCount
        nodes {
          ...RunBar
        }
      }
      fills(first: 20, filter: { hasStableBeams: true }, orderBy: { field: STABLE_BEAMS_START, direction: DESC }) {
        nodes {
          id
          number
          beamType
          stableBeamsStart
          stableBeamsEnd
        }
      }
    }
  `,
  [runBar],
)

/** Instruments that somebody should see to, by what was reported or by their silence. */
export const instrumentsToSeeDocument = graphql(`
  query InstrumentsToSee($first: Int!) {
    server {
      eventCursor
    }
    instruments(
      first: $first
      filter: { archived: false, status: { in: [CRITICAL, ERROR, LOST] } }
      orderBy: { field: UPDATED_AT, direction: DESC }
    ) {
      totalCount
      nodes {
        id
        name
        status
        statusSince
        statusReason
        reportedStatus
        lastDataAt
        createdAt
        archivedAt
      }
    }
  }
`)
