import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import postgres from 'postgres'
import { openEmbedded } from '../../drizzle/embedded.ts'
import { migrate } from '../../drizzle/migrate.ts'
import { generateBFile } from '../../plugins/brewer/format/generate.ts'
import { migrateBrewer, openBrewerOn } from '../kit/brewer.ts'
import { withDatabase } from '../kit/setup.ts'

const firstDay = Date.UTC(2026, 2, 1)
const faults = [{ at: '09:00', code: 15 }, { at: '10:00', code: 26 }, { at: '11:00', code: 26 }, { at: '12:00', code: 12 }, { at: '13:00', clock: 40 }] as const

export type GivenFile = { path: string; name: string; bytes: Buffer }

/** A day of each of so many Brewers, so many days. */
const makeFiles = (brewers: number, days: number): GivenFile[] =>
  Array.from({ length: brewers * days }, (_, index) => {
    const [brewer, day] = [101 + Math.floor(index / days), index % days]
    const date = new Date(firstDay + day * 86_400_000)
    const name = `B${String(60 + day).padStart(3, '0')}26.${brewer}`
    return { path: `${brewer}/${name}`, name, bytes: generateBFile({ brewer, date: date.toISOString().slice(0, 10), faults: faults.slice(0, 1 + (index % faults.length)), temper: { r6: 2300 + 5 * day } }) }
  })

/** Everything that is kept, as text in one order, but for ids and how often a row was written. */
const keptQueries = [
  `select to_jsonb(f) - '{id,revision,content}'::text[] || jsonb_build_object('content', md5(content)) from brewer.file f`,
  ...['event', 'cure', 'reading', 'configuration'].map((table) => `select to_jsonb(t) - '{id,file_id}'::text[] || jsonb_build_object('of', f.identity) from brewer.${table} t join brewer.file f on f.id = t.file_id`),
  `select to_jsonb(i) - '{id}'::text[] from public.intake_file i`,
  // The same trouble in other words is no news to it: what it is told first, it keeps.
  `select to_jsonb(i) - '{id,revision,reported_reason}'::text[] || jsonb_build_object('trouble', split_part(i.reported_reason, ':', 1)) from public.instrument i`,
]

const childrenOf = (pid: number): number[] =>
  readdirSync('/proc').filter((entry) => /^\d+$/.test(entry)).map(Number).filter((child) => {
    try {
      return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${child}/stat`, 'utf8'))?.[1]) === pid
    } catch {
      return false
    }
  })

/**
 * A PostgreSQL that keeps its data as in production, a folder of Brewer files, and the end of all of its processes at once:
 * what it had not yet handed to the system is gone.
 */
export const openBrewerCrashes = async ({ brewers, days }: { brewers: number; days: number }) => {
  await using parts = new AsyncDisposableStack()
  const scratch = mkdtempSync(join(tmpdir(), 'logline-brewer-crash-'))
  parts.defer(() => rmSync(scratch, { recursive: true, force: true }))
  // PostgreSQL may run as another user than we do.
  chmodSync(scratch, 0o755)
  const watched = join(scratch, 'watched')
  const files = makeFiles(brewers, days)
  for (const [index, { path, bytes }] of files.entries()) {
    const file = join(watched, path)
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, bytes)
    utimesSync(file, firstDay / 1000 + index, firstDay / 1000 + index)
  }
  const directory = join(scratch, 'data')
  const embedded = parts.use(await openEmbedded({ directory }))
  const clock = { now: () => firstDay + days * 86_400_000 }
  const base = withDatabase(embedded.url, 'base')

  const ask = async <Result>(url: string, does: (sql: postgres.Sql) => Promise<Result>): Promise<Result> => {
    const sql = postgres(url, { max: 1, onnotice: () => undefined, fetch_types: false })
    try {
      return await does(sql)
    } catch (error) {
      // postgres.js hears a moment later that a connection is gone, and would still say goodbye on it.
      await wait(50)
      throw error
    } finally {
      await sql.end({ timeout: 1 })
    }
  }
  // Only processes end here, not the machine: what was handed to the system is there, whether or not it has reached the disk.
  await ask(embedded.url, async (sql) => {
    await sql.unsafe('alter system set fsync = off')
    await sql.unsafe('select pg_reload_conf()')
    await sql.unsafe('create database base')
  })
  await migrate(base)
  await migrateBrewer(base)

  let made = 0
  const held = parts.move()
  return {
    files,
    ask,
    /** A database of its own, with nothing in it. */
    makeDatabase: async (): Promise<string> => {
      const name = `crash_${++made}`
      await ask(embedded.url, (sql) => sql.unsafe(`create database ${name} template base`))
      return withDatabase(embedded.url, name)
    },
    /** As a server that begins now. */
    open: (url: string) => openBrewerOn(url, { clock, config: { folders: watched } }),
    crash: (): void => {
      const postmaster = Number(readFileSync(join(directory, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
      // Else it would begin anew by itself as soon as it misses one of them.
      process.kill(postmaster, 'SIGSTOP')
      for (const pid of childrenOf(postmaster)) process.kill(pid, 'SIGKILL')
      process.kill(postmaster, 'SIGKILL')
    },
    /** PostgreSQL is started again by whoever opened it. */
    back: async (): Promise<void> => {
      for (const end = Date.now() + 60_000; ; ) {
        try {
          return void (await ask(embedded.url, (sql) => sql.unsafe('select 1')))
        } catch (error) {
          if (Date.now() > end) throw error
          await wait(50)
        }
      }
    },
    kept: (url: string): Promise<string[][]> => ask(url, async (sql) => {
      const all: string[][] = []
      for (const query of keptQueries) all.push((await sql.unsafe<{ row: string }[]>(`select t.one::text as row from (${query}) t(one) order by 1`)).map(({ row }) => row))
      return all
    }),
    /** Files that were noted as taken in, of which nothing is kept. */
    lost: (url: string): Promise<string[]> => ask(url, async (sql) =>
      (await sql.unsafe<{ path: string }[]>(`select path from public.intake_file i where not exists (select from brewer.file f where f.path = i.path)`)).map(({ path }) => path)),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}
