import { fork, type ChildProcess } from 'node:child_process'
import { setPriority } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { HookEvent } from '../../plugins/api/hook.ts'
import type { IngestAnswer, IngestRequest } from '../../plugins/api/route.ts'
import { PluginFailure, type PluginStep } from './fault.ts'
import { watchMemory } from './memory.ts'
import { stepOf, type FromChild, type LogLevel, type Start, type Task, type ToChild } from './message.ts'

/** How long a call may take, in the end by force, and who may call it off. */
export type CallLimits = { signal: AbortSignal; timeoutSeconds: number }

/**
 * A plugin's own process, started when it is first needed. All calls reject with a PluginFailure: what the plugin
 * threw, that it took too long (`timedOut`), that it was called off, or how its process ended.
 */
export type PluginProcess = {
  runJob: (name: string, context: { scheduledFor: string | null; attempt: number; log: (line: string) => void }, limits: CallLimits) => Promise<unknown>
  runHook: (event: HookEvent, limits: CallLimits) => Promise<void>
  runRoute: (path: string, request: IngestRequest, limits: CallLimits) => Promise<IngestAnswer>
  /** What it says of itself; null when it says nothing. */
  health: () => Promise<string | null>
  /** Starts it now, and lets it stay: for whoever calls so often that its start would be in the way. */
  keep: () => void
  /** Brings what it shows to newcomers. */
  runDemo: (limits: CallLimits) => Promise<void>
  /** Its process id while it runs. */
  pid: () => number | null
} & AsyncDisposable

export type PluginProcessOptions = {
  start: Omit<Start, 'kind'>
  /** MiB of JavaScript heap; of memory in all twice as much, and at least 256 more. */
  memoryMb: number
  say: (level: LogLevel, message: string, facts?: Record<string, unknown>) => void
  /** Something nobody awaited went wrong there, or the process ended by itself. */
  noteBackground: (message: string) => void
  /** Seconds without a call after which it ends. */
  idleSeconds?: number
}

type Call = { step: PluginStep; log: (line: string) => void; resolve: (result: unknown) => void; reject: (failure: PluginFailure) => void }

type Running = { child: ChildProcess; calls: Map<number, Call>; gone: Promise<void>; end: (reason: string) => void; retire: () => void; answered: boolean }

const file = fileURLToPath(new URL('./child.ts', import.meta.url))
/** Told to stop, and still at it: ended by force. */
const graceMs = 5000
const longestPauseMs = 30_000
/** A busy machine takes long to start a process, through no fault of the plugin. */
const leastStartSeconds = 60
const linesPerSecond = 200
/** What a process needs besides its heap: Node itself takes 130 MB. */
const leastBesideHeapMb = 256

/** Switches that the server was started with and its children need: how modules are found and read. */
const modulesSwitches = (): string[] => process.execArgv.filter((word) => /^--(import|require|loader|conditions)=/.test(word))

const tell = (child: ChildProcess, message: ToChild): void => {
  // The channel may close at any time: then `exit` comes, and rejects what is under way.
  if (child.connected) child.send(message, () => undefined)
}

