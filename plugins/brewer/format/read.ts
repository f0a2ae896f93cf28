import { createBReader } from './b-file.ts'
import { createLines } from './lines.ts'
import type { BrewerRecord, FileName } from './record.ts'

export type BrewerReader = { push(chunk: Uint8Array): void; end(): void }

/** Reads a file that comes in pieces, whatever its bytes: `take` is told record after record. Keeps one line at most. */
export const createReader = (name: FileName | null, take: (record: BrewerRecord) => void): BrewerReader => {
  const reader = createBReader(name, take)
  const lines = createLines({ take: reader.line, tooLong: reader.tooLong })
  return {
    push: lines.push,
    end() {
      lines.end()
      reader.end()
    },
  }
}
