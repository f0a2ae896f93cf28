import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { clusterIn, type ClusterOptions, logline, readPassword } from './embedded/cluster.ts'
import { createKeeper, type Keeper, type ServerHold } from './embedded/keeper.ts'
import { keepShort } from './embedded/log-file.ts'
import { logFileIn } from './embedded/postmaster.ts'
import { atOnce, findPostmaster, runs, stopPostmaster } from './embedded/process.ts'

export { EmbeddedFault, type EmbeddedFaultCode, EmbeddedInUse } from './embedded/fault.ts'
export type { ServerHold } from './embedded/keeper.ts'

/** A place among the users of the PostgreSQL in `dataDirectory`. Disposal lets go; the last user stops it. */
export type Embedded = {
  /** postgres://logline:<password>@127.0.0.1:<port>/logline */
  url: string
  dataDirectory: string
  /** PostgreSQL ran already: started by another process, or left by one that was killed. */
  adopted: boolean
  started: boolean
  /**
   * Takes the right to be the one Logline server on these data, which ends with the hold or with this process.
   * @throws EmbeddedInUse naming pid and address of the server that has it
   */
  holdServer: (address?: string) => Promise<ServerHold>
} & AsyncDisposable

type Log = (message: string) => void

export type EmbeddedOptions = {
  /** Made if missing; holds the cluster in postgres/ and its log in postgres.log. */
  directory: string
  log?: Log
  /** ms that a PostgreSQL which runs may stay silent before it is stopped and started afresh */
  patience?: number
  /** Programs other than the npm package's (a folder with bin, lib, share), and places for copies of them. */
  binaries?: ClusterOptions['binaries']
}

const toEmbedded = (directory: string, keeper: Keeper, end: () => Promise<void>): Embedded => {
  const password = readPassword(clusterIn(directory))
  let ended: Promise<void> | undefined
  return {
    get url() {
      return `postgres://${logline}:${password}@127.0.0.1:${keeper.port()}/${logline}`
    },
    dataDirectory: directory,
    adopted: !keeper.started,
    started: keeper.started,
    holdServer: (address = 'still starting') => keeper.holdServer(address),
    [Symbol.asyncDispose]: () => (ended ??= end()),
  }
}

/**
 * PostgreSQL on the data in `directory`: the one that runs there, or a new one. Several processes may do so at once.
 * While it is open it keeps the process alive.
 * @throws EmbeddedFault when it can't be had, with the reason and the way out
 */
export const openEmbedded = async (options: EmbeddedOptions): Promise<Embedded> => {
  const { log = () => {}, patience = 15_000, binaries } = options
  const directory = resolve(options.directory)
  const keeper = await createKeeper({ directory, durable: true, log, patience, binaries })
  const logWatch = keepShort(logFileIn(directory))
  return toEmbedded(directory, keeper, async () => {
    logWatch[Symbol.dispose]()
    await keeper.close()
  })
}

const temporary = /^logline-temporary-(\d+)-/

/** Stops and removes what test processes that were killed have left. */
const sweep = async (parent: string): Promise<void> => {
  for (const entry of readdirSync(parent)) {
    const [, pid] = temporary.exec(entry) ?? []
    const folder = join(parent, entry)
    if (pid === undefined || runs(Number(pid))) continue
    try {
      if (statSync(folder).uid !== process.geteuid?.()) continue
      const postmaster = findPostmaster(clusterIn(folder))
      if (postmaster !== undefined) await stopPostmaster(clusterIn(folder), postmaster.pid, atOnce)
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // Another test process sweeps here too.
    }
  }
}

/**
 * A cluster to throw away, for test suites: quick because nothing is ever forced to the disk, gone on disposal.
 * @param options.directory where its folder is made; default: the system's folder for temporary files
 */
export const openTemporary = async (options: { directory?: string; log?: Log } = {}): Promise<Embedded> => {
  const { directory = tmpdir(), log = () => {} } = options
  await sweep(directory)
  const folder = mkdtempSync(join(directory, `logline-temporary-${process.pid}-`))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    const keeper = await createKeeper({ directory: folder, durable: false, log, patience: 15_000 })
    return toEmbedded(folder, keeper, async () => {
      await keeper.close({ discard: true })
      remove()
    })
  } catch (error) {
    remove()
    throw error
  }
}
