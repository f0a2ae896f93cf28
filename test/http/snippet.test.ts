import { execFile, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { snippetKinds, toSnippet, type SnippetKind } from '../../web/graphql/snippet.ts'
import { ask, bearer, openWorld, type Served, type World } from './world.ts'

const endings: Record<SnippetKind, string> = { curl: 'sh', python: 'py', javascript: 'mjs' }
const programs: Record<SnippetKind, [command: string, needs: string]> = {
  curl: ['sh', 'curl'],
  python: ['python3', 'python3'],
  javascript: [process.execPath, process.execPath],
}

const isThere = (kind: SnippetKind) => spawnSync(programs[kind][1], ['--version']).status === 0

let world: World
let server: Served
let token: string
const folder = mkdtempSync(join(tmpdir(), 'logline-snippet-'))

beforeAll(async () => {
  world = await openWorld()
  server = await world.serve({ env: { LOGLINE_ANONYMOUS: 'viewer' } })
  token = await world.tokenOf('COORDINATOR')
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await server.close()
  await world[Symbol.asyncDispose]()
})

const written = (kind: SnippetKind, text: string): [command: string, file: string] => {
  const file = join(folder, `snippet.${endings[kind]}`)
  writeFileSync(file, text)
  return [programs[kind][0], file]
}

const awkward = `it's "quoted" \\ \`and\` \${HOME} """three""" $1 é`

describe.each(snippetKinds.map((kind) => [kind] as const))('what is copied as %s', (kind) => {
  const url = () => `${server.url}/graphql`
  const run = async (text: string, env: Record<string, string> = {}) => {
    const [command, file] = written(kind, text)
    const { stdout } = await promisify(execFile)(command, [file], { env: { PATH: process.env['PATH'] ?? '', ...env } })
    return JSON.parse(stdout) as { data?: unknown; errors?: { extensions: { code: string } }[] }
  }

  it.skipIf(!isThere(kind))('asks as it stands, whatever it says', async () => {
    const document = `query Text($filter: RunFilter, $with: Boolean!) {
  runs(filter: $filter) { totalCount }
  tag: __type(name: ${JSON.stringify(awkward)}) { name }
  viewer @include(if: $with) { role }
}`
    const variables = { filter: { text: awkward, quality: null, or: [{ number: { in: [1, 2] } }, {}] }, with: true }
    expect(await run(toSnippet(kind, { url: url(), document, variables }))).toMatchObject({
      data: { runs: { totalCount: 0 }, tag: null, viewer: { role: 'VIEWER' } },
    })
  })

  it.skipIf(!isThere(kind))('takes the token from its environment', async () => {
    const document = 'mutation ($input: CreateTagInput!) { createTag(input: $input) { tag { text description } } }'
    const text = toSnippet(kind, {
      url: url(),
      document,
      variables: { input: { text: `by ${kind}`, description: awkward } },
    })
    expect((await run(text, { LOGLINE_TOKEN: token })).data).toEqual({
      createTag: { tag: { text: `by ${kind}`, description: awkward } },
    })
    expect(text).not.toContain(token)
  })

  it.skipIf(!isThere(kind))('listens, line by line', async () => {
    const document = 'subscription { events(kinds: ["tag.created"]) { kind node { key } } }'
    const [command, file] = written(kind, toSnippet(kind, { url: url(), document, isSubscription: true }))
    const child = spawn(command, ['python3'].includes(command) ? ['-u', file] : [file])
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => void (said += chunk.toString()))
    const made = `heard by ${kind}`
    await expect.poll(() => server.openConnections.count()).toBeGreaterThan(0)
    await ask(server.url, 'mutation ($text: String!) { createTag(input: { text: $text }) { tag { text } } }', {
      variables: { text: made },
      headers: bearer(token),
    })
    await expect.poll(() => said).toContain(made)
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill()
    // A shell that is killed leaves its curl: the server ends it.
    server.openConnections.endAll()
    await gone
  })
})
