import { UnreadableFile } from './item.ts'

/** A row's cells, unquoted ones without the blanks around them; or what is wrong with the line. */
export type Row = { line: number; cells: string[] } | { line: number; fault: string }

export type Table = { columns: string[]; headerLine: number; delimiter: string; rows: AsyncIterable<Row> }

/** Longer lines are refused, so that a file without line ends cannot fill the memory. Characters. */
export const longestLine = 1 << 20

const isComment = (line: string) => line.startsWith('#')
/** The frame that brilcalc and SQL shells draw around a table: `+-----+----+`. */
const isFrame = (line: string) => line.startsWith('+-') && /^\+[-+]+\+$/.test(line.trimEnd())
/** A first line of data has a number or a date somewhere; a line of column names doesn't begin a cell with a digit. */
const hasFigure = (cells: readonly string[]) => cells.some((cell) => /^[-+]?\.?\d/.test(cell))

/** Tab when there is one, else the commonest of the usual separators. */
const delimiterOf = (line: string): string => {
  if (line.includes('\t')) return '\t'
  const counts = [',', ';', '|'].map((mark) => ({ mark, count: line.split(mark).length - 1 }))
  return counts.reduce((best, each) => (each.count > best.count ? each : best)).mark
}

const splitPlain = (line: string, delimiter: string): string[] => {
  const cells = line.split(delimiter)
  for (let index = 0; index < cells.length; index++) cells[index] = (cells[index] as string).trim()
  return cells
}

type Quoted = { cells: string[]; end: number; lines: number } | 'needs more'

/**
 * One record with quotes in it, from `start`. A quoted cell may hold delimiters, doubled quotes and, where the
 * delimiter is not a tab, line ends. A quote that is not closed before the delimiter stands for itself.
 */
const splitQuoted = (text: string, start: number, delimiter: string, ended: boolean): Quoted => {
  const cells: string[] = []
  let at = start
  let lines = 0
  let lineEnd = text.indexOf('\n', at)
  const plainEnd = (from: number): number => {
    const mark = text.indexOf(delimiter, from)
    const stop = lineEnd < 0 ? text.length : lineEnd
    return mark < 0 || mark > stop ? stop : mark
  }
  for (;;) {
    let open = at
    while (text[open] === ' ' || (text[open] === '\t' && delimiter !== '\t')) open++
    let end = -1
    if (text[open] === '"') {
      let close = open
      do {
        close = text.indexOf('"', close + 1)
        if (close >= 0 && text[close + 1] === '"') close++
        else break
      } while (close >= 0)
      if (!ended && (close < 0 || close + 1 >= text.length) && (delimiter !== '\t' || lineEnd < 0)) return 'needs more'
      const spans = close >= 0 && lineEnd >= 0 && close > lineEnd
      if (close >= 0 && !(spans && delimiter === '\t')) {
        let after = close + 1
        while (text[after] === ' ' || text[after] === '\r' || (text[after] === '\t' && delimiter !== '\t')) after++
        if (after >= text.length && !ended) return 'needs more'
        if (after >= text.length || text[after] === '\n' || text[after] === delimiter) {
          const value = text.slice(open + 1, close)
          cells.push(value.includes('""') ? value.replaceAll('""', '"') : value)
          if (spans) {
            lines += value.split('\n').length - 1
            lineEnd = text.indexOf('\n', close)
          }
          end = after
        }
      }
    }
    if (end < 0) {
      if (lineEnd < 0 && !ended) return 'needs more'
      end = plainEnd(at)
      cells.push(text.slice(at, end).trim())
    }
    if (text[end] !== delimiter) return { cells, end, lines }
    at = end + 1
  }
}

/**
 * Reads a table of text: TSV, CSV, with `;` or `|`; LF or CRLF; the delimiter is found from the header. Lines that are
 * blank, drawn frames, repeated headers, or begin with `#` are passed over; but the last `#` line before the data is
 * the header when it has as many cells as they (`#run:fill,ls,time`). Holds one line at a time.
 */
