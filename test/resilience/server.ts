import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export { freePort } from '../kit/author/server-process.ts'

const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url))

/** A server process of its own, as `npm start` starts it. */
export type ServerProcess = {
  url: string
  pid: number
  kill: (signal: NodeJS.Signals) => void
  /** Resolves when it answers requests; rejects with what it said when it ends before. */
  ready: () => Promise<void>
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  output: () => string
}

type Where = { port: number; /** Modules. */ plugins?: string; /** More settings. */ env?: Readonly<Record<string, string>> } & ({ data: string } | { databaseUrl: string })

export const startServer = ({ port, plugins = '', env = {}, ...where }: Where): ServerProcess => {
  const database = 'data' in where ? { DATABASE_URL: '', LOGLINE_DATA: where.data } : { DATABASE_URL: where.databaseUrl }
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, ...database, LOGLINE_PLUGINS: plugins, PORT: String(port), LOGLINE_ANONYMOUS: 'admin', LOGLINE_DEMO: 'off', LOGLINE_LOG_LEVEL: 'warn', NODE_OPTIONS: '', LOGLINE_PLUGIN_WAIT_SECONDS: '10', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-20_000)))
  let over = false
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => {
      over = true
      resolve({ code, signal })
    })
  })
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    pid: child.pid ?? 0,
    exited,
    output: () => said,
    kill: (signal) => void child.kill(signal),
    ready: async () => {
      for (const end = Date.now() + 60_000; Date.now() < end; await wait(25)) {
        if (over) throw new Error(`the server ended before it was ready:\n${said}`)
        const answer = await fetch(`${url}/readyz`).catch(() => null)
        if (answer?.ok) return
      }
      throw new Error(`the server was not ready within a minute:\n${said}`)
    },
  }
}

/** A folder for a server's data, and the pid of the PostgreSQL on it. */
export const createDataFolder = () => {
  const parent = mkdtempSync(join(tmpdir(), 'logline-resilience-'))
  // PostgreSQL may run as another user than we do.
  chmodSync(parent, 0o755)
  const data = join(parent, 'data')
  const pidFile = join(data, 'postgres', 'postmaster.pid')
  return {
    data,
    postmaster: (): number | null => (existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[0]) : null),
    remove: () => rmSync(parent, { recursive: true, force: true }),
  }
}

/** Ended, and nobody has taken notice of it yet: whoever adopted it may take its time. */
const isZombie = (pid: number): boolean =>
  existsSync(`/proc/${pid}/stat`) && /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))

export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
