import { createReadStream } from 'node:fs'

/** A path, or the bytes (or text) themselves as they come. */
export type Source = string | AsyncIterable<Uint8Array | string>

/** Text in pieces; `bytesRead` grows while they are taken (for a progress bar). */
export type TextSource = { chunks: AsyncGenerator<string>; readonly bytesRead: number }

/** Excel's "Unicode text" is UTF-16 with a byte order mark; everything else is taken for UTF-8. */
const encodingOf = (head: Uint8Array): string => {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return 'utf-8'
}

/** Opens a source as text without its byte order mark. Bytes that are no text become U+FFFD. */
export const openText = (source: Source): TextSource => {
  let bytesRead = 0
  const bytes = typeof source === 'string' ? createReadStream(source, { highWaterMark: 256 * 1024 }) : source

  const decode = async function* (): AsyncGenerator<string> {
    let decoder: TextDecoder | undefined
    // The mark can arrive in two pieces, so the first bytes wait for each other.
    let head: Uint8Array = new Uint8Array(0)
    for await (const piece of bytes as AsyncIterable<Uint8Array | string>) {
      if (typeof piece === 'string') {
        bytesRead += Buffer.byteLength(piece)
        if (piece) yield piece
        continue
      }
      bytesRead += piece.byteLength
      let ready = piece
      if (!decoder) {
        if (head.length > 0) ready = Buffer.concat([head, piece])
        if (ready.length < 2) {
          head = ready
          continue
        }
        decoder = new TextDecoder(encodingOf(ready))
      }
      const text = decoder.decode(ready, { stream: true })
      if (text) yield text
    }
    const rest = (decoder ?? new TextDecoder()).decode(decoder ? undefined : head)
    if (rest) yield rest
  }

  return {
    chunks: decode(),
    get bytesRead() {
      return bytesRead
    },
  }
}

/** The same chunks, with the first ones that are looked at put back in front. */
export const putBack = async function* (looked: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  if (looked) yield looked
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}
