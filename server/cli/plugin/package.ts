import { readFileSync } from 'node:fs'
import type { PluginName } from './name.ts'

type Manifest = { version: string; dependencies: Record<string, string>; devDependencies?: Record<string, string> }

const own = (): Manifest => JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as Manifest

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** Of these there must be one copy, Logline's: tables, settings, types and signals are told apart by it. */
const shared = ['@pothos/core', 'drizzle-orm', 'graphql', 'solid-js', 'zod']

/** What its checks and migrations are made with. */
const tools = ['@types/node', 'drizzle-kit', 'typescript']

/** What a plugin has besides its own files when it is a package of its own. */
export const packageFiles = ({ id, title }: PluginName): Map<string, string> => {
  const { version, dependencies, devDependencies = {} } = own()
  const manifest = {
    name: `logline-plugin-${id}`,
    version: '0.1.0',
    description: `${title}, a plugin of Logline`,
    type: 'module',
    keywords: ['logline-plugin'],
    exports: './index.js',
    files: ['*.js', 'migrations', 'web'],
    scripts: {
      start: 'logline build && logline serve',
      test: 'node --test',
      check: 'tsc --noEmit',
      'db:generate': 'drizzle-kit generate',
      prepack: 'tsc -p tsconfig.pack.json',
    },
    devDependencies: Object.fromEntries(tools.map((name) => [name, devDependencies[name] ?? '*'])),
    peerDependencies: { logline: `^${version}`, ...Object.fromEntries(shared.map((name) => [name, dependencies[name] ?? '*'])) },
  }
  const compilerOptions = {
    target: 'ES2024',
    lib: ['ES2024', 'ESNext.Disposable', 'DOM', 'DOM.Iterable'],
    module: 'NodeNext',
    moduleDetection: 'force',
    noEmit: true,
    strict: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    rewriteRelativeImportExtensions: true,
    skipLibCheck: true,
    jsx: 'preserve',
    jsxImportSource: 'solid-js',
    types: ['node', 'vite/client'],
  }
  return new Map([
    ['package.json', json(manifest)],
    ['tsconfig.json', json({ compilerOptions, exclude: ['node_modules', 'data', '.logline', '*.js'] })],
    // Node strips no types below node_modules: what is published has JavaScript beside its sources. Panels stay as they
    // are, the pages are built from sources.
    ['tsconfig.pack.json', json({ extends: './tsconfig.json', compilerOptions: { noEmit: false }, include: ['*.ts', 'web/panels.ts'], exclude: ['*.test.ts', '*.config.ts'] })],
    ['logline.config.ts', "export default {\n  plugins: ['./index.ts'],\n}\n"],
    [
      'drizzle.config.ts',
      "export default { dialect: 'postgresql', schema: './tables.ts', out: './migrations', casing: 'snake_case' }\n",
    ],
    ['.gitignore', 'node_modules/\ndata/\n.logline/\n*.js\n'],
  ])
}
