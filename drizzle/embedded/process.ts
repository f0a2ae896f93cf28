import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const words = (cmdline: string): string => cmdline.replaceAll('\0', ' ').trim()

const ps = (...options: string[]): string => spawnSync('ps', options, { encoding: 'utf8' }).stdout ?? ''

const hasProc = (): boolean => existsSync('/proc/self/cmdline')

/** The command line of a running process; `undefined` for none and for a zombie, whose pid still takes signals. */
const commandLine = (pid: number): string | undefined => {
  if (!hasProc()) return ps('-ww', '-o', 'command=', '-p', String(pid)).trim() || undefined
  try {
    return words(readFileSync(`/proc/${pid}/cmdline`, 'utf8')) || undefined
  } catch {
    return undefined
  }
}

const allProcesses = (): { pid: number; command: string }[] => {
  if (hasProc())
    return readdirSync('/proc')
      .filter((entry) => /^\d+$/.test(entry))
      .map((entry) => ({ pid: Number(entry), command: commandLine(Number(entry)) ?? '' }))
  return [...ps('-ww', '-axo', 'pid=,command=').matchAll(/^\s*(\d+)\s+(.*)$/gm)].map(([, pid, command]) => ({
    pid: Number(pid),
    command: command ?? '',
  }))
}

export const runs = (pid: number): boolean => commandLine(pid) !== undefined

/**
 * The name that a postmaster gets on its command line and shows in the titles of its backends: which folder a process
 * works on is then visible to everybody. (/proc/<pid>/cwd would say it too, but not to root in a plain container.)
 * Made of device and inode, so a moved cluster keeps it and a copied one has another.
 */
export const clusterName = (cluster: string): string => {
  const { dev, ino } = statSync(cluster, { bigint: true })
  return `logline-${dev}-${ino}`
}

const isPostmaster = (pid: number, name: string): boolean =>
  `${commandLine(pid) ?? ''} `.includes(`cluster_name=${name} `)

export type Postmaster = { pid: number; port: number; status: string }

const postmasterFile = (cluster: string): string => join(cluster, 'postmaster.pid')

/** postmaster.pid: pid, data directory, start, port, socket, address, shared memory and status, a line each. */
const readPostmasterFile = (cluster: string): Postmaster | undefined => {
  try {
    const lines = readFileSync(postmasterFile(cluster), 'utf8').split('\n')
    const pid = Number(lines[0])
    return pid > 0 ? { pid, port: Number(lines[3]), status: lines[7]?.trim() ?? '' } : undefined
  } catch {
    return undefined
  }
}

/** The postmaster that works on this cluster, and whether it lives; `undefined` after a stop in order. */
export const lastPostmaster = (cluster: string): (Postmaster & { alive: boolean }) | undefined => {
  const postmaster = readPostmasterFile(cluster)
  return postmaster && { ...postmaster, alive: isPostmaster(postmaster.pid, clusterName(cluster)) }
}

export const findPostmaster = (cluster: string): Postmaster | undefined => {
  const postmaster = lastPostmaster(cluster)
  return postmaster?.alive ? postmaster : undefined
}

/**
 * Removes a postmaster.pid without a pid, left by a postmaster or a machine that died while writing it: PostgreSQL
 * would refuse to start for ever. One that a postmaster is just writing is young, or its postmaster is seen.
 */
export const removeRemnant = (cluster: string): void => {
  const written = statSync(postmasterFile(cluster), { throwIfNoEntry: false })
  if (written === undefined || Date.now() - written.mtimeMs < 1_000) return
  const name = `cluster_name=${clusterName(cluster)}`
  if (allProcesses().some(({ command }) => command.includes(name))) return
  if (readPostmasterFile(cluster) === undefined) rmSync(postmasterFile(cluster), { force: true })
}

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Signals, and ms that each may take. To PostgreSQL, SIGINT is a stop in order; SIGQUIT leaves recovery to do. */
type Steps = readonly (readonly [NodeJS.Signals, number])[]
export const inOrder: Steps = [['SIGINT', 30_000], ['SIGQUIT', 6_000], ['SIGKILL', 6_000]]
export const byForce: Steps = [['SIGINT', 2_000], ['SIGQUIT', 1_000], ['SIGKILL', 6_000]]
export const atOnce: Steps = [['SIGQUIT', 6_000], ['SIGKILL', 6_000]]

/** Stops the postmaster and resolves when it is gone; false when even SIGKILL did not help. */
export const stopPostmaster = async (cluster: string, pid: number, steps: Steps): Promise<boolean> => {
  const name = clusterName(cluster)
  for (const [step, patience] of steps) {
    // Looked at again before each signal: by now the pid could be somebody else's.
    if (!isPostmaster(pid, name)) return true
    signal(pid, step)
    const end = performance.now() + patience
    while (isPostmaster(pid, name)) {
      if (performance.now() > end) break
      await delay(10)
    }
  }
  return !isPostmaster(pid, name)
}

/**
 * Ends the backends that outlived a killed postmaster: one that is busy notices late, and PostgreSQL rightly refuses to
 * start beside it.
 */
export const endOrphans = async (cluster: string): Promise<void> => {
  const title = `postgres: ${clusterName(cluster)}: `
  const orphans = (): { pid: number }[] => {
    const backends = allProcesses().filter(({ command }) => command.startsWith(title))
    // In this order: a postmaster that somebody started meanwhile is on file before it has any backend.
    return findPostmaster(cluster) === undefined ? backends : []
  }
  for (const [step, patience] of [['SIGTERM', 1_000], ['SIGQUIT', 1_000], ['SIGKILL', 5_000]] as const) {
    for (const { pid } of orphans()) signal(pid, step)
    const end = performance.now() + patience
    while (orphans().length > 0 && performance.now() < end) await delay(20)
  }
}
