import { realpath, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { reasonOf, walkFolder } from '../domain/intake-walk.ts'

/** A file to take in: how it was named, what it is to be called, where it lies, whether a folder was named and not itself. Or what could not be looked into. */
export type Found = { shown: string; name: string; file: Buffer; isOfFolder: boolean } | { shown: string; name: string; reason: string }

async function* lookInto(operand: string): AsyncGenerator<Found, void> {
  try {
    // What was typed may be a link: who typed it meant where it leads.
    if (!(await stat(operand)).isDirectory()) {
      yield { shown: operand, name: basename(operand), file: await realpath(operand, 'buffer'), isOfFolder: false }
      return
    }
    for await (const found of walkFolder(operand)) {
      const shown = join(operand, found.path)
      yield found.kind === 'FILE' ? { shown, name: found.path, file: found.file, isOfFolder: true } : { shown, name: found.path, reason: found.reason }
    }
  } catch (error) {
    yield { shown: operand, name: basename(operand), reason: reasonOf(error instanceof Error && error.cause !== undefined ? error.cause : error) }
  }
}

/**
 * All files that were named, and those in folders that were, each once. Within a folder: in the order of their bytes, by
 * their paths under it; hidden names and links are passed over.
 */
export const findFiles = async (operands: readonly string[]): Promise<Found[]> => {
  const all: Found[] = []
  const seen = new Set<string>()
  for (const operand of operands) {
    for await (const found of lookInto(operand)) {
      const key = 'file' in found ? found.file.toString('latin1') : found.shown
      if (!seen.has(key)) all.push(found)
      seen.add(key)
    }
  }
  return all
}
