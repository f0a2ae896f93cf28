import type { Cell } from '../domain/export-columns.ts'
import { csvLine } from './csv.ts'

/** How rows become text: a head, each row, what stands between rows, and a foot that only a whole export has. */
export type ExportFormat = { type: string; head: (names: readonly string[]) => string; row: (names: readonly string[], cells: readonly Cell[]) => string; between: string; foot: string }

/** Keys are our own names, in the order of the columns; written by hand, because an object for each row costs more. */
const jsonRow = (names: readonly string[], cells: readonly Cell[]): string => {
  let text = '{'
  for (let at = 0; at < names.length; at++) text += `${at === 0 ? '' : ','}"${names[at]}":${JSON.stringify(cells[at])}`
  return `${text}}`
}

export const exportFormats = {
  csv: { type: 'text/csv; charset=utf-8; header=present', head: csvLine, row: (_names, cells) => csvLine(cells), between: '', foot: '' },
  json: { type: 'application/json; charset=utf-8', head: () => '[', row: jsonRow, between: ',\n', foot: ']\n' },
  ndjson: { type: 'application/x-ndjson; charset=utf-8', head: () => '', row: (names, cells) => `${jsonRow(names, cells)}\n`, between: '', foot: '' },
} as const satisfies Record<string, ExportFormat>

export type ExportFormatName = keyof typeof exportFormats

/** The text of an export, a batch at a time. */
export const writeExport = async function* (
  { head, row, between, foot }: ExportFormat, names: readonly string[], batches: AsyncIterable<readonly (readonly Cell[])[]>,
): AsyncGenerator<string, void> {
  let [text, first] = [head(names), true]
  for await (const batch of batches) {
    for (const cells of batch) {
      text += first ? row(names, cells) : between + row(names, cells)
      first = false
    }
    yield text
    text = ''
  }
  if (text + foot !== '') yield text + foot
}
