import { readFileSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin, UserConfig } from 'vite'
import solid from 'vite-plugin-solid'
import { hashSources, stampName } from './stamp.ts'

/** Smaller files are not worth a header. */
const leastBytes = 1024

const compress = async (path: string): Promise<void> => {
  const bytes = await readFile(path)
  if (bytes.length < leastBytes) return
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
    promisify(gzip)(bytes, { level: 9 }),
  ])
  await Promise.all([writeFile(`${path}.br`, br), writeFile(`${path}.gz`, gz)])
}

/**
 * Writes .br and .gz beside what can be made smaller (server/http/static.ts sends them as they are), and leaves word of
 * what was built from (web/build.ts builds again when that has changed).
 */
const finish = (panels: readonly string[]): Plugin => {
  let folder = ''
  return {
    name: 'finish',
    apply: 'build',
    configResolved: ({ root, build }) => void (folder = resolve(root, build.outDir)),
    closeBundle: async () => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true })
      const small = entries.filter((entry) => entry.isFile() && /\.(js|css|html|svg|json)$/.test(entry.name))
      await Promise.all(small.map((entry) => compress(join(entry.parentPath, entry.name))))
      await writeFile(join(folder, stampName), await hashSources(panels))
    },
  }
}

const listId = '\0logline:panels'

/** The list of panels that pages ask for: those of plugins/panels.ts, then those of plugins that live elsewhere. */
const panelsOf = (modules: readonly string[]): Plugin => ({
  name: 'panels-of-plugins',
  enforce: 'pre',
  resolveId: (source, importer) =>
    /\/plugins\/panels\.[jt]s$/.test(source) && importer !== undefined && importer !== listId ? listId : null,
  load: (id) => {
    if (id !== listId) return null
    const ending = import.meta.filename.endsWith('.ts') ? 'ts' : 'js'
    const all = [join(import.meta.dirname, '..', 'plugins', `panels.${ending}`), ...modules]
    return [
      ...all.map((path, index) => `import { panels as list${index} } from ${JSON.stringify(path)}`),
      `export const panels = [${all.map((_, index) => `...list${index}`).join(', ')}]`,
    ].join('\n')
  },
})

const version = (): string =>
  (JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')) as { version: string }).version

/** How the pages are built, and served while they are worked on; `panels` are the modules of plugins that live elsewhere. */
export const bundleConfig = (panels: readonly string[] = []): UserConfig => ({
  root: import.meta.dirname,
  define: { 'import.meta.env.LOGLINE_VERSION': JSON.stringify(version()) },
  plugins: [...(panels.length > 0 ? [panelsOf(panels)] : []), solid(), finish(panels)],
  // What a plugin brings a copy of would not be what the pages are drawn with.
  resolve: { dedupe: ['solid-js', '@solidjs/router', '@urql/core', 'gql.tada', 'uplot'] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: false,
    target: 'es2023',
    // Browsers that know light-dark(), @layer and popovers: lower ones would get colours that don't follow the theme.
    cssTarget: ['chrome123', 'firefox125', 'safari17.5'],
    // The pages' policy allows files only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/graphql': { target: 'http://127.0.0.1:4000', ws: true }, '/schema.graphql': 'http://127.0.0.1:4000', '/session': 'http://127.0.0.1:4000' },
    // Panels of plugins are beside the pages, not below them.
    fs: { allow: ['..'] },
  },
})
