import { setTimeout as delay } from 'node:timers/promises'
import postgres from 'postgres'
import { logline, readPassword } from './cluster.ts'
import { EmbeddedFault, EmbeddedInUse } from './fault.ts'
import { runs } from './process.ts'

// Advisory locks, taken in the database `postgres` so that `logline` stays free to be a template. They vanish with
// their connection: neither is ever stale.
const space = 0x4c4f474c
const users = 1
const server = 2

/** Our place among the users of a running cluster: one connection, which holds the shared lock of all users. */
export type Session = {
  port: number
  isOpen: () => boolean
  /** Takes the exclusive right to be the server; throws EmbeddedInUse, naming the one that has it. */
  takeServer: (directory: string, address: string) => Promise<void>
  leaveServer: () => Promise<void>
  /** Says who we are in pg_stat_activity, which is where the next server finds it. */
  announce: (address: string) => Promise<void>
  /** Gives up the users' lock; true when nobody else has it, and then none can join until we close. */
  leave: () => Promise<boolean>
  close: () => Promise<void>
}

/** Not ready by its own word · its last user is stopping it · no answer in time. */
export type Refusal = 'starting' | 'closing' | 'silent'

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

const silence = /^(CONNECT_TIMEOUT|CONNECTION_(CLOSED|DESTROYED|ENDED)|ECONNREFUSED|ECONNRESET|EPIPE)$/

const toRefusal = (error: unknown, cluster: string): Refusal => {
  const code = codeOf(error)
  if (code === '57P03' || code === '57P01') return 'starting'
  if (silence.test(code)) return 'silent'
  if (code.startsWith('28'))
    throw new EmbeddedFault(
      'PASSWORD_REFUSED',
      `The PostgreSQL that runs on ${cluster} refuses the password of role ${logline} that is kept there`,
      { cause: error },
    )
  throw error
}

/** postgres.js tries again for as long as a server hangs up during the greeting, so the limit is ours. */
const within = async <Result>(milliseconds: number, work: Promise<Result>): Promise<Result> => {
  const timer = new AbortController()
  const silent = async () => {
    await delay(milliseconds, undefined, { signal: timer.signal })
    throw Object.assign(new Error('no answer'), { code: 'CONNECT_TIMEOUT' })
  }
  try {
    return await Promise.race([work, silent()])
  } finally {
    timer.abort()
  }
}

/**
 * @param patience ms to wait for an answer
 * @param dropped called once if the connection is lost without our doing
 */
export const join = async (
  cluster: string,
  port: number,
  patience: number,
  dropped: () => void,
): Promise<Session | Refusal> => {
  let open = true
  let joined = false
  const client = postgres({
    host: '127.0.0.1',
    port,
    username: logline,
    password: readPassword(cluster),
    database: 'postgres',
    connection: { application_name: `logline ${process.pid}` },
    max: 1,
    ssl: false,
    prepare: false,
    fetch_types: false,
    idle_timeout: 0,
    max_lifetime: null,
    onnotice: () => undefined,
    onclose: () => {
      if (!open) return
      open = false
      if (joined) dropped()
    },
  })
  const close = async () => {
    open = false
    await client.end({ timeout: 0 })
  }
  /** On this connection or not at all: postgres.js would quietly open another, without our locks. */
  const query = async <Row extends object>(text: string, parameters: (string | number)[] = []): Promise<Row[]> => {
    if (!open) throw Object.assign(new Error('the connection is lost'), { code: 'CONNECTION_CLOSED' })
    return await client.unsafe<Row[]>(text, parameters)
  }
  const take = async (lock: string, key: number): Promise<boolean> =>
    (await query<{ taken: boolean }>(`select ${lock}(${space}, ${key}) as taken`))[0]?.taken === true

  const announce = async (address: string) => {
    await query(`select set_config('application_name', $1, false)`, [`logline ${process.pid} ${address}`])
  }

  const findServer = async (): Promise<{ pid: number; address: string } | undefined> => {
    const [holder] = await query<{ name: string }>(
      `select application_name as name from pg_locks join pg_stat_activity using (pid)
       where locktype = 'advisory' and classid = ${space} and objid = ${server} and granted`,
    )
    const [, pid, address] = /^logline (\d+) (.*)$/.exec(holder?.name ?? '') ?? []
    return pid === undefined ? undefined : { pid: Number(pid), address: address ?? '' }
  }

  const makeDatabase = async () => {
    if ((await query(`select from pg_database where datname = $1`, [logline])).length > 0) return
    try {
      await query(`create database ${logline}`)
    } catch (error) {
      // Another process made it at the same moment.
      if (!['42P04', '23505'].includes(codeOf(error))) throw error
    }
  }

  try {
    if (!(await within(patience, take('pg_try_advisory_lock_shared', users)))) {
      await close()
      return 'closing'
    }
    await makeDatabase()
    joined = true
  } catch (error) {
    await close()
    return toRefusal(error, cluster)
  }

  return {
    port,
    isOpen: () => open,
    takeServer: async (directory, address) => {
      await announce(address)
      // PostgreSQL needs a moment to see that a killed server's connection is gone.
      const end = performance.now() + 5_000
      while (!(await take('pg_try_advisory_lock', server))) {
        const holder = await findServer()
        if (holder !== undefined && (runs(holder.pid) || performance.now() > end))
          throw new EmbeddedInUse(directory, holder.pid, holder.address)
        await delay(50)
      }
    },
    leaveServer: async () => void (await take('pg_advisory_unlock', server)),
    announce,
    leave: async () => {
      // Ours first: two that leave together would each see the other's lock, and nobody would stop PostgreSQL.
      await take('pg_advisory_unlock_shared', users)
      return await take('pg_try_advisory_lock', users)
    },
    close,
  }
}
