import { validate } from 'node-cron'
import type { AnyPlugin } from '../../plugins/api/plugin.ts'
import { eventKinds } from '../events/kinds.ts'
import { nearest } from '../spelling.ts'
import { PluginFailure } from './fault.ts'
import type { JobDeclaration, RouteDeclaration } from './hosted.ts'

export type PluginParts = { jobs: readonly JobDeclaration[]; hookKinds: readonly string[]; routes: readonly RouteDeclaration[] }

const usualRouteBytes = 64 * 1024 ** 2
const usualRouteSeconds = 60
const usualRetrySeconds = 10

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== ''
  } catch {
    return false
  }
}

const isSeconds = (value: unknown, most: number): boolean => typeof value === 'number' && value >= 1 && value <= most

const repeated = (names: readonly string[]): string | undefined => names.find((name, index) => names.indexOf(name) !== index)

/**
 * What a plugin does apart from answering, without the doing: that is its own process's.
 * @throws PluginFailure of PARTS with all that is wrong
 */
export const readParts = ({ id, jobs, on, routes }: Pick<AnyPlugin, 'id' | 'jobs' | 'on' | 'routes'>, service: unknown): PluginParts => {
  const faults: string[] = []
  const must = (holds: boolean, fault: string) => void (holds || faults.push(fault))
  const declaredJobs = jobs?.(service as never) ?? []
  const hooks = on?.(service as never) ?? {}
  const declaredRoutes = routes?.(service as never) ?? []
  if (!Array.isArray(declaredJobs) || !Array.isArray(declaredRoutes)) throw new PluginFailure(id, 'PARTS', 'jobs and routes give lists')
  for (const job of declaredJobs) {
    const name = `job ${String(job.name)}`
    must(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(String(job.name)), `${name}: its name has lower case letters, digits and -`)
    must(typeof job.cron === 'string' && validate(job.cron), `${name}: "${String(job.cron)}" is no cron expression`)
    must(job.zone === undefined || isZone(String(job.zone)), `${name}: "${String(job.zone)}" is no time zone`)
    must(isSeconds(job.timeoutSeconds, 86_400), `${name}: timeoutSeconds must be 1 to 86400`)
    must(job.retries === undefined || (Number.isInteger(job.retries.times) && job.retries.times >= 0 && job.retries.times <= 20), `${name}: retries.times must be 0 to 20`)
    must(job.retries?.firstSeconds === undefined || isSeconds(job.retries.firstSeconds, 86_400), `${name}: retries.firstSeconds must be 1 to 86400`)
    must(typeof job.run === 'function', `${name}: run must be a function`)
  }
  for (const [kind, hook] of Object.entries(hooks)) {
    const meant = nearest(kind, eventKinds)
    must((eventKinds as readonly string[]).includes(kind), `there are no events of kind "${kind}"${meant === undefined ? '' : `; did you mean ${meant}?`}`)
    must(typeof hook === 'function', `the hook of ${kind} must be a function`)
  }
  for (const route of declaredRoutes) {
    const path = `route ${String(route.path)}`
    must(route.kind === 'ingest', `${path}: made by ingest(…)`)
    must(/^(\/[A-Za-z0-9._-]+)+$/.test(String(route.path)), `${path}: a path such as /files`)
    must(route.maxBytes === undefined || (Number.isInteger(route.maxBytes) && route.maxBytes > 0), `${path}: maxBytes must be a whole number`)
    must(route.patterns === undefined || (Array.isArray(route.patterns) && route.patterns.every((pattern: unknown) => typeof pattern === 'string' && pattern !== '')), `${path}: patterns must be texts`)
    must(route.timeoutSeconds === undefined || isSeconds(route.timeoutSeconds, 3600), `${path}: timeoutSeconds must be 1 to 3600`)
    must(typeof route.handle === 'function', `${path}: handle must be a function`)
  }
  const twice = repeated(declaredJobs.map(({ name }) => name)) ?? repeated(declaredRoutes.map(({ path }) => path))
  must(twice === undefined, `${String(twice)} stands there twice`)
  if (faults.length > 0) throw new PluginFailure(id, 'PARTS', faults.join('; '))
  return {
    jobs: declaredJobs.map(({ name, description = '', cron, zone = 'UTC', timeoutSeconds, retries }) => ({
      name, description, cron, zone, timeoutSeconds, retries: { times: retries?.times ?? 0, firstSeconds: retries?.firstSeconds ?? usualRetrySeconds },
    })),
    hookKinds: Object.keys(hooks),
    routes: declaredRoutes.map(({ path, description = '', maxBytes = usualRouteBytes, timeoutSeconds = usualRouteSeconds, patterns = ['**'] }) =>
      ({ path, description, maxBytes, timeoutSeconds, patterns })),
  }
}
