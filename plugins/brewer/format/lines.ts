const LF = 10

/** Longer ones are told and skipped: no record of a Brewer has a twentieth of it. */
export const mostLineBytes = 65_536

export type LineTaker = {
  /** Its bytes are there only until it returns. The LF is not among them. */
  take(bytes: Buffer, start: number, end: number, line: number, offset: number): void
  tooLong(line: number, offset: number, length: number): void
}

/** Cuts bytes that come in pieces into lines. What it keeps is one line at most. */
export const createLines = ({ take, tooLong }: LineTaker) => {
  let line = 1
  let offset = 0
  // The beginning of a line whose end is still to come; `length` also when it is too long to be kept.
  let kept = Buffer.allocUnsafe(1024)
  let length = 0

  const keep = (chunk: Buffer, start: number, end: number) => {
    const total = length + end - start
    if (total <= mostLineBytes) {
      if (total > kept.length) {
        const larger = Buffer.allocUnsafe(Math.min(mostLineBytes, total * 2))
        kept.copy(larger, 0, 0, length)
        kept = larger
      }
      chunk.copy(kept, length, start, end)
    }
    length = total
  }

  const finish = () => {
    if (length > mostLineBytes) tooLong(line, offset, length)
    else take(kept, 0, length, line, offset)
    offset += length + 1
    line++
    length = 0
  }

  return {
    push(bytes: Uint8Array) {
      const chunk = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      let start = 0
      if (length > 0) {
        const end = chunk.indexOf(LF)
        keep(chunk, 0, end < 0 ? chunk.length : end)
        if (end < 0) return
        finish()
        start = end + 1
      }
      for (let end = chunk.indexOf(LF, start); end >= 0; end = chunk.indexOf(LF, start)) {
        if (end - start > mostLineBytes) tooLong(line, offset, end - start)
        else take(chunk, start, end, line, offset)
        offset += end - start + 1
        line++
        start = end + 1
      }
      if (start < chunk.length) keep(chunk, start, chunk.length)
    },
    end() {
      if (length > 0) finish()
    },
  }
}
