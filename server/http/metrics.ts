import { performance } from 'node:perf_hooks'
import { createRegistry, type Registry } from './registry.ts'

/** Numbers that other parts of the server hand in, read when somebody asks. */
export type Gauges = {
  openSockets?: () => number
  openSubscriptions?: () => number
  /** Seconds that the newest event waited to be told; null when there was none yet. */
  eventLagSeconds?: () => number | null
  databaseStatements?: () => number
}

export type Metrics = {
  /** For what other parts want to count themselves. */
  registry: Registry
  request: (request: { route: string; method: string; status: number; seconds: number }) => void
  operation: (operation: { kind: string; seconds: number; codes: readonly string[] }) => void
  gauges: (gauges: Gauges) => void
  text: () => string
}

const durations = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

const methods = new Set(['GET', 'HEAD', 'POST', 'OPTIONS'])

/** What Logline counts about itself. Labels have few values: a route's name, never a path. */
export const createMetrics = (): Metrics => {
  const registry = createRegistry()
  const requests = registry.counter('logline_http_requests_total', 'HTTP requests answered')
  const requestSeconds = registry.histogram(
    'logline_http_request_duration_seconds',
    'Time to answer HTTP requests',
    durations,
  )
  const operations = registry.counter('logline_graphql_operations_total', 'GraphQL operations finished')
  const operationSeconds = registry.histogram(
    'logline_graphql_operation_duration_seconds',
    'Time of GraphQL queries and mutations',
    durations,
  )
  const errors = registry.counter('logline_graphql_errors_total', 'Errors in answers of GraphQL operations')
  registry.gauge('process_cpu_user_seconds_total', 'User CPU time', () => process.cpuUsage().user / 1e6, 'counter')
  registry.gauge(
    'process_cpu_system_seconds_total',
    'System CPU time',
    () => process.cpuUsage().system / 1e6,
    'counter',
  )
  registry.gauge('process_resident_memory_bytes', 'Resident memory', () => process.memoryUsage.rss())
  registry.gauge('nodejs_heap_used_bytes', 'JavaScript heap in use', () => process.memoryUsage().heapUsed)
  registry.gauge(
    'nodejs_eventloop_active_seconds_total',
    'Time that the event loop was busy',
    () => performance.eventLoopUtilization().active / 1000,
    'counter',
  )
  registry.gauge(
    'process_start_time_seconds',
    'Start of the process, seconds since 1970',
    () => performance.timeOrigin / 1000,
  )
  return {
    registry,
    request: ({ route, method, status, seconds }) => {
      requests.add({ route, method: methods.has(method) ? method : 'other', status: String(status) })
      requestSeconds.observe({ route }, seconds)
    },
    operation: ({ kind, seconds, codes }) => {
      operations.add({ kind, outcome: codes.length > 0 ? 'error' : 'ok' })
      if (kind !== 'subscription') operationSeconds.observe({ kind }, seconds)
      for (const code of codes) errors.add({ code })
    },
    gauges: ({ openSockets, openSubscriptions, eventLagSeconds, databaseStatements }) => {
      if (openSockets) registry.gauge('logline_websockets', 'Open WebSockets', openSockets)
      if (openSubscriptions) registry.gauge('logline_subscriptions', 'Subscriptions under way', openSubscriptions)
      if (eventLagSeconds)
        registry.gauge('logline_event_lag_seconds', 'Age of the newest event when it was told', eventLagSeconds)
      if (databaseStatements)
        registry.gauge(
          'logline_database_statements_total',
          'Statements of the read path',
          databaseStatements,
          'counter',
        )
    },
    text: registry.text,
  }
}
