import { join, relative, resolve } from 'node:path'
import { defineCommand } from './command.ts'
import { CommandFault, UsageFault } from './fault.ts'
import { idFault, spell } from './plugin/name.ts'
import { packageFiles } from './plugin/package.ts'
import { skeletonFiles } from './plugin/skeleton.ts'
import { listIn, writePlugin } from './plugin/write.ts'

/** The folder of plugins of this repository; null when we run from the package that is made of it. */
const ownPlugins = (): string | null => (import.meta.filename.endsWith('.ts') ? join(import.meta.dirname, '..', '..', 'plugins') : null)

export const newPlugin = defineCommand({
  name: 'plugin new',
  summary: 'Write a plugin that works: a table, a job, a hook, a field on Run, a panel, a test',
  about: [
    'In the repository of Logline it becomes plugins/<id>/ and is listed there. Elsewhere (and with --package) it becomes',
    'a package of its own, in a folder of that name: where Logline is installed, its test passes at once.',
  ],
  operands: { usage: '<id>', least: 1, most: 1 },
  options: {
    package: { about: 'A package of its own, also from within the repository' },
    dir: { about: 'Where the package goes; its id unless told', takes: '<folder>' },
  },
  examples: ['logline plugin new pump', 'logline plugin new run-lengths --dir .', 'logline plugin new pump --package --dir ../logline-plugin-pump'],
  run: async ({ operands: [id = ''], options, terminal }) => {
    const fault = idFault(id)
    if (fault !== null) throw new CommandFault(fault)
    const name = spell(id)
    const plugins = options.package ? null : ownPlugins()
    if (plugins && options.dir !== undefined) throw new UsageFault('--dir is for packages: add --package, or leave it out')
    const folder = plugins ? join(plugins, id) : resolve(options.dir ?? id)
    const files = await skeletonFiles(name, plugins ? 'REPOSITORY' : 'PACKAGE', Date.now())
    if (plugins) {
      await writePlugin(folder, files, await listIn(plugins, name))
      terminal.print(`plugins/${id}/ is written, and listed in plugins/index.ts and plugins/panels.ts.`)
      terminal.tell(`Try it:  npx vitest run plugins/${id}  ·  npm run schema:print && npm run web:types  ·  npm start`)
    } else {
      await writePlugin(folder, new Map([...packageFiles(name), ...files]))
      const place = relative('.', folder) || '.'
      terminal.print(`${place} is written.`)
      terminal.tell(`Try it:  ${place === '.' ? '' : `cd ${place} && `}npm test  ·  npm start`)
    }
    return 0
  },
})
