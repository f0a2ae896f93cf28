import { graphql, type ResultOf } from '../../graphql/graphql.ts'
import { fillGist, runBar } from '../../nouns/fragments.ts'

/** More runs than any fill has had; should one have more, the page says so. */
export const fillRunsAtMost = 400

const time = graphql(`
  fragment Time on TimeInterval @_unmask {
    start
    end
    durationSeconds
  }
`)

const fillFacts = graphql(
  `
    fragment FillFacts on Fill @_unmask {
      ...FillGist
      createdAt
      previous {
        number
      }
      next {
        number
      }
    }
  `,
  [fillGist],
)

const fillFigures = graphql(
  `
    fragment FillFigures on FillStatistics @_unmask {
      coveredSeconds
      efficiency
      beforeFirstRunSeconds
      afterLastRunSeconds
      betweenRunsSeconds
      meanRunSeconds
      runCount
      overTwoMinutes
      underTwoMinutes
      runsWithoutTimes
      runNumbersWithoutTimes
      perQuality {
        quality
        count
      }
      stableBeams {
        ...Time
      }
      intervals {
        ...Time
      }
      beforeFirstRun {
        ...Time
      }
      gaps {
        ...Time
      }
      afterLastRun {
        ...Time
      }
      runs {
        number
        quality
        durationSeconds
        inStableBeams {
          ...Time
        }
      }
      perDetector {
        detector {
          name
        }
        runCount
        coveredSeconds
        efficiency
        goodCoveredSeconds
        goodEfficiency
        runNumbers
        goodRunNumbers
        intervals {
          ...Time
        }
        goodIntervals {
          ...Time
        }
      }
    }
  `,
  [time],
)

const fillRun = graphql(
  `
    fragment FillRun on Run @_unmask {
      ...RunBar
      detectors {
        name
        quality
      }
    }
  `,
  [runBar],
)

export type FillFacts = ResultOf<typeof fillFacts>
export type FillFigures = ResultOf<typeof fillFigures>
export type FillRun = ResultOf<typeof fillRun>
export type Time = ResultOf<typeof time>

export const fillDocument = graphql(
  `
    query Fill($number: Int!, $runs: FillRunSet!, $first: Int!) {
      server {
        eventCursor
        now
      }
      fill(number: $number) {
        ...FillFacts
        statistics(runs: $runs) {
          ...FillFigures
        }
        runs(first: $first, orderBy: { field: STARTED_AT, direction: ASC }) {
          totalCount
          nodes {
            ...FillRun
          }
        }
      }
    }
  `,
  [fillFacts, fillFigures, fillRun],
)

export type FillAnswer = NonNullable<ResultOf<typeof fillDocument>['fill']>

export const fillChangesDocument = graphql(`
  query FillChanges($number: Int!, $first: Int!) {
    fill(number: $number) {
      changes(first: $first) {
        totalCount
        nodes {
          id
          field
          before
          after
          reason
          actor
          at
        }
      }
    }
  }
`)

/** What a program elsewhere wants of a fill. */
export const fillElsewhereDocument = graphql(`
  query FillElsewhere($number: Int!, $runs: FillRunSet!) {
    fill(number: $number) {
      number
      beamType
      fillingScheme
      energyGeV
      collidingBunches
      deliveredLuminosity
      stableBeamsStart
      stableBeamsEnd
      statistics(runs: $runs) {
        coveredSeconds
        efficiency
        beforeFirstRunSeconds
        betweenRunsSeconds
        afterLastRunSeconds
        meanRunSeconds
        runCount
        intervals {
          start
          end
        }
        perDetector {
          detector {
            name
          }
          coveredSeconds
          goodCoveredSeconds
        }
      }
    }
  }
`)
