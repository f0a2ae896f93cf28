// node test/bench/brewer-year.ts [--brewers 50] [--days 365] [--rounds 45]: what the pages of Brewers ask, of a year of many of them.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import postgres from 'postgres'
import { connect } from '../../drizzle/database.ts'
import { openEmbedded } from '../../drizzle/embedded.ts'
import { migrate } from '../../drizzle/migrate.ts'
import type { EventFilter } from '../../plugins/brewer/answers.ts'
import { createCircumstances } from '../../plugins/brewer/circumstances.ts'
import { codes } from '../../plugins/brewer/codes/code-table.ts'
import { createBrewer } from '../../plugins/brewer/service.ts'
import { settings } from '../../plugins/brewer/settings.ts'
import { systemClock } from '../../server/domain/clock.ts'
import { createDomain } from '../../server/domain/domain.ts'
import { createGiven } from '../../server/plugins/given.ts'
import { migratePlugin } from '../../server/plugins/migrate.ts'
import { machine } from './report.ts'

const { values: flags } = parseArgs({ options: { brewers: { type: 'string', default: '50' }, days: { type: 'string', default: '365' }, rounds: { type: 'string', default: '45' } } })
const [brewers, days] = [Number(flags.brewers), Number(flags.days)]
const perFile = { events: 60, readings: 400, cures: 25 }
const lastDay = Date.UTC(2025, 11, 31)
const iso = (ms: number) => new Date(ms).toISOString()

/** A file a day for each, in the shape of real ones: events of all codes, of which most are cleared in their own file. */
const seed = async (url: string) => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined, connection: { TimeZone: 'UTC' } })
  const table = codes.filter(({ level }) => level !== null).map(({ code, level, cures }) => `(${code}, '${level}'::brewer.level, '{${cures.map((name) => `"${name}"`).join(',')}}'::text[])`)
  const names = [...new Set(codes.flatMap(({ cures }) => cures))].slice(0, perFile.cures).map((name) => `('${name.replaceAll("'", "''")}')`)
  const named = `'brewer-' || lpad(b::text, 3, '0')`
  try {
    const startedAt = performance.now()
    await sql`set synchronous_commit = off`
    // Each reading would ask whether its file is there: they are made of the files.
    await sql`set session_replication_role = replica`
    await sql`set maintenance_work_mem = '256MB'`
    await sql.unsafe(`
      select setseed(0.5);
      insert into public.instrument (name, kind, reported_at, created_at, updated_at) select ${named}, 'brewer', now(), now(), now() from generate_series(1, ${brewers}) b;
      insert into brewer.file (identity, path, name, kind, instrument, date, station, latitude, longitude, records, bytes, first_at, last_at, mask_a, mask_b, mask_c, mask_d, worst, counts, problems, content, read_at, medians)
        select 'B ' || day || ' ' || b, b || '/B' || to_char(day, 'DDDYY') || '.' || lpad(b::text, 3, '0'), 'B' || to_char(day, 'DDDYY') || '.' || lpad(b::text, 3, '0'), 'B', ${named}, day, 'Station ' || b, 40 + b % 40, b * 7 - 170,
          1500, 130000, day, day + interval '23 hours', b % 256, 32, 3, 8, 'CRITICAL', '{"26": 12, "31": 8, "11": 1, "22": 2, "61": 3}', '[]', '\\x789c030000000001', day + interval '1 day', '{"R6": 1890, "R5": 3200, "F1": 400000, "HIGH_VOLTAGE": 1200}'
        from generate_series('${iso(lastDay - (days - 1) * 86_400_000)}'::timestamptz, '${iso(lastDay)}', '1 day') at(day), generate_series(1, ${brewers}) b order by day, b;
      create temporary table code_table as select row_number() over () - 1 as nth, * from (values ${table.join(', ')}) t(code, level, cures);
      insert into brewer.event (file_id, instrument, code, level, at, line, position, length, message, count, is_guess, cleared_at, cures)
        select f.id, f.instrument, c.code, c.level, f.first_at + n * interval '20 minutes', n * 20, n * 2000, 60,
          case when c.code = 26 then 'Illegal command O' || n else 'some: message ' || n || ' of the code ' || c.code end, n, false,
          case when random() < 0.9 then f.first_at + n * interval '20 minutes' + interval '5 minutes' end, c.cures
        from brewer.file f cross join generate_series(1, ${perFile.events}) n join code_table c on c.nth = (f.id * 7 + n * 13) % (select count(*) from code_table);
      insert into brewer.cure (file_id, instrument, name, first_at, last_at) select f.id, f.instrument, c.name, f.first_at + interval '1 hour', f.last_at - interval '1 hour' from brewer.file f, (values ${names.join(', ')}) c(name);
      insert into brewer.reading (file_id, instrument, quantity, at, value, line, position, length)
        select f.id, f.instrument, (array['R6', 'R5', 'F1', 'CLOCK', 'HG_CORRELATION', 'HG_STEP', 'HIGH_VOLTAGE', 'TEMPERATURE', 'TEMPERATURE', 'HUMIDITY'])[1 + n % 10], f.first_at + n * interval '3 minutes', 1890 + 5 * random(), n, n * 100, 80
        from brewer.file f, generate_series(0, ${perFile.readings - 1}) n;
      insert into brewer.configuration (file_id, instrument, at, line, dead_time_ns, cal_step, etc_o3, model, icf, schedule) select f.id, f.instrument, f.first_at, 1, 30, 286, 1700, 'mkiii', 'ICF00125', 'o3' from brewer.file f`)
    await sql.unsafe('vacuum analyze')
    const [size] = await sql`select pg_size_pretty(pg_database_size(current_database())) as size, (select count(*)::int from brewer.event) as events, (select count(*)::int from brewer.reading) as readings, (select count(*)::int from brewer.file) as files`
    console.error(`seeded ${size?.['files']} files, ${size?.['events']} events, ${size?.['readings']} readings, ${size?.['size']}, in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`)
  } finally {
    await sql.end()
  }
}

