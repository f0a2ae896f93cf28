import { setTimeout as wait } from 'node:timers/promises'
import { installed } from '../../plugins/index.ts'
import { createSchema } from '../../schema/schema.ts'
import type { Config } from '../config.ts'
import type { Core } from '../core.ts'
import { createLog, type Log } from '../log.ts'
import { createHost, type RunningHost } from '../plugins/host.ts'
import type { HostedPlugin } from '../plugins/hosted.ts'
import { suggestion } from '../spelling.ts'
import { CommandFault, UsageFault } from './fault.ts'
import type { Terminal } from './terminal.ts'

/** What of a log belongs on a terminal. */
export const commandLog = (terminal: Terminal): Log => createLog('error', { write: (line) => terminal.tell(line.trimEnd()) })

/** Those that a server with these settings has. */
export const pluginModules = ({ plugins }: Pick<Config, 'plugins'>): string[] => [...installed, ...plugins.modules]

/** Plugins in this process, as a server starts them. */
export const openPlugins = ({ db, domain }: Core, { modules, config, log }: { modules: readonly string[]; config: Config; log: Log }): Promise<RunningHost> => {
  const facts = { version: '', startedAt: new Date(domain.clock.now()).toISOString(), experimentZone: config.experimentZone, node: '', postgres: '' }
  // Nobody else waits for this process: what is slow may take the time that it may take.
  const plugins = { ...config.plugins, waitSeconds: config.plugins.startSeconds }
  return createHost({ modules, config: { ...config, plugins }, db, domain, log, core: (additions) => createSchema(facts, additions) })
}

/** Why nothing can be asked of a plugin. */
export const notReady = ({ id, state }: Pick<HostedPlugin, 'id' | 'state'>): CommandFault => {
  const { state: name, step, error } = state()
  return new CommandFault(`the plugin ${id} is ${name}${step ? ` (${step})` : ''}${error ? `: ${error}` : ''}`)
}

/** The plugin of this id once it is ready. @throws UsageFault when there is none, CommandFault when it does not come up */
export const readyPlugin = async ({ find, plugins }: Pick<RunningHost, 'find' | 'plugins'>, id: string): Promise<HostedPlugin> => {
  const plugin = find(id)
  const ids = plugins.map((one) => one.id)
  if (!plugin) throw new UsageFault(`There is no plugin "${id}".${suggestion(id, ids)} There are: ${ids.join(', ') || 'none'}`)
  // Each step of a start has its time limit, so this ends.
  while (plugin.state().state === 'STARTING') await wait(50)
  const { state } = plugin.state()
  if (state !== 'READY' && state !== 'DEGRADED') throw notReady(plugin)
  return plugin
}
