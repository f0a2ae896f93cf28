import { createTimeReader } from './series-time.ts'

/** A value that was measured: `at` is RFC 3339 in UTC. */
export type SeriesPoint = { line: number; channel: string; unit: string | null; at: string; value: number }

export type SeriesFault = { line: number; message: string }

export type SeriesOptions = {
  /** Of times without an offset: IANA. Without it they are refused. */
  zone?: string | undefined
  /** The header line, for a text that goes on where another ended; and how many lines came before. */
  header?: string | undefined
  linesBefore?: number | undefined
  point: (point: SeriesPoint) => void
  fault: (fault: SeriesFault) => void
}

export type SeriesReader = {
  /** Takes the next piece of text: lines may be cut anywhere. */
  push: (text: string) => void
  /** Takes what was said as all of it: a last line without an end counts. */
  end: () => void
  /** The header line; null before it came. */
  readonly header: string | null
  /** Lines that were read to their end. */
  readonly lines: number
}

const longestLine = 1 << 20
const timeName = /^(time|times|timestamp|date|datetime|date[ _-]?time|at|utc|t)\b/i
/** What loggers write where they have no value. */
const absent = /^(|-|nan|na|n\/a|null|none)$/i

const split = (text: string, delimiter: string): string[] => {
  if (!text.includes('"')) return text.split(delimiter).map((cell) => cell.trim())
  const cells: string[] = []
  let [cell, quoted] = ['', false]
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!
    if (letter === '"' && quoted && text[at + 1] === '"') cell += text[++at]
    else if (letter === '"') quoted = !quoted
    else if (letter === delimiter && !quoted) {
      cells.push(cell.trim())
      cell = ''
    } else cell += letter
  }
  return [...cells, cell.trim()]
}

/** `pressure [mbar]` or `pressure (mbar)`: the name, and the unit in brackets. */
const named = (title: string): { channel: string; unit: string | null } => {
  const [, name, square, round] = /^(.*?)\s*(?:\[([^\]]*)\]|\(([^)]*)\))$/.exec(title) ?? []
  const unit = (square ?? round)?.trim()
  return name ? { channel: name, unit: unit || null } : { channel: title, unit: null }
}

type Columns =
  | { kind: 'wide'; time: number; channels: readonly ({ channel: string; unit: string | null } | null)[] }
  | { kind: 'long'; time: number; channel: number; value: number; unit: number }

/** What the columns are, or what is wrong with the header. */
const columnsOf = (titles: readonly string[]): Columns | string => {
  const low = titles.map((title) => title.toLowerCase())
  const time = low.findIndex((title) => timeName.test(title))
  if (time < 0) return `There is no column of times: one is called time, at, date or timestamp, not ${titles.slice(0, 6).join(', ').slice(0, 120)}`
  const [channel, value] = [low.indexOf('channel'), low.indexOf('value')]
  if (channel >= 0 && value >= 0) return { kind: 'long', time, channel, value, unit: low.indexOf('unit') }
  const channels = titles.map((title, index) => (index === time || title === '' ? null : named(title)))
  const names = channels.flatMap((one) => (one ? [one.channel] : []))
  if (names.length === 0) return 'There is no column with values beside the times'
  const double = names.find((name, index) => names.indexOf(name) !== index)
  return double === undefined ? { kind: 'wide', time, channels } : `Two columns are called ${double}`
}

/**
 * Reads tables of time series as they come: wide ones (a column of times, and one for each channel with its unit in
 * brackets) and long ones (time, channel, value, unit). Separated by comma, semicolon or tab; `#` begins a remark; an
 * empty cell is no measurement. What cannot be read is told by line, and the rest counts.
 */
export const createSeriesReader = ({ zone, header: given, linesBefore = 0, point, fault }: SeriesOptions): SeriesReader => {
  const timeOf = createTimeReader(zone)
  let rest = ''
  let line = linesBefore
  let header: string | null = null
  let delimiter = ','
  let columns: Columns | string | null = null

  const open = (text: string) => {
    header = text
    delimiter = ['\t', ';', ','].find((one) => text.includes(one)) ?? ','
    columns = columnsOf(split(text, delimiter))
    if (typeof columns === 'string') fault({ line, message: columns })
  }
  if (given !== undefined) open(given)

  const numberOf = (cell: string): number => Number(delimiter === ',' ? cell : cell.replace(',', '.'))

  const read = (text: string) => {
    if (text === '' || text.startsWith('#')) return
    if (columns === null) return open(text)
    if (typeof columns === 'string') return
    const cells = split(text, delimiter)
    const time = cells[columns.time] ?? ''
    const at = timeOf(time)
    if (typeof at !== 'string') return fault({ line, message: at.fault })
    const tell = (channel: string, unit: string | null, cell: string) => {
      const value = numberOf(cell)
      if (Number.isFinite(value)) point({ line, channel, unit, at, value })
      else fault({ line, message: `${channel}: "${cell.slice(0, 40)}" is no number` })
    }
    if (columns.kind === 'long') {
      const channel = cells[columns.channel] ?? ''
      const cell = cells[columns.value] ?? ''
      if (channel === '') return fault({ line, message: 'There is no channel in this line' })
      if (!absent.test(cell)) tell(channel, cells[columns.unit] || null, cell)
      return
    }
    if (cells.length > columns.channels.length) return fault({ line, message: `${cells.length} cells, where the header has ${columns.channels.length}` })
    for (const [index, known] of columns.channels.entries()) {
      const cell = cells[index] ?? ''
      if (known !== null && !absent.test(cell)) tell(known.channel, known.unit, cell)
    }
  }

  const take = (text: string) => {
    line += 1
    if (text.length > longestLine) fault({ line, message: 'The line is longer than 1 MiB' })
    else read(text.trim())
  }

  return {
    push: (text) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const one of lines) take(one)
    },
    end: () => {
      if (rest !== '') take(rest)
      rest = ''
    },
    get header() {
      return header
    },
    get lines() {
      return line
    },
  }
}
