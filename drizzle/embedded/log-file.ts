import { closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs'
import { copyFile, rm, truncate } from 'node:fs/promises'
import { type Account, give } from './account.ts'

/** Bytes; twice as much lies on the disk at most, give or take what a minute writes. */
const largest = 8 * 1024 ** 2

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/**
 * Moves a log that has grown too large to `<path>.1`. Copied and cut, because postgres keeps the file open for as long
 * as it runs; it appends, so it goes on at the new end.
 */
const shorten = async (path: string): Promise<void> => {
  if (sizeOf(path) <= largest) return
  await rm(`${path}.1`, { force: true })
  await copyFile(path, `${path}.1`)
  await truncate(path)
}

/** Watches the log once a minute, without keeping the process alive for it. */
export const keepShort = (path: string): Disposable => {
  const watch = () => void shorten(path).catch(() => {})
  watch()
  const timer = setInterval(watch, 60_000).unref()
  return { [Symbol.dispose]: () => clearInterval(timer) }
}

/** Opens the log for a child to append to; `since()` tells what was written after that, `close` is for our handle. */
export const openLog = (path: string, account: Account) => {
  const before = sizeOf(path)
  const handle = openSync(path, 'a', 0o600)
  // Made by root beside a cluster of somebody else's, it must not stand in their way later.
  give(path, account)
  return {
    handle,
    close: () => closeSync(handle),
    since: (): string => (existsSync(path) ? readFileSync(path).subarray(before).toString('utf8') : ''),
  }
}
