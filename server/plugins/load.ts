import { readFileSync } from 'node:fs'
import { createRequire, findPackageJSON } from 'node:module'
import { dirname, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { AnyPlugin } from '../../plugins/api/plugin.ts'
import { contained, type Containment } from './contain.ts'
import { messageOf, PluginFailure } from './fault.ts'

/** Where a plugin is, before anybody has read it. */
export type PluginModule = {
  href: string
  /** The folder of its module: what its code and its stack traces are known by. */
  folder: string
  /** What it is called until it says so itself: its folder, or its package without the prefix. */
  guess: string
  /** Why it cannot be found; null when it can. */
  missing: string | null
}

/** The name that a plugin most likely has, by where it lies: `./pump/index.ts`, `logline-plugin-pump`. */
const guessOf = (name: string): string => {
  const parts = name.replace(/^file:\/\//, '').split('/').filter(Boolean)
  const file = /\.[cm]?[jt]s$/.test(parts.at(-1) ?? '') ? parts.pop()!.replace(/\.[cm]?[jt]s$/, '') : null
  const word = file !== null && file !== 'index' && file !== 'plugin' ? file : (parts.at(-1) ?? file ?? 'plugin')
  return word.replace(/^logline-plugin-/, '')
}

const isPath = (name: string): boolean => name.startsWith('.') || name.startsWith('/') || name.startsWith('file:')

/** The entry of a package that only ESM may have, which `require` won't name. */
const entryOf = (name: string, base: string): string => {
  const manifest = findPackageJSON(name, pathToFileURL(base))
  if (manifest === undefined) throw new Error(`The package ${name} is not installed`)
  const { exports, module, main } = JSON.parse(readFileSync(manifest, 'utf8')) as { exports?: unknown; module?: string; main?: string }
  const dot = typeof exports === 'object' && exports !== null && '.' in exports ? exports['.'] : exports
  const conditional = dot as { import?: unknown; default?: unknown } | undefined
  const entry = [dot, conditional?.import, conditional?.default, module, main].find((found) => typeof found === 'string') ?? 'index.js'
  return resolve(dirname(manifest), String(entry))
}

/**
 * Where a plugin is that settings name by a path or a package.
 * @param folder what relative paths and packages are looked for from
 */
export const findModule = (name: string, folder: string): PluginModule => {
  try {
    const file = name.startsWith('file:') ? fileURLToPath(name) : isPath(name) ? resolve(folder, name) : packageEntry(name, resolve(folder, 'logline.config.ts'))
    return { href: pathToFileURL(file).href, folder: dirname(file), guess: guessOf(isPath(name) ? file : name), missing: null }
  } catch (error) {
    return { href: name, folder: resolve(folder, name), guess: guessOf(name), missing: messageOf(error, folder) }
  }
}

const packageEntry = (name: string, base: string): string => {
  try {
    return createRequire(base).resolve(name)
  } catch {
    return entryOf(name, base)
  }
}

const looksLikePlugin = (value: unknown): value is AnyPlugin =>
  typeof value === 'object' && value !== null && 'id' in value && 'service' in value && 'api' in value

/**
 * Reads a plugin's module.
 * @throws PluginFailure of LOAD when it throws, never settles, or exports no plugin
 */
export const loadPlugin = async ({ href, folder, guess }: PluginModule, seconds: number, { signal }: Containment = {}): Promise<AnyPlugin> => {
  const module: Record<string, unknown> = await contained(guess, 'LOAD', seconds, () => import(href), { folder, ...(signal && { signal }) })
  const found = [...new Set(Object.values(module).filter(looksLikePlugin))]
  if (found.length === 1) return found[0]!
  const what = found.length === 0 ? 'exports no plugin' : `exports ${found.length} plugins`
  throw new PluginFailure(guess, 'LOAD', `${what}: export one, made by definePlugin`)
}
