import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Config } from '../config.ts'
import type { Clock } from '../domain/clock.ts'
import type { Sessions } from '../domain/session.ts'
import type { Log } from '../log.ts'
import { graphiqlRoute } from './graphiql.ts'
import { newRequestId, type Graphql } from './graphql.ts'
import type { Health } from './health.ts'
import type { Metrics } from './metrics.ts'
import { createOrigins } from './peer.ts'
import type { Principals } from './principal.ts'
import {
  graphqlRoute,
  healthRoutes,
  metricsRoute,
  reply,
  schemaRoute,
  staticRoute,
  type Exchange,
  type Route,
} from './route.ts'
import type { OpenConnections } from './open-connections.ts'
import { sessionRoute } from './session.ts'
import { createStaticFiles } from './static.ts'
import { createWebsocket } from './websocket.ts'

export type HttpServerOptions = {
  config: Pick<Config, 'host' | 'port' | 'allowedOrigins' | 'limits'>
  log: Log
  graphql: Graphql
  principals: Principals
  openConnections: OpenConnections
  sessions: Sessions
  clock: Clock
  health: Health
  metrics: Metrics
  /** The schema as SDL, served at /schema.graphql. */
  schemaText: () => string
  /** Folder of the built web pages; it need not exist. */
  webFolder: string
  /** What others add (ingest of plugins); asked before the web pages. */
  routes?: readonly Route[]
  /** Between pings on WebSockets; one that has not answered by the next is cut. */
  pingMilliseconds?: number
}

export type HttpServer = {
  /** @throws when the address cannot be had, saying so */
  listen: () => Promise<{ url: string; port: number }>
  /** Takes nothing new, lets running requests finish for 5 s, says goodbye on sockets. May be called twice. */
  close: () => Promise<void>
} & AsyncDisposable

const stopMilliseconds = 5000

/** A client's own id of its request, if it is one that can stand in a log. */
const requestIdOf = (request: IncomingMessage): string => {
  const given = request.headers['x-request-id']
  return typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : newRequestId()
}

const pathOf = (url: string | undefined): string => (url ?? '/').split('?', 1)[0] || '/'

/** node:http, with a table of routes; the one place that knows of the socket. */
export const createHttpServer = (options: HttpServerOptions): HttpServer => {
  const { config, log, clock, graphql, principals, openConnections, sessions, health, metrics } = options
  const { pingMilliseconds = 15_000 } = options
  const origins = createOrigins(config.allowedOrigins)
  const websocket = createWebsocket({ graphql, principals, openConnections, origins, config, log, pingMilliseconds })
  metrics.gauges({ openSockets: websocket.openSockets, openSubscriptions: openConnections.count })
  const routes: readonly Route[] = [
    graphqlRoute(graphql, origins),
    sessionRoute({ sessions, openConnections, clock, log }),
    schemaRoute(options.schemaText),
    ...healthRoutes(health),
    metricsRoute(metrics, principals),
    graphiqlRoute(),
    ...(options.routes ?? []),
    staticRoute(createStaticFiles(options.webFolder)),
  ]
  let stopping: Promise<void> | undefined

  const answer = async (exchange: Exchange, route: Route | undefined) => {
    const { request, response } = exchange
    if (stopping) {
      response.setHeader('connection', 'close')
      if (route?.name !== 'livez' && route?.name !== 'readyz')
        return reply(exchange, 503, 'text/plain', 'The server is stopping\n')
    }
    if (!route) return reply(exchange, 404, 'text/plain', 'Not found\n')
    if (!route.methods.includes(request.method ?? '')) {
      response.setHeader('allow', route.methods.join(', '))
      return reply(exchange, 405, 'text/plain', 'Method not allowed\n')
    }
    await route.handle(exchange)
  }

  const take = (request: IncomingMessage, response: ServerResponse) => {
    const startedAt = performance.now()
    const exchange = { request, response, path: pathOf(request.url), requestId: requestIdOf(request) }
    const route = routes.find(({ takes }) => takes(exchange.path))
    silent.delete(request.socket)
    const { requestId } = exchange
    response.setHeader('x-request-id', requestId)
    response.once('close', () => {
      const seconds = (performance.now() - startedAt) / 1000
      metrics.request({
        route: route?.name ?? 'none',
        method: request.method ?? '',
        status: response.statusCode,
        seconds,
      })
      log.debug(
        { requestId, method: request.method, path: exchange.path, status: response.statusCode, seconds },
        'request',
      )
    })
    answer(exchange, route).catch((error: unknown) => {
      log.error({ err: error, requestId }, 'a request failed')
      if (response.headersSent) response.destroy()
      else reply(exchange, 500, 'text/plain', 'Internal error\n')
    })
  }

  const server = createServer({ keepAliveTimeout: 65_000, headersTimeout: 20_000, requestTimeout: 120_000 }, take)
  // Browsers open connections that they may need later: to Node they are busy before they have asked for anything.
  const silent = new Set<Duplex>()
  server.on('connection', (socket) => {
    silent.add(socket)
    socket.once('close', () => silent.delete(socket))
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    silent.delete(socket)
    socket.on('error', (error) => log.debug({ err: error }, 'connection broken'))
    if (stopping || pathOf(request.url) !== '/graphql')
      return void socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    websocket.upgrade(request, socket, head)
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
    const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request'
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  })

  const stop = async () => {
    health.stopping()
    const closed = new Promise<void>((resolve) => {
      // Asked first: from here on it does not listen, though requests go on.
      if (server.listening) server.close(() => resolve())
      else resolve()
    })
    await websocket.close()
    // Streams (server-sent events) would never finish by themselves.
    openConnections.endAll()
    for (const socket of silent) socket.destroy()
    const idle = setInterval(() => server.closeIdleConnections(), 50)
    const late = setTimeout(() => server.closeAllConnections(), stopMilliseconds)
    server.closeIdleConnections()
    await closed
    clearInterval(idle)
    clearTimeout(late)
  }

  const close = () => (stopping ??= stop())

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        server.once('error', (error: NodeJS.ErrnoException) => {
          const words =
            error.code === 'EADDRINUSE'
              ? 'is taken by another program'
              : error.code === 'EACCES'
                ? 'may not be used'
                : 'cannot be used'
          reject(new Error(`Port ${config.port} on ${config.host} ${words}`, { cause: error }))
        })
        server.listen(config.port, config.host, () => {
          const address = server.address()
          const port = typeof address === 'object' && address ? address.port : config.port
          const host = config.host.includes(':') ? `[${config.host}]` : config.host
          resolve({ url: `http://${host}:${port}`, port })
        })
      }),
    close,
    [Symbol.asyncDispose]: close,
  }
}
