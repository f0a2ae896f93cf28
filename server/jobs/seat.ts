import { hostname } from 'node:os'
import postgres from 'postgres'
import { runs } from '../../drizzle/embedded/process.ts'

/** Any number will do, as long as every Logline takes the same one: the first half of the key of a seat's lock. */
export const seatClass = 5_190_327

/** Seconds that a run is its seat's without a word from it. */
export const leaseSeconds = 30

/**
 * The right to run jobs: a lock that PostgreSQL lets go of at once when our connection ends, however we end. Runs are
 * written down with the number of their seat: when nobody holds its lock, they are nobody's.
 */
export type Seat = {
  number: number
  /** Host and process, for people. */
  server: string
  /** Aborted when the seat is gone: whatever runs on it must stop. */
  lost: AbortSignal
} & AsyncDisposable

/** Whether a server that has lost its seat may still be there, and stop a moment later: not when its process is gone from this machine. */
export const mayLive = (server: string): boolean => {
  const [host, pid] = server.split(/:(?=\d+$)/)
  return host !== hostname() || runs(Number(pid))
}

type Options = {
  url: string
  /** Numbers of the runs that go on. */
  running: () => readonly number[]
  /** Runs that are not ours any more: their lease was over, and somebody else took the job. */
  dropped: (runs: readonly number[]) => void
  renewMs: number
}

export class SeatLost extends Error {
  override name = 'SeatLost'
  constructor(cause?: unknown) {
    super('The connection that held the seat of this server was lost', cause === undefined ? {} : { cause })
  }
}

const within = async <Result>(ms: number, work: PromiseLike<Result>): Promise<Result> => {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error(`PostgreSQL did not answer within ${ms / 1000} s`)), ms)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** Takes a seat on a connection of its own. @throws when the database cannot be reached */
export const takeSeat = async ({ url, running, dropped, renewMs }: Options): Promise<Seat> => {
  const gone = new AbortController()
  let left = false
  const client = postgres(url, {
    max: 1, idle_timeout: 0, max_lifetime: null, connect_timeout: 10, fetch_types: false, onnotice: () => undefined,
    connection: { TimeZone: 'UTC', application_name: 'logline seat' },
    onclose: () => {
      if (!left) gone.abort(new SeatLost())
    },
  })
  const leave = () => {
    left = true
    return client.end({ timeout: 1 })
  }
  try {
    // Drawn from the numbers of runs: never given twice, and no sequence more.
    const [row] = await within(15_000, client<{ seat: number; locked: boolean }[]>`
      with drawn as materialized (select nextval(pg_get_serial_sequence('job_run', 'id'))::int as seat)
      select seat, pg_try_advisory_lock(${seatClass}::int, seat) as locked from drawn`)
    if (!row?.locked) throw new Error(`the lock of seat ${row?.seat} is held by somebody else`)
    gone.signal.throwIfAborted()
    const { seat } = row
    const renew = async () => {
      const ids = running()
      // Also without runs: a line that is dead must be known before the lease is over.
      const rows = await within(renewMs, client<{ id: number }[]>`
        update job_run set lease_until = clock_timestamp() + make_interval(secs => ${leaseSeconds}::int)
        where id = any(${`{${ids.join(',')}}`}::bigint[]) and seat = ${seat} and state = 'RUNNING' returning id::int`)
      const ours = new Set(rows.map(({ id }) => id))
      const still = new Set(running())
      const lost = ids.filter((id) => !ours.has(id) && still.has(id))
      if (lost.length > 0) dropped(lost)
    }
    let renewing = false
    const timer = setInterval(() => {
      if (renewing || gone.signal.aborted) return
      renewing = true
      renew()
        .catch((error: unknown) => {
          if (!left) gone.abort(new SeatLost(error))
        })
        .finally(() => (renewing = false))
    }, renewMs)
    timer.unref()
    gone.signal.addEventListener('abort', () => {
      clearInterval(timer)
      void leave()
    }, { once: true })
    return {
      number: seat,
      server: `${hostname()}:${process.pid}`,
      lost: gone.signal,
      async [Symbol.asyncDispose]() {
        clearInterval(timer)
        await leave()
      },
    }
  } catch (error) {
    await leave()
    throw error
  }
}
