import postgres from 'postgres'

/** Locks of this server, which all end with it: advisory ones, on a connection of their own. */
export type Locks = {
  /** Tries to have each of these; those that we have are kept. @returns all that we have now */
  keep: (names: readonly string[]) => Promise<ReadonlySet<string>>
} & AsyncDisposable

/** Of advisory locks: each says what it is for. */
const space = 0x4c4f474b

/** A connection that does not answer for so long (ms) is given up, with all that it holds. */
const patienceMs = 5000

const silent = (milliseconds: number, signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Error('the database did not answer')), milliseconds)
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
  })

/**
 * @param lost called when the connection was lost, and with it every lock: another server may have them by now
 */
export const createLocks = (url: string, lost: () => void): Locks => {
  let held = new Set<string>()
  let client: postgres.Sql | undefined

  const drop = (gone: postgres.Sql) => {
    if (client !== gone) return
    client = undefined
    const had = held.size > 0
    held = new Set()
    // postgres.js would connect again by itself, and nobody would see that the locks are gone.
    void gone.end({ timeout: 0 }).catch(() => undefined)
    if (had) lost()
  }

  const open = () => {
    const made: postgres.Sql = postgres(url, {
      max: 1, idle_timeout: 0, max_lifetime: null, connect_timeout: 10, fetch_types: false, onnotice: () => undefined,
      connection: { application_name: 'logline locks' }, onclose: () => drop(made),
    })
    return made
  }

  const take = async (sql: postgres.Sql, names: readonly string[]) => {
    // Asked for also when there is nothing to take: it is how a dead connection shows.
    const wanted = names.filter((name) => !held.has(name))
    const rows = await sql<{ name: string; taken: boolean }[]>`
      select name, pg_try_advisory_lock(${space}, hashtext(name)) as taken from jsonb_array_elements_text(${JSON.stringify(wanted)}::text::jsonb) as name`
    if (client === sql) for (const { name, taken } of rows) if (taken) held.add(name)
  }

  return {
    keep: async (names) => {
      const sql = (client ??= open())
      const answered = new AbortController()
      try {
        await Promise.race([take(sql, names), silent(patienceMs, answered.signal)])
      } catch (error) {
        drop(sql)
        throw error
      } finally {
        answered.abort()
      }
      return held
    },
    async [Symbol.asyncDispose]() {
      const last = client
      client = undefined
      held = new Set()
      await last?.end({ timeout: 1 })
    },
  }
}
