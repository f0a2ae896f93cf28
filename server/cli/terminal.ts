import type { WriteStream } from 'node:tty'

/** Results go to standard output, all else to standard error: a script can take the one and show the other. */
export type Terminal = {
  /** A line of the result. */
  print: (line: string) => void
  /** A line about the work. */
  tell: (line: string) => void
  /** A line that the next one replaces; null takes it away. Only shown where somebody can watch it. */
  status: (line: string | null) => void
  /** Whether somebody watches. */
  isWatched: boolean
}

type Stream = Pick<WriteStream, 'write'> & { isTTY?: boolean; columns?: number }

const clear = '\r\u001B[K'

export const createTerminal = (stdout: Stream, stderr: Stream): Terminal => {
  const isWatched = stderr.isTTY === true
  let shown: string | null = null
  const hide = () => {
    if (shown !== null) stderr.write(clear)
    shown = null
  }
  return {
    isWatched,
    print: (line) => {
      hide()
      stdout.write(`${line}\n`)
    },
    tell: (line) => {
      hide()
      stderr.write(`${line}\n`)
    },
    status: (line) => {
      if (!isWatched || line === shown) return
      if (line === null) return hide()
      // A line that wraps could not be taken back.
      stderr.write(clear + line.slice(0, (stderr.columns || 80) - 1))
      shown = line
    },
  }
}
