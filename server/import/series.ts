import type { Moment, MomentFault } from '../domain/moment.ts'
import { shown, textOf } from './cell.ts'
import { UnreadableFile } from './item.ts'
import { unitOf } from './mapping.ts'
import { openTable } from './table.ts'
import { isZone, parseTime } from './time.ts'

/** A column of measurements: what it is called, and the unit in brackets behind it. */
export type SeriesChannel = { name: string; unit: string | null }

/** A row of measurements: `values` are [which channel, number]. What could not be read of it stands in `faults`. */
export type SeriesRow = { line: number; at: Moment | null; values: (readonly [channel: number, value: number])[]; faults: string[] }

export type Series = { channels: readonly SeriesChannel[]; headerLine: number; rows: AsyncIterable<SeriesRow> }

/** Seconds or milliseconds since 1970. */
const epochPattern = /^\d{9,10}(\.\d+)?$|^\d{12,13}$/

const timeOf = (text: string, zone: string | undefined): Moment | MomentFault => {
  if (!epochPattern.test(text)) return parseTime(text, zone)
  const number = Number(text)
  return new Date(Math.round(number * (text.length >= 12 && !text.includes('.') ? 1 : 1000))).toISOString()
}

const nameOf = (column: string): string => column.replace(/\s*[[(][^\])]*[\])]\s*$/, '').trim()

const numberOf = (text: string, decimalComma: boolean): number => Number(decimalComma ? text.replace(/^([-+]?\d*),(\d+)/, '$1.$2') : text)

const none = /^(nan|na|none|nat|undefined|inf|[-+]inf)$/i

/**
 * Reads a table of measurements: a column of times, then one for each channel, as `Temperature [K]`. The zone of times
 * without an offset is that in the brackets of the time column (`time [UTC]`), else `zone`; without one they are faults.
 * Times may be seconds or milliseconds since 1970, numbers may have a decimal comma where `;` or tab separates them. Empty cells and
 * NaN are nothing.
 * @throws UnreadableFile when there is no such table
 */
export const openSeries = async (chunks: AsyncIterable<string>, { zone }: { zone?: string | undefined } = {}): Promise<Series> => {
  const { columns, headerLine, delimiter, rows } = await openTable(chunks)
  const [time = '', ...others] = columns
  const said = unitOf(time)
  const ownZone = said !== '' && isZone(said) ? said : zone
  const channels = others.map((column): SeriesChannel => ({ name: nameOf(column), unit: unitOf(column) || null }))
  const names = channels.map(({ name }) => name).filter(Boolean)
  if (names.length === 0) throw new UnreadableFile('There is no column of measurements beside that of the times')
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new UnreadableFile(`Two columns are called "${shown(twice)}"`)
  const figures = names.filter((name) => /^[-+]?[\d.]/.test(name))
  if (figures.length === names.length) throw new UnreadableFile(`The first line names no columns: "${shown(columns.join(delimiter))}"`)

  const readRow = (line: number, cells: readonly string[]): SeriesRow => {
    const row: SeriesRow = { line, at: null, values: [], faults: [] }
    const when = textOf(cells[0])
    if (when == null) return { ...row, faults: ['There is no time'] }
    const at = timeOf(when, ownZone)
    if (typeof at !== 'string') return { ...row, faults: [at.fault] }
    row.at = at
    if (cells.length > columns.length) row.faults.push(`There are ${cells.length} cells under ${columns.length} columns`)
    for (const [index, { name }] of channels.entries()) {
      const text = textOf(cells[index + 1])
      if (name === '' || text == null || none.test(text)) continue
      const number = numberOf(text, delimiter !== ',')
      if (Number.isFinite(number)) row.values.push([index, number])
      else row.faults.push(`${name}: "${shown(text)}" is no number`)
    }
    return row
  }

  const readRows = async function* (): AsyncGenerator<SeriesRow> {
    for await (const row of rows) yield 'fault' in row ? { line: row.line, at: null, values: [], faults: [row.fault] } : readRow(row.line, row.cells)
  }
  return { channels, headerLine, rows: readRows() }
}