/** Each of them again in turn, so that a busy moment is shared by all. */
const measure = async (questions: readonly (readonly [name: string, ask: (round: number) => Promise<unknown>])[], rounds: number) => {
  const taken = questions.map((): number[] => [])
  for (let round = 0; round < rounds; round++) for (const [index, [, ask]] of questions.entries()) {
    const startedAt = performance.now()
    await ask(round)
    taken[index]!.push(performance.now() - startedAt)
  }
  console.log('| question | p50 ms | p95 ms |\n|--|--:|--:|')
  questions.forEach(([name], index) => {
    const sorted = taken[index]!.slice(5).toSorted((one, other) => one - other)
    const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!.toFixed(1)
    console.log(`| ${name} | ${at(0.5)} | ${at(0.95)} |`)
  })
}

await using parts = new AsyncDisposableStack()
const directory = mkdtempSync(join(tmpdir(), 'logline-bench-'))
parts.defer(() => rmSync(directory, { recursive: true, force: true }))
const { url } = parts.use(await openEmbedded({ directory }))
await migrate(url)
await migratePlugin({ url, id: 'brewer', folder: new URL('../../plugins/brewer/migrations/', import.meta.url), seconds: 60 })
await seed(url)
const db = parts.use(connect(url))
const domain = parts.use(await createDomain(db, { clock: systemClock }))
const log = { info: () => undefined, warn: console.error, error: console.error }
const service = createBrewer(createGiven({ id: 'brewer', config: settings.parse({}), db, domain, clock: systemClock, log, signal: new AbortController().signal }) as never)
const { circumstancesOf } = createCircumstances(db)

const page = { first: 50, last: null, after: null, before: null }
const name = (round: number) => `brewer-${String(1 + (round * 7) % brewers).padStart(3, '0')}`
const day = (round: number) => iso(lastDay - ((round * 13) % days) * 86_400_000).slice(0, 10)
const all = Array.from({ length: brewers }, (_, index) => name(index))
const events = (filter: (round: number) => EventFilter | null) => async (round: number) => (await service.events(filter(round), page)).page
const counted = (filter: (round: number) => EventFilter | null) => async (round: number) => (await service.events(filter(round), page)).count()
const year = { from: iso(lastDay - days * 86_400_000), to: iso(lastDay + 86_400_000) }

const [version] = await db.reader.values(`select current_setting('server_version')`)
console.log(`${machine(String(version?.[0]))}; ${brewers} Brewers, ${days} days\n`)
await measure([
  ['plain select of 50 events, newest first', () => db.reader.values('select * from brewer.event order by at desc, id desc limit 50')],
  ['events', events(() => null)],
  ['events that are open', events(() => ({ state: { eq: 'OPEN' } }))],
  ['… how many', counted(() => ({ state: { eq: 'OPEN' } }))],
  ['events of an instrument', events((round) => ({ instrument: { eq: name(round) } }))],
  ['… that are open', events((round) => ({ instrument: { eq: name(round) }, state: { eq: 'OPEN' } }))],
  ['events of a level', events(() => ({ level: { eq: 'ERROR' } }))],
  ['events with a text', events(() => ({ message: { contains: 'illegal' } }))],
  ['events with a text that none has', events(() => ({ message: { contains: 'no such words' } }))],
  ['events of a code', events((round) => ({ code: { eq: [11, 26, 61, 45][round % 4]! } }))],
  ['events of a day', events((round) => ({ date: { from: day(round), to: day(round) } }))],
  ['events, how many', counted(() => null)],
  ['files', async () => (await service.files(null, page)).page],
  ['files of a day', async (round) => (await service.files({ date: { from: day(round), to: day(round) } }, page)).page],
  ['files of an instrument', async (round) => (await service.files({ instrument: { eq: name(round) } }, page)).page],
  ['all Brewers, with what is open (map and matrix)', () => service.stateOf(null)],
  ['one Brewer', (round) => service.stateOf([name(round)])],
  ['R6 of a year, 500 points', (round) => service.series([name(round)], { quantities: ['R6'], ...year, points: 500 })],
  ['thresholds of all', () => service.thresholdsOf(all)],
  ['medians of a file', (round) => circumstancesOf(1 + (round * 7) % brewers, day(round))],
], Number(flags.rounds))
