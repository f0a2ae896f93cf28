import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PluginName } from './name.ts'

/** Where a plugin is going to live: among those of the repository, or in a package of its own. */
export type Place = 'REPOSITORY' | 'PACKAGE'

// Sources also in the package of Logline: they are written, not run.
const folder = join(import.meta.dirname, '..', 'skeleton')

/** What the parts of Logline are called from a package. */
const inPackage = (path: string): string => {
  const [, part, rest = ''] = /^(plugins\/api|drizzle\/tables|test\/kit\/author|web)\/(.*?)\.tsx?$/.exec(path) ?? []
  if (part === 'plugins/api') return rest === 'index' ? 'logline/plugin' : `logline/${rest}`
  if (part === 'drizzle/tables') return 'logline/tables'
  if (part === 'test/kit/author') return 'logline/test'
  if (part === 'web') return `logline/${rest}`
  throw new Error(`the skeleton imports ${path}, which is not part of the contract`)
}

/** The skeleton lies three folders deep, a plugin of the repository two. */
const inRepository = (up: string, path: string): string =>
  path.startsWith('plugins/') ? `${up.slice(6)}${path.slice('plugins/'.length)}` : `${up.slice(3)}${path}`

const renameImports = (text: string, place: Place): string =>
  text.replaceAll(/from '((?:\.\.\/){3,})([^']+)'/g, (_, up: string, path: string) => `from '${place === 'PACKAGE' ? inPackage(path) : inRepository(up, path)}'`)
    .replace("from 'vitest'", place === 'PACKAGE' ? "from 'node:test'" : "from 'vitest'")

const isSql = (path: string): boolean => path.startsWith('migrations')

/** The skeleton's name in all its spellings, as that of the plugin. */
const renameAll = (text: string, path: string, { id, pascal, camel, snake, title }: PluginName): string => {
  if (isSql(path)) return text.replaceAll('skeleton', snake)
  return text
    .replaceAll("core.run, 'skeleton'", `core.run, '${camel}'`)
    .replaceAll("pgSchema('skeleton')", `pgSchema('${snake}')`)
    .replaceAll('PostgreSQL schema `skeleton`', `PostgreSQL schema \`${snake}\``)
    .replaceAll("'skeleton': {", `${id.includes('-') ? `'${id}'` : id}: {`)
    .replaceAll(/(['"`./])skeleton(?=['"`:.-])|\bskeleton(?=-)/g, (_, before: string = '') => `${before}${id}`)
    .replaceAll(/title: 'Skeleton'|^# Skeleton/gm, (found) => found.replace('Skeleton', title))
    .replaceAll('Skeleton', pascal)
    .replaceAll('skeleton', camel)
}

/** The files of a new plugin, by path in its folder. `now` (epoch ms) is when its first migration was written. */
export const skeletonFiles = async (name: PluginName, place: Place, now: number): Promise<Map<string, string>> => {
  const files = new Map<string, string>()
  for await (const entry of glob('**/*', { cwd: folder, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name).slice(folder.length + 1)
    const text = renameAll(renameImports(await readFile(join(folder, path), 'utf8'), place), path, name)
    files.set(path.replaceAll('skeleton', name.id), path.endsWith('_journal.json') ? text.replace(/"when": \d+/, `"when": ${now}`) : text)
  }
  return files
}
