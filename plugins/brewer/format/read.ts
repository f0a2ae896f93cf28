import { createBReader } from './b-file.ts'
import { createDReader } from './d-file.ts'
import { createIcfReader } from './icf-file.ts'
import type { LineReader } from './line-reader.ts'
import { createLines } from './lines.ts'
import type { BrewerRecord, FileName } from './record.ts'
import { createUvReader } from './uv-file.ts'

type Take = (record: BrewerRecord) => void

export type BrewerReader = { push(chunk: Uint8Array): void; end(): void }

const readers = { B: createBReader, D: createDReader, UV: createUvReader, ICF: createIcfReader }

/** What a line is of that begins a file. */
const kindOf = (line: string): keyof typeof readers => {
  // oxlint-disable-next-line no-control-regex
  const text = line.replace(/[\r\x1a]+$/, '')
  if (/^u[a-z]\r *integration/i.test(text)) return 'UV'
  if (/^(version=|dh\r)/i.test(text) || text.includes('\r')) return 'B'
  return /^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? 'ICF' : 'D'
}

/** Finds out by the first line that is not empty. */
const createAnyReader = (name: FileName | null, take: Take): LineReader => {
  let reader: LineReader | null = null
  return {
    line(bytes, start, end, line, offset) {
      if (!reader) {
        const text = bytes.toString('latin1', start, Math.min(end, start + 200))
        // oxlint-disable-next-line no-control-regex
        if (/^[\s\x1a]*$/.test(text)) return
        reader = readers[kindOf(text)](name, take)
      }
      reader.line(bytes, start, end, line, offset)
    },
    tooLong(line, offset, length) {
      reader ??= createBReader(name, take)
      reader.tooLong(line, offset, length)
    },
    end: () => reader?.end(),
  }
}

/**
 * Reads a file that comes in pieces, whatever its bytes: `take` is told record after record. Keeps one line at most. The
 * kind is told by the name; without one (and of summary files) by how it begins.
 */
export const createReader = (name: FileName | null, take: Take): BrewerReader => {
  const reader = name === null || name.kind === 'S' ? createAnyReader(name, take) : readers[name.kind](name, take)
  const lines = createLines({ take: reader.line, tooLong: reader.tooLong })
  return {
    push: lines.push,
    end() {
      lines.end()
      reader.end()
    },
  }
}
