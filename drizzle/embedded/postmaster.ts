import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { accountFor, lend, spawnAs } from './account.ts'
import { binariesFor, checkCluster, clusterIn, type ClusterOptions } from './cluster.ts'
import { EmbeddedFault, toFault } from './fault.ts'
import { openLog } from './log-file.ts'
import { clusterName, endOrphans, findPostmaster, lastPostmaster, removeRemnant } from './process.ts'

export const logFileIn = (directory: string): string => join(directory, 'postgres.log')

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })

/**
 * After a crash the same port again, if it can be had: pools that knew the old server find the new one. Otherwise one
 * below those that systems give to outgoing connections, as any of these could take it between crash and restart.
 */
const choosePort = async (before: number | undefined): Promise<number> => {
  if (before !== undefined && before > 1023 && before < 65_536 && (await isFree(before))) return before
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = randomInt(20_000, 32_000)
    if (await isFree(port)) return port
  }
  throw new EmbeddedFault('START_FAILED', 'Found no free port on 127.0.0.1 between 20000 and 32000')
}

type Launched = { child: ChildProcess; said: () => string }

/** `undefined` when somebody else was quicker. */
const launch = async (options: ClusterOptions, postgres: string): Promise<Launched | undefined> => {
  const cluster = clusterIn(options.directory)
  const before = lastPostmaster(cluster)
  if (before?.alive) return undefined
  const port = await choosePort(before?.port)
  const account = accountFor(cluster)
  const output = openLog(logFileIn(options.directory), account)
  const lent = lend([cluster], account)
  const { env, ...as } = spawnAs(account)
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    cluster_name: clusterName(cluster),
  }
  try {
    const child = spawn(
      postgres,
      ['-D', ...lent.names, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      {
        ...as,
        // The pid in a left-over postmaster.pid may live on as another program. PostgreSQL overlooks a lock of its
        // grandparent, then still asks the shared memory whether anybody is left: nobody has to remove that file.
        env: before === undefined ? env : { ...env, PG_GRANDPARENT_PID: String(before.pid) },
        // A session of its own: Ctrl+C in a terminal reaches us alone, and we decide who stops first.
        detached: true,
        stdio: ['ignore', output.handle, output.handle, ...lent.handles],
      },
    )
    child.unref()
    return { child, said: output.since }
  } finally {
    lent.close()
    output.close()
  }
}

/** Resolves when the child takes connections (undefined), or with why it ended. */
const readiness = async (child: ChildProcess, cluster: string, log: (message: string) => void) => {
  let ended: Error | undefined
  child.once('error', (error) => (ended = error))
  child.once('exit', (status, signal) => (ended = new Error(`postgres ended (${signal ?? `status ${status}`})`)))
  let tellAt = performance.now() + 10_000
  while (ended === undefined) {
    const postmaster = findPostmaster(cluster)
    if (postmaster?.pid === child.pid && postmaster?.status === 'ready') return undefined
    if (performance.now() > tellAt) {
      log('PostgreSQL is still starting: it recovers what it had not yet written when it was killed')
      tellAt = performance.now() + 10_000
    }
    await delay(10)
  }
  return ended
}

/** What passes by itself: a port taken meanwhile, a backend that is still ending, a start at the same moment. */
const passing = /could not bind|already in use|pre-existing shared memory|lock file ".*" (already exists|is empty)/i

/** Starts PostgreSQL on the cluster; its pid, or `undefined` when another process did so at the same time. */
export const startPostmaster = async (options: ClusterOptions): Promise<number | undefined> => {
  const { directory, log } = options
  const cluster = clusterIn(directory)
  const binaries = binariesFor(options)
  try {
    checkCluster(cluster, binaries)
    for (let attempt = 1; ; attempt++) {
      await endOrphans(cluster)
      removeRemnant(cluster)
      const launched = await launch(options, binaries.postgres)
      const failure = launched && (await readiness(launched.child, cluster, log))
      if (launched !== undefined && failure === undefined) return launched.child.pid
      if (launched === undefined || findPostmaster(cluster) !== undefined) return undefined
      const said = launched.said()
      if (attempt === 8 || !passing.test(said)) {
        const end = said.trim().split('\n').slice(-8).join('\n')
        throw new EmbeddedFault(
          'START_FAILED',
          `PostgreSQL does not start on ${cluster}: ${failure?.message ?? ''}; ${logFileIn(directory)} says\n${end}`,
          { cause: failure },
        )
      }
      await delay(250)
    }
  } catch (error) {
    throw toFault(error, 'starting PostgreSQL', cluster)
  }
}
