import { createSchema } from '../../schema/schema.ts'
import { installed } from '../../plugins/index.ts'
import { loadConfig } from '../config.ts'
import type { Core } from '../core.ts'
import { core as coreOwner } from '../jobs/declaration.ts'
import { coreJobs } from '../jobs/core.ts'
import { jobsOfPlugin } from '../jobs/plugin.ts'
import { createScheduler, type Scheduler } from '../jobs/scheduler.ts'
import { createLog } from '../log.ts'
import { createHost } from '../plugins/host.ts'
import { CommandFault } from './fault.ts'
import type { Terminal } from './terminal.ts'

/** What can run jobs by hand in this process: those of the core, and of a plugin when one of its is named. */
export const openJobs = async ({ db, domain }: Core, terminal: Terminal, name: string): Promise<Scheduler> => {
  await using parts = new AsyncDisposableStack()
  const config = await loadConfig()
  const log = createLog('error', { write: (line) => terminal.tell(line.trimEnd()) })
  const [owner] = name.split(':')
  const modules = owner === coreOwner ? [] : [...installed, ...config.plugins.modules]
  const facts = { version: '', startedAt: new Date(domain.clock.now()).toISOString(), experimentZone: config.experimentZone, node: '', postgres: '' }
  const host = parts.use(await createHost({ modules, config, db, domain, log, core: (additions) => createSchema(facts, additions) }))
  const scheduler = parts.use(await createScheduler({ db, domain, log, ticks: false }))
  await scheduler.add(coreOwner, coreJobs({ db, domain, config }))
  for (const plugin of host.plugins) {
    const { state, step, error } = plugin.state()
    if (state === 'READY' || state === 'DEGRADED') await scheduler.add(plugin.id, jobsOfPlugin(plugin))
    else if (plugin.id === owner) throw new CommandFault(`the plugin ${plugin.id} is ${state}${step ? ` (${step})` : ''}${error ? `: ${error}` : ''}`)
  }
  const held = parts.move()
  return { ...scheduler, [Symbol.asyncDispose]: () => held.disposeAsync() }
}
