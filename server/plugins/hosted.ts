import type { PluginStep } from './fault.ts'
import type { PluginProcess } from './process.ts'

export const pluginStates = ['STARTING', 'READY', 'DEGRADED', 'FAILED', 'OFF'] as const

export type PluginState = (typeof pluginStates)[number]

/** Something that went wrong, how often, and when last. */
export type PluginFault = {
  step: PluginStep
  /** Which part: a job, a kind of event, a route, a field; null when the step has none. */
  where: string | null
  message: string
  /** RFC 3339, UTC */
  at: string
  count: number
}

export type PluginCondition = {
  state: PluginState
  step: PluginStep | null
  error: string | null
  /** Since when it is in this state: RFC 3339, UTC. */
  since: string
  /** The latest first, each once with its count; what was mended stays for the record. */
  faults: readonly PluginFault[]
}

export type JobDeclaration = {
  name: string
  description: string
  cron: string
  zone: string
  timeoutSeconds: number
  retries: { times: number; firstSeconds: number }
}

export type RouteDeclaration = { path: string; description: string; maxBytes: number; timeoutSeconds: number; patterns: readonly string[] }

/** A plugin as the rest of the server knows it. Jobs, hooks and routes are there once it is ready. */
export type HostedPlugin = {
  id: string
  title: string
  version: string
  api: string
  state: () => PluginCondition
  readonly jobs: readonly JobDeclaration[]
  readonly hookKinds: readonly string[]
  readonly routes: readonly RouteDeclaration[]
  panels: readonly { slot: string; title: string }[]
  /** Whether it has something to show to newcomers. */
  hasDemo: boolean
  /** Without what is secret. */
  settings: unknown
  /** What it says of its health, at most half a minute old; null when it says nothing. */
  health: () => Promise<string | null>
  process: PluginProcess
  /** Something of it failed: DEGRADED until the same part does well again. */
  noteFault: (step: PluginStep, where: string | null, error: unknown) => void
  noteWell: (step: PluginStep, where: string | null) => void
}

/** All plugins that are installed, in order; also those that failed. */
export type Host = {
  readonly plugins: readonly HostedPlugin[]
  find: (id: string) => HostedPlugin | null
  /** Calls back, now or later, once for each plugin that is ready: its jobs, hooks and routes can be taken in then. */
  whenReady: (take: (plugin: HostedPlugin) => void) => void
} & AsyncDisposable
