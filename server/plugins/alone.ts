import postgres from 'postgres'
import { createTurn, type Turn } from './turn.ts'

/** One call of a plugin's hooks at a time, over all servers on one database. */
export type Alone = {
  /**
   * Waits for its turn, and does the work. The work's signal is aborted with the given one, and when the turn was lost
   * with its connection: another server may have it by now.
   * @throws when it was aborted before its turn came, or the database cannot be reached: then nothing was done
   */
  run: <Result>(plugin: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<Result>) => Promise<Result>
} & AsyncDisposable

/** Of advisory locks: each says what it is for. */
export const aloneSpace = 0x4c4f4743

/** So long (ms) a connection is kept for the next call. */
const idleMs = 20_000

/**
 * A plugin has a connection of its own while its hooks are called, as it waits there for other servers. PostgreSQL gives
 * turns in the order of asking, and takes that of a server that dies at once.
 */
export const createAlone = (url: string): Alone => {
  const closing = new AbortController()
  type Line = { turn: Turn; client: postgres.Sql | undefined; lost: () => void; idle: NodeJS.Timeout | undefined }
  const lines = new Map<string, Line>()
  const lineOf = (plugin: string): Line => {
    const line = lines.get(plugin) ?? { turn: createTurn(), client: undefined, lost: () => undefined, idle: undefined }
    lines.set(plugin, line)
    return line
  }

  const close = async (line: Line) => {
    const gone = line.client
    line.client = undefined
    await gone?.end({ timeout: 0 }).catch(() => undefined)
  }

  const open = (line: Line) => {
    const made: postgres.Sql = postgres(url, {
      max: 1, idle_timeout: 0, max_lifetime: null, connect_timeout: 10, fetch_types: false, onnotice: () => undefined,
      connection: { application_name: 'logline hook' },
      onclose: () => {
        if (line.client === made) line.lost()
      },
    })
    return made
  }

  /** Waits for the lock; when it is aborted, it waits no more over there either. */
  const take = async (line: Line, plugin: string, signal: AbortSignal) => {
    const aborted = Promise.withResolvers<never>()
    const abort = () => aborted.reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    const client = (line.client ??= open(line))
    const taking = client`select pg_advisory_lock(${aloneSpace}, hashtext(${plugin}))`
    try {
      await Promise.race([taking, aborted.promise])
    } catch (error) {
      // A connection that only ends would be missed over there when the turn comes, and not before.
      taking.cancel()
      await close(line)
      throw error
    } finally {
      signal.removeEventListener('abort', abort)
    }
    return client
  }

  const run: Alone['run'] = async (plugin, asked, work) => {
    const line = lineOf(plugin)
    return line.turn(async () => {
      clearTimeout(line.idle)
      const gone = new AbortController()
      line.lost = () => gone.abort(new Error('the connection that held its turn was lost'))
      const signal = AbortSignal.any([asked, closing.signal, gone.signal])
      signal.throwIfAborted()
      const client = await take(line, plugin, signal)
      try {
        return await work(signal)
      } finally {
        // What cannot be let go of ends with its connection.
        if (gone.signal.aborted) await close(line)
        else await client`select pg_advisory_unlock(${aloneSpace}, hashtext(${plugin}))`.catch(() => close(line))
        line.idle = setTimeout(() => void close(line), idleMs).unref()
      }
    })
  }

  return {
    run,
    async [Symbol.asyncDispose]() {
      closing.abort(new Error('the server stops'))
      await Promise.all(Array.from(lines.values(), async (line) => {
        await line.turn(() => close(line))
        clearTimeout(line.idle)
      }))
    },
  }
}
