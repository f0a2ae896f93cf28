/** What is in a cell: a value, nothing, or something that cannot be read as what it should be. */
export type Cell<Value> =
  | {
      state: 'value'
      value: Value
      /** Parts of the cell that were left out. */
      refused?: readonly { value: string; reason: string }[]
      warning?: string
    }
  | { state: 'absent' }
  | { state: 'fault'; reason: string }

/** What a reader may know beside the cell: the column's unit as the header gives it, and the zone of local times. */
export type CellContext = { header: string; unit: string; zone: string | undefined; now: number }

/** Reads a cell of a table (text) or a value of JSON. */
export type CellReader<Value> = (cell: unknown, context: CellContext) => Cell<Value>

export const absent: Cell<never> = { state: 'absent' }
export const value = <Value>(read: Value): Cell<Value> => ({ state: 'value', value: read })
export const fault = (reason: string): Cell<never> => ({ state: 'fault', reason })

/** A cell in a sentence: short, on one line. */
export const shown = (cell: unknown): string => {
  const text = typeof cell === 'string' ? cell : (JSON.stringify(cell) ?? '')
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > 80 ? `${line.slice(0, 79)}…` : line
}

/** Words that say there is nothing. */
const nothing = new Set(['', '-', '--', 'n/a', 'null', 'no_value', 'no value'])

/** The cell as text without blanks around it; null where it holds nothing, undefined where it is no text at all. */
export const textOf = (cell: unknown): string | null | undefined => {
  if (cell === null || cell === undefined) return null
  if (typeof cell === 'string') {
    const text = cell.trim()
    return text.length <= 9 && nothing.has(text.toLowerCase()) ? null : text
  }
  if (typeof cell === 'number' || typeof cell === 'boolean' || typeof cell === 'bigint') return String(cell)
  return undefined
}

/** Makes a reader of text from a reader of cells: absent stays absent, and lists and objects are faults. */
export const ofText =
  <Value>(read: (text: string, context: CellContext) => Cell<Value>): CellReader<Value> =>
  (cell, context) => {
    const text = textOf(cell)
    if (text === null) return absent
    return text === undefined ? fault(`${shown(cell)} is not a single value`) : read(text, context)
  }

/** The same for numbers and times, where also these words can only mean that there is none. */
export const ofFigure = <Value>(read: (text: string, context: CellContext) => Cell<Value>): CellReader<Value> =>
  ofText((text, context) => (/^(nan|na|none|nat|undefined)$/i.test(text) ? absent : read(text, context)))

/**
 * A copy that holds on to nothing: a piece cut from a string keeps the whole string (here: of the file) in memory.
 */
export const detached = (text: string): string => (text.length < 13 ? text : Buffer.from(text).toString())
