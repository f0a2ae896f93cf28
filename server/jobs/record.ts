import { messageOf } from '../plugins/fault.ts'

/** Text as PostgreSQL can hold it: NUL and halves of characters become U+FFFD. */
const storable = (text: string): string => text.replaceAll('\0', '\uFFFD').toWellFormed()

const longestLine = 2000
const mostLines = 1000
const largestResult = 64 * 1024

const cut = (text: string, length: number): string => (text.length <= length ? text : `${text.slice(0, length)} …`)

/** Why something was thrown, whatever it was. */
export const wordsOfThrown = (thrown: unknown): string => {
  try {
    return storable(messageOf(thrown))
  } catch {
    return 'threw something that cannot be told'
  }
}

/** A result as JSON text, or why it was not kept. */
export const toResult = (value: unknown): { json: string | null; refused: string | null } => {
  if (value === undefined) return { json: null, refused: null }
  try {
    // A NUL would be \u0000 in JSON, which jsonb does not take.
    const json = JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? storable(part) : part)) ?? null
    const bytes = json === null ? 0 : Buffer.byteLength(json)
    return bytes > largestResult ? { json: null, refused: `The result of ${bytes} bytes was not kept: at most ${largestResult} are` } : { json, refused: null }
  } catch (error) {
    return { json: null, refused: `The result was not kept: ${wordsOfThrown(error)}` }
  }
}

/** The lines that a run says, until they are written down. */
export type Lines = {
  say: (text: string) => void
  /** Those that wait, which are ours to write from now on. */
  take: () => string[]
}

/** @param now epoch ms */
export const createLines = (now: () => number): Lines => {
  let waiting: string[] = []
  let said = 0
  return {
    say: (text) => {
      for (const line of storable(String(text)).split(/\r?\n/)) {
        said++
        if (said > mostLines + 1) return
        const words = said > mostLines ? `More than ${mostLines} lines: what follows is not kept` : cut(line, longestLine)
        waiting.push(`${new Date(now()).toISOString()} ${words}`)
      }
    },
    take: () => {
      const taken = waiting
      waiting = []
      return taken
    },
  }
}
