import { relative } from 'node:path'
import { loadConfig } from '../config.ts'
import { buildPagesHere, panelModules } from '../pages.ts'
import { defineCommand } from './command.ts'
import { CommandFault } from './fault.ts'

export const build = defineCommand({
  name: 'build',
  summary: 'Build the web pages with the panels of your plugins',
  about: ['For plugins that logline.config.ts names. The pages go into .logline/web beside it, from where they are served;', 'a server that runs need not be started anew.'],
  operands: { usage: '', least: 0, most: 0 },
  options: {},
  examples: ['logline build', 'logline build && logline serve'],
  run: async ({ terminal }) => {
    const config = await loadConfig()
    const panels = await panelModules(config)
    terminal.status('Building the pages …')
    const built = await buildPagesHere(config, panels)
    if (!built) throw new CommandFault('vite is not installed: run npm install')
    const whose = panels.length > 0 ? `with panels of ${panels.map(({ id }) => id).join(', ')}` : 'without panels: no plugin of logline.config.ts has any'
    terminal.print(`${relative('.', built.folder) || '.'} is built, ${whose} (${built.seconds.toFixed(1)} s).`)
    return 0
  },
})
