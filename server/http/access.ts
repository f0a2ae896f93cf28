import type { GraphQLError, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import { isRight, may, type Principal, type Right } from '../domain/access.ts'
import { clientError } from './error.ts'
import { selectedFields, type Fragments } from './selection.ts'

/** What one field at the root asks for: a right, any right at all (introspection), or what nobody has. */
export type Demand = { field: string; right: Right | 'any' | null }

/** The demands of an operation, by `extensions.access` of the fields at its root. Fields behind @skip count too. */
export const demandsOf = (
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
): Demand[] => {
  const fields = schema.getRootType(operation.operation)?.getFields() ?? {}
  const names = new Set(selectedFields(operation.selectionSet, fragments).map(({ field }) => field.name.value))
  return [...names].map((field) => {
    if (field.startsWith('__')) return { field, right: 'any' }
    const access = fields[field]?.extensions['access']
    return { field, right: isRight(access) ? access : null }
  })
}

const isMet = ({ right }: Demand, principal: Principal): boolean =>
  right === 'any' ? principal.rights.size > 0 : right !== null && may(principal, right)

/**
 * The one rule of HTTP, WebSocket and SSE: who lacks the right of any field at the root gets nothing of the operation.
 * @returns UNAUTHENTICATED for strangers without rights, FORBIDDEN for others, or null when all is well
 */
export const refusal = (demands: readonly Demand[], principal: Principal): GraphQLError | null => {
  const lacking = demands.find((demand) => !isMet(demand, principal))
  if (!lacking) return null
  if (principal.id === 'anonymous' && principal.rights.size === 0) {
    return clientError('UNAUTHENTICATED', 'Sign in first: send a token as "Authorization: Bearer ll_…"')
  }
  const { field, right } = lacking
  const needed = right === null ? 'it is open to nobody' : `it needs the right ${right}`
  return clientError('FORBIDDEN', `${principal.name} may not use ${field}: ${needed}`, {
    field,
    ...(right ? { right } : {}),
  })
}
