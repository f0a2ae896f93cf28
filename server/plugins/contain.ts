import { AsyncLocalStorage } from 'node:async_hooks'
import { messageOf, PluginFailure, type PluginStep } from './fault.ts'

const owner = new AsyncLocalStorage<string>()

/** Runs plugin code so that whatever it leaves behind (timers, promises) is known to be this plugin's. */
export const owned = <Result>(plugin: string, work: () => Result): Result => owner.run(plugin, work)

/** The plugin whose code runs now, or left this behind; null for the core's own. */
export const ownerNow = (): string | null => owner.getStore() ?? null

/** `folder`: the plugin's own, which errors don't show. `signal`: nobody waits any more. */
export type Containment = { folder?: string; signal?: AbortSignal }

/**
 * Calls plugin code that must come to an end. A result that comes late is dropped, and a late failure has nobody to
 * tell any more.
 * @throws PluginFailure when it throws, rejects, takes longer than `seconds`, or the signal is aborted before
 */
export const contained = <Result>(
  plugin: string, step: PluginStep, seconds: number, work: () => Result | Promise<Result>, { folder, signal }: Containment = {},
): Promise<Result> =>
  new Promise<Result>((resolve, reject) => {
    const fail = (error: unknown) =>
      reject(error instanceof PluginFailure ? error : new PluginFailure(plugin, step, messageOf(error, folder), { cause: error }))
    const timer = setTimeout(
      () => reject(new PluginFailure(plugin, step, `took longer than ${seconds} s and was given up`, { timedOut: true })), seconds * 1000,
    )
    const calledOff = () => {
      clearTimeout(timer)
      fail(new Error('the server stops'))
    }
    signal?.addEventListener('abort', calledOff, { once: true })
    if (signal?.aborted) return calledOff()
    Promise.resolve()
      .then(() => owned(plugin, work))
      .then(resolve, fail)
      .finally(() => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', calledOff)
      })
  })
