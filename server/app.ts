import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql'
import type { Database } from '../drizzle/database.ts'
import { createSchema } from '../schema/schema.ts'
import type { Config } from './config.ts'
import type { Domain } from './domain/domain.ts'
import { createSessions } from './domain/session.ts'
import type { Tokens } from './domain/token.ts'
import { createCompiledExecute } from './http/compile.ts'
import { createExportRequests } from './http/export-request.ts'
import { exportRoute } from './http/export.ts'
import { createGraphql, type Graphql } from './http/graphql.ts'
import { createHealth } from './http/health.ts'
import { ingestRoute } from './http/ingest.ts'
import { createMetrics } from './http/metrics.ts'
import { createPrincipals } from './http/principal.ts'
import { createHttpServer, type HttpServer } from './http/server.ts'
import { createOpenConnections } from './http/open-connections.ts'
import type { Log } from './log.ts'
import { ownPages } from './pages.ts'
import type { Background } from './plugins/background.ts'
import { createHookDelivery, toListener } from './plugins/hook.ts'
import { createHost, type RunningHost } from './plugins/host.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

export type App = { http: HttpServer; graphql: Graphql; tokens: Tokens; host: RunningHost; stopping: () => void } & AsyncDisposable

/** `plugins`: the modules of those that are installed, by path, URL or package. `webFolder`: built pages, Logline's own unless told. */
export type AppOptions = { config: Config; db: Database; domain: Domain; log: Log; plugins?: readonly string[]; background?: Background; webFolder?: string }

/** The SDL of what can be asked, printed once for each schema. */
const createPrinted = (schema: () => GraphQLSchema): (() => string) => {
  let printed: { of: GraphQLSchema; text: string } | undefined
  return () => {
    const now = schema()
    if (printed?.of !== now) printed = { of: now, text: `${printSchema(lexicographicSortSchema(now))}\n` }
    return printed.text
  }
}

/** All the wiring, from the core to the socket. The server calls it, and so do tests. */
export const createApp = async ({ config, db, domain, log, plugins = [], background, webFolder = ownPages }: AppOptions): Promise<App> => {
  await using parts = new AsyncDisposableStack()
  const { clock, tokens } = domain
  const [postgres] = await db.reader.rows<{ version: string }>(`select current_setting('server_version') as version`)
  const facts = {
    version, startedAt: new Date(clock.now()).toISOString(), experimentZone: config.experimentZone,
    node: process.versions.node, postgres: postgres!.version,
  }
  const host = parts.use(await createHost({ modules: plugins, config, db, domain, log, background, core: (additions) => createSchema(facts, additions) }))
  const sessions = parts.use(createSessions({
    db, tokens, clock, hours: config.sessionHours, log: (error, message) => log.warn({ err: error }, message),
  }))
  const principals = createPrincipals({ tokens, sessions }, config)
  const openConnections = parts.use(createOpenConnections({ sessions, clock, log }))
  parts.use(tokens.whenChanged(() => void openConnections.sweep().catch((error: unknown) => log.warn({ err: error }, 'open connections could not be checked'))))
  const metrics = createMetrics()
  metrics.gauges({ databaseStatements: db.reader.statements, eventLagSeconds: domain.hub.lagSeconds })
  const health = createHealth({ checks: { database: () => db.reader.rows('select 1') }, log })
  const graphql = createGraphql({
    schema: host.schema(), principals, openConnections, config, log,
    contextFor: () => ({ domain, host }),
    observe: metrics.operation,
    execute: createCompiledExecute(),
  })
  host.whenRenewed(graphql.renew)
  const http = parts.use(createHttpServer({
    config, log, clock, graphql, principals, openConnections, sessions, health, metrics,
    schemaText: createPrinted(host.schema),
    webFolder,
    routes: [exportRoute({
      exports: domain.exports, principals, now: clock.now,
      // The inputs of the core's lists, which no plugin changes.
      read: createExportRequests({ schema: host.schema(), now: clock.now, experimentZone: config.experimentZone, find: domain.timesOf }),
    }), ingestRoute({ find: host.find, principals, folder: join(config.data, 'spool'), log })],
  }))
  parts.use(createHookDelivery({ db, domain, log, listeners: () => host.plugins.flatMap((plugin) => toListener(plugin) ?? []) }))
  const held = parts.move()
  return { http, graphql, tokens, host, stopping: health.stopping, [Symbol.asyncDispose]: () => held.disposeAsync() }
}
