import { createReadStream, statSync } from 'node:fs'
import { addAbortSignal } from 'node:stream'
import { UnreadableFile } from '../import/item.ts'
import { CommandFault } from './fault.ts'

/** Standard input, as a file's name. */
export const standardInput = '-'

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
  EISDIR: 'it is a folder',
}

const wordsOf = (error: unknown): string => {
  const { code = '', message = '' } = error as NodeJS.ErrnoException
  return reasons[code] ?? message
}

/** Bytes of each file (undefined: nobody knows). Told before anything is done: a misspelled name imports nothing. */
export const sizesOf = (files: readonly string[]): Map<string, number | undefined> => {
  const sizes = new Map<string, number | undefined>()
  for (const file of files) {
    if (sizes.has(file)) throw new CommandFault(`${file}: it is given twice; nothing was imported`)
    if (file === standardInput) sizes.set(file, undefined)
    else {
      try {
        const stat = statSync(file)
        if (stat.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' })
        sizes.set(file, stat.isFile() ? stat.size : undefined)
      } catch (error) {
        throw new CommandFault(`${file}: ${wordsOf(error)}; nothing was imported`)
      }
    }
  }
  return sizes
}

/**
 * The bytes of a file, until somebody wants to stop.
 * @throws UnreadableFile when the disk cannot give them
 */
export const bytesOf = async function* (file: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const stream = file === standardInput ? process.stdin : createReadStream(file, { highWaterMark: 256 * 1024 })
  try {
    yield* addAbortSignal(signal, stream) as AsyncIterable<Buffer>
  } catch (error) {
    if (signal.aborted) throw error
    throw new UnreadableFile(wordsOf(error))
  }
}
