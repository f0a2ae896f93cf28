// npm pack: makes dist/, the same tree in plain JavaScript. Node takes TypeScript as it is, but not below node_modules.
import { copyFile, glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { declarationsOf } from './declarations.ts'
import { transpile } from './transpile.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const dist = join(root, 'dist')

/** What is the product, and what of the tests authors use. */
const modules = ['{server,schema,drizzle,plugins,web}/**/*.{ts,tsx}', 'test/kit/author/*.ts', 'test/kit/{client,world,chromium}.ts']
const assets = ['server/**/*.mjs', 'server/cli/skeleton/**/*', 'drizzle/migrations/**/*.sql', 'plugins/*/migrations/**/*.sql', '{drizzle,plugins/*}/migrations/meta/_journal.json', 'schema/schema.graphql', '{web,plugins}/**/*.css', 'web/public/**/*', 'web/dist/**/*', 'web/dist/.stamp']
const leftOut = /^(node_modules|dist|data)\/|^server\/cli\/skeleton\/|^test\/kit\/author\/in-repository\.ts$|\.test\.tsx?$|\.d\.ts$|^server\/pack\/|^drizzle\/kit\.config\.ts$|^web\/build\.ts$|^web\/dist\/.*\.tsx?$/

/** What is told to authors' compilers: package.json exports these. */
const contract = [
  'plugins/api/*.ts', 'drizzle/tables/index.ts', 'test/kit/author/index.ts',
  'web/{kit,nouns,graphql}/**/*.{ts,tsx}',
]

const find = async (patterns: readonly string[], isWanted: (path: string) => boolean): Promise<string[]> => {
  const paths = new Set<string>()
  const exclude = ({ name }: { name: string }) => name === 'node_modules'
  for await (const entry of glob(patterns, { cwd: root, withFileTypes: true, exclude })) {
    const path = join(entry.parentPath, entry.name).slice(root.length)
    if (entry.isFile() && isWanted(path)) paths.add(path)
  }
  return [...paths]
}

const write = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(join(dist, path)), { recursive: true })
  await writeFile(join(dist, path), text)
}

const startedAt = performance.now()
await rm(dist, { recursive: true, force: true })

const sources = await find(modules, (path) => !leftOut.test(path))
for (const path of sources) await write(path.replace(/\.tsx?$/, '.js'), await transpile(join(root, path)))

for (const path of await find(assets, (path) => !/^(node_modules|dist|data)\//.test(path))) {
  await mkdir(dirname(join(dist, path)), { recursive: true })
  await copyFile(join(root, path), join(dist, path))
}

// Pages begin with the module that index.html names.
const page = 'web/index.html'
await write(page, (await readFile(join(root, page), 'utf8')).replace('/main.tsx', '/main.js'))

const entries = (await find(contract, (path) => !leftOut.test(path))).map((path) => join(root, path))
const declarations = declarationsOf(root, entries)
for (const [path, text] of declarations) await write(path.slice(root.length).replace(/(\.d)?\.tsx?$/, '.d.ts'), text)

// Modules find the version beside them, as in the repository, and what new plugins share with us.
const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Record<string, unknown>
const kept = ['name', 'version', 'type', 'dependencies', 'devDependencies']
await write('package.json', `${JSON.stringify(Object.fromEntries(kept.map((key) => [key, manifest[key]])), null, 2)}\n`)
console.log(`dist/: ${sources.length} modules, ${declarations.size} declarations, in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
