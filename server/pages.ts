import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildPages, stateOfPages } from '../web/bundle.ts'
import type { Config } from './config.ts'
import type { Log } from './log.ts'
import type { Containment } from './plugins/contain.ts'
import { findModule, loadPlugin } from './plugins/load.ts'

/** The pages that come with Logline, with the panels of its own plugins. */
export const ownPages = fileURLToPath(new URL('../web/dist/', import.meta.url))

/** The pages that were built here, with the panels of the plugins that logline.config.ts names. */
const builtPages = ({ plugins }: Pick<Config, 'plugins'>): string => join(plugins.folder, '.logline', 'web')

/** A plugin that does not live in Logline, and the module of its panels. */
export type PanelModule = { id: string; path: string }

/**
 * The modules of panels of plugins that live elsewhere, but for those that are off.
 * @throws PluginFailure when one of the plugins cannot be loaded
 */
export const panelModules = async ({ plugins }: Pick<Config, 'plugins'>, containment: Containment = {}): Promise<PanelModule[]> => {
  const found: PanelModule[] = []
  for (const name of plugins.modules) {
    const { id, panels } = await loadPlugin(findModule(name, plugins.folder), plugins.startSeconds, containment)
    if (panels && !plugins.off.includes(id)) found.push({ id, path: fileURLToPath(panels) })
  }
  return found
}

/** Builds the pages of this place. Gives where they are and the seconds it took; null where vite is not installed. */
export const buildPagesHere = async (config: Pick<Config, 'plugins'>, panels: readonly PanelModule[]): Promise<{ folder: string; seconds: number } | null> => {
  const folder = builtPages(config)
  const seconds = await buildPages(folder, panels.map(({ path }) => path))
  return seconds === null ? null : { folder, seconds }
}

/** The pages to serve: those that were built here, else Logline's own. */
export const pagesToServe = async (config: Pick<Config, 'plugins'>): Promise<string> =>
  (await stateOfPages(builtPages(config))) === 'MISSING' ? ownPages : builtPages(config)

/** Says when the pages lack panels of plugins, or are older than these. A plugin that cannot be loaded says so itself. */
export const tellOfStalePages = async (config: Pick<Config, 'plugins'>, log: Log, signal: AbortSignal): Promise<void> => {
  const folder = builtPages(config)
  const panels = await panelModules(config, { signal }).catch(() => null)
  if (panels === null) return
  const state = await stateOfPages(folder, panels.map(({ path }) => path))
  const whose = panels.map(({ id }) => id).join(', ')
  if (state === 'MISSING' && panels.length > 0) log.warn({ folder }, `the pages lack the panels of ${whose}: build them with npx logline build`)
  if (state === 'STALE') log.warn({ folder }, 'the pages are older than Logline or the panels of plugins: build them again with npx logline build')
}
