import { expect, it } from 'vitest'
import { createDatabase, type TestDatabase } from '../kit/database.ts'
import { createFolder, logline } from './process.ts'

const run = async (db: TestDatabase, ...args: string[]) => {
  const { code, stdout, stderr } = await logline(['import', 'measurements', ...args], { env: { DATABASE_URL: db.url } })
  return { code, stderr, report: stdout.startsWith('{') ? (JSON.parse(stdout) as { files: { items: object; refused: { line: number; text: string }[]; rows: number }[] }).files : [] }
}
const count = async (db: TestDatabase, table: string) => Number((await db.raw.unsafe(`select count(*) from ${table}`))[0]?.['count'])

it('a table of time series is rehearsed without a trace, comes in, and again changes nothing', async () => {
  await using db = await createDatabase()
  using folder = createFolder()
  const rows = Array.from({ length: 30_000 }, (_, index) => `${new Date(Date.UTC(2024, 3, 30) + index * 1000).toISOString().replace('T', ' ').slice(0, 19)},${index / 8},${index % 2 ? index : ''}`)
  const wide = folder.file('wide.csv', ['time,pressure [mbar],flow (l/s)', ...rows, 'late,1,2', '2024-05-02 00:00:00,high,7'].join('\n'))
  const long = folder.file('long.csv', 'time,channel,value,unit\n2024-04-30T00:00:00Z,pressure,9,mbar\n2024-04-30T00:00:00Z,flow,1,m3/h\n')
  const args = ['--instrument', 'pump1', '--zone', 'UTC', '--report', 'json']

  const unknown = await run(db, ...args, wide)
  expect([unknown.code, unknown.report[0]?.items]).toEqual([1, { created: 0, updated: 0, unchanged: 0 }])
  const dry = await run(db, ...args, '--kind', 'pump', '--dry-run', wide)
  expect(dry.report[0]?.items).toEqual({ created: 45_001, updated: 0, unchanged: 0 })
  expect([await count(db, 'instrument'), await count(db, 'measurement'), await count(db, `pg_class where relname like 'measurement_2%'`)]).toEqual([0, 0, 0])

  const real = await run(db, ...args, '--kind', 'pump', wide)
  expect([real.code, real.report[0]?.rows, real.report[0]?.items]).toEqual([1, 30_003, { created: 45_001, updated: 0, unchanged: 0 }])
  expect(real.report[0]?.refused.map(({ line }) => line)).toEqual([30_002, 30_003])
  expect((await run(db, ...args, wide)).report[0]?.items).toEqual({ created: 0, updated: 0, unchanged: 45_001 })
  const corrected = await run(db, ...args, long)
  expect([corrected.report[0]?.items, corrected.report[0]?.refused]).toEqual([{ created: 0, updated: 1, unchanged: 0 }, [{ line: 3, text: 'flow: flow of pump1 is in l/s, not in m3/h (1 points from here on)' }]])
  expect((await logline(['import', 'measurements', wide], { env: { DATABASE_URL: db.url } })).code).toBe(2)
})
