// node test/bench/measurements.ts [--points N] [--keep]: windows of a channel with many points, read as the API reads
// them and beside them by `group by date_bin` over the points themselves; and how fast points come in.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import postgres from 'postgres'
import { connect, type Database } from '../../drizzle/database.ts'
import { openEmbedded } from '../../drizzle/embedded.ts'
import { migrate } from '../../drizzle/migrate.ts'
import { systemActor } from '../../server/domain/actor.ts'
import { systemClock } from '../../server/domain/clock.ts'
import { createDomain } from '../../server/domain/domain.ts'
import { machine } from './report.ts'

const { values: flags } = parseArgs({ options: { points: { type: 'string', default: '1000000' }, keep: { type: 'boolean', default: false } } })
const total = Number(flags.points)
if (!Number.isInteger(total) || total < 1000) throw new Error('--points must be a whole number from 1000')

const note = (message: string) => console.error(message)
const channels = 4
const [begin, end] = [Date.UTC(2014, 0), Date.UTC(2024, 0)]
const stepMs = Math.floor((end - begin) / (total / channels))
const iso = (ms: number) => new Date(ms).toISOString()
const quantile = (sorted: readonly number[], part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN

/** Ten years of four channels, evenly; month by month, each with its buckets. Set-based: it never passes through Node. */
const seed = async (url: string) => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined, connection: { TimeZone: 'UTC' } })
  try {
    const [there] = await sql`select count(*)::int as count from channel`
    if (there?.['count'] > 0) return
    const startedAt = performance.now()
    await sql`set synchronous_commit = off`
    await sql`set work_mem = '256MB'`
    await sql`insert into instrument (name, kind, reported_at, created_at, updated_at) values ('bench', 'bench', now(), now(), now())`
    await sql`insert into channel (instrument_id, name, created_at) select instrument.id, 'c' || n, now() from instrument, generate_series(1, ${channels}) n`
    for (let first = begin; first < end;) {
      const date = new Date(first)
      const next = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1)
      const name = `measurement_${iso(first).slice(0, 7).replace('-', '_')}`
      const from = begin + Math.ceil((first - begin) / stepMs) * stepMs
      await sql.unsafe(`
        create table ${name} (like measurement including all);
        insert into ${name} select c.id, at, 10 * sin(extract(epoch from at)::float8 / 7000 + c.id) + random()
          from channel c cross join generate_series('${iso(from)}'::timestamptz, '${iso(next - 1)}', '${stepMs} milliseconds') at;
        alter table measurement attach partition ${name} for values from ('${iso(first)}') to ('${iso(next)}');
        insert into measurement_bucket select channel_id, 60, date_bin('1 minute', at, 'epoch'), count(*), min(value), max(value), sum(value) from ${name} group by 1, 3`)
      first = next
    }
    for (const [level, below] of [[600, 60], [3600, 600], [86_400, 3600]] as const) {
      await sql.unsafe(`insert into measurement_bucket select channel_id, ${level}, date_bin('${level} seconds', at, 'epoch'), sum(count), min(min), max(max), sum(sum) from measurement_bucket where level = ${below} group by 1, 3`)
    }
    await sql`update channel set count = had.count, first_at = had.first, last_at = had.last
      from (select channel_id, sum(count) as count, min(at) as first, max(at) as last from measurement_bucket where level = 86400 group by 1) had where id = channel_id`
    await sql.unsafe('vacuum analyze').catch(note)
    await sql.unsafe('checkpoint').catch(note)
    const [size] = await sql`select pg_size_pretty(pg_database_size(current_database())) as size, (select sum(count)::bigint from channel) as points`
    note(`seeded ${size?.['points']} points, ${size?.['size']}, in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`)
  } finally {
    await sql.end()
  }
}

const minute = 60_000
const windows: readonly [name: string, ms: number][] = [
  ['10 minutes', 10 * minute], ['1 hour', 60 * minute], ['8 hours', 480 * minute], ['1 day', 1440 * minute], ['1 week', 7 * 1440 * minute], ['30 days', 30 * 1440 * minute], ['1 year', 365 * 1440 * minute], ['10 years', end - begin],
]
const points = 500

const timed = async (times: number, ask: () => Promise<unknown>) => {
  const taken: number[] = []
  for (let time = 0; time < times; time++) {
    const startedAt = performance.now()
    await ask()
    taken.push(performance.now() - startedAt)
  }
  taken.sort((a, b) => a - b)
  return { p50: quantile(taken, 0.5), p95: quantile(taken, 0.95), times }
}

