import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { hashSources, stampName } from './stamp.ts'

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'

const loadVite = async () => {
  try {
    return { vite: await import('vite'), ...(await import('./bundle-config.ts')) }
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

const filesOf = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)))
}

/** A file that is on its way: whoever else builds here leaves it alone. */
const part = '.part'

/**
 * Puts pages in the place of others. What pages name comes before the pages, and what only old pages name goes last;
 * a file is there whole or not at all: a running server never has gaps, even while several build at once.
 */
export const replacePages = async (folder: string, built: string): Promise<void> => {
  const files = await filesOf(built)
  const rank = (path: string) => (path.startsWith('assets') ? 0 : path === stampName ? 2 : 1)
  await mkdir(folder, { recursive: true })
  const known = (await filesOf(folder)).filter((path) => !path.endsWith(part))
  for (const path of files.toSorted((a, b) => rank(a) - rank(b))) {
    const place = join(folder, path)
    await mkdir(dirname(place), { recursive: true })
    await copyFile(join(built, path), `${place}.${process.pid}${part}`)
    await rename(`${place}.${process.pid}${part}`, place)
  }
  for (const path of known) if (!files.includes(path)) await rm(join(folder, path), { force: true })
}

/** How pages in a folder stand to what they are made of. */
export const stateOfPages = async (folder: string, panels: readonly string[] = []): Promise<'MISSING' | 'STALE' | 'FRESH'> => {
  if (!existsSync(join(folder, 'index.html'))) return 'MISSING'
  const built = await readFile(join(folder, stampName), 'utf8').catch(() => '')
  return built === (await hashSources(panels)) ? 'FRESH' : 'STALE'
}

/**
 * Builds the pages into a folder, with the panels that these modules of plugins declare. Gives the seconds it took;
 * null where vite is not installed.
 */
export const buildPages = async (folder: string, panels: readonly string[] = []): Promise<number | null> => {
  // Whoever calls: under NODE_ENV=test or development vite would build pages with their debugging aids.
  process.env['NODE_ENV'] = 'production'
  const tools = await loadVite()
  if (!tools) return null
  const startedAt = performance.now()
  const built = await mkdtemp(join(tmpdir(), 'logline-web-'))
  try {
    const config = tools.bundleConfig(panels)
    await tools.vite.build({
      ...config, configFile: false, logLevel: 'warn', build: { ...config.build, outDir: built, emptyOutDir: false },
    })
    await replacePages(folder, built)
  } finally {
    await rm(built, { recursive: true })
  }
  return (performance.now() - startedAt) / 1000
}
