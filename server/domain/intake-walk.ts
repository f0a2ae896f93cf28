import { lstat, readdir, realpath } from 'node:fs/promises'
import { toText } from './intake-path.ts'

/** What lies in a folder tree: files, and what could not be looked into. */
export type Found =
  | { kind: 'FILE'; path: string; file: Buffer; size: number; modifiedMs: number }
  | { kind: 'UNREADABLE'; path: string; isFolder: boolean; reason: string }

const slash = Buffer.from('/')
const atOnce = 32

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'it may not be read', EPERM: 'it may not be read', ENOENT: 'it is not there', ENOTDIR: 'it is no folder', EIO: 'the disk cannot give it',
  ELOOP: 'it is a link', EISDIR: 'it is a folder', ENAMETOOLONG: 'its name is too long', ESTALE: 'the file server does not know it any more',
}

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code ?? '')

/** Why the disk did not give something, in words without paths. */
export const reasonOf = (error: unknown): string => reasons[codeOf(error)] ?? `it cannot be read (${codeOf(error) || 'no reason given'})`

const isGone = (error: unknown) => codeOf(error) === 'ENOENT'

const look = async (path: string, file: Buffer): Promise<Found | null> => {
  try {
    const stat = await lstat(file)
    return stat.isFile() ? { kind: 'FILE', path, file, size: stat.size, modifiedMs: Math.trunc(stat.mtimeMs) } : null
  } catch (error) {
    return isGone(error) ? null : { kind: 'UNREADABLE', path, isFolder: false, reason: reasonOf(error) }
  }
}

async function* walk(folder: Buffer, prefix: string): AsyncGenerator<Found, void> {
  const entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' })
  entries.sort((a, b) => Buffer.compare(a.name, b.name))
  // Links are passed over: one that leads elsewhere in the tree would bring a file twice, one that leads out brings what nobody put here.
  const named = entries.flatMap((entry) => {
    const hidden = entry.name[0] === 0x2e
    return hidden || entry.isSymbolicLink() ? [] : [{ entry, path: prefix + toText(entry.name), file: Buffer.concat([folder, slash, entry.name]) }]
  })
  const files = named.filter(({ entry }) => entry.isFile())
  for (let at = 0; at < files.length; at += atOnce) {
    const found = await Promise.all(files.slice(at, at + atOnce).map(({ path, file }) => look(path, file)))
    for (const one of found) if (one) yield one
  }
  for (const { entry, path, file } of named) {
    if (!entry.isDirectory()) continue
    try {
      yield* walk(file, `${path}/`)
    } catch (error) {
      if (!isGone(error)) yield { kind: 'UNREADABLE', path, isFolder: true, reason: reasonOf(error) }
    }
  }
}

/**
 * All files of a folder tree, by `/`-separated paths under it, in the order of their bytes. Hidden names (`.x`), links
 * and what is no plain file are passed over.
 * @throws when the folder itself cannot be read: a disk that is not there must not look like an empty folder
 */
export async function* walkFolder(folder: string): AsyncGenerator<Found, void> {
  try {
    // The folder may be a link itself: who configured it meant where it leads.
    yield* walk(Buffer.from(await realpath(folder)), '')
  } catch (error) {
    if (codeOf(error) === '') throw error
    throw new Error(`The folder ${folder} cannot be watched: ${reasonOf(error)}`, { cause: error })
  }
}