/** The process of one plugin, and what is asked of it. */
export const createPluginProcess = ({ start, memoryMb, say, noteBackground, idleSeconds = 60 }: PluginProcessOptions): PluginProcess => {
  const { id } = start
  let running: Promise<Running> | null = null
  let closed = false
  let stays = false
  let lastCall = 0
  let deaths = 0
  let diedAt = 0
  const all = new Set<Running>()

  const launch = (): Promise<Running> =>
    new Promise((resolve, reject) => {
      const child = fork(file, [], {
        execArgv: [...modulesSwitches(), `--max-old-space-size=${memoryMb}`], stdio: ['ignore', 'pipe', 'pipe', 'ipc'], serialization: 'json',
      })
      const calls = new Map<number, Call>()
      let reason: string | null = null
      let retired = false
      let tail = ''
      const end = (why: string) => {
        reason ??= why
        child.kill('SIGKILL')
      }
      const startSeconds = Math.max(leastStartSeconds, 2 * start.seconds)
      const late = setTimeout(() => end(`its process was not ready within ${startSeconds} s`), startSeconds * 1000)
      const exited = Promise.withResolvers<void>()
      const one: Running = {
        child, calls, end, gone: exited.promise, answered: false,
        retire: () => {
          retired = true
          if (running && all.has(one)) running = null
          tell(child, { kind: 'end' })
          const force = setTimeout(() => end('it did not end when it was told to'), graceMs)
          void one.gone.then(() => clearTimeout(force))
        },
      }
      all.add(one)
      const most = memoryMb + Math.max(memoryMb, leastBesideHeapMb)
      const memory = watchMemory(child.pid, most, (used) => end(`took ${used} MB of memory, more than ${most}`))
      for (const [stream, level] of [[child.stdout, 'info'], [child.stderr, 'warn']] as const) {
        if (!stream) continue
        const lines = createInterface({ input: stream })
        const allowed = allowance(linesPerSecond)
        lines.on('line', (line) => {
          tail = `${tail}${line}\n`.slice(-4000)
          if (allowed()) say(level, line.slice(0, 2000))
        })
      }

      child.on('message', (message: FromChild) => {
        if (message.kind === 'ready') {
          clearTimeout(late)
          // Not before: beside busy neighbours it would take very long to start.
          nice(child.pid)
          resolve(one)
        } else if (message.kind === 'failed') {
          reason = message.message
          reject(new PluginFailure(id, message.step, message.message))
        } else if (message.kind === 'background') noteBackground(message.message)
        else if (message.kind === 'log') say(message.level, message.message, message.facts)
        else if (message.kind === 'line') calls.get(message.call)?.log(message.line)
        else {
          const call = calls.get(message.call)
          one.answered = true
          if (message.kind === 'done') call?.resolve(message.result ?? null)
          else call?.reject(new PluginFailure(id, call.step, message.message))
        }
      })
      child.on('error', (error) => {
        reason ??= `its process could not be started: ${error.message}`
        if (child.pid === undefined) over(null, null)
      })
      const over = (code: number | null, signal: string | null) => {
        clearTimeout(late)
        memory[Symbol.dispose]()
        all.delete(one)
        const why = reason ?? endOf(code, signal, tail, memoryMb)
        if (!retired) {
          running = null
          deaths = one.answered ? 1 : deaths + 1
          diedAt = Date.now()
          if (calls.size === 0 && reason === null) noteBackground(why)
        }
        for (const call of calls.values()) call.reject(new PluginFailure(id, call.step, why))
        reject(new PluginFailure(id, 'BACKGROUND', why))
        exited.resolve()
      }
      child.once('exit', over)
      tell(child, { kind: 'start', ...start })
    })

  /** One that keeps ending is given time between its starts: 0, 0.5, 1, 2 … 30 s. */
  const pause = async (): Promise<void> => {
    const waitMs = deaths < 2 ? 0 : Math.min(longestPauseMs, 250 * 2 ** (deaths - 1)) - (Date.now() - diedAt)
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
    if (closed) throw new PluginFailure(id, 'BACKGROUND', 'the server stops')
  }

  const open = (): Promise<Running> => {
    if (running) return running
    const opening = pause().then(launch)
    running = opening
    opening.catch(() => {
      if (running === opening) running = null
    })
    return opening
  }

  let idle: NodeJS.Timeout | undefined
  const rest = (one: Running) => {
    clearTimeout(idle)
    if (one.calls.size > 0 || closed || stays) return
    idle = setTimeout(() => {
      if (one.calls.size === 0) one.retire()
    }, idleSeconds * 1000)
    idle.unref()
  }

  const call = async (task: Task, { signal, timeoutSeconds }: CallLimits, log: (line: string) => void = () => undefined): Promise<unknown> => {
    const step = stepOf[task.part]
    if (closed) throw new PluginFailure(id, step, 'the server stops')
    if (signal.aborted) throw new PluginFailure(id, step, 'it was called off')
    clearTimeout(idle)
    const one = await open().catch((error: unknown) => {
      const said = error instanceof PluginFailure ? error : null
      throw new PluginFailure(id, step, said?.step === 'BACKGROUND' || !said ? (said?.message ?? String(error)) : `${said.step}: ${said.message}`)
    })
    const number = ++lastCall
    let stopped: { why: string; timedOut: boolean } | null = null
    let force: NodeJS.Timeout | undefined
    const stop = (why: string, timedOut: boolean) => {
      if (stopped) return
      stopped = { why, timedOut }
      tell(one.child, { kind: 'abort', call: number, reason: why })
      force = setTimeout(() => one.end(`${why}, and did not stop within ${graceMs / 1000} s of being told`), graceMs)
    }
    const timer = setTimeout(() => stop(`took longer than ${timeoutSeconds} s`, true), timeoutSeconds * 1000)
    const called = () => stop('it was called off', false)
    signal.addEventListener('abort', called, { once: true })
    try {
      const result = await new Promise((resolve, reject) => {
        one.calls.set(number, { step, log, resolve, reject })
        if (signal.aborted) called()
        if (one.child.connected) tell(one.child, { kind: 'call', call: number, task })
        else void one.gone.then(() => reject(new PluginFailure(id, step, 'its process ended')))
      })
      // Done, but after its time: whoever waited was promised to be told by then.
      if (stopped) throw new PluginFailure(id, step, (stopped as { why: string }).why)
      return result
    } catch (error) {
      const told = stopped as { why: string; timedOut: boolean } | null
      if (!told) throw error
      const message = error instanceof PluginFailure && error.message.startsWith(told.why) ? error.message : told.why
      throw new PluginFailure(id, step, message, { timedOut: told.timedOut, cause: error })
    } finally {
      clearTimeout(timer)
      clearTimeout(force)
      signal.removeEventListener('abort', called)
      one.calls.delete(number)
      rest(one)
    }
  }

  return {
    runJob: (name, { scheduledFor, attempt, log }, limits) => call({ part: 'job', name, scheduledFor, attempt }, limits, log),
    runHook: async (event, limits) => void (await call({ part: 'hook', event }, limits)),
    runRoute: (path, request, limits) => call({ part: 'route', path, request }, limits) as Promise<IngestAnswer>,
    health: () => call({ part: 'health' }, { signal: AbortSignal.timeout(60_000), timeoutSeconds: 10 }) as Promise<string | null>,
    keep: () => {
      stays = true
      clearTimeout(idle)
      // What is wrong with it the first call will say.
      open().catch(() => undefined)
    },
    runDemo: async (limits) => void (await call({ part: 'demo' }, limits)),
    pid: () => [...all][0]?.child.pid ?? null,
    async [Symbol.asyncDispose]() {
      closed = true
      clearTimeout(idle)
      const ending = [...all]
      for (const one of ending) {
        for (const [number] of one.calls) tell(one.child, { kind: 'abort', call: number, reason: 'the server stops' })
        one.retire()
      }
      await Promise.all(ending.map(({ gone }) => gone))
    },
  }
}

/** What plugins do gives way to what the server does. */
const nice = (pid: number | undefined): void => {
  try {
    if (pid !== undefined) setPriority(pid, 10)
  } catch {
    // It has ended already, or this system has no priorities.
  }
}

/** At most so many a second. */
const allowance = (most: number) => {
  let since = 0
  let count = 0
  return () => {
    const now = Date.now()
    if (now - since > 1000) [since, count] = [now, 0]
    return ++count <= most
  }
}

/** Why a process ended, by what it left behind. */
const endOf = (code: number | null, signal: string | null, tail: string, memoryMb: number): string => {
  if (/JavaScript heap out of memory|Reached heap limit/.test(tail)) return `ran out of its ${memoryMb} MB of heap`
  if (signal !== null) return `its process was ended by ${signal}`
  return `its process ended by itself (exit code ${code})`
}
