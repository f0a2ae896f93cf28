export type TableStyle = {
  delimiter: string
  newline?: '\n' | '\r\n'
  byteOrderMark?: boolean
  /** Blanks written around each unquoted cell. */
  padding?: string
  /** A delimiter after the last cell of each line. */
  trailing?: boolean
  /** No newline after the last line. */
  openEnd?: boolean
}

const written = (cell: string, { delimiter, padding = '' }: TableStyle): string =>
  cell.includes(delimiter) || /["\r\n#|]|^\s|\s$|^\+-/.test(cell) || cell.startsWith('\uFEFF')
    ? `${padding}"${cell.replaceAll('"', '""')}"${padding}`
    : `${padding}${cell}${padding}`

/** Writes a table the way a careful program does; the readers must give the very same cells back. */
export const writeTable = (
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  style: TableStyle,
): string => {
  const { delimiter, newline = '\n', byteOrderMark = false, trailing = false, openEnd = false } = style
  const lines = [columns, ...rows].map(
    (cells) => cells.map((cell) => written(cell, style)).join(delimiter) + (trailing ? delimiter : ''),
  )
  return (byteOrderMark ? '\uFEFF' : '') + lines.join(newline) + (openEnd ? '' : newline)
}

/** Text in pieces of a given number of bytes, as a slow disk or network gives them. */
export const inPieces = async function* (text: string | Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

export const collect = async <Each>(source: AsyncIterable<Each>): Promise<Each[]> => {
  const all: Each[] = []
  for await (const each of source) all.push(each)
  return all
}
