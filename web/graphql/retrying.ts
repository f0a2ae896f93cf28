import { backoff } from './backoff.ts'
import type { Connection } from './connection.ts'
import type { Fault } from './fault.ts'

/** After so long (ms) a failure of the server says nothing about the next. */
const forgottenMs = 60_000

/**
 * Asks again what failed: when the line is back, or after a while, and a longer one each time, when the fault may pass.
 * What will not pass is left at that.
 * @returns what calls the next attempt off
 */
export const createRetrying = (connection: Pick<Connection, 'whenWorthRetrying' | 'failed'>) => {
  let [failures, failedAt] = [0, 0]
  return (fault: Fault, retry: () => void): (() => void) => {
    if (fault.isNetwork) {
      const callOff = connection.whenWorthRetrying(retry)
      connection.failed()
      return callOff
    }
    if (!fault.mayPass) return () => undefined
    failures = Date.now() - failedAt > forgottenMs ? 0 : failures + 1
    failedAt = Date.now()
    const timer = setTimeout(retry, backoff(failures + 2, Math.random()))
    return () => clearTimeout(timer)
  }
}
