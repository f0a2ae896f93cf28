import { graphql, type ResultOf } from '../../../graphql/graphql.ts'

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
        health
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

export type PluginFacts = ResultOf<typeof pluginFacts>
export type PluginAnswer = NonNullable<ResultOf<typeof pluginDocument>['plugin']>
