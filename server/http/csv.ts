import type { Cell } from '../domain/export-columns.ts'

/** A sheet that reads a cell beginning like this as a formula would run it; an apostrophe makes it a text again. */
const formula = /^[=+\-@\t\r]/

const quoted = (text: string): string => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** One cell: numbers as they are, nothing as nothing, lists with semicolons between. */
export const csvCell = (cell: Cell): string => {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = typeof cell === 'string' ? cell : cell.join('; ')
  return quoted(formula.test(text) ? `'${text}` : text)
}

/** One line as RFC 4180 has it. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`
