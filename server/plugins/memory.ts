import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'

const everyMs = 250
const hasProc = existsSync('/proc/self/status')

/**
 * Watches the resident memory of a process, also what its garbage collector knows nothing of (buffers). Only where the
 * system has /proc; its heap has a limit everywhere.
 * @param limitMb MiB that it may have
 * @param tooMuch called once, with the MiB it has
 */
export const watchMemory = (pid: number | undefined, limitMb: number, tooMuch: (usedMb: number) => void): Disposable => {
  if (pid === undefined || !hasProc) return { [Symbol.dispose]: () => undefined }
  const look = async () => {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
    const kilobytes = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0)
    if (kilobytes <= limitMb * 1024) return
    clearInterval(timer)
    tooMuch(Math.round(kilobytes / 1024))
  }
  const timer = setInterval(() => void look(), everyMs)
  timer.unref()
  return { [Symbol.dispose]: () => clearInterval(timer) }
}
