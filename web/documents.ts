import { graphql } from './graphql/graphql.ts'

/** What every page needs to know: who answers, and whom it takes us for. */
export const factsDocument = graphql(`
  query Facts {
    server {
      version
      experimentZone
    }
    viewer {
      name
      role
      rights
      isAnonymous
      tokenId
      expiresAt
    }
  }
`)
