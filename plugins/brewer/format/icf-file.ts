import { constantsOf } from './b-records.ts'
import type { LineReader } from './line-reader.ts'
import { problem } from './problem.ts'
import type { BrewerRecord, FileName } from './record.ts'

/** Old ones have so many constants. */
const leastValues = 50
const mostValues = 256
/** Those before the model are numbers. */
const numbers = 22
const numeric = /^[+-]?(\d+(\.\d*)?|\.\d+)([ed][+-]?\d+)?$/i

/** ICF files: the instrument's constants, one a line, which are one record. */
export const createIcfReader = (_name: FileName | null, take: (record: BrewerRecord) => void): LineReader => {
  const values: string[] = []
  let length = 0
  return {
    line(bytes, start, end, line, offset) {
      length = offset + end - start
      // oxlint-disable-next-line no-control-regex
      const text = bytes.toString('latin1', start, end).replace(/[\r\x1a]/g, '').trim()
      // Lines may be empty at the end, or where a value is not known.
      if (values.length < mostValues && (text || values.length < leastValues)) values.push(text)
      if (text && values.length <= numbers && !numeric.test(text))
        take(problem({ line, offset, length: end - start, at: null }, 'BROKEN_RECORD', `Constant ${values.length} is no number`, text))
    },
    tooLong(line, offset, bytes) {
      length = offset + bytes
      take(problem({ line, offset, length: bytes, at: null }, 'TOO_LONG', `A line of ${bytes} bytes`))
    },
    end() {
      if (length === 0) return
      while (values.at(-1) === '') values.pop()
      const place = { line: 1, offset: 0, length, at: null }
      if (values.length < numbers + 1) take(problem(place, 'BROKEN_RECORD', `${values.length} constants, and should be at least ${leastValues}`))
      else take(constantsOf(values, place))
    },
  }
}