export const openTable = async (chunks: AsyncIterable<string>): Promise<Table> => {
  const source = chunks[Symbol.asyncIterator]()
  let buffer = ''
  let at = 0
  let line = 1
  let ended = false

  const more = async (): Promise<boolean> => {
    const next = await source.next()
    if (next.done) ended = true
    else buffer = at === 0 ? buffer + next.value : buffer.slice(at) + next.value
    if (!next.done) at = 0
    return !next.done
  }
  /** Where the physical line at `at` ends; null when it is too long (and then it has been dropped). */
  const lineEnd = async (): Promise<number | null> => {
    let from = at
    for (;;) {
      const end = buffer.indexOf('\n', from)
      if (end >= 0) return end
      if (buffer.length - at > longestLine) {
        do {
          buffer = ''
          at = 0
        } while ((await more()) && !buffer.includes('\n'))
        at = buffer.indexOf('\n') + 1
        return null
      }
      from = buffer.length - at
      if (!(await more())) return buffer.length
    }
  }
  const present = async () => at < buffer.length || (!ended && (await more()))

  let comment: { text: string; line: number } | undefined
  let first: string | undefined
  let firstEnd = 0
  while (first === undefined && (await present())) {
    const end = await lineEnd()
    if (end === null) throw new UnreadableFile(`Line ${line} is longer than 1 MiB: this is no table`)
    const text = buffer.slice(at, end).trim()
    if (text.includes('\0')) throw new UnreadableFile('The file is binary, not text')
    if (isComment(text)) comment = { text: text.replace(/^#+/, ''), line }
    if (text === '' || isComment(text) || isFrame(text)) {
      at = end + 1
      line++
    } else {
      first = text
      firstEnd = end
    }
  }
  const lead = first ?? comment?.text
  if (lead === undefined) throw new UnreadableFile('The file is empty')
  const delimiter = delimiterOf(lead)
  // `| a | b |` is framed by its delimiter.
  const framed = delimiter === '|' && lead.startsWith('|') && lead.endsWith('|')
  const unframed = (cells: string[]) => (framed ? cells.slice(1, -1) : cells)
  const cellsOf = (text: string): string[] => {
    const found = splitQuoted(text, 0, delimiter, true)
    return found === 'needs more' ? [] : unframed(found.cells)
  }
  let columns = cellsOf(lead)
  let headerLine = comment && first === undefined ? comment.line : line
  const commented = comment && first !== undefined ? cellsOf(comment.text) : []
  if (comment && commented.length > 1 && commented.length === columns.length && hasFigure(columns)) {
    columns = commented
    headerLine = comment.line
  } else if (first !== undefined) {
    at = firstEnd + 1
    line++
  }

  const isRepeatedHeader = (cells: readonly string[]) =>
    cells[0] === columns[0] && cells.every((cell, index) => cell === (columns[index] ?? ''))

  const rows = async function* (): AsyncGenerator<Row> {
    while (await present()) {
      const end = await lineEnd()
      if (end === null || end - at > longestLine) {
        if (end !== null) at = end + 1
        yield { line: line++, fault: 'The line is longer than 1 MiB' }
        continue
      }
      const text = buffer.slice(at, end)
      const start = line
      if (!text.includes('"')) {
        at = end + 1
        line++
        if (isComment(text) || isFrame(text)) continue
        const cells = unframed(splitPlain(text, delimiter))
        if (cells.every((cell) => cell === '') || isRepeatedHeader(cells)) continue
        yield { line: start, cells }
        continue
      }
      if (isComment(text)) {
        at = end + 1
        line++
        continue
      }
      let found = splitQuoted(buffer, at, delimiter, ended)
      while (found === 'needs more' && buffer.length - at <= longestLine) {
        await more()
        found = splitQuoted(buffer, at, delimiter, ended)
      }
      if (found === 'needs more') {
        yield { line: start, fault: 'A quote opens here and does not close within 1 MiB' }
        at = buffer.indexOf('\n', at) + 1
        line++
        continue
      }
      at = found.end + 1
      line += found.lines + 1
      const cells = unframed(found.cells)
      if (cells.every((cell) => cell === '') || isRepeatedHeader(cells)) continue
      yield { line: start, cells }
    }
  }
  return { columns, headerLine, delimiter, rows: rows() }
}
