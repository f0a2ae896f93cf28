import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const bin = fileURLToPath(new URL('../../server/cli/bin.mjs', import.meta.url))

export type Ended = { code: number | null; stdout: string; stderr: string }

export type Running = { child: ChildProcess; said: () => Ended; ended: Promise<Ended> }

type How = { env?: Record<string, string>; node?: string }

/** Starts the command as a shell does, with no setting of ours but those given. */
export const start = (args: readonly string[], { env = {}, node = process.execPath }: How = {}): Running => {
  const kept = Object.entries(process.env).filter(([name]) => !/^(LOGLINE_|DATABASE_URL$|PORT$|HOST$|NODE_)/.test(name))
  const child = spawn(node, [bin, ...args], { env: { ...Object.fromEntries(kept), ...env }, stdio: 'pipe' })
  const said: Ended = { code: null, stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => void (said.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => void (said.stderr += chunk.toString()))
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ ...said, code }))
  })
  return { child, said: () => said, ended }
}

/** Runs the command to its end. */
export const logline = (args: readonly string[], how: How & { input?: string } = {}): Promise<Ended> => {
  const { child, ended } = start(args, how)
  child.stdin?.end(how.input ?? '')
  return ended
}

/** A folder that goes with the test. */
export const createFolder = () => {
  const path = mkdtempSync(join(tmpdir(), 'logline-cli-'))
  return {
    path,
    /** Writes a file and gives its path. */
    file: (name: string, text: string): string => {
      writeFileSync(join(path, name), text)
      return join(path, name)
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  }
}

/** A Node in the PATH that cannot run TypeScript by itself, as many shells still have. */
export const olderNode = (): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder && !folder.includes('node_modules'))
    .map((folder) => join(folder, 'node'))
    .find((path) => {
      if (!existsSync(path)) return false
      const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' })
      return Number(/^v(\d+)/.exec(stdout)?.[1] ?? 99) < 24
    })
