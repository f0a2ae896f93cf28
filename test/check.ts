// npm run check: types, lint, boundaries, dead code, and whether generated files are fresh. Tells all faults, then fails.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { printed } from '../schema/print.ts'

const root = fileURLToPath(new URL('../', import.meta.url))

type Check = { name: string; run: () => string | null }

const tool = (name: string, ...args: string[]): string | null => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...binary(name), ...args], { cwd: root, encoding: 'utf8' })
  return status === 0 ? null : `${stdout}${stderr}`
}

/** The tool's own program: npx would start another Node. */
const binary = (name: string): string[] => {
  const { bin } = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as { bin: string | Record<string, string> }
  const file = typeof bin === 'string' ? bin : (bin[name] ?? bin[name.split('/').at(-1)!] ?? Object.values(bin)[0]!)
  return [join(root, 'node_modules', name, file)]
}

const boundaries = (): string | null => {
  const folders = ['server', 'schema', 'drizzle', 'web', 'plugins', 'test']
  const { status, stdout, stderr } = spawnSync(
    process.execPath, [...binary('dependency-cruiser'), ...folders, '--config', '.dependency-cruiser.mjs', '--output-type', 'err'], { cwd: root, encoding: 'utf8' },
  )
  if (status !== 0) return `${stdout}${stderr}`
  // A TypeScript that it can't read makes it see nothing and be content.
  const modules = Number(/\((\d+) modules/.exec(stdout)?.[1] ?? 0)
  return modules >= 100 ? null : `the boundary check saw only ${modules} modules: is TypeScript's version right?`
}

const schemaIsFresh = (): string | null =>
  readFileSync(join(root, 'schema/schema.graphql'), 'utf8') === printed() ? null : 'schema/schema.graphql is stale: npm run schema:print'

const migrationsAreFresh = (): string | null => {
  const folder = join(root, 'drizzle/migrations')
  const before = readdirSync(folder).length
  const said = execFileSync(process.execPath, [...binary('drizzle-kit'), 'generate', '--config', 'drizzle/kit.config.ts', '--name', 'unwritten'], { cwd: root, encoding: 'utf8' })
  const after = readdirSync(folder)
  for (const file of after.filter((name) => name.includes('unwritten'))) rmSync(join(folder, file))
  if (after.length !== before) {
    execFileSync('git', ['checkout', '--', 'drizzle/migrations/meta'], { cwd: root })
    return `tables and migrations differ: npm run db:generate -- --name <what it does>\n${said}`
  }
  const { entries } = JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')) as { entries: { when: number; tag: string }[] }
  const late = entries.find(({ when }, index) => index > 0 && when <= entries[index - 1]!.when)
  return late ? `migration ${late.tag} is older than the one before it: it would be skipped` : null
}

const documentsAreFresh = (): string | null => {
  const folder = mkdtempSync(join(tmpdir(), 'logline-check-'))
  try {
    const output = join(folder, 'graphql-env.d.ts')
    const fault = tool('gql.tada', 'generate-output', '-c', 'web/tsconfig.json', '--output', output)
    if (fault) return fault
    const same = readFileSync(output, 'utf8') === readFileSync(join(root, 'web/graphql/graphql-env.d.ts'), 'utf8')
    return same ? null : 'web/graphql/graphql-env.d.ts is stale: npm run web:types'
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const itself = /^test\/check\.ts/

/** Rules that no tool knows, each as a pattern and why. */
const houseRules = (): string | null => {
  const rules: { pattern: string; why: string; allowed: RegExp }[] = [
    { pattern: 'process\\.env', why: 'the environment is read in server/config.ts', allowed: /^(server\/config(\.test)?\.ts|server\/cli\/|test\/|web\/bundle\.ts)/ },
    { pattern: '\\b(describe|it|test)\\.(only|todo)\\(', why: 'no test stands alone or undone', allowed: itself },
    { pattern: '\\b(T[O]DO|F[I]XME|X[X]X)\\b', why: 'done, or said in a note', allowed: itself },
    { pattern: '[a-z)\\]] as any\\b[^y]*[;,)]|@ts-ignore|@ts-nocheck', why: 'types are kept', allowed: /^test\/check\.ts|^[^:]+:\d+:\s*(\/\/|\*|it\()/ },
  ]
  const faults = rules.flatMap(({ pattern, why, allowed }) => {
    const { stdout } = spawnSync('git', ['grep', '-nE', pattern, '--', '*.ts', '*.tsx'], { cwd: root, encoding: 'utf8' })
    return stdout.split('\n').filter((line) => line !== '' && !allowed.test(line)).map((line) => `${line}   (${why})`)
  })
  return faults.length > 0 ? faults.join('\n') : null
}

const checks: Check[] = [
  { name: 'types', run: () => tool('typescript', '--noEmit', '-p', '.') },
  { name: 'lint', run: () => tool('oxlint', '--quiet') },
  { name: 'boundaries', run: boundaries },
  { name: 'dead code', run: () => tool('knip') },
  { name: 'house rules', run: houseRules },
  { name: 'schema is fresh', run: schemaIsFresh },
  { name: 'migrations are fresh', run: migrationsAreFresh },
  { name: 'web documents are fresh', run: documentsAreFresh },
]

let failed = 0
for (const { name, run } of checks) {
  const startedAt = performance.now()
  const fault = run()
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(`${fault === null ? '✓' : '✗'} ${name} (${seconds} s)`)
  if (fault !== null) {
    failed++
    console.log(fault.trimEnd().replace(/^/gm, '    '))
  }
}
process.exitCode = failed > 0 ? 1 : 0
