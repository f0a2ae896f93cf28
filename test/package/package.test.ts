// The proof: this project packed, installed in a fresh folder, and a plugin made, tested and seen there.
import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../kit/author/server-process.ts'
import { drawPanels, openChromium } from '../kit/author/pages.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))
const minutes = 60_000

/** Where packages can be had: npm's cache alone, else the registry. Null without either. */
const install = async (folder: string, tarball: string): Promise<boolean> => {
  for (const from of ['--offline', '--prefer-offline']) {
    // Scripts bring Node once more, 190 MB; this one will do.
    const { status } = spawnSync('npm', ['install', from, '--ignore-scripts', '--no-audit', '--no-fund', tarball], { cwd: folder, timeout: 3 * minutes })
    if (status === 0) return true
  }
  return false
}

describe('the package', () => {
  let folder = ''
  let plugin = ''
  let isInstalled = false

  const logline = (cwd: string, ...words: string[]) =>
    run(process.execPath, [join(folder, 'node_modules/logline/server/cli/bin.mjs'), ...words], { cwd, env: { ...process.env, LOGLINE_DATA: '' } })

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'logline-package-'))
    plugin = join(folder, 'run-lengths')
    await writeFile(join(folder, 'package.json'), '{ "private": true }\n')
    await run('npm', ['pack', '--pack-destination', folder], { cwd: root, maxBuffer: 16 * 1024 ** 2 })
    isInstalled = await install(folder, './logline-0.1.0.tgz')
    if (!isInstalled) console.warn('The package is not looked at: npm has neither what it needs in its cache nor a registry')
  }, 5 * minutes)

  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('has a plugin made beside it whose test passes at once', async (context) => {
    if (!isInstalled) return context.skip('npm has neither a cache nor a registry')
    expect((await logline(folder, '--version')).stdout.trim()).toBe('0.1.0')
    await logline(folder, 'plugin', 'new', 'run-lengths')
    const { stdout } = await run(process.execPath, ['--test', '--test-name-pattern', 'noted|becomes ready|migrating'], { cwd: plugin, env: { ...process.env, NODE_TEST_CONTEXT: undefined } })
    expect(stdout).toMatch(/pass 4\n/)
    expect(stdout).toMatch(/fail 0\n/)
  }, 3 * minutes)

  it('serves its field, and pages with its panel', async (context) => {
    if (!isInstalled) return context.skip('npm has neither a cache nor a registry')
    await logline(plugin, 'build')
    const port = await freePort()
    const server = execFile(process.execPath, [join(folder, 'node_modules/logline/server/cli/bin.mjs'), 'serve'], {
      cwd: plugin, env: { ...process.env, NODE_ENV: 'production', LOGLINE_PLUGIN_WAIT_SECONDS: '10', DATABASE_URL: '', LOGLINE_DATA: join(plugin, 'data'), PORT: String(port) },
    })
    const ended = new Promise((resolve) => server.once('close', resolve))
    const url = `http://127.0.0.1:${port}`
    try {
      await expect.poll(async () => (await fetch(`${url}/readyz`).catch(() => null))?.status, { timeout: minutes, interval: 100 }).toBe(200)
      const ask = async (query: string) =>
        (await (await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) })).json()) as {
          data: { plugins: object[]; runs: { nodes: { number: number; runLengths: object | null }[] } }
        }
      const { data } = await ask('{ plugins { name state } runs(first: 1) { nodes { number runLengths { seconds } } } }')
      expect(data.plugins).toContainEqual({ name: 'run-lengths', state: 'READY' })
      const [newest] = data.runs.nodes
      expect(newest).toEqual({ number: expect.any(Number) as number, runLengths: null })
      const browser = await openChromium()
      if (typeof browser === 'string') return context.skip(browser)
      try {
        const drawn = await drawPanels(browser, url, `/runs/${newest!.number}`, 'run-lengths')
        expect(drawn).toMatchObject({ broken: null, errors: [] })
        expect(drawn.text).toContain('Not noted yet')
      } finally {
        await browser.close()
      }
    } finally {
      server.kill('SIGTERM')
      await ended
    }
  }, 3 * minutes)
})
