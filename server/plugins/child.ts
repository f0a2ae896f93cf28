// A plugin in a process of its own: its jobs, hooks, routes and health. Whatever it does to itself, only this ends.
import { writeFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { AnyPlugin } from '../../plugins/api/plugin.ts'
import type { Job } from '../../plugins/api/job.ts'
import type { Hooks } from '../../plugins/api/hook.ts'
import type { Route } from '../../plugins/api/route.ts'
import { systemClock } from '../domain/clock.ts'
import { createDomain } from '../domain/domain.ts'
import { contained } from './contain.ts'
import { messageOf, PluginFailure } from './fault.ts'
import { connectPlugin, createGiven } from './given.ts'
import { loadPlugin } from './load.ts'
import type { FromChild, LogLevel, Start, Task, ToChild } from './message.ts'

const mostResultBytes = 64 * 1024
const mostLinesPerSecond = 1000

const tell = (message: FromChild): void => {
  if (process.connected) process.send?.(message, () => undefined)
}

/** Of a plugin that writes without end, only so much a second is passed on. */
let [since, told] = [0, 0]
const mayTell = (): boolean => {
  const now = Date.now()
  if (now - since > 1000) [since, told] = [now, 0]
  return ++told <= mostLinesPerSecond
}

const write = (level: LogLevel) => (message: string, facts?: Record<string, unknown>) => {
  if (mayTell()) tell({ kind: 'log', level, message: String(message).slice(0, 2000), ...(facts && { facts }) })
}

/** Ends this process with its server, also when it is busy without end and hears nothing. */
const followParent = (): void => {
  const parent = process.ppid
  const watch = `const parent = ${parent}; setInterval(() => { if (process.ppid !== parent) process.kill(${process.pid}, 'SIGKILL') }, 1000)`
  new Worker(watch, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 8 } }).unref()
  try {
    // When memory is short, this goes before the server and its database.
    writeFileSync('/proc/self/oom_score_adj', '1000')
  } catch {
    // No such thing on this system.
  }
}

type Parts = { jobs: readonly Job[]; hooks: Hooks; routes: readonly Route[]; health: () => Promise<string | null>; demo: (signal: AbortSignal) => Promise<void> }

const build = async ({ id, module, settings, databaseUrl, seconds }: Start, stop: AsyncDisposableStack, signal: AbortSignal): Promise<Parts> => {
  const plugin: AnyPlugin = await loadPlugin(module, seconds)
  const read = await contained(id, 'SETTINGS', seconds, async () => plugin.config.safeParseAsync(settings))
  if (!read.success) throw new PluginFailure(id, 'SETTINGS', read.error.message)
  const db = stop.use(connectPlugin(databaseUrl, id))
  const log = { info: write('info'), warn: write('warn'), error: write('error') }
  const domain = stop.use(await createDomain(db, { clock: systemClock, log: (error, message) => log.warn(message, { error: messageOf(error) }) }))
  const given = createGiven({ id, config: read.data, db, domain, clock: systemClock, log, signal })
  const service = await contained(id, 'SERVICE', seconds, () => plugin.service(given as never), module)
  return contained(id, 'PARTS', seconds, () => ({
    jobs: plugin.jobs?.(service as never) ?? [],
    hooks: plugin.on?.(service as never) ?? {},
    routes: plugin.routes?.(service as never) ?? [],
    health: async () => (await plugin.health?.(service as never)) ?? null,
    demo: async (wanted) => plugin.demo?.(service as never, wanted),
  }), module)
}

const checked = (result: unknown): unknown => {
  const text = JSON.stringify(result) ?? 'null'
  if (Buffer.byteLength(text) > mostResultBytes) throw new Error(`its result is ${Buffer.byteLength(text)} bytes of JSON; at most ${mostResultBytes} are kept`)
  return JSON.parse(text) as unknown
}

const perform = async (parts: Parts, call: number, task: Task, signal: AbortSignal): Promise<unknown> => {
  if (task.part === 'health') return parts.health()
  if (task.part === 'demo') return parts.demo(signal)
  if (task.part === 'hook') return void (await parts.hooks[task.event.kind as keyof Hooks]?.(task.event, signal))
  if (task.part === 'route') {
    const route = parts.routes.find(({ path }) => path === task.path)
    if (!route) throw new Error(`there is no route ${task.path}`)
    return route.handle(task.request, signal)
  }
  const job = parts.jobs.find(({ name }) => name === task.name)
  if (!job) throw new Error(`there is no job ${task.name}`)
  const log = (line: string) => {
    if (mayTell()) tell({ kind: 'line', call, line: String(line).slice(0, 2000) })
  }
  return checked(await job.run(signal, { scheduledFor: task.scheduledFor, attempt: task.attempt, log }))
}

const live = async (start: Start): Promise<void> => {
  const stop = new AsyncDisposableStack()
  const stopping = new AbortController()
  const calls = new Map<number, AbortController>()
  const say = (error: unknown) => messageOf(error, start.module.folder)
  process.on('unhandledRejection', (error) => tell({ kind: 'background', message: `a promise that nobody awaited: ${say(error)}` }))
  process.on('uncaughtException', (error) => {
    // Who knows what it was in the middle of: another process begins afresh.
    process.send?.({ kind: 'background', message: `nobody caught: ${say(error)}` } satisfies FromChild, () => process.exit(70))
  })
  try {
    const parts = await build(start, stop, stopping.signal)
    process.on('message', (message: ToChild) => {
      if (message.kind === 'abort') calls.get(message.call)?.abort(new Error(message.reason))
      else if (message.kind === 'call') {
        const controller = new AbortController()
        calls.set(message.call, controller)
        perform(parts, message.call, message.task, controller.signal)
          .then((result) => tell({ kind: 'done', call: message.call, result }), (error: unknown) => tell({ kind: 'fault', call: message.call, message: say(error) }))
          .finally(() => calls.delete(message.call))
      } else if (message.kind === 'end') {
        stopping.abort()
        for (const controller of calls.values()) controller.abort(new Error('the server stops'))
        void stop.disposeAsync().finally(() => process.exit(0))
      }
    })
    tell({ kind: 'ready' })
  } catch (error) {
    const step = error instanceof PluginFailure ? error.step : 'BACKGROUND'
    process.send?.({ kind: 'failed', step, message: say(error) } satisfies FromChild, () => process.exit(71))
  }
}

followParent()
process.once('disconnect', () => process.exit(0))
process.once('message', (message: ToChild) => {
  if (message.kind === 'start') void live(message)
})
