import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createDice,
  fillColumns,
  makeDirtyFills,
  makeFill,
  oddities,
  type FillRow,
} from '../../test/kit/fill-tables.ts'
import { collect, inPieces, writeTable, type TableStyle } from '../../test/kit/tables.ts'
import type { Entry, FillItem } from './item.ts'
import { readFills } from './read.ts'

const clock = { now: () => Date.UTC(2026, 0) }
const tsv: TableStyle = { delimiter: '\t', padding: ' ' }
const csv: TableStyle = { delimiter: ',', newline: '\r\n', byteOrderMark: true, trailing: true, padding: ' ' }

const read = (text: string, piece = 1000) => collect(readFills(inPieces(text, piece), { clock }))
const cellsOf = (row: FillRow) => fillColumns.map((column) => row[column])
const readRows = (rows: readonly FillRow[], style = tsv) => read(writeTable(fillColumns, rows.map(cellsOf), style))
const itemsOf = (entries: readonly Entry<FillItem>[]) =>
  entries.flatMap((entry) => (entry.kind === 'item' ? [entry.item] : []))

/** Luminosity is written with ten digits, so it comes back with about as many. */
const rounded = ({ deliveredLuminosity: nb, ...item }: FillItem) => ({
  ...item,
  ...(nb !== undefined && { nb: nb.toPrecision(6) }),
})

const some = (change: Partial<FillRow> = {}, number = 4720, year = 2016, seed = 5) => {
  const { row, item } = makeFill(number, year, createDice(seed))
  return { row: { ...row, ...change }, item }
}
const one = async (change: Partial<FillRow>) => {
  const [entry] = await readRows([some(change).row])
  if (entry?.kind !== 'item') throw new Error(JSON.stringify(entry))
  return entry
}

