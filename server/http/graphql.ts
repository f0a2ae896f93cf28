import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { GraphQLError, type GraphQLSchema } from 'graphql'
import { createYoga, type Plugin } from 'graphql-yoga'
import type { Config } from '../config.ts'
import type { Principal } from '../domain/access.ts'
import type { Log } from '../log.ts'
import { admit } from './admission.ts'
import { headOf, negotiate, takesStreams, toJson } from './answer.ts'
import { readParameters } from './body.ts'
import { createDocuments, type Documents } from './document.ts'
import { clientError, publish } from './error.ts'
import {
  createExecution,
  type Answer,
  type Execute,
  type Execution,
  type OperationContext,
  type RequestContext,
} from './execute.ts'
import { pack } from './pack.ts'
import type { Principals } from './principal.ts'
import { forgetEndedSession } from './session-cookie.ts'
import type { OpenConnections } from './open-connections.ts'

/** What is known of an operation before its context is made. */
type Initial = {
  requestId: string
  controller: AbortController
  /** On a WebSocket from the beginning; over HTTP once the request was looked at. */
  principal?: Principal
  /** HTTP only. */
  req?: IncomingMessage
  res?: ServerResponse
}

type OperationPlugin = Plugin<OperationContext, Initial, RequestContext>

/** How an operation went: for the metrics. */
export type Observe = (operation: { kind: string; seconds: number; codes: readonly string[] }) => void

export type GraphqlOptions = {
  schema: GraphQLSchema
  /** Makes what resolvers get as context, besides `principal`, `requestId` and `signal`. */
  contextFor: (principal: Principal, requestId: string) => object
  principals: Principals
  openConnections: OpenConnections
  config: Pick<Config, 'limits'>
  log: Log
  execute?: Execute
  observe?: Observe
}

type Enveloped = ReturnType<ReturnType<typeof createYoga<Initial, RequestContext>>['getEnveloped']>

export type Graphql = {
  documents: Documents
  /** The way of other transports: one operation's parse, validate and context, with all that Yoga's plugins do. */
  open: (
    initial: Initial & { principal: Principal },
  ) => Pick<Enveloped, 'parse' | 'validate' | 'schema' | 'contextFactory'>
  execute: Enveloped['execute']
  subscribe: Enveloped['subscribe']
  /** From now on this is what can be asked. What is under way ends as it began; subscriptions go on with the new one where it has all that they ask for. */
  renew: (schema: GraphQLSchema) => void
  /** Answers one HTTP request on /graphql. */
  handle: (request: IncomingMessage, response: ServerResponse, requestId: string) => Promise<void>
}

/** Documents come from our cache: parsed, measured and validated once. */
const useDocuments = (documents: Documents): OperationPlugin => ({
  onParse: ({ params: { source }, setParsedDocument, setParseFn }) => {
    const reading = documents.read(typeof source === 'string' ? source : source.body)
    if (reading.document) return setParsedDocument(reading.document)
    const [error] = reading.errors
    setParseFn(() => {
      throw new GraphQLError(error.message, {
        source: error.source ?? null,
        positions: error.positions ?? null,
        extensions: { ...error.extensions },
      })
    })
  },
  onValidate: ({ params: { documentAST }, setResult }) => {
    setResult(documents.errors(documentAST))
  },
})

const codesOf = (answer: Answer) => (answer.errors ?? []).map(({ extensions }) => String(extensions['code']))

/** Rights, limits, time and errors of every operation, whatever it came by. */
const useExecution = (
  documents: Documents,
  execution: Execution,
  { config, log, openConnections, observe }: GraphqlOptions,
): OperationPlugin => {
  const refused = (error: GraphQLError, kind: string, { requestId }: RequestContext) => {
    const answer = { errors: [publish(error, requestId, log)] }
    observe?.({ kind, seconds: 0, codes: codesOf(answer) })
    return answer
  }
  return {
    onExecute: ({ args, setExecuteFn, setResultAndStopExecution }) => {
      const context = args.contextValue
      const operation = documents.operation(args.document, args.operationName)
      const { error, price } = admit(operation, args.variableValues, context.principal, config.limits)
      const kind = operation?.node.operation ?? 'query'
      if (error)
        return setResultAndStopExecution({
          ...refused(error, kind, context),
          ...(price && { extensions: { cost: price } }),
        })
      const startedAt = performance.now()
      const finished = (answer: Answer): Answer => {
        observe?.({ kind, seconds: (performance.now() - startedAt) / 1000, codes: codesOf(answer) })
        return { ...answer, extensions: { ...answer.extensions, cost: price } }
      }
      setExecuteFn((given) => {
        const answer = execution.execute({ ...given, schema: documents.schemaOf(given.document) }, context)
        return answer instanceof Promise ? answer.then(finished) : finished(answer)
      })
    },
    onSubscribe: ({ args, setSubscribeFn, setResultAndStopExecution }) => {
      const context = args.contextValue
      const operation = documents.operation(args.document, args.operationName)
      const { error } = admit(operation, args.variableValues, context.principal, config.limits)
      if (error) return setResultAndStopExecution(refused(error, 'subscription', context))
      setSubscribeFn((given) => {
        const startedAt = performance.now()
        const watch = openConnections.watch(context.principal, () => context.controller.abort())
        return execution.subscribe({ ...given, schema: documents.schemaOf(given.document) }, context, () => {
          watch[Symbol.dispose]()
          observe?.({ kind: 'subscription', seconds: (performance.now() - startedAt) / 1000, codes: [] })
        })
      })
    },
  }
}

