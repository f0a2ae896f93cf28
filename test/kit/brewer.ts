import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '../../drizzle/database.ts'
import { createBrewer } from '../../plugins/brewer/service.ts'
import { settings } from '../../plugins/brewer/settings.ts'
import { systemClock, type Clock } from '../../server/domain/clock.ts'
import { createDomain } from '../../server/domain/domain.ts'
import { createGiven } from '../../server/plugins/given.ts'
import { migratePlugin } from '../../server/plugins/migrate.ts'
import { createDatabase } from './database.ts'

type Options = { clock?: Clock; config?: object }

/** The Brewer plugin's service in this process, by whichever clock, on a database that has its tables. */
export const openBrewerOn = async (url: string, { clock = systemClock, config = {} }: Options = {}) => {
  await using parts = new AsyncDisposableStack()
  const db = parts.use(connect(url, { readers: 2, writers: 2 }))
  const domain = parts.use(await createDomain(db, { clock }))
  const scratch = mkdtempSync(join(tmpdir(), 'logline-brewer-'))
  parts.defer(() => rmSync(scratch, { recursive: true }))
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const { signal } = new AbortController()
  const service = createBrewer(createGiven({ id: 'brewer', config: settings.parse(config), db, domain, clock, log, signal }) as never)

  /** Uploads a file. @returns the status of the answer */
  const take = async (name: string, bytes: Uint8Array): Promise<number> => {
    const file = join(scratch, name)
    writeFileSync(file, bytes)
    const hash = createHash('sha256').update(bytes).digest('hex')
    return (await service.upload({ file, name, type: null, size: bytes.length, hash, query: {}, actor: { id: 'test', name: 'test' } }, signal)).status
  }
  const held = parts.move()
  return { service, db, domain, take, signal, [Symbol.asyncDispose]: () => held.disposeAsync() }
}

export const migrateBrewer = (url: string): Promise<void> =>
  migratePlugin({ url, id: 'brewer', folder: new URL('../../plugins/brewer/migrations/', import.meta.url), seconds: 60 })

/** The same on a database of its own. */
export const openBrewer = async (options: Options = {}) => {
  await using parts = new AsyncDisposableStack()
  const { url } = parts.use(await createDatabase())
  await migrateBrewer(url)
  const brewer = parts.use(await openBrewerOn(url, options))
  const held = parts.move()
  return { ...brewer, [Symbol.asyncDispose]: () => held.disposeAsync() }
}
