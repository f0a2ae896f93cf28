const mostBytes = 12
const mostWords = 256

/**
 * Text of bytes (latin-1). Short words, which come again and again, are made once: to make one takes longer than to find it.
 * What is kept are 256 of them, each of twelve letters at most.
 */
export const createWords = (): ((bytes: Buffer, start: number, end: number) => string) => {
  const known = Array.from({ length: mostWords }, () => '')

  const isSame = (word: string, bytes: Buffer, start: number) => {
    for (let at = 0; at < word.length; at++) if (word.charCodeAt(at) !== bytes[start + at]) return false
    return true
  }

  return (bytes, start, end) => {
    const length = end - start
    if (length > mostBytes) return bytes.toString('latin1', start, end)
    let hash = length
    for (let at = start; at < end; at++) hash = hash * 31 + bytes[at]! | 0
    const place = hash & mostWords - 1
    const word = known[place]!
    return word.length === length && isSame(word, bytes, start) ? word : (known[place] = bytes.toString('latin1', start, end))
  }
}
