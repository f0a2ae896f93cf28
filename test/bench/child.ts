import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'

// Whoever is measured, or makes load, is a process of its own: its CPU time is then its own too.

/** What a child does: each verb takes and gives JSON. */
export type Verbs = Record<string, (input: never) => unknown>

type Call = { verb: string; input: unknown }
type Reply = { value?: unknown; fault?: string }

/** Milliseconds of CPU that this process has used, on all its threads. */
const cpuMilliseconds = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Makes this process a child that answers its parent, one call at a time, and ends with it. */
export const answerParent = (verbs: Verbs): void => {
  const all: Verbs = { cpu: cpuMilliseconds, ...verbs }
  process.on('message', async ({ verb, input }: Call) => {
    const reply: Reply = await Promise.resolve(all[verb]?.(input as never)).then(
      (value) => ({ value }),
      (error: unknown) => ({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    )
    process.send?.(reply)
  })
  process.once('disconnect', () => process.exit())
}

export type Child = {
  call: <Value>(verb: string, input?: unknown) => Promise<Value>
  cpu: () => Promise<number>
} & AsyncDisposable

const exited = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

const production = fileURLToPath(new URL('production.env', import.meta.url))

/**
 * Starts a file that answers its parent, with production.env as its environment.
 * @param signal ends it; whoever waits for its answer is told that it ended
 */
export const startChild = (file: URL, signal?: AbortSignal): Child => {
  const name = basename(file.pathname)
  const child = fork(file, [], {
    execArgv: [`--env-file=${production}`],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    ...(signal && { signal }),
  })
  // Being ended by the signal counts as an error; that it is gone is seen by its exit.
  child.on('error', () => undefined)
  // Contenders are talkative: what they say is told only when they fail.
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => void (said = `${said}${chunk}`.slice(-4000)))
  let turn: Promise<unknown> = Promise.resolve()
  const send = async (call: Call): Promise<unknown> => {
    const ended = new AbortController()
    const reply = once(child, 'message', { signal: ended.signal }) as Promise<[Reply]>
    const died = once(child, 'exit', { signal: ended.signal }).then(
      () => [{ fault: `it ended by itself\n${said}` }] as [Reply],
    )
    child.send(call)
    const [{ value, fault }] = await Promise.race([reply, died])
    ended.abort()
    await Promise.allSettled([reply, died])
    if (fault !== undefined) throw new Error(`${name}: ${fault}`)
    return value
  }
  const call = <Value>(verb: string, input: unknown = null): Promise<Value> => {
    const answer = turn.then(() => send({ verb, input }))
    turn = answer.catch(() => undefined)
    return answer as Promise<Value>
  }
  return {
    call,
    cpu: () => call('cpu'),
    async [Symbol.asyncDispose]() {
      if (exited(child)) return
      const gone = once(child, 'exit')
      if (child.connected) child.disconnect()
      else child.kill()
      await gone
    },
  }
}
