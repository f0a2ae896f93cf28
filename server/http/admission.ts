import type { GraphQLError } from 'graphql'
import type { Limits } from '../config.ts'
import type { Principal } from '../domain/access.ts'
import { refusal } from './access.ts'
import type { Variables } from './cost.ts'
import type { Operation } from './document.ts'
import { clientError } from './error.ts'
import { exceeded, isTooDeep, maxInputDepth } from './limits.ts'

/** What an operation would cost, as `extensions.cost` tells it: in objects returned. */
export type Price = { requested: number; limit: number }

export type Admission = { error: GraphQLError; price?: Price } | { error: null; price: Price }

/** Decides whether an operation may run: by rights first, then by what it could cost. The same on every transport. */
export const admit = (
  operation: Operation | null,
  variables: Variables | null | undefined,
  principal: Principal,
  limits: Pick<Limits, 'cost'>,
): Admission => {
  if (!operation)
    return { error: clientError('BAD_USER_INPUT', 'Say by operationName which operation of this document is meant') }
  const refused = refusal(operation.demands, principal)
  if (refused) return { error: refused }
  if (variables && isTooDeep(variables, maxInputDepth + 1)) {
    return {
      error: clientError('LIMIT_EXCEEDED', `The variables are nested deeper than ${maxInputDepth} levels`, {
        limit: 'inputDepth',
        allowed: maxInputDepth,
      }),
    }
  }
  const price = { requested: operation.cost(variables ?? {}), limit: limits.cost }
  return price.requested > price.limit
    ? { error: exceeded('cost', 'objects could be returned', price.requested, price.limit), price }
    : { error: null, price }
}
