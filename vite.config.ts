import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'
import solid from 'vite-plugin-solid'
import packageJson from './package.json' with { type: 'json' }
import { hashSources, stampName } from './web/stamp.ts'

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
const finish = (): Plugin => {
  let folder = ''
  return {
    name: 'finish',
    apply: 'build',
    configResolved: ({ root, build }) => void (folder = resolve(root, build.outDir)),
    closeBundle: async () => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true })
      const small = entries.filter((entry) => entry.isFile() && /\.(js|css|html|svg|json)$/.test(entry.name))
      await Promise.all(small.map((entry) => compress(join(entry.parentPath, entry.name))))
      await writeFile(join(folder, stampName), await hashSources())
    },
  }
}

export default defineConfig({
  root: join(import.meta.dirname, 'web'),
  define: { 'import.meta.env.LOGLINE_VERSION': JSON.stringify(packageJson.version) },
  plugins: [solid(), finish()],
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