describe('LHC fill tables', () => {
  it.each([
    [tsv, 4096],
    [csv, 100],
    [{ ...csv, delimiter: ';' }, 33],
  ])('come out right however dirty, in every era (%o)', async (style, piece) => {
    const { rows, items } = makeDirtyFills(11, [2010, 2012, 2016, 2018, 2022, 2023], 40)
    const entries = await read(writeTable(fillColumns, rows, style as TableStyle), piece as number)
    expect(itemsOf(entries).map(rounded)).toEqual(items.map(rounded))
    expect(entries.filter(({ kind }) => kind === 'refused')).toEqual([])
    expect(entries.filter(({ kind }) => kind === 'merged')).toHaveLength(rows.length - items.length)
  })

  it('give the same whatever order the rows of different fills come in', async () => {
    const { rows, items } = makeDirtyFills(3, [2017], Object.keys(oddities).length)
    const byNumber = (a: FillItem, b: FillItem) => a.number - b.number
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(rows, { minLength: rows.length }), async (shuffled) => {
        const found = itemsOf(await read(writeTable(fillColumns, shuffled, tsv)))
        expect(found.sort(byNumber).map(rounded)).toEqual(items.map(rounded))
      }),
      { numRuns: 20 },
    )
  })

  it('keep whole days that "Duration Stable" has lost, and say so', async () => {
    const { item, warnings } = await one({
      'Begin Time': '2016.09.23 22:21:15',
      'End Time': '2016.09.26 07:36:14',
      'Duration Stable': '9 hr 14 min',
    })
    expect(item).toMatchObject({
      stableBeamsStart: '2016-09-23T22:21:15.000Z',
      stableBeamsEnd: '2016-09-26T07:36:14.000Z',
    })
    expect(warnings).toContainEqual(expect.stringContaining('Duration Stable'))
  })

  it('take 10 hr 60 min for eleven hours without a word', async () => {
    const { warnings } = await one({
      'Create Time': '2016.04.30 22:00:00',
      'Begin Time': '2016.05.01 00:00:00',
      'End Time': '2016.05.01 11:00:10',
      'Duration Stable': '10 hr 60 min',
      'Delivered Lumi': '',
    })
    expect(warnings).toEqual([])
  })

  it('count a fill that is listed twice with padding blanks once, naming both lines', async () => {
    const { row } = some()
    const padded = Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, `  ${cell} `])) as FillRow
    const entries = await readRows([row, padded])
    expect(entries).toMatchObject([
      { kind: 'merged', line: 3, into: 2, added: [], refusedValues: [] },
      { kind: 'item', line: 2 },
    ])
  })

  it('keep the first of two rows that disagree, fill in what it lacked, and unite the runs', async () => {
    const first = some({ Runs: '3 1', Energy: '', Type: 'Proton - PROTON vs PROTON' }).row
    const second = some({
      Runs: '2 3',
      Energy: '6500',
      Type: 'Ion - PB82 vs PB82',
      'Injection Scheme': '',
      nCol: '7',
    }).row
    const entries = await readRows([first, second])
    expect(entries[0]).toMatchObject({ kind: 'merged', line: 3, into: 2, added: ['energyGeV', 'runs'] })
    expect(entries[0]?.kind === 'merged' && entries[0].refusedValues.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['beamType', 'collidingBunches']),
    )
    expect(itemsOf(entries)[0]).toMatchObject({ beamType: 'PROTON - PROTON', energyGeV: 6500, runs: [1, 2, 3] })
  })

  it('never pair a begin of one row with an earlier end of another', async () => {
    const header = 'number\tstableBeamsStart\tstableBeamsEnd\n'
    const [start, early] = ['2016-05-02T00:00:00.000Z', '2016-05-01T00:00:00.000Z']
    const entries = await read(`${header}7\t${start}\t\n7\t2016-04-30T00:00:00Z\t${early}\n`)
    expect(itemsOf(entries)).toEqual([{ number: 7, stableBeamsStart: start, runs: [] }])
    expect(entries[0]).toMatchObject({ refusedValues: [{ field: 'stableBeamsStart' }, { field: 'stableBeamsEnd' }] })
  })

  it('link a run that two fills list to the first, and show the quarrel', async () => {
    const entries = await readRows([some({ Runs: '100 101' }).row, some({ Runs: '101 102' }, 4721).row])
    expect(itemsOf(entries).map(({ runs, contestedRuns }) => ({ runs, contestedRuns }))).toEqual([
      { runs: [100, 101], contestedRuns: undefined },
      { runs: [101, 102], contestedRuns: [101] },
    ])
    expect(entries[1]).toMatchObject({
      refusedValues: [{ field: 'runs', value: '101', reason: expect.stringContaining('4720 (line 2)') }],
    })
  })

  it.each<[Partial<FillRow>, string]>([
    [{ 'Begin Time': '1970.01.01 00:00:00' }, 'stableBeamsStart'],
    [{ 'Begin Time': '2031.01.01 00:00:00', 'End Time': '2031.01.01 04:00:00' }, 'stableBeamsStart'],
    [{ 'End Time': '2016.13.01 00:00:00' }, 'stableBeamsEnd'],
    [{ 'End Time': '' }, 'stableBeamsStart'],
    [{ 'Begin Time': 'n/a' }, 'stableBeamsEnd'],
    [{ Energy: '0' }, 'energyGeV'],
    [{ nCol: '99999' }, 'collidingBunches'],
    [{ nCol: '12.5' }, 'collidingBunches'],
    [{ Runs: '263742 x' }, 'runs'],
    [{ 'Delivered Lumi': 'lots' }, 'deliveredLuminosity'],
  ])('refuse the value of %o, and keep the rest of the row', async (change, field) => {
    const { item, refusedValues } = await one(change)
    expect(item.number).toBe(4720)
    expect(refusedValues.map((refused) => refused.field)).toContain(field)
  })

  it.each([['47x20'], [''], ['-3'], ['0'], ['4720.5'], ['99999999999']])(
    'refuse the row of a fill numbered "%s"',
    async (number) => {
      expect(await readRows([some({ Fill: number }).row])).toEqual([
        { kind: 'refused', line: 2, reason: expect.stringMatching(/^Fill: /) },
      ])
    },
  )

  it('refuse a row that was cut off in the middle', async () => {
    const text = writeTable(fillColumns, [cellsOf(some().row)], tsv)
    const entries = await read(text.slice(0, text.length - 60))
    expect(entries).toEqual([{ kind: 'refused', line: 2, reason: expect.stringContaining('cut off') }])
  })

  it('name the columns they do not read, and how far they have read', async () => {
    const text = writeTable([...fillColumns, 'Moon'], [[...cellsOf(some().row), 'full']], tsv)
    const reading = readFills(inPieces(text, 64), { clock })
    await collect(reading)
    expect(reading.kind).toContain('LHC fill table')
    expect(reading.ignoredColumns).toEqual(expect.arrayContaining(['to Ready', 'Bfield', 'Moon']))
    expect(reading.bytesRead).toBe(Buffer.byteLength(text))
  })
})
