import { GraphQLError, type ASTNode } from 'graphql'
import { BadQuestion } from '../domain/fault.ts'
import type { Log } from '../log.ts'

/**
 * Every code that a top-level error may carry, with its HTTP status. `wellFormed`: the request was a proper GraphQL
 * request, so clients that accept application/json alone get 200 as GraphQL over HTTP has it.
 */
export const errorCodes = {
  GRAPHQL_PARSE_FAILED: { status: 400, wellFormed: true },
  GRAPHQL_VALIDATION_FAILED: { status: 400, wellFormed: true },
  BAD_USER_INPUT: { status: 400, wellFormed: true },
  LIMIT_EXCEEDED: { status: 400, wellFormed: true },
  BAD_REQUEST: { status: 400, wellFormed: false },
  UNAUTHENTICATED: { status: 401, wellFormed: false },
  FORBIDDEN: { status: 403, wellFormed: false },
  NOT_FOUND: { status: 404, wellFormed: false },
  METHOD_NOT_ALLOWED: { status: 405, wellFormed: false },
  NOT_ACCEPTABLE: { status: 406, wellFormed: false },
  BODY_TOO_LARGE: { status: 413, wellFormed: false },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, wellFormed: false },
  TOO_MANY_REQUESTS: { status: 429, wellFormed: false },
  INTERNAL: { status: 500, wellFormed: false },
  PLUGIN_FAILED: { status: 502, wellFormed: false },
  PLUGIN_NOT_READY: { status: 503, wellFormed: false },
  TIMEOUT: { status: 503, wellFormed: false },
  STOPPING: { status: 503, wellFormed: false },
  NO_SPACE: { status: 507, wellFormed: false },
} as const

export type ErrorCode = keyof typeof errorCodes

export const isErrorCode = (code: unknown): code is ErrorCode =>
  typeof code === 'string' && Object.hasOwn(errorCodes, code)

/** An error that a client may read as it is. */
export const clientError = (
  code: ErrorCode,
  message: string,
  { nodes, ...extensions }: { nodes?: readonly ASTNode[]; [extension: string]: unknown } = {},
): GraphQLError => new GraphQLError(message, { nodes: nodes ?? null, extensions: { code, ...extensions } })

/** graphql-js's own errors about a document: their words are meant for its author. */
export const withCode = (error: GraphQLError, code: ErrorCode): GraphQLError =>
  new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
    extensions: { code },
  })

/** What stands at the bottom of errors that wrap each other. */
const rootOf = (error: unknown): unknown =>
  error instanceof GraphQLError && error.originalError ? rootOf(error.originalError) : error

const innermost = (error: GraphQLError): GraphQLError =>
  error.originalError instanceof GraphQLError ? innermost(error.originalError) : error

const statusCodes: Record<number, ErrorCode> = {
  405: 'METHOD_NOT_ALLOWED',
  413: 'BODY_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
}

/** What Yoga says of a request it won't take: its codes are fewer than its statuses. */
const fromYoga = (extensions: Record<string, unknown>): ErrorCode | null => {
  const http = extensions['http']
  if (typeof http !== 'object' || http === null || !('status' in http)) return null
  if (extensions['code'] === 'OPERATION_RESOLUTION_FAILURE') return 'BAD_USER_INPUT'
  return statusCodes[Number(http.status)] ?? 'BAD_REQUEST'
}

const internalExtensions = new Set(['http', 'unexpected', 'originalError', 'stacktrace', 'exception', 'requestId'])

/**
 * The code of an error that was foreseen, or null for a bug. Foreseen are: errors that carry a code, `BadQuestion` of
 * the domain, and arguments that graphql-js itself refused (they point at a place in the document).
 */
const foreseen = (error: GraphQLError): { code: string; extensions: Record<string, unknown> } | null => {
  const root = rootOf(error)
  if (root instanceof BadQuestion) return { code: 'BAD_USER_INPUT', extensions: {} }
  if (!(root instanceof GraphQLError)) return null
  const { extensions, nodes } = innermost(error)
  const { code } = extensions
  // Yoga says BAD_REQUEST of several things, and adds its status to errors that have a code of ours.
  const known = isErrorCode(code) && code !== 'BAD_REQUEST' ? code : (fromYoga(extensions) ?? code)
  if (typeof known === 'string') return { code: known, extensions }
  return nodes ? { code: 'BAD_USER_INPUT', extensions } : null
}

const published = new WeakSet<object>()

/**
 * The error as the client gets it: a foreseen one keeps its words and code; any other says "Internal error" and is
 * logged with its stack. Both carry the id of the request.
 */
export const publish = (error: unknown, requestId: string, log: Log): GraphQLError => {
  if (error instanceof GraphQLError && published.has(error)) return error
  const located = error instanceof GraphQLError ? error : null
  const place = {
    nodes: located?.nodes ?? null,
    source: located?.source ?? null,
    positions: located?.positions ?? null,
    path: located?.path ?? null,
  }
  const known = located
    ? foreseen(located)
    : error instanceof BadQuestion
      ? { code: 'BAD_USER_INPUT', extensions: {} }
      : null
  if (!known) log.error({ err: rootOf(error), requestId, path: located?.path?.join('.') }, 'unexpected error')
  const kept = Object.entries(known?.extensions ?? {}).filter(([name]) => !internalExtensions.has(name))
  const message = known && error instanceof Error ? error.message : 'Internal error'
  const result = new GraphQLError(message, {
    ...place,
    extensions: { ...Object.fromEntries(kept), code: known?.code ?? 'INTERNAL', requestId },
  })
  published.add(result)
  return result
}

/** HTTP status of an answer without data. */
export const statusOf = (errors: readonly GraphQLError[], acceptsOnlyJson: boolean): number => {
  const statuses = errors.map(({ extensions: { code } }) => {
    const { status, wellFormed } = isErrorCode(code) ? errorCodes[code] : errorCodes.BAD_USER_INPUT
    return wellFormed && acceptsOnlyJson ? 200 : status
  })
  return Math.max(200, ...statuses)
}
