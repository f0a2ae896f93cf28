import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const tada = (...args: string[]) =>
  promisify(execFile)(process.execPath, [join(root, 'node_modules/gql.tada/bin/cli.js'), ...args], { cwd: root })

it('graphql-env.d.ts is what schema.graphql generates (else: npm run web:types)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'logline-schema-'))
  try {
    const output = join(folder, 'graphql-env.d.ts')
    await tada('generate-output', '-c', 'web/tsconfig.json', '-o', output)
    const [generated, kept] = await Promise.all([
      readFile(output, 'utf8'),
      readFile(join(import.meta.dirname, 'graphql-env.d.ts'), 'utf8'),
    ])
    expect(kept === generated, 'graphql-env.d.ts is older than the schema').toBe(true)
  } finally {
    await rm(folder, { recursive: true })
  }
})
