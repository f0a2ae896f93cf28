import { contractVersion, type AnyPlugin } from '../../plugins/api/plugin.ts'
import { PluginFailure } from './fault.ts'
import { isInRange } from './range.ts'

const idPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
/** Names that PostgreSQL, the core or addresses use already. */
const taken = new Set(['core', 'public', 'drizzle', 'information-schema', 'logline', 'web', 'api'])

const pascal = (id: string): string => id.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')

/** What names of a plugin's GraphQL types begin with. */
export const prefixesOf = ({ id, types }: Pick<AnyPlugin, 'id' | 'types'>): readonly string[] => types ?? [pascal(id)]

const isFunction = (value: unknown): boolean => typeof value === 'function'

/**
 * Holds what a module exported against the contract: types don't tell it all, and not everybody has them.
 * @throws PluginFailure of CONTRACT with all that is wrong
 */
export const checkContract = (plugin: AnyPlugin, guess: string): void => {
  const given = plugin as unknown as Record<string, unknown>
  const faults: string[] = []
  const must = (holds: boolean, fault: string) => void (holds || faults.push(fault))
  const { id, title, version, api, types, config } = given
  must(typeof id === 'string' && idPattern.test(id) && id.length <= 32, `id ${JSON.stringify(id)}: up to 32 lower case letters, digits and -, beginning with a letter`)
  must(!taken.has(String(id)) && !String(id).startsWith('pg-'), `id "${String(id)}" is taken by the core`)
  must(typeof title === 'string' && title.trim() !== '', 'title: a text for people')
  must(typeof version === 'string' && /^\d+\.\d+\.\d+/.test(version), `version ${JSON.stringify(version)}: semver, such as 1.0.0`)
  const inRange = typeof api === 'string' ? isInRange(contractVersion, api) : null
  must(inRange !== null, `api ${JSON.stringify(api)}: a range of versions, such as ^1`)
  must(inRange !== false, `api "${String(api)}": it was written for another contract; this server has ${contractVersion}`)
  must(types === undefined || (Array.isArray(types) && types.length > 0 && types.every((name) => /^[A-Z][A-Za-z0-9]*$/.test(String(name)))), 'types: names that its GraphQL types begin with')
  must(typeof config === 'object' && config !== null && 'safeParseAsync' in config, 'config: a schema made by zod')
  must(isFunction(given['service']), 'service: a function')
  for (const part of ['schema', 'jobs', 'on', 'routes', 'health', 'demo']) must(given[part] === undefined || isFunction(given[part]), `${part}: a function`)
  for (const place of ['migrations', 'panels']) must(given[place] === undefined || given[place] instanceof URL, `${place}: a URL`)
  if (faults.length > 0) throw new PluginFailure(typeof id === 'string' && idPattern.test(id) ? id : guess, 'CONTRACT', faults.join('; '))
}