/** What is HTTP's: who asks, the parameters, the answer as JSON. Streams (server-sent events) are left to Yoga. */
const useHttp = ({ principals, config, log }: GraphqlOptions): OperationPlugin => ({
  onRequestParse: async ({ serverContext, setRequestParser }) => {
    const { req, res } = serverContext
    if (!req) return
    serverContext.principal = await principals.of(req).catch((error: unknown) => {
      if (res) forgetEndedSession(error, res)
      throw error
    })
    setRequestParser(() => readParameters(req, config.limits.bodyBytes))
  },
  onResultProcess: ({ request, result, setResult, setResultProcessor, serverContext }) => {
    if (Array.isArray(result)) return
    const isStream = Symbol.asyncIterator in result
    if (isStream && takesStreams(request.headers.get('accept'))) return
    // Yoga would answer 406 and leave the subscription running.
    if (isStream) void result[Symbol.asyncIterator]().return?.()
    const single = isStream ? { errors: [clientError('NOT_ACCEPTABLE', 'A subscription is a stream: accept text/event-stream, or open a WebSocket')] } : result as Answer
    const answer: Answer = single.errors
      ? { ...single, errors: single.errors.map((error) => publish(error, serverContext.requestId, log)) }
      : single
    setResult(answer)
    const type = negotiate(request.headers.get('accept'))
    if (!type) return
    const { status, headers } = headOf(answer, type)
    setResultProcessor((_result, { Response }) => {
      const text = toJson(answer)
      const packed = pack(text, request.headers.get('accept-encoding'))
      if (!packed) return new Response(text, { status, headers })
      const packedHeaders = { ...headers, 'content-encoding': packed.encoding }
      return packed.bytes.then((bytes) => new Response(bytes, { status, headers: packedHeaders }))
    }, type)
  },
})

/** GraphQL over HTTP and server-sent events; `yoga.getEnveloped` is the way in for WebSockets. */
export const createGraphql = (options: GraphqlOptions): Graphql => {
  const { schema, contextFor, config, log } = options
  const documents = createDocuments(schema, config.limits)
  const execution = createExecution({
    execute: options.execute, seconds: config.limits.seconds, log,
    renewed: (args) => ({ ...args, schema: documents.newestFor(args.document) }),
  })
  const yoga = createYoga<Initial, RequestContext>({
    // The one to begin with: each document says which it is run against.
    schema,
    plugins: [useDocuments(documents), useExecution(documents, execution, options), useHttp(options)],
    context: ({ principal, requestId, controller, req }) => {
      if (!principal) throw new Error('an operation has no principal')
      const takesText = req !== undefined && negotiate(req.headers.accept) !== null
      return { ...contextFor(principal, requestId), principal, requestId, signal: controller.signal, takesText }
    },
    parserAndValidationCache: false,
    maskedErrors: false,
    maxRequestBodySize: false,
    multipart: false,
    batching: false,
    graphiql: false,
    landingPage: false,
    cors: false,
    logging: false,
  })
  // The same for every operation: what differs is in its context.
  const { execute, subscribe } = yoga.getEnveloped()
  return {
    documents,
    open: (initial) => yoga.getEnveloped(initial),
    execute,
    subscribe,
    renew: documents.renew,
    handle: async (req, res, requestId) => {
      const controller = new AbortController()
      res.once('close', () => {
        if (!res.writableFinished) controller.abort()
      })
      await yoga(req, res, { requestId, controller })
    },
  }
}

export const newRequestId = (): string => randomUUID()
