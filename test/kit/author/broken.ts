import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** How a plugin is made to fail at each step of its start. */
const breaks = {
  LOAD: null,
  CONTRACT: "api: '^999'",
  SETTINGS: "config: { safeParseAsync: async () => ({ success: false, error: { message: 'made to fail', issues: [{ path: ['any'], message: 'made to fail' }] } }) }",
  MIGRATION: "migrations: new URL('./no-such-folder/', import.meta.url)",
  SERVICE: "service: () => { throw new Error('made to fail') }",
  SCHEMA: "schema: () => { throw new Error('made to fail') }",
  PARTS: "jobs: () => { throw new Error('made to fail') }",
} as const

export type BreakStep = keyof typeof breaks

export const breakSteps = Object.keys(breaks) as readonly BreakStep[]

/** Writes a module that is the plugin but for one thing, and fails at that step. */
export const writeBroken = async (folder: string, plugin: URL, step: BreakStep): Promise<string> => {
  const path = join(folder, `broken-${step.toLowerCase()}.mjs`)
  const change = breaks[step]
  await writeFile(path, change === null ? "throw new Error('made to fail')\n" : `
    import * as given from ${JSON.stringify(plugin.href)}
    const plugin = Object.values(given).find((value) => typeof value?.service === 'function' && typeof value.id === 'string')
    export const broken = { ...plugin, ${change} }
  `)
  return pathToFileURL(path).href
}
