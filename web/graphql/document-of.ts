import { gql, type AnyVariables, type TypedDocumentNode } from '@urql/core'

/**
 * A document whose types its author states: for fields that plugins add, which schema.graphql of the core does not know.
 * `documentOf<{ run: { pump: { seconds: number } | null } | null }, { number: number }>('query …')`
 */
export const documentOf = <Data, Variables extends AnyVariables>(text: string): TypedDocumentNode<Data, Variables> => gql<Data, Variables>(text)
