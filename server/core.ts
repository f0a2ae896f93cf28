import { connect, type Database } from '../drizzle/database.ts'
import { openEmbedded, type Embedded } from '../drizzle/embedded.ts'
import { migrate } from '../drizzle/migrate.ts'
import type { Config } from './config.ts'
import { systemActor } from './domain/actor.ts'
import type { Clock } from './domain/clock.ts'
import { createDomain, type Domain } from './domain/domain.ts'
import type { Log } from './log.ts'

/** A database that is up to date, and the core on it. */
export type Core = {
  db: Database
  domain: Domain
  /** Our own PostgreSQL; null when DATABASE_URL names a server. */
  embedded: Embedded | null
} & AsyncDisposable

/** Opens the database (our own, or the one that is configured), migrates it, and builds the core: for the server and for commands. */
export const openCore = async (
  config: Pick<Config, 'databaseUrl' | 'data' | 'detectors'>,
  { clock, log }: { clock: Clock; log: Log },
): Promise<Core> => {
  await using opened = new AsyncDisposableStack()
  const embedded = config.databaseUrl === null
    ? opened.use(await openEmbedded({ directory: config.data, log: (message) => log.info(message) }))
    : null
  const url = config.databaseUrl ?? embedded!.url
  await migrate(url)
  const db = opened.use(connect(url))
  const domain = opened.use(await createDomain(db, { clock, log: (error, message) => log.error({ err: error }, message) }))
  await domain.detectors.ensure(config.detectors, systemActor('logline'))
  await domain.dimensions.detectors.reload()
  const held = opened.move()
  return { db, domain, embedded, [Symbol.asyncDispose]: () => held.disposeAsync() }
}
