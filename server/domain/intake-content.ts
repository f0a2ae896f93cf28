import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'

/** An open file that is read up to the size it had when it was opened, whoever writes on. */
export type Content = {
  size: number
  modifiedMs: number
  /** SHA-256 of the first so many bytes, for each of these lengths, in one reading. */
  hashes: (lengths: readonly number[], signal: AbortSignal) => Promise<Buffer[]>
  /** From this byte to `size`. @throws CutShort when there is less by now */
  bytes: (from: number, signal?: AbortSignal) => AsyncGenerator<Uint8Array, void>
} & AsyncDisposable

/** The file became shorter while it was read. */
export class CutShort extends Error {
  override name = 'CutShort'
}

const piece = 256 * 1024

/** A plain file; never what a link leads to, and never one that would have to be waited for. */
export const openContent = async (file: Buffer | string): Promise<Content> => {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) throw Object.assign(new Error('no plain file'), { code: stat.isDirectory() ? 'EISDIR' : 'EPERM' })
    const { size } = stat
    async function* bytes(from: number, signal?: AbortSignal): AsyncGenerator<Uint8Array, void> {
      for (let at = from; at < size;) {
        signal?.throwIfAborted()
        const length = Math.min(piece, size - at)
        const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, at)
        if (bytesRead === 0) throw new CutShort('It became shorter while it was read; the next look reads it again')
        at += bytesRead
        yield buffer.subarray(0, bytesRead)
      }
    }
    return {
      size,
      modifiedMs: Math.trunc(stat.mtimeMs),
      bytes,
      hashes: async (lengths, signal) => {
        const found = new Map<number, Buffer>()
        const hash = createHash('sha256')
        let at = 0
        const wanted = [...new Set(lengths)].toSorted((a, b) => a - b)
        const mark = () => {
          for (const length of wanted) if (length === at) found.set(length, hash.copy().digest())
        }
        mark()
        for await (const chunk of bytes(0, signal)) {
          let from = 0
          for (const length of wanted) {
            if (length <= at || length > at + chunk.length - from) continue
            const to = from + length - at
            hash.update(chunk.subarray(from, to))
            at = length
            from = to
            mark()
          }
          hash.update(chunk.subarray(from))
          at += chunk.length - from
        }
        return lengths.map((length) => {
          const one = found.get(length)
          if (!one) throw new Error(`there are no ${length} bytes to hash`)
          return one
        })
      },
      [Symbol.asyncDispose]: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}
