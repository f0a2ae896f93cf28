// How the program writes: numbers as GW-BASIC prints them, fields ended by CR, records by CR LF.

export type Random = () => number

/** The same numbers for the same seed: 0 … 1. */
export const seeded = (seed: number): Random => {
  let state = seed >>> 0
  return () => {
    state = state + 0x6d2b79f5 >>> 0
    let mixed = Math.imul(state ^ state >>> 15, state | 1)
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61)
    return ((mixed ^ mixed >>> 14) >>> 0) / 4_294_967_296
  }
}

/** About `mean`, never further off than `spread`. */
export const about = (random: Random, mean: number, spread: number) => mean + (random() + random() - 1) * spread

/** A blank instead of a plus, no zero before the point. */
export const basic = (value: number, decimals = 0) => {
  const text = String(Number(Math.abs(value).toFixed(decimals))).replace(/^0\./, '.')
  return value < 0 && Number(text) !== 0 ? `-${text}` : ` ${text}`
}

const two = (value: number) => String(value).padStart(2, '0')

/** HH:MM:SS of any number of seconds. */
export const clockTime = (seconds: number) => {
  const time = (Math.floor(seconds) % 86_400 + 86_400) % 86_400
  return `${two(Math.floor(time / 3600))}:${two(Math.floor(time / 60) % 60)}:${two(time % 60)}`
}

/** Decimal minutes since midnight. */
export const minutes = (seconds: number) => basic((seconds % 86_400 + 86_400) % 86_400 / 60, 2)

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

/** The three fields of a date: `JUN `, `19/`, `19`. */
export const dateFields = (day: Date) => [`${months[day.getUTCMonth()]} `, `${two(day.getUTCDate())}/`, two(day.getUTCFullYear() % 100)]

/** dd, mm, yy */
export const dayFields = (day: Date) => [two(day.getUTCDate()), two(day.getUTCMonth() + 1), two(day.getUTCFullYear() % 100)]

export type Row = readonly string[]

/** Comments that are followed by something else have a field more, and an empty one. */
export const joinRows = (rows: readonly Row[]) => {
  let text = ''
  for (const [index, row] of rows.entries()) {
    const isLastComment = row[0] === 'co' && rows[index + 1] !== undefined && rows[index + 1]![0] !== 'co'
    text += `${row.join('\r')}\r${isLastComment ? '\r' : ''}${index < rows.length - 1 ? '\n' : ''}`
  }
  return text
}

/** Files end with the mark of DOS, for which the last record has no LF. */
export const toFile = (rows: readonly Row[], { isClosed = true } = {}) => Buffer.from(joinRows(rows) + (isClosed ? '\x1a' : '\n'), 'latin1')
