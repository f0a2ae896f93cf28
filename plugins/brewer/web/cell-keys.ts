/** A cell of a table, from 0. */
export type Cell = { readonly row: number; readonly column: number }

/** Where a key leads from a cell: one further by an arrow, to an end by Home and End; null for other keys, and out of the table. */
export const moveIn = (
  { row, column }: Cell,
  { key, ctrlKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey'>,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): Cell | null => {
  const wanted: Cell | undefined = {
    ArrowUp: { row: row - 1, column },
    ArrowDown: { row: row + 1, column },
    ArrowLeft: { row, column: column - 1 },
    ArrowRight: { row, column: column + 1 },
    Home: { row: ctrlKey ? 0 : row, column: 0 },
    End: { row: ctrlKey ? rows - 1 : row, column: columns - 1 },
  }[key]
  const isIn = wanted && wanted.row >= 0 && wanted.row < rows && wanted.column >= 0 && wanted.column < columns
  return isIn ? wanted : null
}
