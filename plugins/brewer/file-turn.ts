/** How the bytes of a file came to be what they are, by those that are kept. */
export type Turn = 'NEW' | 'SAME' | 'GROWN' | 'SHRUNK' | 'REWRITTEN' | 'COPY'

/** Programs of DOS end a file with a byte that goes when they go on writing. */
const endOfFile = 0x1a
const withoutEnd = (bytes: Uint8Array) => {
  let end = bytes.length
  // One of them writes a line feed after it.
  if (bytes[end - 1] === 10 && bytes[end - 2] === endOfFile) end--
  while (bytes[end - 1] === endOfFile) end--
  return bytes.subarray(0, end)
}

const beginsWith = (bytes: Uint8Array, start: Uint8Array) => bytes.length >= start.length && Buffer.compare(bytes.subarray(0, start.length), start) === 0

/**
 * @param known what is kept of it; `empty` when it never could be read
 * @param fromElsewhere it lies at another path than what is kept: a shorter copy takes nothing away
 */
export const turnOf = (known: Uint8Array | null, bytes: Uint8Array, fromElsewhere: boolean): Turn => {
  if (known === null || known.length === 0) return 'NEW'
  if (beginsWith(bytes, known)) return bytes.length === known.length ? 'SAME' : 'GROWN'
  if (beginsWith(bytes, withoutEnd(known))) return 'GROWN'
  if (fromElsewhere && beginsWith(known, withoutEnd(bytes))) return 'COPY'
  return bytes.length < known.length ? 'SHRUNK' : 'REWRITTEN'
}