const measureReads = async (db: Database) => {
  await using domain = await createDomain(db, { clock: systemClock })
  const [row] = await db.reader.values(`select i.id, min(c.id) from instrument i join channel c on c.instrument_id = i.id where i.name = 'bench' group by 1`)
  const [instrumentId, firstChannel] = [Number(row?.[0]), Number(row?.[1])]
  console.log('| window | bins | points in it | as the API reads it: p50 ms | p95 ms | group by over the points: p50 ms | p95 ms |\n|--|--:|--:|--:|--:|--:|--:|')
  for (const [name, length] of windows) {
    let [bins, count] = [0, 0]
    const place = () => {
      const from = begin + Math.floor(Math.random() * (end - begin - length))
      return { number: 1 + Math.floor(Math.random() * channels), from: iso(from), to: iso(from + length) }
    }
    const ours = await timed(200, async () => {
      const { number, from, to } = place()
      const series = (await domain.measurements.read.windows([instrumentId], { channel: `c${number}`, from, to, points })).get(instrumentId)
      bins = series?.at.length ?? 0
      count = Number(series?.count)
    })
    const naive = await timed(length > 100 * 1440 * minute && total > 10_000_000 ? 5 : 40, async () => {
      const { number, from, to } = place()
      await db.reader.values(
        `select date_bin('${Math.ceil(length / points)} milliseconds', at, $2::timestamptz), avg(value), min(value), max(value), count(*) from measurement where channel_id = $1::int and at >= $2::timestamptz and at < $3::timestamptz group by 1 order by 1`,
        [firstChannel + number - 1, from, to],
      )
    })
    const figure = (value: number) => value.toFixed(value < 10 ? 1 : 0)
    console.log(`| ${name} | ${bins} | ${count} | ${figure(ours.p50)} | ${figure(ours.p95)} | ${figure(naive.p50)} | ${figure(naive.p95)} |`)
  }
}

const measureIngest = async (db: Database) => {
  await using domain = await createDomain(db, { clock: systemClock })
  const actor = systemActor('bench')
  await domain.instruments.create({ name: 'fresh', kind: 'bench' }, actor)
  const send = async (items: { instrument: string; channel: string; at: string | string[]; value: number | number[] }[]) => {
    const { value } = await domain.measurements.ingest({ idempotencyKey: `${Math.random()}`, items }, actor)
    if (!value || value.some(({ status }) => status === 'FAILED')) throw new Error('points were refused')
  }
  const start = Date.UTC(2024, 3)
  const rate = async (what: string, count: number, work: () => Promise<void>) => {
    const startedAt = performance.now()
    await work()
    console.log(`| ${what} | ${Math.round(count / ((performance.now() - startedAt) / 1000))} |`)
  }
  const series = (channel: string, from: number, length: number) => ({
    instrument: 'fresh', channel, at: Array.from({ length }, (_, index) => iso(start + (from + index) * 1000)), value: Array.from({ length }, (_, index) => Math.sin(index / 100)),
  })
  console.log('\n| ingest | points/s |\n|--|--:|')
  const [calls, items, length] = [4, 5, 10_000]
  const bulk = async (channel: string) => {
    for (let call = 0; call < calls; call++) await send(Array.from({ length: items }, (_, item) => series(channel, (call * items + item) * length, length)))
  }
  await rate(`series of ${length}, ${items} in a call`, calls * items * length, () => bulk('a'))
  await rate('the same again', calls * items * length, () => bulk('a'))
  await rate('500 single points in a call, of ten channels', 20 * 500, async () => {
    for (let call = 0; call < 20; call++) await send(Array.from({ length: 500 }, (_, item) => ({ instrument: 'fresh', channel: `s${item % 10}`, at: iso(start + (call * 50 + Math.floor(item / 10)) * 1000), value: item })))
  })
  await rate('one point in a call', 200, async () => {
    for (let call = 0; call < 200; call++) await send([{ instrument: 'fresh', channel: 'one', at: iso(start + call * 1000), value: call }])
  })
}

await using parts = new AsyncDisposableStack()
const directory = flags.keep ? join(tmpdir(), `logline-bench-measurements-${total}`) : mkdtempSync(join(tmpdir(), 'logline-bench-'))
if (flags.keep) mkdirSync(directory, { recursive: true })
else parts.defer(() => rmSync(directory, { recursive: true, force: true }))
const { url } = parts.use(await openEmbedded({ directory }))
await migrate(url)
await seed(url)
const db = parts.use(connect(url))
const [version] = await db.reader.values(`select current_setting('server_version')`)
console.log(`${machine(String(version?.[0]))}; ${total} points in ${channels} channels over ten years, ${points} bins\n`)
await measureReads(db)
await measureIngest(db)
