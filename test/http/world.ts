import { connect as connectSocket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { printSchema, type GraphQLSchema } from 'graphql'
import { createSchema } from '../../schema/schema.ts'
import { readConfig } from '../../server/config.ts'
import type { Role } from '../../server/domain/access.ts'
import { systemActor } from '../../server/domain/actor.ts'
import { createDomain } from '../../server/domain/domain.ts'
import { createSessions } from '../../server/domain/session.ts'
import type { Execute } from '../../server/http/execute.ts'
import { createGraphql } from '../../server/http/graphql.ts'
import { createHealth } from '../../server/http/health.ts'
import { createMetrics } from '../../server/http/metrics.ts'
import { createPrincipals } from '../../server/http/principal.ts'
import type { Route } from '../../server/http/route.ts'
import { createHttpServer } from '../../server/http/server.ts'
import { createOpenConnections } from '../../server/http/open-connections.ts'
import { createLog } from '../../server/log.ts'
import { createClock } from '../kit/clock.ts'
import { createDatabase } from '../kit/database.ts'

export type WorldOptions = {
  env?: Record<string, string>
  /** Instead of the schema of the product: to meet what it does not do. */
  schema?: GraphQLSchema
  routes?: readonly Route[]
  webFolder?: string
  pingMilliseconds?: number
  execute?: Execute
}

const facts = {
  version: '0.0.0',
  startedAt: '2022-09-24T00:00:00.000Z',
  experimentZone: 'Europe/Zurich',
  node: process.version,
  postgres: '18',
}

const noFolder = fileURLToPath(new URL('no-such-folder/', import.meta.url))

/** A database for a test file, and as many servers on it as there are things to try. */
export const openWorld = async () => {
  const stack = new AsyncDisposableStack()
  const database = stack.use(await createDatabase())
  const clock = createClock()
  const domain = stack.use(await createDomain(database, { clock }))
  const { tokens } = domain
  const admin = systemActor('test')
  const schema = createSchema(facts)

  return {
    database,
    clock,
    domain,
    tokens,
    admin,
    /** The secret of a new personal token. */
    tokenOf: async (role: Role, expiresAt?: Date): Promise<string> => {
      const { value } = await tokens.create({ name: role.toLowerCase(), role, expiresAt }, admin)
      if (!value) throw new Error('no token was made')
      return value.secret
    },
    /** A server on a free port. What it logs is kept in `lines`. */
    serve: async ({
      env = {},
      schema: other = schema,
      routes = [],
      webFolder = noFolder,
      pingMilliseconds = 15_000,
      execute,
    }: WorldOptions = {}) => {
      const config = readConfig({ PORT: '0', ...env })
      const lines: string[] = []
      const log = createLog('debug', { write: (line: string) => void lines.push(line) })
      const sessions = createSessions({ db: database, tokens, clock, hours: config.sessionHours })
      const principals = createPrincipals({ tokens, sessions }, config)
      const openConnections = createOpenConnections({ sessions, clock, log })
      const metrics = createMetrics()
      const graphql = createGraphql({
        schema: other,
        principals,
        openConnections,
        config,
        log,
        observe: metrics.operation,
        ...(execute && { execute }),
        contextFor: (principal, requestId) => ({ principal, requestId, domain }),
      })
      const health = createHealth({ log, checks: { database: () => database.reader.rows('select 1 as one') } })
      const server = createHttpServer({
        config,
        log,
        graphql,
        principals,
        openConnections,
        sessions,
        clock,
        health,
        metrics,
        routes,
        schemaText: () => printSchema(other),
        webFolder,
        pingMilliseconds,
      })
      const { url, port } = await server.listen()
      return { url, port, lines, openConnections, metrics, sessions, close: server.close, [Symbol.asyncDispose]: server.close }
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>
export type Served = Awaited<ReturnType<World['serve']>>

export type Result = {
  data?: Record<string, unknown> | null
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[]
  extensions?: { cost?: { requested: number; limit: number } }
}

/** POSTs a document as JSON. */
export const ask = async (
  url: string,
  query: string,
  {
    variables,
    headers = {},
    operationName,
  }: { variables?: object; headers?: Record<string, string>; operationName?: string } = {},
) => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables, operationName }),
  })
  const result = (await response.json()) as Result
  return { status: response.status, headers: response.headers, ...result, code: result.errors?.[0]?.extensions['code'] }
}

export const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })

/** Sends what no client would send. */
export const sendRaw = (port: number, text: string) =>
  new Promise<string>((resolve, reject) => {
    let answer = ''
    const socket = connectSocket(port, '127.0.0.1', () => socket.write(text))
    socket
      .setEncoding('utf8')
      .on('data', (chunk: string) => (answer += chunk))
      .on('close', () => resolve(answer))
      .on('error', reject)
  })
