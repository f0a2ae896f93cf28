import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'

const root = join(import.meta.dirname, '..')

/** Beside the built pages: the hash of what they were built from. The server hands out no file without a type. */
export const stampName = '.stamp'

/** All that pages may import (.dependency-cruiser.mjs says so). */
const folders = ['web', 'plugins', 'schema/language']

const isSource = (path: string): boolean =>
  !path.startsWith(join('web', 'dist')) && !/\.test\.tsx?$|\.md$|\.d\.ts$/.test(path)

/** The paths of its sources, from `root`. */
const sourcesOf = async (folder: string): Promise<string[]> => {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter(isSource)
}

/**
 * One hash over all that the pages are made of: times of files change with every checkout, contents don't.
 * @param panels the modules of panels that live elsewhere; what is in their folders counts
 */
export const hashSources = async (panels: readonly string[] = []): Promise<string> => {
  const elsewhere = [...new Set(panels.map((path) => relative(root, dirname(path))))]
  const sources = (await Promise.all([...folders, ...elsewhere].map(sourcesOf))).flat()
  const files = [...sources.sort(), 'vite.config.ts', 'package-lock.json', 'package.json', ...panels.map((path) => relative(root, path))]
  const hash = createHash('sha256')
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(await readFile(join(root, file)).catch(() => ''))
      .update('\0')
  return hash.digest('hex')
}
