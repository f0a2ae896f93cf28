import type { AnyPlugin } from '../../plugins/api/plugin.ts'
import { contained, type Containment } from './contain.ts'
import { PluginFailure } from './fault.ts'
import { nearest } from '../spelling.ts'

/** What somebody set for plugins: in logline.config.ts by id, and in the environment by name. */
export type PluginSettings = {
  file: Readonly<Record<string, unknown>>
  /** LOGLINE_PLUGIN_<ID>_<KEY> */
  environment: Readonly<Record<string, string>>
}

const prefix = 'LOGLINE_PLUGIN_'
const wordOf = (id: string): string => id.toUpperCase().replaceAll('-', '_')
const keyOf = (word: string): string => word.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

/** Which plugin a name of the environment is for: of `pump` and `pump-two` the longer one that fits. */
const idOf = (name: string, ids: readonly string[]): string | undefined =>
  ids.filter((id) => name.startsWith(`${prefix}${wordOf(id)}_`)).toSorted((a, b) => b.length - a.length)[0]

/** The settings in the environment that are of no plugin, in words. */
export const strayNames = ({ environment, file }: PluginSettings, ids: readonly string[]): string[] => {
  const stray = (id: string) => {
    const meant = nearest(id, ids)
    return meant === undefined ? '' : `; did you mean ${meant}?`
  }
  return [
    ...Object.keys(environment).filter((name) => idOf(name, ids) === undefined)
      .map((name) => `${name} is a setting of no plugin${stray(keyOf(name.slice(prefix.length)).split(/(?=[A-Z])/)[0]!)}`),
    ...Object.keys(file).filter((id) => !ids.includes(id)).map((id) => `settings.${id} of logline.config.ts: there is no such plugin${stray(id)}`),
  ]
}

const parsed = (text: string): { value: unknown } | null => {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return null
  }
}

/** A setting that nobody may read: by its name. */
const isSecret = (key: string): boolean => /secret|passw|token|credential|private|api_?key/i.test(key)

/** Settings as the page of plugins shows them. */
export const withoutSecrets = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutSecrets)
  if (typeof value === 'string') return value.replace(/^(\w+:\/\/[^:@/]*):[^@/]*@/, '$1:…@')
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, isSecret(key) && one != null ? '…' : withoutSecrets(one)]))
}

export type ReadSettings = {
  /** What was set, before the plugin's own defaults and transformations: what its process reads once more. */
  given: Record<string, unknown>
  /** What its service gets. */
  settings: unknown
}

type Issue = { path: readonly PropertyKey[]; message: string; keys?: readonly string[] }

/**
 * A plugin's settings: those of the file, and above them those of the environment, which may be JSON where the text as
 * it is does not fit.
 * @throws PluginFailure of SETTINGS that tells all faults, each with its key
 */
export const readSettings = async (
  { id, config: shape }: Pick<AnyPlugin, 'id' | 'config'>, { file, environment }: PluginSettings, ids: readonly string[], seconds: number, { signal }: Containment = {},
): Promise<ReadSettings> => {
  const own = file[id] ?? {}
  if (typeof own !== 'object' || own === null || Array.isArray(own)) throw new PluginFailure(id, 'SETTINGS', `settings.${id} must be an object`)
  const start = `${prefix}${wordOf(id)}_`
  const names = new Map(
    Object.keys(environment).filter((name) => idOf(name, ids) === id).map((name) => [keyOf(name.slice(start.length)), name]),
  )
  const texts = Object.fromEntries(Array.from(names, ([key, name]) => [key, environment[name]!]))
  const check = (given: Record<string, unknown>) => contained(id, 'SETTINGS', seconds, async () => shape.safeParseAsync(given), { ...(signal && { signal }) })
  let given: Record<string, unknown> = { ...own, ...texts }
  let result = await check(given)
  if (!result.success) {
    const unfit = new Set(result.error.issues.map(({ path }) => String(path[0])))
    const meant = Object.entries(texts).flatMap(([key, text]) => {
      const value = unfit.has(key) ? parsed(text) : null
      return value ? [[key, value.value] as const] : []
    })
    given = { ...given, ...Object.fromEntries(meant) }
    if (meant.length > 0) result = await check(given)
  }
  if (result.success) return { given, settings: result.data }
  const told = (result.error.issues as readonly Issue[]).map(({ path, message, keys }) => {
    const [first = keys?.[0], ...inner] = path
    const name = names.get(String(first))
    const place = first === undefined ? id : name === undefined ? `settings.${id}.${[first, ...inner].join('.')}` : [name, ...inner].join('.')
    return `${place}: ${message}`
  })
  throw new PluginFailure(id, 'SETTINGS', told.join('; '))
}
