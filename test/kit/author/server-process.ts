import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../../server/main.ts', import.meta.url))
const readySeconds = 60
const keptCharacters = 20_000

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })

/** Below those that a system hands out by itself: it would give ours away before the server that is to have it is up. */
const [leastPort, portCount] = [20_000, 10_000]
let tried = process.pid * 101

export const freePort = async (): Promise<number> => {
  for (let tries = 0; tries < portCount; tries++) {
    const port = leastPort + (tried++ % portCount)
    if (await isFree(port)) return port
  }
  throw new Error(`no port from ${leastPort} to ${leastPort + portCount} is free`)
}

/** A server as it runs at people's places: a process of its own. */
export type ServerProcess = { url: string; output: () => string } & AsyncDisposable

/** Of ports that were free a moment ago, so many may be taken. */
const mostPorts = 3

/**
 * Starts a server and waits until it answers.
 * @param folder where it looks for logline.config.ts, and for pages that were built there
 * @throws with what it said when it ends before, or takes a minute
 */
export const startServerProcess = async (folder: string, settings: Readonly<Record<string, string>>): Promise<ServerProcess> => {
  for (let tried = 1; ; tried++) {
    try {
      return await startOn(await freePort(), folder, settings)
    } catch (error) {
      // Somebody else had it meanwhile: tests of other files look for ports too.
      if (tried === mostPorts || !(error instanceof Error && error.message.includes('is taken by another program'))) throw error
    }
  }
}

const startOn = async (port: number, folder: string, settings: Readonly<Record<string, string>>): Promise<ServerProcess> => {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(LOGLINE_|NODE_OPTIONS$|NODE_TEST_|VITEST|DATABASE_URL$|HOST$)/.test(name))
  const child = spawn(process.execPath, [main], {
    cwd: folder,
    env: { ...Object.fromEntries(inherited), NODE_ENV: 'production', LOGLINE_PLUGIN_WAIT_SECONDS: '10', ...settings, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-keptCharacters)))
  let over = false
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => (said += error.message))
    child.once('close', () => {
      over = true
      resolve()
    })
  })
  // Whoever is killed in the middle of a test must not leave a server behind.
  const end = () => void child.kill('SIGKILL')
  process.once('exit', end)
  const stop = async () => {
    child.kill('SIGTERM')
    const late = setTimeout(end, 15_000)
    await ended
    clearTimeout(late)
    process.off('exit', end)
  }
  const url = `http://127.0.0.1:${port}`
  for (const until = Date.now() + readySeconds * 1000; ; await wait(25)) {
    const answer = over ? null : await fetch(`${url}/readyz`).catch(() => null)
    if (answer?.ok) return { url, output: () => said, [Symbol.asyncDispose]: stop }
    if (!over && Date.now() < until) continue
    await stop()
    throw new Error(`the server ${over ? 'ended before it was ready' : `was not ready within ${readySeconds} s`}:\n${said}`)
  }
}
