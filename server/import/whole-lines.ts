/** The whole lines of a text, as they come. The getters tell of what has been taken so far. */
export type WholeLines = {
  /** UTF-8, without a byte order mark at its beginning; each piece ends with a line. */
  text: AsyncGenerator<string>
  /** Bytes: where to go on when the file has grown. */
  readonly taken: number
  /** Lines that ended in them. */
  readonly lines: number
  /** Whether something stands behind the last line end, which was left. */
  readonly unfinished: boolean
}

/** So much without a line end is no line that anybody is still writing. Bytes. */
const longest = 1 << 20

const lineEnd = 0x0a

const countLines = (bytes: Uint8Array): number => {
  let count = 0
  for (let at = bytes.indexOf(lineEnd); at >= 0; at = bytes.indexOf(lineEnd, at + 1)) count++
  return count
}

/**
 * Gives what is whole of a file that somebody may be writing: what stands behind its last line end is left for the next
 * time, unless `all` is wanted, because nobody writes it any more.
 */
export const wholeLines = (bytes: AsyncIterable<Uint8Array>, { all }: { all: boolean }): WholeLines => {
  let taken = 0
  let lines = 0
  let held: Uint8Array = new Uint8Array(0)
  const decoder = new TextDecoder()
  const take = (piece: Uint8Array) => {
    taken += piece.length
    lines += countLines(piece)
    return decoder.decode(piece, { stream: true })
  }
  const text = async function* (): AsyncGenerator<string> {
    for await (const chunk of bytes) {
      const end = chunk.lastIndexOf(lineEnd) + 1
      if (end === 0 && held.length + chunk.length <= longest) {
        held = Buffer.concat([held, chunk])
        continue
      }
      const whole = end === 0 ? chunk.length : end
      const piece = take(Buffer.concat([held, chunk.subarray(0, whole)]))
      held = chunk.subarray(whole)
      if (piece) yield piece
    }
    if (!all || held.length === 0) return
    const rest = take(held) + decoder.decode()
    held = new Uint8Array(0)
    if (rest) yield rest
  }
  return {
    text: text(),
    get taken() {
      return taken
    },
    get lines() {
      return lines
    },
    get unfinished() {
      return held.length > 0
    },
  }
}
