import type { Principal } from '../domain/access.ts'
import type { Clock } from '../domain/clock.ts'
import type { Sessions } from '../domain/session.ts'
import type { Log } from '../log.ts'

/** What outlives a request (sockets, streams), and must not outlive the token or session it was opened with. */
export type OpenConnections = {
  /** @param end called once, when the principal's token or session has expired or was ended, or when everything ends */
  watch: (principal: Principal, end: () => void) => Disposable
  /** How many are watched. */
  count: () => number
  /** Looks at once. */
  sweep: () => Promise<void>
  /** Ends them all: the server stops. */
  endAll: () => void
} & Disposable

const sweepMilliseconds = 10_000

/** One question to the database every ten seconds, for all that is open. */
export const createOpenConnections = ({
  sessions,
  clock,
  log,
}: {
  sessions: Pick<Sessions, 'fallen'>
  clock: Clock
  log: Log
}): OpenConnections => {
  const watched = new Set<{ principal: Principal; end: () => void }>()
  let timer: NodeJS.Timeout | undefined

  const end = (connection: { end: () => void }) => {
    try {
      connection.end()
    } catch (error) {
      log.error({ err: error }, 'a connection did not end')
    }
  }

  const sweep = async () => {
    const now = clock.now()
    for (const connection of watched) {
      const { expiresAt } = connection.principal
      if (expiresAt !== null && expiresAt <= now && watched.delete(connection)) end(connection)
    }
    const fallen = await sessions.fallen([...new Set([...watched].map(({ principal }) => principal))])
    for (const connection of watched) if (fallen.has(connection.principal) && watched.delete(connection)) end(connection)
  }

  const stopIfIdle = () => {
    if (watched.size > 0) return
    clearInterval(timer)
    timer = undefined
  }

  const endAll = () => {
    for (const connection of watched) if (watched.delete(connection)) end(connection)
    stopIfIdle()
  }

  return {
    watch: (principal, ended) => {
      const connection = { principal, end: ended }
      watched.add(connection)
      timer ??= setInterval(() => {
        sweep().then(stopIfIdle, (error: unknown) => log.warn({ err: error }, 'open connections could not be checked'))
      }, sweepMilliseconds).unref()
      return {
        [Symbol.dispose]: () => {
          watched.delete(connection)
          stopIfIdle()
        },
      }
    },
    count: () => watched.size,
    sweep,
    endAll,
    [Symbol.dispose]: endAll,
  }
}
