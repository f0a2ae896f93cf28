import {
  chownSync, closeSync, constants, existsSync, lchownSync, openSync, readdirSync, readFileSync, statSync,
} from 'node:fs'
import { join } from 'node:path'

/** Whom PostgreSQL runs as; `undefined` is ourselves. */
export type Account = { uid: number; gid: number } | undefined

/** PostgreSQL refuses to run as root, and `nobody` is the one other account that nearly every system has. */
const nobody = (): { uid: number; gid: number } => {
  const accounts = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8') : ''
  // initdb asks for the name of its account, so without `nobody` any other with a name is better than a bare number.
  const entry = /^nobody:[^:]*:(-?\d+):(-?\d+):/m.exec(accounts) ?? /^[^:]+:[^:]*:([1-9]\d*):(\d+):/m.exec(accounts)
  const [, uid, gid] = entry ?? []
  return uid === undefined || gid === undefined ? { uid: 65534, gid: 65534 } : { uid: Number(uid), gid: Number(gid) }
}

/** As root: the owner of an existing cluster, else `nobody`. Otherwise ourselves. */
export const accountFor = (cluster: string): Account => {
  if (process.geteuid?.() !== 0) return undefined
  const owner = statSync(cluster, { throwIfNoEntry: false })
  return owner !== undefined && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : nobody()
}

export const give = (path: string, account: Account): void => {
  if (account !== undefined) chownSync(path, account.uid, account.gid)
}

/** Gives a whole folder away, as a cluster needs that came back from a backup as root's. */
export const giveTree = (folder: string, account: Account): void => {
  if (account === undefined) return
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    lchownSync(join(folder, entry), account.uid, account.gid)
  give(folder, account)
}

/** Options of a spawn as that account: a cwd that it may enter, and nothing of our own environment (PG*, LD_*). */
export const spawnAs = (account: Account) => ({
  ...account,
  cwd: '/',
  env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_MESSAGES: 'C', TZ: 'UTC' },
})

export type Lent = { names: string[]; handles: number[]; close: () => void }

/**
 * Names under which a child finds these paths, with the handles to pass as its file descriptors 3, 4, …
 * A child of another account may be unable to enter the folders above them (a clone in /root), so it gets open
 * handles and reaches them through /proc/self/fd, which asks no parent for permission.
 */
export const lend = (paths: readonly string[], account: Account): Lent => {
  if (account === undefined || !existsSync('/proc/self/fd')) return { names: [...paths], handles: [], close: () => {} }
  const handles = paths.map((path) => openSync(path, constants.O_RDONLY))
  return {
    names: handles.map((_, index) => `/proc/self/fd/${3 + index}`),
    handles,
    close: () => handles.forEach((handle) => closeSync(handle)),
  }
}
