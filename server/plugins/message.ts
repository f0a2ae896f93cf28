import type { HookEvent } from '../../plugins/api/hook.ts'
import type { IngestAnswer, IngestRequest } from '../../plugins/api/route.ts'
import type { PluginStep } from './fault.ts'
import type { PluginModule } from './load.ts'

/** What a plugin's process is told before anything else. */
export type Start = {
  kind: 'start'
  id: string
  module: PluginModule
  /** As they were set: read once more, as not every setting can be sent. */
  settings: Record<string, unknown>
  databaseUrl: string
  /** A folder for its files, and those that are uploaded. */
  data: string
  seconds: number
}

/** Something to be done there. */
export type Task =
  | { part: 'job'; name: string; scheduledFor: string | null; attempt: number }
  | { part: 'hook'; event: HookEvent }
  | { part: 'route'; path: string; request: IngestRequest }
  | { part: 'health' }
  | { part: 'demo' }

export type ToChild = Start | { kind: 'call'; call: number; task: Task } | { kind: 'abort'; call: number; reason: string } | { kind: 'end' }

export type LogLevel = 'info' | 'warn' | 'error'

export type FromChild =
  | { kind: 'ready' }
  | { kind: 'failed'; step: PluginStep; message: string }
  | { kind: 'done'; call: number; result?: unknown }
  | { kind: 'fault'; call: number; message: string }
  | { kind: 'line'; call: number; line: string }
  /** Something nobody awaits went wrong. */
  | { kind: 'background'; message: string }
  | { kind: 'log'; level: LogLevel; message: string; facts?: Record<string, unknown> }

/** What a part answers: nothing, a job's result, an ingest's answer, a word on its health. */
export type Answer = unknown | IngestAnswer | string | null

export const stepOf: Readonly<Record<Task['part'], PluginStep>> = { job: 'JOB', hook: 'HOOK', route: 'ROUTE', health: 'HEALTH', demo: 'BACKGROUND' }
