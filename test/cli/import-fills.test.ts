import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createDatabase, type TestDatabase } from '../kit/database.ts'
import { fillColumns, makeDirtyFills } from '../kit/fill-tables.ts'
import { writeTable } from '../kit/tables.ts'
import { createFolder, logline } from './process.ts'
import { historyOf, stateOf } from './state.ts'
import { typed } from './typed.ts'

const importFills = (db: TestDatabase, ...args: string[]) =>
  logline(['import', 'fills', ...args], { env: { DATABASE_URL: db.url } })

/** What the report for programs says of the first file. */
const reportOf = (stdout: string) =>
  (JSON.parse(stdout) as { dryRun: boolean; files: [Record<string, unknown>] }).files[0]

const fillsOf = async ({ reader }: TestDatabase) => {
  const rows = await reader.rows(`
    select number, beam_type as "beamType", filling_scheme as "fillingScheme", energy_gev as "energyGeV",
      stable_beams_start as "stableBeamsStart", stable_beams_end as "stableBeamsEnd",
      colliding_bunches as "collidingBunches",
      (select coalesce(json_agg(r.number order by r.number), '[]') from run r where r.fill_number = fill.number) as runs
    from fill order by number`)
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)))
}

describe('a dirty fill table', () => {
  it('is rehearsed without a trace, comes in right, and again changes nothing', async () => {
    await using db = await createDatabase()
    using folder = createFolder()
    const { rows, items } = makeDirtyFills(7, [2012, 2016, 2023], 60)
    const file = folder.file('fills.tsv', writeTable(fillColumns, rows, { delimiter: '\t' }))
    const runCount = items.reduce((sum, { runs }) => sum + runs.length, 0)
    const created = {
      rows: rows.length,
      items: { created: items.length, updated: 0, unchanged: 0 },
      links: { created: runCount, updated: 0, unchanged: 0 },
      refused: [],
      conflicts: [],
      stopped: null,
    }

    const before = await stateOf(db)
    const dry = await importFills(db, '--dry-run', '--report', 'json', file)
    expect([dry.code, dry.stderr]).toEqual([0, ''])
    expect(reportOf(dry.stdout)).toMatchObject(created)
    expect(await stateOf(db)).toEqual({ ...before, ...(await detectorsAfterOpening(db)) })

    const real = await importFills(db, '--report', 'json', file)
    expect([real.code, real.stderr]).toEqual([0, ''])
    expect(reportOf(real.stdout)).toMatchObject(created)
    expect((reportOf(real.stdout)['merged'] as unknown[]).length).toBe(rows.length - items.length)
    expect((reportOf(real.stdout)['warnings'] as unknown[]).length).toBeGreaterThan(10)
    expect(await fillsOf(db)).toEqual(items.map(({ deliveredLuminosity: _, ...item }) => item))

    const history = await historyOf(db)
    const again = await importFills(db, '--verbose', file)
    expect(again.code).toBe(0)
    expect(again.stdout).toContain(`fills:        0 created, 0 updated, ${items.length} unchanged`)
    expect(again.stdout).toContain(`their runs:   0 created, 0 updated, ${runCount} unchanged`)
    expect(again.stdout).toMatch(/line \d+: Duration Stable: 0\.05 h, but begin and end are/)
    expect(await historyOf(db)).toEqual(history)
  })
})

/** Opening a database gives it the configured detectors, and tells so: that is no work of the import. */
const detectorsAfterOpening = async (db: TestDatabase) => {
  const { detector, event } = await stateOf(db)
  const [other] = await db.reader.rows<{ count: number }>(
    `select count(*)::int from event where kind <> 'detector.created'`,
  )
  expect(other?.count).toBe(0)
  return { detector, event }
}

