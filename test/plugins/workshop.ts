import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const api = new URL('../../plugins/api/index.ts', import.meta.url).href
const tables = new URL('../../drizzle/tables/index.ts', import.meta.url).href
const zod = import.meta.resolve('zod')

export type Migrations = Readonly<Record<string, string>>

export type Made = {
  /** The lines between the braces of definePlugin, besides id, title, version, api, config and service. */
  parts?: string
  /** What is set in their place. */
  id?: string
  api?: string
  config?: string
  service?: string
  /** Statements of the module, before the plugin. */
  before?: string
  /** The whole module, in place of one that is put together. */
  module?: string
  migrations?: Migrations
  /** What the types begin with. */
  types?: string
}

/** A folder in which a test writes plugins as their authors do: a folder each, with a module and migrations. */
export const openWorkshop = () => {
  const root = mkdtempSync(join(tmpdir(), 'logline-plugins-'))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return {
    root,
    write,
    /** Writes a plugin, and says where its module is. */
    plugin: (id: string, { parts = '', config = 'z.strictObject({})', service = '() => ({})', before = '', migrations, module, types, ...made }: Made = {}): string => {
      if (migrations) {
        const names = Object.keys(migrations)
        names.forEach((name) => write(`${id}/migrations/${name}.sql`, migrations[name]!))
        const entries = names.map((tag, idx) => ({ idx, version: '7', when: 1_700_000_000_000 + idx, tag, breakpoints: true }))
        write(`${id}/migrations/meta/_journal.json`, JSON.stringify({ version: '7', dialect: 'postgresql', entries }))
      }
      const lines = [
        `id: ${JSON.stringify(made.id ?? id)}, title: 'The ${id}', version: '1.0.0', api: ${JSON.stringify(made.api ?? '^1')}`, `config: ${config}`, `service: ${service}`,
        ...(migrations ? [`migrations: new URL('./migrations/', import.meta.url)`] : []), ...(types ? [`types: ${types}`] : []), ...(parts ? [parts] : []),
      ]
      write(`${id}/index.ts`, module ?? `import { z } from '${zod}'\nimport * as logline from '${api}'\nimport * as tables from '${tables}'\nvoid tables\n${before}\nexport const plugin = logline.definePlugin({\n  ${lines.join(',\n  ')},\n})\n`)
      return join(root, id, 'index.ts')
    },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  }
}

export type Workshop = ReturnType<typeof openWorkshop>

