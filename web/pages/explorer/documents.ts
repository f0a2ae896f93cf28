import { graphql } from '../../graphql/graphql.ts'

/** Real things of this server, which the examples ask for. */
export const knownDocument = graphql(`
  query ExplorerKnown {
    runs(first: 1) {
      nodes {
        id
        number
      }
    }
    ended: runs(first: 1, filter: { state: { eq: ENDED } }) {
      nodes {
        id
        number
        detectors {
          name
        }
      }
    }
    fills(first: 1, filter: { hasStableBeams: true }) {
      nodes {
        id
        number
      }
    }
  }
`)
