import { createHash, randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { clientError } from './error.ts'

/** A body that lies on disk, until it is disposed of. */
export type Spooled = { file: string; size: number; hash: string } & AsyncDisposable

export type Spool = {
  /**
   * Takes a body in as it comes: memory does not grow with it.
   * @throws BODY_TOO_LARGE as soon as it is, UNSUPPORTED_MEDIA_TYPE when it is compressed or a form, BAD_REQUEST when it breaks off
   */
  take: (request: IncomingMessage, maxBytes: number) => Promise<Spooled>
  /** Keeps bytes from elsewhere. @throws BODY_TOO_LARGE */
  keep: (chunks: AsyncIterable<Uint8Array>, maxBytes: number) => Promise<Spooled>
}

/** Left by a process that was killed: nobody is at work on a file for so long (ms). */
const abandonedMs = 86_400_000

const sweep = async (folder: string, now: number): Promise<void> => {
  for (const name of await readdir(folder)) {
    const file = join(folder, name)
    const found = await stat(file).catch(() => null)
    if (found && now - found.mtimeMs > abandonedMs) await rm(file, { force: true })
  }
}

const refuseShape = ({ headers }: IncomingMessage, maxBytes: number) => {
  if (Number(headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes)
  if (!['identity', undefined].includes(headers['content-encoding']))
    throw clientError('UNSUPPORTED_MEDIA_TYPE', 'Send the file as it is, not compressed')
  if (/^multipart\//i.test(headers['content-type'] ?? ''))
    throw clientError('UNSUPPORTED_MEDIA_TYPE', 'Send the file itself as the body, not a form: curl --data-binary @file')
}

const tooLarge = (maxBytes: number) =>
  clientError('BODY_TOO_LARGE', `This file is larger than ${maxBytes} bytes`, { limit: 'bodyBytes', allowed: maxBytes })

/** Where bodies are kept while somebody works on them. @param folder made when it is needed */
export const createSpool = (folder: string): Spool => {
  let ready: Promise<void> | undefined
  const prepare = async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await sweep(folder, Date.now())
  }
  const keep: Spool['keep'] = async (chunks, maxBytes) => {
    await (ready ??= prepare().catch((error: unknown) => {
      ready = undefined
      throw error
    }))
    const file = join(folder, randomUUID())
    const hash = createHash('sha256')
    let size = 0
    try {
      await using handle = await open(file, 'wx', 0o600)
      for await (const chunk of chunks) {
        size += chunk.length
        if (size > maxBytes) throw tooLarge(maxBytes)
        hash.update(chunk)
        await handle.appendFile(chunk)
      }
    } catch (error) {
      await rm(file, { force: true })
      throw error
    }
    return { file, size, hash: hash.digest('hex'), [Symbol.asyncDispose]: () => rm(file, { force: true }) }
  }
  return {
    keep,
    take: async (request, maxBytes) => {
      refuseShape(request, maxBytes)
      try {
        // The request must outlive a refusal: it carries the answer.
        return await keep(request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>, maxBytes)
      } catch (error) {
        if (request.destroyed && !request.complete) throw clientError('BAD_REQUEST', 'The request ended before its body')
        throw error
      }
    },
  }
}
