import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createDatabase, type TestDatabase } from '../kit/database.ts'
import { createFolder, logline } from './process.ts'
import { historyOf, stateOf } from './state.ts'
import { typed } from './typed.ts'

const importRuns = (db: TestDatabase, ...args: string[]) => typed(['import', 'runs', ...args], db)
const importFills = (db: TestDatabase, ...args: string[]) => typed(['import', 'fills', ...args], db)

type Counts = { created: number; updated: number; unchanged: number }
type Reported = {
  items: Counts
  refused: { line: number; text: string }[]
  detectorsCreated: string[]
  warnings: { text: string }[]
}

const filesOf = (stdout: string) => (JSON.parse(stdout) as { files: Reported[] }).files

const runOf = async ({ reader }: TestDatabase, number: number) =>
  (
    await reader.rows(
      `select quality, fill_number as fill, started_at as "startedAt", ended_at as "endedAt",
       (select json_object_agg(name, value) from run_counter c where c.run_number = r.number) as counters,
       (select json_object_agg(d.name, x.quality order by d.name)
        from run_detector x join detector d on d.id = x.detector_id where x.run_number = r.number) as detectors
     from run r where number = $1::int`,
      [number],
    )
  )[0]

const lumisections = [
  '#run:fill,ls,time,beamstatus,E(GeV),delivered(/pb),recorded(/pb),avgpu,source',
  '900:50,1:1,06/16/17 20:55:44,STABLE BEAMS,6500,0.16,0.15,40.3,HFET',
  '900:50,2:2,06/16/17 20:56:07,STABLE BEAMS,6500,0.16,0.15,40.3,HFET',
].join('\n')

const details = (runs: object[]) =>
  JSON.stringify(runs.map((run) => ({ runtype: 'physics', events_sum: 5, run_length: 60, ...run })))

describe('several sources of one run', () => {
  it('add to each other and clear nothing, in whatever order they come', async () => {
    await using db = await createDatabase()
    using folder = createFolder()
    const table = folder.file(
      'fills.csv',
      'number,stableBeamsStart,stableBeamsEnd,runs\n50,2017-06-16T20:00:00Z,2017-06-17T02:00:00Z,899 900\n',
    )
    const list = folder.file('golden.json', '{"900": [[1, 2]], "899": [[4, 9]]}')
    const summed = folder.file('lumi.csv', lumisections)
    const whole = {
      quality: 'GOOD',
      fill: 50,
      startedAt: '2017-06-16T20:55:44.000Z',
      endedAt: '2017-06-16T20:56:30.311Z',
      counters: { lumisections: 2, listedLumisections: 2 },
    }
    expect((await importRuns(db, '--certified', list, summed)).code).toBe(0)
    expect((await importFills(db, table)).code).toBe(0)
    expect(await runOf(db, 900)).toMatchObject(whole)
    expect(await runOf(db, 899)).toMatchObject({ quality: 'GOOD', fill: 50, startedAt: null })

    const history = await historyOf(db)
    expect((await importFills(db, table)).code).toBe(0)
    const again = await importRuns(db, '--report', 'json', summed, list)
    expect(again.code).toBe(0)
    expect(filesOf(again.stdout).map(({ items }) => items)).toEqual([
      { created: 0, updated: 0, unchanged: 1 },
      { created: 0, updated: 0, unchanged: 2 },
    ])
    expect(await historyOf(db)).toEqual(history)
    expect(await runOf(db, 900)).toMatchObject(whole)
  })

  it('leave the detectors alone of which a list of verdicts says nothing', async () => {
    await using db = await createDatabase()
    using folder = createFolder()
    const first = folder.file('a.json', details([{ runnumber: 7, emcal_status: 'GOLDEN', ohcal_status: 'BAD' }]))
    const second = folder.file('b.json', details([{ runnumber: 7, emcal_status: 'BAD', ohcal_status: null }]))
    const { code, stdout } = await importRuns(db, '--report', 'json', first, second)
    expect(code).toBe(0)
    expect(filesOf(stdout).map(({ detectorsCreated }) => detectorsCreated)).toEqual([['EMCAL', 'OHCAL'], []])
    expect(await runOf(db, 7)).toMatchObject({ detectors: { EMCAL: 'BAD', OHCAL: 'BAD' } })
  })
})

