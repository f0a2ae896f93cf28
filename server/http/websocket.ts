import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { GraphQLError, type ExecutionArgs } from 'graphql'
import { CloseCode, handleProtocols, makeServer, type SubscribePayload } from 'graphql-ws'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Config } from '../config.ts'
import type { Principal } from '../domain/access.ts'
import type { Log } from '../log.ts'
import { admit } from './admission.ts'
import { clientError, publish } from './error.ts'
import { newRequestId, type Graphql } from './graphql.ts'
import { exceeded } from './limits.ts'
import type { Origins } from './peer.ts'
import type { Principals } from './principal.ts'
import type { OpenConnections } from './open-connections.ts'

export type WebsocketOptions = {
  graphql: Graphql
  principals: Principals
  openConnections: OpenConnections
  origins: Origins
  config: Pick<Config, 'limits'>
  log: Log
  /** Milliseconds between pings; a socket that doesn't answer one before the next is cut. */
  pingMilliseconds: number
}

export type Websocket = {
  /** Takes over a connection that asks for a WebSocket on /graphql. */
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  openSockets: () => number
  openSubscriptions: () => number
  /** Says goodbye (1001) to all; those who don't answer are cut after a second. */
  close: () => Promise<void>
}

/** One socket: who it belongs to, and what is under way on it (by the message that asked for it). */
type Connection = {
  request: IncomingMessage
  socket: WebSocket
  principal: Principal | null
  running: Map<SubscribePayload, AbortController>
  answered: boolean
  watch: Disposable | null
}

type Extra = { connection: Connection }

const refuse = (socket: Duplex, status: string) => {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

const authorizationOf = (parameters: Readonly<Record<string, unknown>> | undefined): string | undefined => {
  const [, value] = Object.entries(parameters ?? {}).find(([name]) => name.toLowerCase() === 'authorization') ?? []
  return value === undefined || value === null ? undefined : String(value)
}

/**
 * GraphQL over WebSocket (graphql-transport-ws). Operations go the same way as those of HTTP, through Yoga's plugins;
 * whatever is wrong with one ends that one and leaves the socket open.
 */
export const createWebsocket = ({
  graphql,
  principals,
  openConnections,
  origins,
  config,
  log,
  pingMilliseconds,
}: WebsocketOptions): Websocket => {
  const { limits } = config
  const server = new WebSocketServer({ noServer: true, maxPayload: limits.messageBytes, handleProtocols })
  const connections = new Set<Connection>()

  const prepare = async (
    { principal, running }: Connection,
    payload: SubscribePayload,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> => {
    const requestId = newRequestId()
    const refused = (errors: readonly unknown[]) => errors.map((error) => publish(error, requestId, log))
    if (!principal) return refused([clientError('UNAUTHENTICATED', 'The connection was not initialised')])
    if (running.size >= limits.subscriptions) {
      return refused([
        exceeded('subscriptions', 'operations under way on one WebSocket', running.size + 1, limits.subscriptions),
      ])
    }
    try {
      const { query, operationName, variables: variableValues } = payload
      const controller = new AbortController()
      const { parse, validate, schema, contextFactory } = graphql.open({ requestId, controller, principal })
      const document = parse(query)
      const errors = validate(schema, document)
      if (errors.length > 0) return refused(errors)
      const { error } = admit(graphql.documents.operation(document, operationName), variableValues, principal, limits)
      if (error) return refused([error])
      running.set(payload, controller)
      return { schema, document, operationName, variableValues, contextValue: await contextFactory() }
    } catch (error) {
      return refused([error])
    }
  }

  const finished = ({ running }: Connection, payload: SubscribePayload) => {
    running.get(payload)?.abort()
    running.delete(payload)
  }

  const protocol = makeServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: 10_000,
    execute: graphql.execute,
    subscribe: graphql.subscribe,
    onConnect: async ({ connectionParams, extra: { connection } }) => {
      try {
        const principal = await principals.of(connection.request, authorizationOf(connectionParams))
        connection.principal = principal
        connection.watch = openConnections.watch(principal, () => connection.socket.close(CloseCode.Forbidden, 'Forbidden'))
        return true
      } catch (error) {
        // "Forbidden" (4403) tells the client not to try again with this token.
        if (error instanceof GraphQLError) return false
        throw error
      }
    },
    onSubscribe: ({ extra: { connection } }, _id, payload) => prepare(connection, payload),
    onError: ({ extra: { connection } }, _id, payload, errors) => {
      finished(connection, payload)
      return errors.map((error) => publish(error, newRequestId(), log).toJSON())
    },
    onComplete: ({ extra: { connection } }, _id, payload) => finished(connection, payload),
  })

  const open = (socket: WebSocket, request: IncomingMessage) => {
    const connection: Connection = { request, socket, principal: null, running: new Map(), answered: true, watch: null }
    connections.add(connection)
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        // Waits until the message has left, so that a slow reader slows its own subscriptions and fills no memory.
        send: (text) =>
          new Promise((resolve) => {
            if (socket.readyState === socket.OPEN) socket.send(text, () => resolve())
            else resolve()
          }),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (take) =>
          socket.on('message', (data) => {
            take(String(data)).catch((error: unknown) => {
              log.error({ err: error }, 'a WebSocket message failed')
              socket.close(CloseCode.InternalServerError, 'Internal server error')
            })
          }),
      },
      { connection },
    )
    socket.on('pong', () => {
      connection.answered = true
    })
    socket.on('error', (error) => log.debug({ err: error }, 'WebSocket broken'))
    socket.once('close', (code, reason) => {
      connections.delete(connection)
      connection.watch?.[Symbol.dispose]()
      for (const controller of connection.running.values()) controller.abort()
      connection.running.clear()
      closed(code, String(reason)).catch((error: unknown) =>
        log.error({ err: error }, 'a WebSocket did not close well'),
      )
    })
  }

  const pings = setInterval(() => {
    for (const connection of connections) {
      if (!connection.answered) {
        connection.socket.terminate()
      } else if (connection.socket.readyState === connection.socket.OPEN) {
        connection.answered = false
        connection.socket.ping()
      }
    }
  }, pingMilliseconds).unref()

  return {
    upgrade: (request, socket, head) => {
      if (!origins.isAllowed(request)) return refuse(socket, '403 Forbidden')
      server.handleUpgrade(request, socket, head, (opened) => open(opened, request))
    },
    openSockets: () => connections.size,
    openSubscriptions: () => [...connections].reduce((sum, { running }) => sum + running.size, 0),
    close: async () => {
      clearInterval(pings)
      const all = [...connections]
      const gone = all.map(({ socket }) => new Promise((resolve) => socket.once('close', resolve)))
      for (const { socket } of all) socket.close(1001, 'Going away')
      const late = setTimeout(() => all.forEach(({ socket }) => socket.terminate()), 1000)
      await Promise.all(gone)
      clearTimeout(late)
    },
  }
}
