// Builds the pages when their sources are not those that they were built from: `npm start` runs this first.
import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { hashSources, stampName } from './stamp.ts'

const dist = join(import.meta.dirname, 'dist')

const loadVite = async () => {
  try {
    return await import('vite')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return null
    throw error
  }
}

const filesOf = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)))
}

/** What pages name comes before the pages, and what only old pages name goes last: a running server never has gaps. */
const replace = async (built: string): Promise<void> => {
  const files = await filesOf(built)
  const rank = (path: string) => (path.startsWith('assets') ? 0 : path === stampName ? 2 : 1)
  await mkdir(dist, { recursive: true })
  const known = await filesOf(dist)
  for (const path of files.toSorted((a, b) => rank(a) - rank(b))) {
    await mkdir(dirname(join(dist, path)), { recursive: true })
    await copyFile(join(built, path), join(dist, path))
  }
  for (const path of known) if (!files.includes(path)) await rm(join(dist, path), { force: true })
}

const isBuilt = existsSync(join(dist, 'index.html'))
const isFresh = isBuilt && (await readFile(join(dist, stampName), 'utf8').catch(() => '')) === (await hashSources())

if (!isFresh) {
  const vite = await loadVite()
  if (vite) {
    // Whoever calls: under NODE_ENV=test or development vite would build pages with their debugging aids.
    process.env['NODE_ENV'] = 'production'
    const startedAt = performance.now()
    const built = await mkdtemp(join(tmpdir(), 'logline-web-'))
    try {
      const configFile = join(import.meta.dirname, '..', 'vite.config.ts')
      await vite.build({ configFile, logLevel: 'warn', build: { outDir: built, emptyOutDir: false } })
      await replace(built)
    } finally {
      await rm(built, { recursive: true })
    }
    console.log(`The web pages were built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  } else if (isBuilt) {
    console.warn('The web pages are older than their sources, and vite is not installed: they are served as they are')
  } else {
    // The API works without them, and says so at /.
    console.warn('The web pages are not built, and vite is not installed: run npm ci, then npm run build')
  }
}
