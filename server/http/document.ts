import {
  getOperationAST,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import type { Limits } from '../config.ts'
import { demandsOf, type Demand } from './access.ts'
import { costOf, type Cost } from './cost.ts'
import { clientError, withCode } from './error.ts'
import { brokenLimits, exceeded } from './limits.ts'
import { fragmentsOf } from './selection.ts'

/** One operation of a document, with what was found out about it once and for all. */
export type Operation = {
  node: OperationDefinitionNode
  document: DocumentNode
  demands: readonly Demand[]
  cost: Cost
}

/** A document as it was read the first time. */
export type Reading =
  | {
      document: DocumentNode
      /** What it was validated with, and is run against. */
      schema: GraphQLSchema
      errors: readonly GraphQLError[]
      operation: (name: string | null | undefined) => Operation | null
    }
  | { document: null; errors: readonly [GraphQLError, ...GraphQLError[]] }

export type Documents = {
  /** Parsed, measured and validated, or taken from the cache. */
  read: (text: string) => Reading
  /** What is wrong with a document that `read` gave. */
  errors: (document: DocumentNode) => readonly GraphQLError[]
  /** The operation of a document that `read` gave; null if there is none of that name, or several and no name. */
  operation: (document: DocumentNode, name: string | null | undefined) => Operation | null
  /** From now on documents are read with this schema; those that were read before stay with theirs. */
  renew: (schema: GraphQLSchema) => void
  /** The schema that a document was read with. */
  schemaOf: (document: DocumentNode) => GraphQLSchema
  /** For what goes on while the schema is renewed: the newest that the document is valid with. */
  newestFor: (document: DocumentNode) => GraphQLSchema
}

const maxEntries = 1000
const maxCharacters = 8_000_000

const parseWithin = (text: string, tokens: number): DocumentNode | GraphQLError => {
  try {
    return parse(text, { maxTokens: tokens })
  } catch (error) {
    // graphql-js descends as deep as the braces go.
    if (error instanceof RangeError)
      return clientError('LIMIT_EXCEEDED', 'This document is nested too deeply', { limit: 'depth' })
    if (!(error instanceof GraphQLError)) throw error
    if (/more tha[nt] \d+ tokens/.test(error.message)) return exceeded('tokens', 'tokens', null, tokens)
    return withCode(error, 'GRAPHQL_PARSE_FAILED')
  }
}

/**
 * Reads documents, each text once while it is remembered: the most recently used 1000, or 8 MB of text. HTTP and
 * WebSocket share it. Limits are checked before validation, as that takes quadratic time for some documents.
 */
export const createDocuments = (first: GraphQLSchema, limits: Limits): Documents => {
  let current = first
  const readings = new Map<string, Reading>()
  const byDocument = new WeakMap<DocumentNode, Reading>()
  const renewed = new WeakMap<DocumentNode, { asked: GraphQLSchema; schema: GraphQLSchema }>()
  let characters = 0

  const readAnew = (text: string): Reading => {
    const schema = current
    const document = parseWithin(text, limits.tokens)
    if (document instanceof GraphQLError) return { document: null, errors: [document] }
    const broken = brokenLimits(document, limits)
    const errors =
      broken.length > 0
        ? broken
        : validate(schema, document).map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'))
    const fragments = fragmentsOf(document)
    const operations = new Map<OperationDefinitionNode, Operation>()
    const operation = (name: string | null | undefined) => {
      const node = getOperationAST(document, name)
      if (!node || errors.length > 0) return null
      const known = operations.get(node)
      if (known) return known
      const found = {
        node,
        document,
        demands: demandsOf(schema, node, fragments),
        cost: costOf(schema, node, fragments),
      }
      operations.set(node, found)
      return found
    }
    return { document, schema, errors, operation }
  }

  const keep = (text: string, reading: Reading) => {
    if (text.length > maxCharacters / 10) return
    readings.set(text, reading)
    characters += text.length
    for (const oldest of readings.keys()) {
      if (readings.size <= maxEntries && characters <= maxCharacters) break
      readings.delete(oldest)
      characters -= oldest.length
    }
  }

  const schemaOf = (document: DocumentNode): GraphQLSchema => {
    const reading = byDocument.get(document)
    return reading?.document ? reading.schema : current
  }

  return {
    read: (text) => {
      const known = readings.get(text)
      if (known) {
        // A Map keeps the order of insertion: the first is the one that was unused for longest.
        readings.delete(text)
        readings.set(text, known)
        return known
      }
      const reading = readAnew(text)
      if (reading.document) byDocument.set(reading.document, reading)
      keep(text, reading)
      return reading
    },
    errors: (document) => byDocument.get(document)?.errors ?? [],
    operation: (document, name) => {
      const reading = byDocument.get(document)
      return reading?.document ? reading.operation(name) : null
    },
    renew: (schema) => {
      current = schema
      readings.clear()
      characters = 0
    },
    schemaOf,
    newestFor: (document) => {
      const known = renewed.get(document) ?? { asked: schemaOf(document), schema: schemaOf(document) }
      if (known.asked === current) return known.schema
      const schema = validate(current, document).length === 0 ? current : known.schema
      renewed.set(document, { asked: current, schema })
      return schema
    },
  }
}
