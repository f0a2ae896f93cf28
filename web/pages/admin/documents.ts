import { graphql, type ResultOf } from '../../graphql/graphql.ts'

export const tokensDocument = graphql(`
  query Tokens($first: Int!, $after: String) {
    server {
      eventCursor
      now
    }
    tokens(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        number
        name
        kind
        role
        scopes
        state
        createdAt
        createdBy
        lastUsedAt
        expiresAt
        revokedAt
        sessionCount
      }
    }
  }
`)

export const tokenEventsDocument = graphql(`
  subscription TokenEvents($kinds: [String!], $after: String) {
    events(kinds: $kinds, after: $after) {
      cursor
      kind
    }
  }
`)

export const createTokenDocument = graphql(`
  mutation CreateToken($input: CreateTokenInput!) {
    createToken(input: $input) {
      secret
      token {
        id
        name
      }
      userErrors {
        code
        path
        message
      }
    }
  }
`)

export const revokeTokenDocument = graphql(`
  mutation RevokeToken($id: ID!) {
    revokeToken(input: { id: $id }) {
      token {
        id
        state
        revokedAt
      }
      userErrors {
        code
        path
        message
      }
    }
  }
`)

export type Token = ResultOf<typeof tokensDocument>['tokens']['nodes'][number]
export type UserError = ResultOf<typeof createTokenDocument>['createToken']['userErrors'][number]
