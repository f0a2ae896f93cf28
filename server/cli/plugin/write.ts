import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { CommandFault } from '../fault.ts'
import type { PluginName } from './name.ts'

/** A list of the repository that names each plugin, and how it reads once one more is in it. */
type Listed = { path: string; before: string; after: string }

const withEntry = (path: string, text: string, entry: string): string => {
  const [found, start, entries] = /^([\s\S]*?\] = \[|[\s\S]*? = \[)([\s\S]*?)(?=\]\n*$)/.exec(text) ?? []
  if (found === undefined || start === undefined || entries === undefined) throw new CommandFault(`${path} does not end with a list: add ${entry} to it by hand`)
  const rest = text.slice(found.length)
  const lines = entries.split('\n').map((line) => line.trim()).filter(Boolean).map((line) => (line.endsWith(',') ? line : `${line},`))
  return `${start}\n${[...lines, `${entry},`].map((line) => `  ${line}\n`).join('')}${rest}`
}

const withImport = (text: string, line: string): string => {
  const imports = [...text.matchAll(/^import .*\n/gm)]
  const last = imports.at(-1)
  const at = last ? last.index + last[0].length : 0
  return `${text.slice(0, at)}${line}\n${text.slice(at)}`
}

/** The lists of the repository with a plugin more: its module, and its panels. */
export const listIn = async (plugins: string, { id, camel }: PluginName): Promise<Listed[]> => {
  const [modules, panels] = [join(plugins, 'index.ts'), join(plugins, 'panels.ts')]
  const [modulesText, panelsText] = await Promise.all([readFile(modules, 'utf8'), readFile(panels, 'utf8')])
  return [
    { path: modules, before: modulesText, after: withEntry(modules, modulesText, `new URL('./${id}/index.ts', import.meta.url).href`) },
    {
      path: panels, before: panelsText,
      after: withImport(withEntry(panels, panelsText, `...${camel}Panels`), `import { panels as ${camel}Panels } from './${id}/web/panels.ts'`),
    },
  ]
}

const isEmpty = async (folder: string): Promise<boolean> => (await readdir(folder)).length === 0

/**
 * Writes the files of a plugin, all of them or none: they are made beside the place and moved there as one, and what was
 * written to lists is taken back when that fails.
 * @throws CommandFault when there is something in that place
 */
export const writePlugin = async (folder: string, files: ReadonlyMap<string, string>, lists: readonly Listed[] = []): Promise<void> => {
  const wasThere = existsSync(folder)
  if (wasThere && !(await isEmpty(folder))) throw new CommandFault(`${folder} is there already, and not empty`)
  const made = await mkdir(dirname(folder), { recursive: true })
  const partial = `${folder}.partial-${process.pid}`
  try {
    for (const [path, text] of files) {
      await mkdir(dirname(join(partial, path)), { recursive: true })
      await writeFile(join(partial, path), text)
    }
    for (const { path, after } of lists) await writeFile(path, after)
    await moveTo(folder, partial, wasThere)
  } catch (error) {
    for (const { path, before } of lists) await writeFile(path, before).catch(() => undefined)
    await rm(partial, { recursive: true, force: true })
    if (made !== undefined) await rm(made, { recursive: true, force: true })
    throw error
  }
}

/** Somebody may stand in an empty folder that is there: it stays, and its files come in one after the other. */
const moveTo = async (folder: string, partial: string, wasThere: boolean): Promise<void> => {
  if (!wasThere) return rename(partial, folder)
  const moved: string[] = []
  try {
    for (const name of await readdir(partial)) {
      await rename(join(partial, name), join(folder, name))
      moved.push(name)
    }
    await rmdir(partial)
  } catch (error) {
    for (const name of moved) await rm(join(folder, name), { recursive: true, force: true })
    throw error
  }
}
