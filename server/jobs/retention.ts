import { schedule } from 'node-cron'
import type { Database } from '../../drizzle/database.ts'
import type { Config } from '../config.ts'
import type { Domain } from '../domain/domain.ts'
import { pruneSessions } from '../domain/session.ts'
import { pruneEvents, pruneIdempotencyKeys } from '../events/retention.ts'
import type { Log } from '../log.ts'

/** Takes away, each night, what was kept long enough. Several servers may do it at once: the second finds nothing. */
export const scheduleRetention = (
  db: Pick<Database, 'raw'>, { clock }: Pick<Domain, 'clock'>, config: Pick<Config, 'eventRetentionDays' | 'idempotencyDays'>, log: Log,
): Disposable => {
  const task = schedule(
    '17 3 * * *',
    async () => {
      try {
        const events = await pruneEvents(db, clock.now() - config.eventRetentionDays * 86_400_000)
        const keys = await pruneIdempotencyKeys(db, clock.now() - config.idempotencyDays * 86_400_000)
        const sessions = await pruneSessions(db, clock.now())
        log.info({ events, keys, sessions }, 'retention: old events, idempotency keys and sessions taken away')
      } catch (error) {
        log.error({ err: error }, 'retention failed; the next night tries again')
      }
    },
    { timezone: 'UTC', noOverlap: true },
  )
  return { [Symbol.dispose]: () => void task.destroy() }
}
