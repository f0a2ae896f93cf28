import { UnreadableFile } from './item.ts'
import { longestLine } from './table.ts'

/** One element of the list, or one member (`key`) of the object; or what is wrong with it. */
export type Element = { line: number; key?: string; value: unknown } | { line: number; fault: string }

export type JsonFile = { form: 'array' | 'members'; elements: AsyncIterable<Element> }

const [quote, backslash, newline, comma] = [0x22, 0x5c, 0x0a, 0x2c]
const isOpening = (code: number) => code === 0x7b || code === 0x5b
const isClosing = (code: number) => code === 0x7d || code === 0x5d

/**
 * Python writes NaN where JSON has no word, and 64-bit counters that a JavaScript number cannot hold: the first becomes
 * null, the second a string of its digits.
 */
const rewritten = (text: string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"|-?(?:NaN|Infinity)\b|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g, (token) => {
    if (token.startsWith('"')) return token
    if (/[NI]/.test(token)) return 'null'
    return /^-?\d{16,}$/.test(token) ? `"${token}"` : token
  })

const parse = (text: string): { value: unknown } | { fault: string } => {
  try {
    return { value: JSON.parse(/\d{16}/.test(text) ? rewritten(text) : text) as unknown }
  } catch (error) {
    try {
      return { value: JSON.parse(rewritten(text)) as unknown }
    } catch {
      return { fault: `Not JSON: ${(error as Error).message.replaceAll(/\s+/g, ' ').slice(0, 160)}` }
    }
  }
}

const elementOf = (text: string, line: number, form: JsonFile['form']): Element => {
  if (form === 'array') {
    const parsed = parse(text)
    return 'fault' in parsed ? { line, fault: parsed.fault } : { line, value: parsed.value }
  }
  const parsed = parse(`{${text}}`)
  if ('fault' in parsed) return { line, fault: parsed.fault }
  const [member] = Object.entries(parsed.value as Record<string, unknown>)
  return member ? { line, key: member[0], value: member[1] } : { line, fault: 'A member without a name' }
}

/**
 * Reads a JSON list of anything, or a JSON object, one element (member) at a time: the memory holds one of them, of at
 * most 1 MiB. A broken element is a fault of its line; what follows is read on where the brackets still tell how.
 */
export const openJson = async (chunks: AsyncIterable<string>): Promise<JsonFile> => {
  const source = chunks[Symbol.asyncIterator]()
  let buffer = ''
  let line = 1
  for (;;) {
    const next = await source.next()
    if (next.done) throw new UnreadableFile('The file is empty')
    buffer += next.value
    const blanks = buffer.length - buffer.trimStart().length
    line += buffer.slice(0, blanks).split('\n').length - 1
    buffer = buffer.slice(blanks)
    if (buffer) break
  }
  if (buffer[0] !== '[' && buffer[0] !== '{') throw new UnreadableFile('The file is not a JSON list or object')
  const form = buffer[0] === '[' ? 'array' : 'members'
  const whole = form === 'array' ? 'list' : 'object'
  buffer = buffer.slice(1)

  const elements = async function* (): AsyncGenerator<Element> {
    let at = 0
    let depth = 0
    let inString = false
    let escaped = false
    /** Where the element began; before it, only blanks. */
    let startLine = 0
    let tooLong = false
    let closed = false
    const finish = (text: string, isLast: boolean): Element | null => {
      const [from, long] = [startLine || line, tooLong || text.length > longestLine]
      startLine = 0
      tooLong = false
      if (long) return { line: from, fault: 'The element is longer than 1 MiB' }
      // A comma too many before the end harms nobody.
      if (text.trim() === '') return isLast ? null : { line: from, fault: 'An element is missing between two commas' }
      return elementOf(text.trim(), from, form)
    }
    for (;;) {
      let begin = 0
      for (; at < buffer.length && !closed; at++) {
        const code = buffer.charCodeAt(at)
        if (code === newline) line++
        if (inString) {
          if (escaped) escaped = false
          else if (code === backslash) escaped = true
          else if (code === quote) inString = false
          continue
        }
        if (code <= 0x20) continue
        const ends = depth === 0 && (code === comma || isClosing(code))
        if (!ends && startLine === 0) startLine = line
        if (code === quote) inString = true
        else if (isOpening(code)) depth++
        else if (ends) {
          const element = finish(buffer.slice(begin, at), code !== comma)
          begin = at + 1
          closed = code !== comma
          if (element) yield element
        } else if (isClosing(code)) depth--
      }
      if (closed) break
      buffer = buffer.slice(begin)
      at -= begin
      if (buffer.length > longestLine) {
        tooLong = true
        buffer = ''
        at = 0
      }
      const next = await source.next()
      if (next.done) {
        yield { line: startLine || line, fault: `The file ends before the ${whole} does: it has been cut off` }
        return
      }
      buffer += next.value
    }
    let rest = buffer.slice(at)
    while (rest.trim() === '') {
      line += rest.split('\n').length - 1
      const next = await source.next()
      if (next.done) return
      rest = next.value
    }
    line += rest.slice(0, rest.length - rest.trimStart().length).split('\n').length - 1
    yield { line, fault: `After the end of the ${whole} more text follows, which is not read` }
  }
  return { form, elements: elements() }
}
