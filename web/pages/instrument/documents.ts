import { graphql, type ResultOf } from '../../graphql/graphql.ts'

/** More statuses than these are seldom of use; how many there are, the page says. */
export const statusesAtMost = 300

/** All that is known of an instrument but its measurements. */
export const instrumentDocument = graphql(`
  query InstrumentByName($name: String!, $statuses: Int!) {
    server {
      eventCursor
      now
    }
    instrument(name: $name) {
      id
      name
      kind
      place
      description
      latitude
      longitude
      status
      reportedStatus
      statusSince
      statusReason
      lastDataAt
      archivedAt
      revision
      createdAt
      updatedAt
      channels {
        name
        unit
        description
        shape
        count
        firstAt
        lastAt
      }
      statusHistory(first: $statuses) {
        totalCount
        nodes {
          id
          status
          reason
          at
          until
          actor
        }
      }
    }
  }
`)

export type InstrumentAnswer = NonNullable<ResultOf<typeof instrumentDocument>['instrument']>
export type Channel = InstrumentAnswer['channels'][number]
export type StatusEntry = InstrumentAnswer['statusHistory']['nodes'][number]

/** A window of a channel, in as many points as there is room for. */
export const measurementsDocument = graphql(`
  query Measurements($name: String!, $channel: String!, $from: DateTime!, $to: DateTime!, $points: Int!) {
    instrument(name: $name) {
      id
      measurements(channel: $channel, from: $from, to: $to, points: $points) {
        bucketSeconds
        count
        at
        mean
        min
        max
        counts
        vectors
      }
    }
  }
`)

export type Series = NonNullable<NonNullable<ResultOf<typeof measurementsDocument>['instrument']>['measurements']>

export const instrumentChangesDocument = graphql(`
  query InstrumentChanges($name: String!, $first: Int!) {
    instrument(name: $name) {
      id
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