describe('a dry run of several files', () => {
  it('foretells what the import then does, and writes nothing', async () => {
    await using db = await createDatabase()
    using folder = createFolder()
    // More than a batch, and each file speaks of runs, types and detectors of the one before it.
    const rows = (from: number, to: number, cells: (number: number) => string) =>
      Array.from({ length: to - from }, (_, index) => `${from + index},${cells(from + index)}`)
    const files = [
      folder.file('a.json', details([{ runnumber: 3, mbd_status: 'GOOD' }])),
      folder.file(
        'b.csv',
        ['number,type,period,detectors', ...rows(1, 1202, (number) => `TYPE${number % 3},P${number % 2},MBD ITS`)].join(
          '\n',
        ),
      ),
      folder.file(
        'c.csv',
        [
          'number,type,detectors',
          ...rows(1000, 1302, (number) => `TYPE${number % 2 === 0 ? number % 3 : 7},MBD ITS`),
        ].join('\n'),
      ),
    ]
    // Opening a database gives it the configured detectors: that is no work of the import.
    expect((await typed(['token', 'list'], db)).code).toBe(0)
    const before = await stateOf(db)
    const dry = await importRuns(db, '--dry-run', '--report', 'json', ...files)
    expect(await stateOf(db)).toEqual(before)
    const real = await importRuns(db, '--report', 'json', ...files)
    const facts = (stdout: string) =>
      filesOf(stdout).map(({ items, refused, detectorsCreated }) => ({ items, refused, detectorsCreated }))
    expect(facts(dry.stdout)).toEqual(facts(real.stdout))
    expect(facts(real.stdout)).toMatchObject([
      { items: { created: 1, updated: 0, unchanged: 0 }, detectorsCreated: ['MBD'] },
      { items: { created: 1200, updated: 1, unchanged: 0 } },
      { items: { created: 100, updated: 101, unchanged: 101 } },
    ])
    expect([dry.code, real.code]).toEqual([0, 0])
  })
})

describe('a table of runs', () => {
  it('may name only detectors that there are, unless --create-detectors', async () => {
    await using db = await createDatabase()
    using folder = createFolder()
    const file = folder.file('runs.csv', 'number,detectors\n1,ITS\n2,ITS NEWDET\n3,ITS bad!name\n')
    const refused = await importRuns(db, file)
    expect(refused.code).toBe(1)
    expect(refused.stdout).toContain(
      'refused: 2\n    line 3: There is no detector NEWDET (--create-detectors makes it)\n',
    )
    expect(refused.stdout).toContain('runs:         1 created')
    const made = await importRuns(db, '--create-detectors', '--report', 'json', file)
    expect(made.code).toBe(1)
    expect(filesOf(made.stdout)[0]).toMatchObject({
      items: { created: 1, updated: 0, unchanged: 1 },
      detectorsCreated: ['NEWDET'],
      refused: [{ line: 4 }],
    })
  })

  it('needs a zone for local times, and says which option gives it; useless options are pointed out', async () => {
    await using db = await createDatabase()
    using folder = createFolder()
    const file = folder.file('runs.csv', 'number,startedAt,endedAt\n1,2024-07-01 10:00:00,2024-07-01 11:00:00\n')
    const without = await importRuns(db, file)
    expect(without.code).toBe(1)
    expect(without.stdout).toContain('say its zone (--zone)')
    const zoned = await importRuns(db, '--zone', 'Europe/Zurich', '--certified', file)
    expect(zoned.code).toBe(0)
    expect(zoned.stdout).toContain('--certified means nothing to such a file')
    expect(await runOf(db, 1)).toMatchObject({
      startedAt: '2024-07-01T08:00:00.000Z',
      endedAt: '2024-07-01T09:00:00.000Z',
      quality: 'NONE',
    })
    expect(await importRuns(db, '--zone', 'Mars/Base', file)).toMatchObject({ code: 2, stdout: '' })
  })
})

const folder = fileURLToPath(new URL('../../../shared/data/runs/', import.meta.url))

describe.skipIf(!existsSync(folder))('the real run lists', () => {
  it('come in at one command, without an option and without a row refused', async () => {
    await using db = await createDatabase()
    const files = readdirSync(folder).map((name) => folder + name)
    const { code, stdout, stderr } = await logline(['import', 'runs', '--report', 'json', ...files], {
      env: { DATABASE_URL: db.url },
    })
    expect([code, stderr]).toEqual([0, ''])
    const reports = filesOf(stdout)
    expect(reports.flatMap(({ refused }) => refused)).toEqual([])
    const [row] = await db.reader.rows<{ runs: number }>('select count(*)::int as runs from run')
    expect(reports.reduce((sum, { items }) => sum + items.created, 0)).toBe(row?.runs)
  })
})
