import { constants } from 'node:os'

const signals = ['SIGINT', 'SIGTERM'] as const

/** Aborted by Ctrl-C or a supervisor; the exit code says so, as shells do it. */
export type Interrupt = { signal: AbortSignal; exitCode: () => number } & Disposable

/** npx, npm and the terminal may all pass the same Ctrl-C on. */
const sameMs = 500

/** Takes signals as a wish to stop at the next good place. A second one stops at once. */
export const watchInterrupts = (): Interrupt => {
  const controller = new AbortController()
  let first: { signal: (typeof signals)[number]; at: number } | undefined
  const codeOf = (signal: (typeof signals)[number]) => 128 + constants.signals[signal]
  const take = (signal: NodeJS.Signals) => {
    const name = signals.find((each) => each === signal) ?? 'SIGTERM'
    if (first && performance.now() - first.at > sameMs) process.exit(codeOf(name))
    first ??= { signal: name, at: performance.now() }
    controller.abort(name)
  }
  for (const signal of signals) process.on(signal, take)
  return {
    signal: controller.signal,
    exitCode: () => codeOf(first?.signal ?? 'SIGTERM'),
    [Symbol.dispose]: () => {
      for (const signal of signals) process.off(signal, take)
    },
  }
}
