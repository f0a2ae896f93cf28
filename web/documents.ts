import { graphql } from './graphql/graphql.ts'

/** What the frame around every page shows: who answers, and whom it takes us for. */
export const factsDocument = graphql(`
  query Facts {
    server {
      version
      experimentZone
    }
    viewer {
      name
      role
    }
  }
`)
