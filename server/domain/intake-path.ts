// File systems name files in bytes, the database in text: whatever is no text is written %XX, and can be read back.

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const escaped = (byte: number) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`

/** How many bytes the character that begins here has in UTF-8; 0 when none does. */
const lengthAt = (bytes: Uint8Array, at: number): number => {
  const first = bytes[at]!
  const length = first < 0x80 ? 1 : first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0
  if (length < 2) return length
  try {
    decoder.decode(bytes.subarray(at, at + length))
    return at + length <= bytes.length ? length : 0
  } catch {
    return 0
  }
}

/** Control characters, and a percent sign that would be read as an escape. */
const isUnsafe = (bytes: Uint8Array, at: number): boolean => {
  const byte = bytes[at]!
  return byte < 0x20 || byte === 0x7f || (byte === 0x25 && /^[0-9A-F]{2}$/.test(String.fromCharCode(...bytes.subarray(at + 1, at + 3))))
}

/** The name of a file as text: as it is where it is UTF-8, other bytes as %XX. No two names give the same text. */
export const toText = (name: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < name.length;) {
    const length = lengthAt(name, at)
    if (length === 0 || (length === 1 && isUnsafe(name, at))) text += escaped(name[at++]!)
    else {
      text += decoder.decode(name.subarray(at, at + length))
      at += length
    }
  }
  return text
}

/** The bytes of a name that was given as text. */
export const toBytes = (text: string): Uint8Array =>
  Buffer.concat(text.split(/(%[0-9A-F]{2})/).map((part) => (/^%[0-9A-F]{2}$/.test(part) ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part))))

/** The name that somebody gave to a file cannot be one. */
export class UnusableName extends Error {
  override name = 'UnusableName'
}

const longest = 1024

/**
 * What an uploaded file is called: `/` between folders, none of them `..`.
 * @throws UnusableName saying why
 */
export const checkPath = (name: string): string => {
  const parts = name.replaceAll('\\', '/').split('/').filter((part) => part !== '' && part !== '.')
  const path = parts.join('/')
  if (path === '') throw new UnusableName('The file needs a name')
  if (parts.includes('..')) throw new UnusableName(`"${path.slice(0, 80)}": a name must not lead out of its folder`)
  if (/\p{Cc}/u.test(path) || !path.isWellFormed()) throw new UnusableName('The name has characters that no name has')
  if (Buffer.byteLength(path) > longest) throw new UnusableName(`The name is longer than ${longest} bytes`)
  return path
}