describe('what cannot be taken', () => {
  it('is refused by line, the rest comes in, and the exit code says that something is missing', async () => {
    await using db = await createDatabase()
    using folder = createFolder()
    const file = folder.file(
      'own.csv',
      [
        'number,energyGeV,stableBeamsStart,stableBeamsEnd,runs',
        '101,6800,2024-05-01T10:00:00Z,2024-05-01T20:00:00Z,1 2',
        'x,6800,,,',
        '102,6800,2024-05-02 10:00:00,,4',
        '103,0,2024-05-03T10:00:00Z,2024-05-03T09:00:00Z,5',
        '104,6800,,,2 6',
      ].join('\n'),
    )
    const { code, stdout, stderr } = await typed(['import', 'fills', file], db)
    expect(code).toBe(1)
    expect(stderr).toBe(`logline: not all of ${file} could be imported\n`)
    expect(stdout).toContain('refused: 3')
    expect(stdout).toMatch(/line 3: number: "x" is not a whole number/)
    expect(stdout).toMatch(/line 4: stableBeamsStart: .* has no offset.*--zone/)
    expect(stdout).toMatch(/line 5: stableBeamsEnd: stable beams end .* before they begin/)
    expect(stdout).toContain('Fill 101 (line 2) lists this run too: it is linked there')
    expect(await fillsOf(db)).toMatchObject([
      { number: 101, runs: [1, 2] },
      { number: 104, runs: [6] },
    ])
  })

  it('is a run that somebody put into another fill: it stays there unless --relink says otherwise', async () => {
    await using db = await createDatabase()
    using folder = createFolder()
    const [first, second] = [
      folder.file('a.csv', 'number,runs\n1,10 11\n'),
      folder.file('b.csv', 'number,runs\n2,11 12\n'),
    ]
    const dry = await typed(['import', 'fills', '--dry-run', first, second], db)
    const stays = await typed(['import', 'fills', first, second], db)
    for (const { code, stdout } of [dry, stays]) {
      expect(code).toBe(1)
      expect(stdout).toContain(
        'runs left in another fill (--relink moves them): 1\n    line 2: Run 11 is in fill 1, the file says 2\n',
      )
    }
    expect(await fillsOf(db)).toMatchObject([
      { number: 1, runs: [10, 11] },
      { number: 2, runs: [12] },
    ])
    const moved = await typed(['import', 'fills', '--relink', second], db)
    expect([moved.code, moved.stderr]).toEqual([0, ''])
    expect(moved.stdout).toContain('their runs:   0 created, 1 updated, 1 unchanged')
    expect(await fillsOf(db)).toMatchObject([
      { number: 1, runs: [10] },
      { number: 2, runs: [11, 12] },
    ])
  })

  it('is a file of another kind; those beside it are imported', async () => {
    await using db = await createDatabase()
    using folder = createFolder()
    const { code, stdout } = await typed(
      ['import', 'fills', folder.file('a.csv', 'colour,smell\nred,none\n'), folder.file('b.csv', 'number\n7\n')],
      db,
    )
    expect(code).toBe(1)
    expect(stdout).toContain('a.csv: not read')
    expect(stdout).toContain('stopped: No kind of file that can be read has these columns: colour, smell')
    expect(await fillsOf(db)).toMatchObject([{ number: 7 }])
  })
})

const folder = fileURLToPath(new URL('../../../shared/data/lhc-fills/', import.meta.url))
const table = `${folder}fills_2010-2023_wbm_oms.part.tsv`

describe.skipIf(!existsSync(table))('the real fill table', () => {
  it('gives per year the fills, hours and runs that were counted independently', async () => {
    const expected = JSON.parse(readFileSync(`${folder}expected.json`, 'utf8')) as {
      distinct_fills: number
      per_year: Record<string, { fills: number; stable_hours: number; run_links: number }>
    }
    await using db = await createDatabase()
    const { code, stdout, stderr } = await importFills(db, table)
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain('fills:        1,346 created, 0 updated, 0 unchanged')
    const rows = await db.reader.rows<{ year: string; fills: number; stable_hours: number; run_links: number }>(`
      select to_char(stable_beams_start at time zone 'UTC', 'YYYY') as year, count(*)::int as fills,
        round((sum(stable_beams_seconds) / 3600)::numeric, 4)::float8 as stable_hours,
        sum((select count(*) from run where run.fill_number = fill.number))::int as run_links
      from fill group by 1 order by 1`)
    expect(Object.fromEntries(rows.map(({ year, ...figures }) => [year, figures]))).toEqual(expected.per_year)
  })
})
