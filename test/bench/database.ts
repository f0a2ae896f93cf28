import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbedded } from '../../drizzle/embedded.ts'
import { migrate } from '../../drizzle/migrate.ts'
import { loadConfig } from '../../server/config.ts'
import { fullScale } from './scale.ts'
import { seed } from './seed.ts'

export type BenchDatabase = { url: string; version: string } & AsyncDisposable

/** Where the seeded database is kept between runs. */
export const keptFolder = join(tmpdir(), 'logline-bench')

/**
 * The seeded database: in the server that DATABASE_URL names (an empty database, or one seeded before), else in a
 * PostgreSQL of our own with the settings of production. `keep` leaves it for the next run, which then starts at once.
 */
export const openDatabase = async ({
  keep,
  log,
}: {
  keep: boolean
  log: (message: string) => void
}): Promise<BenchDatabase> => {
  await using parts = new AsyncDisposableStack()
  const config = await loadConfig()
  let url = config.databaseUrl
  if (url === null) {
    const directory = keep ? keptFolder : mkdtempSync(join(tmpdir(), 'logline-bench-'))
    if (keep) mkdirSync(directory, { recursive: true })
    else parts.defer(() => rmSync(directory, { recursive: true, force: true }))
    const embedded = parts.use(await openEmbedded({ directory }))
    url = embedded.url
  }
  await migrate(url)
  const version = await seed(url, fullScale, log)
  const held = parts.move()
  return { url, version, [Symbol.asyncDispose]: () => held.disposeAsync() }
}
