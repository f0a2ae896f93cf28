import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '../../drizzle/database.ts'
import type { Domain } from '../domain/domain.ts'
import type { Log } from '../log.ts'
import { createAlone } from './alone.ts'
import type { HostedPlugin } from './hosted.ts'
import { createLocks } from './lock.ts'
import { hookTimeoutSeconds, tellEvents, type Listener } from './teller.ts'

/** A plugin that the host holds, as the teller sees it; null while it cannot be told, or has no hooks. */
export const toListener = ({ id, hookKinds, state, process, noteFault, noteWell }: HostedPlugin): Listener | null => {
  const now = state().state
  if (hookKinds.length === 0 || (now !== 'READY' && now !== 'DEGRADED')) return null
  return {
    id, hookKinds, runHook: process.runHook,
    noteFault: (kind, error) => noteFault('HOOK', kind, error),
    noteWell: (kind) => noteWell('HOOK', kind),
  }
}

/** Tells the hooks of all plugins what happened. */
export type HookDelivery = {
  /** The plugins that this server tells now. */
  telling: () => string[]
} & AsyncDisposable

type Dependencies = {
  db: Pick<Database, 'url'>
  domain: Pick<Domain, 'hub' | 'clock' | 'parkedEvents' | 'hookCursors'>
  /** The plugins that have hooks and can be told now. */
  listeners: () => readonly Listener[]
  log: Pick<Log, 'warn' | 'error'>
  /** Between looks at who tells whom. */
  tickMs?: number
  /** Waits, for tests to stand still: until the time is over or the signal is aborted. */
  wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

const patiently = async (milliseconds: number, signal: AbortSignal) => {
  await delay(milliseconds, undefined, { signal }).catch(() => undefined)
}

/** A bell for many sleepers. */
const createBell = () => {
  const sleepers = new Set<() => void>()
  return {
    ring: () => {
      for (const wake of sleepers) wake()
    },
    /** Until it rings, the time is over, or the signal is aborted. */
    heard: (milliseconds: number, signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        if (signal.aborted) return resolve()
        const wake = () => {
          sleepers.delete(wake)
          clearTimeout(timer)
          signal.removeEventListener('abort', wake)
          resolve()
        }
        const timer = setTimeout(wake, milliseconds)
        sleepers.add(wake)
        signal.addEventListener('abort', wake, { once: true })
      }),
  }
}

/**
 * Of all servers on one database exactly one tells a plugin: the one that has its lock. Each server tries for the locks
 * of its plugins every second, so a dead one is followed within about that time. Plugins do not wait for each other. Any
 * server retries what was parked, so each call has a lock of its own, too.
 */
export const createHookDelivery = ({ db, domain, listeners, log, tickMs = 1000, wait = patiently }: Dependencies): HookDelivery => {
  const { hub, clock, parkedEvents, hookCursors } = domain
  const bell = createBell()
  const told = hub.whenTold(bell.ring)
  const alone = createAlone(db.url)
  const running = new Map<string, { stop: AbortController; ended: Promise<void> }>()
  const stopAll = () => {
    for (const { stop } of running.values()) stop.abort(new Error('another server tells this plugin now'))
  }
  const locks = createLocks(db.url, stopAll)

  const start = (listener: Listener) => {
    const stop = new AbortController()
    const telling = tellEvents({
      listener, hub, clock, wait, cursors: hookCursors, parked: parkedEvents, alone, signal: stop.signal,
      news: (signal) => bell.heard(tickMs, signal),
    })
    const ended = telling
      .catch((error: unknown) => log.warn({ err: error, plugin: listener.id }, 'hooks could not be told; the next look will try again'))
      .finally(() => running.delete(listener.id))
    running.set(listener.id, { stop, ended })
  }

  const look = async () => {
    const all = listeners().filter(({ hookKinds }) => hookKinds.length > 0)
    const present = new Map(all.map((listener) => [listener.id, listener]))
    for (const [id, { stop }] of running) if (!present.has(id)) stop.abort(new Error('the plugin is not there any more'))
    if (present.size === 0) return
    const held = await locks.keep([...present.keys()])
    // Stopped while the database answered: whoever began to tell now would never be stopped.
    if (closing.signal.aborted) return
    for (const [id, listener] of present) if (held.has(id) && !running.has(id)) start(listener)
  }

  const closing = new AbortController()
  const watch = async () => {
    while (!closing.signal.aborted) {
      await look().catch((error: unknown) => log.warn({ err: error }, 'the locks of hooks could not be had; the next look will try again'))
      await patiently(tickMs, closing.signal)
    }
  }
  const watching = watch()

  const retries = parkedEvents.toldBy(async (plugin, event, signal) => {
    const listener = listeners().find(({ id }) => id === plugin)
    if (!listener) throw new Error(`the plugin ${plugin} is not ready`)
    if (!listener.hookKinds.includes(event.kind)) throw new Error(`the plugin ${plugin} has no hook for ${event.kind} any more`)
    // In turn with what is told, here or by another server.
    await alone.run(plugin, signal, (held) => listener.runHook(event, { signal: held, timeoutSeconds: hookTimeoutSeconds }))
    listener.noteWell(event.kind)
  })

  return {
    telling: () => [...running.keys()],
    async [Symbol.asyncDispose]() {
      closing.abort()
      retries[Symbol.dispose]()
      told[Symbol.dispose]()
      for (const { stop } of running.values()) stop.abort(new Error('the server stops'))
      await Promise.all([watching, ...Array.from(running.values(), ({ ended }) => ended)])
      await alone[Symbol.asyncDispose]()
      await locks[Symbol.asyncDispose]()
    },
  }
}
