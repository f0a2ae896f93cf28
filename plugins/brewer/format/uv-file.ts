import { type At, readHeader } from './b-records.ts'
import { createFields } from './fields.ts'
import type { LineReader } from './line-reader.ts'
import { problem } from './problem.ts'
import type { BrewerRecord, FileName } from './record.ts'
import { createClock, midnightOf } from './times.ts'

const endOfFile = 0x1a
const CR = 13

/** UV files: of each scan its header, its first point as a measurement, and its end with the time of the last. */
export const createUvReader = (name: FileName | null, take: (record: BrewerRecord) => void): LineReader => {
  const fields = createFields()
  const clock = createClock()
  clock.begin(midnightOf(name))
  let scan: string | null = null
  let points = 0
  let lastAt: number | null = null
  let last: At = { line: 0, offset: 0, length: 0, at: null }

  /** What was broken off ends with the line before what follows. */
  const finish = (place: At, tag: string) => {
    if (scan !== null) take({ type: 'other', ...place, at: lastAt, tag })
    scan = null
  }

  return {
    line(bytes, from, to, line, offset) {
      let start = from
      let end = to
      while (end > start && (bytes[end - 1] === CR || bytes[end - 1] === endOfFile)) end--
      while (start < end && bytes[start] === endOfFile) start++
      if (start === end) return
      const place: At = { line, offset, length: to - from, at: null }
      const before = last
      last = place
      fields.split(bytes, start, end)
      const tag = fields.width(0) < 8 ? fields.text(0).toLowerCase() : ''
      if (/^u[a-z]$/.test(tag)) {
        finish(before, 'unfinished')
        const { day, ...header } = readHeader(fields, place, 4)
        clock.begin(day ?? midnightOf(name))
        take(header)
        if (day === null) take(problem(place, 'BAD_DATE', 'No date', `${fields.raw(5)} ${fields.raw(6)} ${fields.raw(7)}`))
        scan = tag
        points = 0
        lastAt = null
      } else if (tag === 'end') finish(place, 'end')
      else if (scan === null) take(problem(place, 'NO_HEADER', 'A point of no scan', fields.raw(0)))
      else {
        const minutes = fields.number(0)
        const [wavelength, step, counts] = [fields.number(1), fields.number(2), fields.number(3)]
        if (!(minutes >= 0 && minutes < 2880 && wavelength > 0 && step === step && counts === counts)) {
          take(problem(place, 'BROKEN_RECORD', 'No point of a scan', bytes.toString('latin1', start, Math.min(end, start + 80))))
          return
        }
        const at = clock.of(minutes * 60)
        lastAt = at === at ? at : null
        if (points++ === 0) take({ type: 'measurement', ...place, at: lastAt, of: scan, isPartial: false })
      }
    },
    tooLong(line, offset, length) {
      last = { line, offset, length, at: null }
      take(problem(last, 'TOO_LONG', `A record of ${length} bytes`))
    },
    end() {
      if (last.line > 0) finish(last, 'unfinished')
    },
  }
}
