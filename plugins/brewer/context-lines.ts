import type { ContextLine } from './answers.ts'
import { createLines } from './format/lines.ts'

/** No record of a Brewer is as long; of one that is, its beginning is shown. */
const mostShown = 8192

/** Control characters as the signs that stand for them: ␍ for CR, ␃ for what the instrument's log leaves. */
const shown = (text: string): string =>
  text.replace(/\p{Cc}/gu, (letter) => {
    const code = letter.charCodeAt(0)
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '␡' : '·'
  })

/** What CR sets apart; at the end nothing, and DOS's sign for it, are no fields. */
const fieldsOf = (text: string): string[] => {
  const fields = text.split('\r')
  while (fields.length > 1 && (fields.at(-1) === '' || fields.at(-1) === '\x1a')) fields.pop()
  return fields.map(shown)
}

/** The records of a file around one of them, as they stand there. */
export const linesAround = (content: Uint8Array, { line, before, after }: { line: number; before: number; after: number }): ContextLine[] => {
  const found: ContextLine[] = []
  const isNear = (at: number) => at >= line - before && at <= line + after
  const lines = createLines({
    take: (bytes, start, end, at, offset) => {
      if (!isNear(at)) return
      const text = bytes.toString('latin1', start, Math.min(end, start + mostShown))
      found.push({ line: at, offset, text: shown(text), fields: fieldsOf(text) })
    },
    tooLong: (at, offset, length) => {
      if (isNear(at)) found.push({ line: at, offset, text: `${length} bytes without an end`, fields: [] })
    },
  })
  lines.push(content)
  lines.end()
  return found
}
