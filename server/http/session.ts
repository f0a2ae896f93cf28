import type { Principal } from '../domain/access.ts'
import type { Clock } from '../domain/clock.ts'
import type { Tokens } from '../domain/token.ts'
import type { Log } from '../log.ts'

/** What outlives a request (sockets, streams), and must not outlive the token it was opened with. */
export type Sessions = {
  /** @param end called once, when the principal's token has expired or was revoked, or when everything ends */
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
export const createSessions = ({
  tokens,
  clock,
  log,
}: {
  tokens: Pick<Tokens, 'fallen'>
  clock: Clock
  log: Log
}): Sessions => {
  const watched = new Set<{ principal: Principal; end: () => void }>()
  let timer: NodeJS.Timeout | undefined

  const end = (session: { end: () => void }) => {
    try {
      session.end()
    } catch (error) {
      log.error({ err: error }, 'a session did not end')
    }
  }

  const sweep = async () => {
    const now = clock.now()
    for (const session of watched) {
      const { expiresAt } = session.principal
      if (expiresAt !== null && expiresAt <= now && watched.delete(session)) end(session)
    }
    const fallen = await tokens.fallen([...new Set([...watched].map(({ principal }) => principal))])
    for (const session of watched) if (fallen.has(session.principal) && watched.delete(session)) end(session)
  }

  const stopIfIdle = () => {
    if (watched.size > 0) return
    clearInterval(timer)
    timer = undefined
  }

  const endAll = () => {
    for (const session of watched) if (watched.delete(session)) end(session)
    stopIfIdle()
  }

  return {
    watch: (principal, ended) => {
      const session = { principal, end: ended }
      watched.add(session)
      timer ??= setInterval(() => {
        sweep().then(stopIfIdle, (error: unknown) => log.warn({ err: error }, 'open sessions could not be checked'))
      }, sweepMilliseconds).unref()
      return {
        [Symbol.dispose]: () => {
          watched.delete(session)
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
