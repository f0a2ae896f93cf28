import { graphql, type EnumOf, type ResultOf, type VariablesOf } from '../../../graphql/graphql.ts'

/** How a plugin is, in a line. */
const pluginFacts = graphql(`
  fragment PluginFacts on Plugin @_unmask {
    id
    name
    title
    version
    api
    state
    step
    error
    since
    hooks {
      kinds
      lagSeconds
      toldUntil
      parkedCount
      missedFrom
      missedUntil
    }
  }
`)

export const pluginsDocument = graphql(
  `
    query Plugins {
      server {
        eventCursor
        now
      }
      plugins {
        ...PluginFacts
      }
    }
  `,
  [pluginFacts],
)

export const pluginDocument = graphql(
  `
    query Plugin($name: String!) {
      server {
        eventCursor
        now
      }
      plugin(name: $name) {
        ...PluginFacts
        settings
        faults {
          step
          where
          message
          at
          count
        }
        panels {
          slot
          title
        }
      }
    }
  `,
  [pluginFacts],
)

/** Apart from the rest: what a plugin says of itself may take until its process is up, or for ever. */
export const pluginHealthDocument = graphql(`
  query PluginHealth($name: String!) {
    plugin(name: $name) {
      id
      health
    }
  }
`)

const parkedLine = graphql(`
  fragment ParkedLine on ParkedEvent @_unmask {
    id
    kind
    key
    at
    actor
    attempts
    error
    parkedAt
    state
    settledAt
    settledBy
  }
`)

export const parkedEventsDocument = graphql(
  `
    query ParkedEvents($name: String!, $state: ParkedEventState, $first: Int, $after: String) {
      plugin(name: $name) {
        id
        parkedEvents(state: $state, first: $first, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            ...ParkedLine
          }
        }
      }
    }
  `,
  [parkedLine],
)

export const retryParkedEventDocument = graphql(`
  mutation RetryParkedEvent($id: ID!) {
    payload: retryParkedEvent(input: { id: $id }) {
      parkedEvent {
        id
        state
        error
      }
      userErrors {
        message
      }
    }
  }
`)

export const dropParkedEventDocument = graphql(`
  mutation DropParkedEvent($id: ID!) {
    payload: dropParkedEvent(input: { id: $id }) {
      parkedEvent {
        id
        state
        error
      }
      userErrors {
        message
      }
    }
  }
`)

export const filesDocument = graphql(`
  query PluginFiles($name: String!, $state: IntakeFileState, $first: Int, $after: String) {
    server {
      eventCursor
    }
    plugin(name: $name) {
      id
      files(state: $state, first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          path
          origin
          size
          state
          records
          readAt
          goneAt
          actor
          faults {
            line
            message
          }
        }
      }
    }
  }
`)

export type PluginFacts = ResultOf<typeof pluginFacts>
export type PluginAnswer = NonNullable<ResultOf<typeof pluginDocument>['plugin']>
export type ParkedLine = ResultOf<typeof parkedLine>
export type ParkedState = EnumOf<'ParkedEventState'>
export type ParkedAsked = VariablesOf<typeof parkedEventsDocument>
export type FileState = EnumOf<'IntakeFileState'>
export type FilesAsked = VariablesOf<typeof filesDocument>
export type FileLine = NonNullable<ResultOf<typeof filesDocument>['plugin']>['files']['nodes'][number]
