import SchemaBuilder from '@pothos/core'
import { GraphQLError } from 'graphql'
import type { Principal, Right } from '../server/domain/access.ts'
import type { Domain } from '../server/domain/domain.ts'
import type { Host } from '../server/plugins/hosted.ts'
import { parseMoment, type Moment } from '../server/domain/moment.ts'

/** What a resolver has at hand: who asks, and what the core can do. */
export type Context = {
  principal: Principal
  requestId: string
  /** Aborted when nobody waits for the answer any more. */
  signal: AbortSignal
  domain: Domain
  /** The plugins that are installed. */
  host: Pick<Host, 'plugins' | 'find'>
}

type Types = {
  Context: Context
  DefaultFieldNullability: false
  DefaultInputFieldRequiredness: false
  Scalars: {
    ID: { Input: string; Output: string }
    DateTime: { Input: Moment; Output: string }
    BigInt: { Input: string; Output: string | bigint }
    JSON: { Input: unknown; Output: unknown }
  }
}

export type BuilderTypes = PothosSchemaTypes.ExtendDefaultTypes<Types>
export type Builder = PothosSchemaTypes.SchemaBuilder<BuilderTypes>

const badInput = (message: string) => new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })

const readMoment = (value: unknown): Moment => {
  const moment = typeof value === 'string' ? parseMoment(value) : { fault: 'A DateTime is a text such as "2022-09-24T00:21:15Z"' }
  if (typeof moment !== 'string') throw badInput(moment.fault)
  return moment
}

const readBigInt = (value: unknown): string => {
  const text = typeof value === 'number' || typeof value === 'bigint' ? String(value) : value
  if (typeof text === 'string' && /^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text)) return text
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw badInput(`${value} is not exact as a JSON number: give it as text`)
  throw badInput('A BigInt is a whole number of 64 bits, best given as text')
}

/** A root field states the right it needs; one that doesn't is closed to everybody. */
export const needs = (access: Right) => ({ extensions: { access } })

/** A fresh builder. Plugins get one of their own to fail on: a builder is unusable once somebody threw half-way. */
export const createBuilder = (): Builder => {
  const builder = new SchemaBuilder<Types>({ defaultFieldNullability: false })

  builder.scalarType('DateTime', {
    description:
      'A moment. In: RFC 3339 with an offset (2022-09-24T02:21:15+02:00); a local time without one is refused. Out: UTC with milliseconds (2022-09-24T00:21:15.000Z).',
    serialize: (value) => (typeof value === 'string' ? value : new Date(value as never).toISOString()),
    parseValue: readMoment,
  })
  builder.scalarType('BigInt', {
    description: 'A whole number of 64 bits, as a string: JSON numbers are exact to 53 bits only.',
    serialize: (value) => value.toString(),
    parseValue: readBigInt,
  })
  builder.scalarType('JSON', { description: 'Any JSON value.', serialize: (value) => value, parseValue: (value) => value })

  builder.queryType({ description: 'All that can be read. Lists are Relay connections with keyset cursors.' })
  builder.mutationType({
    description: 'All that can be done. What a caller can cause is answered in `userErrors`; nothing is changed then.',
  })
  builder.subscriptionType({
    description: 'Everything live. Each takes `after`, the last cursor that was seen, and goes on from there without a gap.',
  })
  return builder
}
