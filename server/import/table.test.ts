import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collect, inPieces, writeTable } from '../../test/kit/tables.ts'
import { openText, type Source } from './source.ts'
import { longestLine, openTable, type Row } from './table.ts'

const readAll = async (source: Source) => {
  const { rows, ...table } = await openTable(openText(source).chunks)
  return { ...table, rows: await collect(rows) }
}
const read = (text: string | Uint8Array, piece = 7) => readAll(inPieces(text, piece))
const cellsOf = (rows: readonly Row[]) => rows.map((row) => ('cells' in row ? row.cells : row.fault))

const hasText = (cells: readonly string[]) => cells.some((cell) => cell !== '')
const cell = fc.string({
  unit: fc.constantFrom('a', 'Z', '7', ' ', '"', ',', ';', '\t', '|', '#', '\n', '\r\n', 'é', '漢', '-', '+'),
  maxLength: 8,
})

describe('reading a table', () => {
  for (const delimiter of [',', ';', '\t', '|']) {
    it(`gives back what was written with ${JSON.stringify(delimiter)}, whatever the cells and the pieces`, async () => {
      const allowed = cell.filter((text) => delimiter !== '\t' || !/[\n\t]/.test(text))
      const style = fc.record({
        newline: fc.constantFrom('\n' as const, '\r\n' as const),
        byteOrderMark: fc.boolean(),
        padding: fc.constantFrom('', ' ', '   '),
        openEnd: fc.boolean(),
      })
      const rows = fc.array(fc.array(allowed, { minLength: 3, maxLength: 3 }).filter(hasText), { maxLength: 12 })
      await fc.assert(
        fc.asyncProperty(rows, style, fc.integer({ min: 1, max: 40 }), async (written, options, piece) => {
          const columns = ['alpha', 'beta', 'gamma']
          const found = await read(writeTable(columns, written, { delimiter, ...options }), piece)
          expect(found.columns).toEqual(columns)
          expect(cellsOf(found.rows)).toEqual(written)
        }),
        { numRuns: 200 },
      )
    })
  }

  it('finds the header behind a preamble when the header is a comment itself', async () => {
    const text =
      '#Data tag : 19v2 , Norm tag: None\r\n#run:fill,ls,time\r\n' +
      '297050:5839,12:12,06/16/17\r\n#Summary:\r\n#nfill,nrun\r\n'
    const table = await read(text)
    expect(table).toMatchObject({ columns: ['run:fill', 'ls', 'time'], headerLine: 2 })
    expect(table.rows).toEqual([{ line: 3, cells: ['297050:5839', '12:12', '06/16/17'] }])
  })

  it('does not take a comment for the header when the line after it is one', async () => {
    const table = await read('# made by hand, with care\nnumber,type\n1,PHYSICS\n')
    expect(table.columns).toEqual(['number', 'type'])
    expect(table.rows).toEqual([{ line: 3, cells: ['1', 'PHYSICS'] }])
  })

  it('passes over frames, blank lines, empty rows and headers of files that were joined', async () => {
    const text = '+---+---+\n| a | b |\n+---+---+\n| 1 |   |\n\n|   |   |\n| a | b |\n| 2 | x |\n+---+---+\n'
    const table = await read(text)
    expect(table.columns).toEqual(['a', 'b'])
    expect(table.rows).toEqual([
      { line: 4, cells: ['1', ''] },
      { line: 8, cells: ['2', 'x'] },
    ])
  })

  it('counts lines as an editor does, over quoted line ends too', async () => {
    const table = await read('a,b\n1,"x\ny\nz"\n2,"q"\n')
    expect(table.rows.map(({ line }) => line)).toEqual([2, 5])
  })

  it('lets a quote that does not close stand for itself', async () => {
    const table = await read('a\tb\n1\t"open\n2\t"shut"\n3\t5" pipe\n4\t"said" he\n')
    expect(cellsOf(table.rows)).toEqual([
      ['1', '"open'],
      ['2', 'shut'],
      ['3', '5" pipe'],
      ['4', '"said" he'],
    ])
  })

  it('reads the UTF-16 that Excel calls Unicode text', async () => {
    const text = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a\tb\r\n1\té\r\n', 'utf16le')])
    expect(cellsOf((await read(text, 1)).rows)).toEqual([['1', 'é']])
  })

  it('refuses a line over 1 MiB by its number and reads on', async () => {
    const long = 'x'.repeat(longestLine + 10)
    const table = await read(`a,b\n1,2\n${long}\n3,4\n"${long}",5\n6,7\n`, 100_000)
    const brief = table.rows.map((row) => [row.line, 'cells' in row ? row.cells.join().slice(0, 9) : row.fault])
    const refused = 'The line is longer than 1 MiB'
    expect(brief).toEqual([
      [2, '1,2'],
      [3, refused],
      [4, '3,4'],
      [5, refused],
      [6, '6,7'],
    ])
  })

  it('says that a file is empty or binary', async () => {
    await expect(read('')).rejects.toThrow('empty')
    await expect(read('\n \n')).rejects.toThrow('empty')
    await expect(read('PK\u0003\u0004\0\0')).rejects.toThrow('binary')
  })
})
