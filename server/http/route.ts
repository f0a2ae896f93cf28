import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Graphql } from './graphql.ts'
import type { Health } from './health.ts'
import type { Metrics } from './metrics.ts'
import type { Origins } from './peer.ts'
import { isLocal } from './peer.ts'
import type { Principals } from './principal.ts'
import { may } from '../domain/access.ts'
import type { StaticFiles } from './static.ts'

/** One request on its way. `path` is that of the URL, undecoded, without the query. */
export type Exchange = { request: IncomingMessage; response: ServerResponse; path: string; requestId: string }

/** The first route that takes the path answers; `name` stands for it in metrics and logs. */
export type Route = {
  name: string
  methods: readonly string[]
  takes: (path: string) => boolean
  handle: (exchange: Exchange) => Promise<void> | void
}

/** Writes a whole answer; HEAD gets the head of it. */
export const reply = ({ request, response }: Exchange, status: number, type: string, body: string): void => {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

const text = 'text/plain; charset=utf-8'
const json = 'application/json; charset=utf-8'
const reading = ['GET', 'HEAD']

const at = (path: string) => (asked: string) => asked === path

const allowHeaders = 'authorization, content-type, x-request-id'

/**
 * GraphQL, and what browsers ask before they let a page of another site use it. Pages of our own site need no leave;
 * those that nobody allowed get no headers, and their browser keeps the answer from them.
 */
export const graphqlRoute = (graphql: Pick<Graphql, 'handle'>, origins: Origins): Route => ({
  name: 'graphql',
  methods: ['GET', 'POST', 'OPTIONS', 'HEAD', 'PUT', 'PATCH', 'DELETE'],
  takes: at('/graphql'),
  handle: ({ request, response, requestId }) => {
    const { origin } = request.headers
    response.setHeader('vary', 'origin, accept, accept-encoding')
    if (origin !== undefined && origins.isForeign(origin)) {
      response.setHeader('access-control-allow-origin', origin)
      response.setHeader('access-control-expose-headers', 'x-request-id')
    }
    if (request.method !== 'OPTIONS') return graphql.handle(request, response, requestId)
    if (response.hasHeader('access-control-allow-origin')) {
      response.setHeader('access-control-allow-methods', 'GET, POST')
      response.setHeader('access-control-allow-headers', allowHeaders)
      response.setHeader('access-control-max-age', '600')
    }
    response.writeHead(204, { allow: 'GET, POST', 'content-length': '0' }).end()
  },
})

/** The printed schema, for people and generators of clients. */
export const schemaRoute = (schemaText: () => string): Route => ({
  name: 'schema',
  methods: reading,
  takes: at('/schema.graphql'),
  handle: (exchange) => reply(exchange, 200, text, schemaText()),
})

/** /livez: the process answers. /readyz: it can do its work, or why not. */
export const healthRoutes = (health: Health): Route[] => [
  { name: 'livez', methods: reading, takes: at('/livez'), handle: (exchange) => reply(exchange, 200, text, 'ok\n') },
  {
    name: 'readyz',
    methods: reading,
    takes: at('/readyz'),
    handle: async (exchange) => {
      const readiness = await health.ready()
      reply(exchange, readiness.ready ? 200 : 503, json, `${JSON.stringify(readiness)}\n`)
    },
  },
]

/** For Prometheus: open to this machine, for others with a token that may read. */
export const metricsRoute = (metrics: Metrics, principals: Principals): Route => ({
  name: 'metrics',
  methods: reading,
  takes: at('/metrics'),
  handle: async (exchange) => {
    const { request } = exchange
    const allowed =
      isLocal(request) ||
      (await principals.of(request).then(
        (principal) => may(principal, 'read'),
        () => false,
      ))
    if (allowed) return reply(exchange, 200, 'text/plain; version=0.0.4; charset=utf-8', metrics.text())
    exchange.response.setHeader('www-authenticate', 'Bearer realm="logline"')
    reply(exchange, 401, text, 'A token with the right to read is needed\n')
  },
})

/** Everything else: the web pages. */
export const staticRoute = (files: StaticFiles): Route => ({
  name: 'static',
  methods: reading,
  takes: () => true,
  handle: ({ request, response, path }) => files.handle(request, response, path),
})
