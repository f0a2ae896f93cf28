/** How the bytes of a file came to be what they are, by those that are kept. */
export type Turn = 'NEW' | 'SAME' | 'GROWN' | 'SHRUNK' | 'REWRITTEN' | 'COPY'

const beginsWith = (bytes: Uint8Array, start: Uint8Array) => bytes.length >= start.length && Buffer.compare(bytes.subarray(0, start.length), start) === 0

/**
 * @param known what is kept of it; `empty` when it never could be read
 * @param fromElsewhere it lies at another path than what is kept: a shorter copy takes nothing away
 */
export const turnOf = (known: Uint8Array | null, bytes: Uint8Array, fromElsewhere: boolean): Turn => {
  if (known === null || known.length === 0) return 'NEW'
  if (beginsWith(bytes, known)) return bytes.length === known.length ? 'SAME' : 'GROWN'
  if (fromElsewhere && beginsWith(known, bytes)) return 'COPY'
  return bytes.length < known.length ? 'SHRUNK' : 'REWRITTEN'
}
