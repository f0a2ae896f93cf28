import { initGraphQLTada } from 'gql.tada'
import type { introspection } from './graphql-env.d.ts'

/** Typed documents: `graphql(...)` knows schema/schema.graphql, as graphql-env.d.ts has it. */
export const graphql = initGraphQLTada<{
  introspection: introspection
  scalars: { DateTime: string; BigInt: string; JSON: unknown }
}>()

type Types = introspection['types']

/** The values of an enum of the schema: EnumOf<'RunQuality'>. */
export type EnumOf<Name extends keyof Types> = Types[Name] extends { enumValues: infer Values } ? Values : never

export type { ResultOf, VariablesOf } from 'gql.tada'
