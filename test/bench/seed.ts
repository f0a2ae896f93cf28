import { readFileSync } from 'node:fs'
import postgres from 'postgres'
import { historyGrams, historyLetters, type EnvironmentStatus } from '../../server/domain/environment-history.ts'
import { textArray } from '../../server/domain/parameters.ts'
import { firstFill, firstRun, type Scale } from './scale.ts'

const version = 2
const mark = (scale: Scale) => `bench seed ${version}: ${JSON.stringify(scale).replaceAll('"', '')}`

/** What environments go through, each equally often. */
const lives: readonly EnvironmentStatus[][] = [
  ['PENDING', 'STANDBY', 'DEPLOYED', 'CONFIGURED', 'DESTROYED'],
  ['PENDING', 'STANDBY', 'DEPLOYED', 'CONFIGURED', 'RUNNING', 'DESTROYED'],
  ['PENDING', 'STANDBY', 'DEPLOYED', 'CONFIGURED', 'RUNNING', 'CONFIGURED', 'DONE'],
  ['PENDING', 'STANDBY', 'DEPLOYED', 'CONFIGURED', 'RUNNING', 'ERROR', 'DESTROYED'],
  ['PENDING', 'STANDBY', 'DEPLOYED', 'CONFIGURED', 'RUNNING', 'CONFIGURED', 'RUNNING', 'DONE'],
]

const prepare = ({ runs, fills, environments }: Scale): string => {
  const rows = lives.map((statuses, index) => {
    const letters = historyLetters(statuses)
    return `(${index + 1}, '${textArray(statuses)}', '${letters}', '${textArray(historyGrams(letters))}')`
  })
  return `
    create temp table scale as select ${runs} as runs, ${fills} as fills, ${environments} as environments,
      ${firstRun} as first_run, ${firstFill} as first_fill;
    create temp table life (life int, statuses environment_status[], history text, grams text[]);
    insert into life values ${rows.join(', ')};`
}

/**
 * Fills an empty, migrated database: the same rows every time. One that it filled before stays as it is.
 * @returns the version of the PostgreSQL that holds them
 * @throws when the database has other data
 */
export const seed = async (url: string, scale: Scale, log: (message: string) => void): Promise<string> => {
  const client = postgres(url, { max: 1, onnotice: () => undefined, connection: { TimeZone: 'UTC' } })
  try {
    const [found] = await client<[{ mark: string | null; runs: boolean; version: string }]>`
      select obj_description('run'::regclass) as mark, exists(select from run) as runs,
        current_setting('server_version') as version`
    if (found.mark === mark(scale)) return found.version
    if (found.runs) throw new Error('The bench wants an empty database: this one has other runs than the bench makes')
    const startedAt = performance.now()
    // Who may (the owner of our own PostgreSQL) leaves out the checks of foreign keys: they are half of the time.
    await client.unsafe(`set session_replication_role = replica`).catch(() => undefined)
    // All of it or nothing: several statements in one message are one transaction.
    await client.unsafe(`${prepare(scale)}
      ${readFileSync(new URL('seed.sql', import.meta.url), 'utf8')}
      comment on table run is '${mark(scale)}'`)
    // Also sets hint bits and the visibility map, for which the first readers would pay.
    await client.unsafe('vacuum analyze')
    await client.unsafe('checkpoint').catch(() => undefined)
    log(`seeded ${scale.runs} runs in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
    return found.version
  } finally {
    await client.end()
  }
}
