import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as migrateJournal } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'

/** Whose migrations: each owner has a journal of its own, or drizzle would skip the older files of the other. */
export type Journal = { owner: string; folder: URL }

export const coreJournal: Journal = { owner: 'core', folder: new URL('./migrations/', import.meta.url) }

// Any number will do, as long as every Logline takes the same one.
const migrationLock = 5_190_326_001n

/**
 * Brings the database up to date, one journal after the other. Servers that start together wait for each other.
 * Repeating it changes nothing.
 */
export const migrate = async (url: string, journals: readonly Journal[] = [coreJournal]): Promise<void> => {
  const client = postgres(url, { max: 1, onnotice: () => undefined, connect_timeout: 10, fetch_types: false })
  try {
    await client`select pg_advisory_lock(${migrationLock.toString()}::bigint)`
    const [server] = await client<{ version: number }[]>`select current_setting('server_version_num')::int as version`
    if (server && server.version < 150_000) {
      throw new Error(`PostgreSQL 15 or newer is needed; this server says ${server.version}`)
    }
    for (const { owner, folder } of journals) {
      await migrateJournal(drizzle(client), {
        migrationsFolder: fileURLToPath(folder),
        migrationsSchema: 'drizzle',
        migrationsTable: `journal_${owner}`,
      })
    }
  } finally {
    await client.end({ timeout: 5 })
  }
}
