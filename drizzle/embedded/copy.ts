import { createHash, randomUUID } from 'node:crypto'
import {
  chmodSync, constants, copyFileSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync,
  symlinkSync, utimesSync,
} from 'node:fs'
import { basename, join } from 'node:path'

type Link = { source: string; target: string }

/**
 * Makes the symbolic links that an npm package cannot carry and that its install script makes where scripts may run.
 * Throws where the folder is not writable.
 */
export const makeLinks = (native: string): void => {
  const list = join(native, 'pg-symlinks.json')
  const links = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Link[]) : []
  for (const { source, target } of links) {
    const path = join(native, target.replace(/^native\//, ''))
    if (existsSync(path)) continue
    try {
      symlinkSync(basename(source), path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

const entriesOf = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()

/** Hash of the names, sizes and times (s) of all files: a copy is complete when it has the hash of its source. */
const fingerprint = (folder: string): string => {
  const hash = createHash('sha256')
  for (const entry of entriesOf(folder)) {
    const stat = lstatSync(join(folder, entry))
    if (stat.isFile()) hash.update(`${entry}\0${stat.size}\0${Math.floor(stat.mtimeMs / 1000)}\n`)
  }
  return hash.digest('hex').slice(0, 16)
}

/** Readable by everybody, whatever the umask of whoever unpacked the source. */
const copyTree = (source: string, target: string): void => {
  for (const entry of ['', ...entriesOf(source)]) {
    const from = join(source, entry)
    const to = join(target, entry)
    const stat = lstatSync(from)
    if (stat.isDirectory()) {
      mkdirSync(to)
      chmodSync(to, 0o755)
    } else if (stat.isFile()) {
      copyFileSync(from, to, constants.COPYFILE_FICLONE)
      chmodSync(to, stat.mode & 0o100 ? 0o755 : 0o644)
      utimesSync(to, stat.atimeMs / 1000, stat.mtimeMs / 1000)
    }
  }
  makeLinks(target)
}

/** Ours, and nobody else may write: what lies in a folder that others prepared must never be run. */
const ownFolder = (folder: string): boolean => {
  const stat = lstatSync(folder, { throwIfNoEntry: false })
  return stat !== undefined && stat.isDirectory() && stat.uid === process.geteuid?.() && (stat.mode & 0o022) === 0
}

/**
 * A complete copy of the folder `source` inside `place`, made unless it is there already. Named by its content, so
 * clones with the same binaries share one and versions stand side by side.
 */
export const copyInto = (place: string, source: string, log: (message: string) => void): string => {
  if (!existsSync(place)) {
    mkdirSync(place)
    chmodSync(place, 0o755)
  }
  if (!ownFolder(place)) throw new Error(`${place} belongs to, or may be written by, another user`)
  const content = fingerprint(source)
  const copy = join(place, `postgres-${content}`)
  if (ownFolder(copy) && fingerprint(copy) === content) {
    makeLinks(copy)
    return copy
  }
  const half = join(place, `half-${process.pid}-${randomUUID()}`)
  try {
    copyTree(source, half)
    // A damaged one steps aside in one move; a server that runs from it keeps the files it has open.
    if (existsSync(copy)) renameSync(copy, join(half, 'damaged'))
    renameSync(half, copy)
    rmSync(join(copy, 'damaged'), { recursive: true, force: true })
    log(`copied the PostgreSQL programs to ${copy}, as PostgreSQL's account cannot use them in ${source}`)
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    // Another process may have put the same content there first.
    if (!ownFolder(copy) || fingerprint(copy) !== content) throw error
  }
  return copy
}
