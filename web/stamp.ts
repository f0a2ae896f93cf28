import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

const web = import.meta.dirname
const root = join(web, '..')

/** Beside the built pages: the hash of what they were built from. The server hands out no file without a type. */
export const stampName = '.stamp'

const isSource = (path: string): boolean => !path.startsWith('dist') && !/\.test\.tsx?$|\.md$|\.d\.ts$/.test(path)

/** One hash over all that the pages are made of: times of files change with every checkout, contents don't. */
export const hashSources = async (): Promise<string> => {
  const entries = await readdir(web, { recursive: true, withFileTypes: true })
  const sources = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(web, join(entry.parentPath, entry.name)))
    .filter(isSource)
  const files = [
    ...sources.sort().map((path) => join(web, path)),
    join(root, 'vite.config.ts'),
    join(root, 'package-lock.json'),
  ]
  const hash = createHash('sha256')
  for (const file of files)
    hash
      .update(`${relative(root, file)}\0`)
      .update(await readFile(file).catch(() => ''))
      .update('\0')
  return hash.digest('hex')
}
