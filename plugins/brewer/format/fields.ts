import { createWords } from './words.ts'

const CR = 13
const BLANK = 32

const mostFields = 1024

/** Exact as doubles. */
const powersOfTen = Array.from({ length: 23 }, (_, power) => 10 ** power)

/** The fields of one record. They are found once, and read one by one when asked for. Beyond the last one all are empty. */
export type Fields = {
  /** Finds at most `limit` fields; those that are empty at the end do not count. Gives how many. */
  split(bytes: Buffer, start: number, end: number, limit?: number): number
  count(): number
  /** As it stands there (latin-1). */
  raw(field: number): string
  /** Without the blanks around it. */
  text(field: number): string
  /** NaN when it is empty or no number; of the latter `isBad` tells. */
  number(field: number): number
  /** HH:MM:SS as seconds since midnight, whatever follows it; NaN when it is none. */
  seconds(field: number): number
  isEmpty(field: number): boolean
  /** The first field that was asked for as a number and is none, since `split`; -1 when there was none. */
  badField(): number
  /** Bytes. */
  width(field: number): number
}

export const createFields = (): Fields => {
  const words = createWords()
  const starts = new Int32Array(mostFields)
  const ends = new Int32Array(mostFields)
  let bytes: Buffer = Buffer.alloc(0)
  let count = 0
  let bad = -1

  const isEmpty = (field: number) => {
    if (field >= count) return true
    for (let at = starts[field]!; at < ends[field]!; at++) if (bytes[at]! > BLANK) return false
    return true
  }

  const fail = (field: number) => {
    if (bad < 0) bad = field
    return NaN
  }

  /** What is rare: large exponents, more digits than a double has. */
  const slowly = (field: number) => {
    const text = bytes.toString('latin1', starts[field], ends[field]).trim().replace(/d/i, 'e')
    return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i.test(text) ? Number(text) : fail(field)
  }

  const number = (field: number) => {
    if (field >= count) return NaN
    let at = starts[field]!
    let end = ends[field]!
    while (at < end && bytes[at] === BLANK) at++
    while (end > at && bytes[end - 1] === BLANK) end--
    if (at === end) return NaN
    let byte = bytes[at]!
    const isNegative = byte === 45
    if (isNegative || byte === 43) at++
    let digits = 0
    let decimals = 0
    let value = 0
    for (; at < end; at++) {
      byte = bytes[at]!
      if (byte === 46 && decimals === 0) decimals = 1
      else if (byte >= 48 && byte <= 57) {
        value = value * 10 + byte - 48
        digits++
        if (decimals > 0) decimals++
      } else return slowly(field)
    }
    if (digits === 0) return fail(field)
    if (digits > 15) return slowly(field)
    if (decimals > 1) value /= powersOfTen[decimals - 1]!
    return isNegative && value !== 0 ? -value : value
  }

  const digit = (at: number) => {
    const byte = bytes[at]! - 48
    return byte >= 0 && byte <= 9 ? byte : NaN
  }

  return {
    split(source, start, end, limit = mostFields) {
      bytes = source
      bad = -1
      const most = Math.min(limit, mostFields)
      // Without a branch for each byte: where a field ends cannot be foreseen. The last bit is 1 for CR alone.
      let found = 0
      for (let at = start; at < end && found < most; at++) {
        ends[found] = at
        found += (source[at]! ^ CR) - 1 >>> 31
      }
      if (found < most) ends[found++] = end
      starts[0] = start
      for (let field = 1; field < found; field++) starts[field] = ends[field - 1]! + 1
      count = found
      while (count > 0 && starts[count - 1] === ends[count - 1]) count--
      return count
    },
    count: () => count,
    raw: (field) => field < count ? bytes.toString('latin1', starts[field], ends[field]) : '',
    text: (field) => field < count ? words(bytes, starts[field]!, ends[field]!).trim() : '',
    number,
    seconds(field) {
      if (field >= count) return NaN
      let at = starts[field]!
      const end = ends[field]!
      while (at < end && bytes[at] === BLANK) at++
      if (bytes[at + 1] === 58) at--
      if (end - at < 8 || bytes[at + 2] !== 58 || bytes[at + 5] !== 58) return NaN
      const tens = at < starts[field]! || bytes[at] === BLANK ? 0 : digit(at)
      const hours = tens * 10 + digit(at + 1)
      const minutes = digit(at + 3) * 10 + digit(at + 4)
      const seconds = digit(at + 6) * 10 + digit(at + 7)
      const time = hours * 3600 + minutes * 60 + seconds
      return minutes < 60 && seconds < 60 && time <= 86_400 ? time : NaN
    },
    isEmpty,
    badField: () => bad,
    width: (field) => field < count ? ends[field]! - starts[field]! : 0,
  }
}
