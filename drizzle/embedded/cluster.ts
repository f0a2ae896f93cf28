import { spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import {
  accessSync, chmodSync, closeSync, constants, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync,
  renameSync, rmSync, statfsSync, statSync, writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { accountFor, give, giveTree, lend, spawnAs } from './account.ts'
import { type Binaries, findBinaries, sharedPlaces } from './binaries.ts'
import { EmbeddedFault, toFault } from './fault.ts'
import { runs } from './process.ts'
import { settingsFor } from './settings.ts'

/** The superuser of an embedded cluster, and the name of its one database. */
export const logline = 'logline'

export type ClusterOptions = {
  directory: string
  durable: boolean
  log: (message: string) => void
  /** Other programs than those of the npm package, and where copies of them may go. */
  binaries?: { source?: string; copies?: readonly string[] } | undefined
}

export const clusterIn = (directory: string): string => join(directory, 'postgres')

export const binariesFor = ({ directory, binaries, log }: ClusterOptions): Binaries => {
  const account = accountFor(clusterIn(directory))
  return findBinaries({
    account,
    source: binaries?.source,
    copies: binaries?.copies ?? (account === undefined ? [join(directory, 'binaries')] : sharedPlaces()),
    log,
  })
}

// Inside the cluster: one rename brings both to life, and a backup of the folder can't forget it.
const passwordFile = (cluster: string): string => join(cluster, 'logline.password')

export const readPassword = (cluster: string): string => {
  try {
    return readFileSync(passwordFile(cluster), 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new EmbeddedFault(
        'PASSWORD_REFUSED',
        `${passwordFile(cluster)} is missing: put it back from a backup, or write role ${logline}'s password in it`,
      )
    throw toFault(error, 'reading the password', passwordFile(cluster))
  }
}

/** A folder for a cluster that is not there yet: 40 MB after initdb, and room for the first write-ahead log. */
const leastSpace = 128 * 1024 ** 2

const halfMade = /^postgres\.init-(\d+)-/

/** Removes what a process that was killed during initdb left behind. */
const sweep = (directory: string): void => {
  for (const entry of readdirSync(directory)) {
    const [, pid] = halfMade.exec(entry) ?? []
    if (pid === undefined || runs(Number(pid))) continue
    try {
      rmSync(join(directory, entry), { recursive: true, force: true })
    } catch {
      // Its initdb may still be writing there: it is in nobody's way, and the next start tries again.
    }
  }
}

const nameless = (said: string) =>
  new EmbeddedFault(
    'NOT_PERMITTED',
    `initdb runs only for users that have a name (${said}): add this one to /etc/passwd, run Logline as another ` +
      'user, or set DATABASE_URL to a PostgreSQL of your own',
  )

const initialize = (options: ClusterOptions, binaries: Binaries, folder: string, password: string) => {
  const account = accountFor(folder)
  const lent = lend([folder, password], account)
  const [data = '', secret = ''] = lent.names
  const child = spawn(
    binaries.initdb,
    [
      '-D', data, `--username=${logline}`, `--pwfile=${secret}`, '--auth=scram-sha-256', '--data-checksums',
      '--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions',
      // Decides the words of the full-text search: with C, a dash outside ASCII would count as a letter.
      ...(process.platform === 'linux' ? ['--lc-ctype=C.UTF-8'] : []),
      ...(options.durable ? [] : ['--no-sync']),
      ...settingsFor(options),
    ],
    { ...spawnAs(account), stdio: ['ignore', 'pipe', 'pipe', ...lent.handles] },
  )
  lent.close()
  return new Promise<void>((resolve, reject) => {
    const said: string[] = []
    child.stdout?.on('data', (chunk) => said.push(String(chunk)))
    child.stderr?.on('data', (chunk) => said.push(String(chunk)))
    child.on('error', reject)
    child.on('close', (status, signal) => {
      const end = said.join('').trim().split('\n').slice(-6).join('\n')
      if (status === 0) resolve()
      else if (end.includes('user does not exist')) reject(nameless(end))
      else reject(new EmbeddedFault('START_FAILED', `initdb failed (${signal ?? `status ${status}`}):\n${end}`))
    })
  })
}

const synchronize = (folder: string): void => {
  const handle = openSync(folder, constants.O_RDONLY)
  fsyncSync(handle)
  closeSync(handle)
}

/** Makes the cluster beside its place and moves it there when it is whole; whoever comes second takes the first's. */
const create = async (options: ClusterOptions): Promise<void> => {
  const { directory, log } = options
  const { bavail, bsize } = statfsSync(directory)
  if (bavail * bsize < leastSpace)
    throw new EmbeddedFault(
      'NO_SPACE',
      `${Math.floor((bavail * bsize) / 1024 ** 2)} MB are left in ${directory}; a new database needs 128 MB`,
    )
  const binaries = binariesFor(options)
  log(`making a new PostgreSQL ${binaries.version} database in ${directory}`)
  const account = accountFor(clusterIn(directory))
  const folder = join(directory, `postgres.init-${process.pid}-${randomUUID()}`)
  const password = `${folder}.password`
  try {
    mkdirSync(folder, { mode: 0o700 })
    writeFileSync(password, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flush: true })
    for (const path of [folder, password]) give(path, account)
    await initialize(options, binaries, folder, password)
    renameSync(password, passwordFile(folder))
    synchronize(folder)
    renameSync(folder, clusterIn(directory))
    synchronize(directory)
  } catch (error) {
    if (!existsSync(join(clusterIn(directory), 'PG_VERSION'))) throw error
  } finally {
    for (const path of [folder, password]) rmSync(path, { recursive: true, force: true })
  }
}

/** Sees to it that there is a cluster in `directory`, and that we may work with it. */
export const prepareCluster = async (options: ClusterOptions): Promise<void> => {
  const { directory } = options
  const cluster = clusterIn(directory)
  try {
    mkdirSync(directory, { recursive: true })
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK)
    sweep(directory)
    if (existsSync(join(cluster, 'PG_VERSION'))) return
    if (existsSync(cluster) && readdirSync(cluster).length > 0)
      throw new EmbeddedFault('NOT_A_CLUSTER', `${cluster} holds something else than PostgreSQL data: move it away`)
    await create(options)
  } catch (error) {
    throw toFault(error, 'keeping the database', directory)
  }
}

/** What PostgreSQL demands before it starts; a cluster that came back from a backup may lack it. */
export const checkCluster = (cluster: string, binaries: Binaries): void => {
  const account = accountFor(cluster)
  const made = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  if (made !== binaries.major)
    throw new EmbeddedFault(
      'OTHER_VERSION',
      `${cluster} was made by PostgreSQL ${made}; this Logline brings PostgreSQL ${binaries.version}, which can't ` +
        `read it. Run the Logline that made it, or set DATABASE_URL to a PostgreSQL ${made} on this folder, and move ` +
        'the data with pg_dump; or move the folder away to begin anew',
    )
  const { uid, mode } = statSync(cluster)
  if (account !== undefined && uid === 0) giveTree(cluster, account)
  if ((mode & 0o027) !== 0) chmodSync(cluster, 0o700)
}
