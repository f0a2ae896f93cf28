import { loadConfig } from '../config.ts'
import type { Core } from '../core.ts'
import { core as coreOwner } from '../jobs/declaration.ts'
import { coreJobs } from '../jobs/core.ts'
import { jobsOfPlugin } from '../jobs/plugin.ts'
import { createScheduler, type Scheduler } from '../jobs/scheduler.ts'
import { commandLog, notReady, openPlugins, pluginModules } from './open-plugins.ts'
import type { Terminal } from './terminal.ts'

/** What can run jobs by hand in this process: those of the core, and of a plugin when one of its is named. */
export const openJobs = async (core: Core, terminal: Terminal, name: string): Promise<Scheduler> => {
  await using parts = new AsyncDisposableStack()
  const config = await loadConfig()
  const { db, domain } = core
  const log = commandLog(terminal)
  const [owner] = name.split(':')
  const host = parts.use(await openPlugins(core, { modules: owner === coreOwner ? [] : pluginModules(config), config, log }))
  const scheduler = parts.use(await createScheduler({ db, domain, log, ticks: false }))
  await scheduler.add(coreOwner, coreJobs({ db, domain, config }))
  for (const plugin of host.plugins) {
    const { state } = plugin.state()
    if (state === 'READY' || state === 'DEGRADED') await scheduler.add(plugin.id, jobsOfPlugin(plugin))
    else if (plugin.id === owner) throw notReady(plugin)
  }
  const held = parts.move()
  return { ...scheduler, [Symbol.asyncDispose]: () => held.disposeAsync() }
}
