import type { Terminal } from './terminal.ts'

/** How far something is: `done` of `total` (unknown: undefined), and what to call it. */
export type Step = { doing: string; done: number; total: number | undefined; unit: 'bytes' | 'items' }

const width = 20
const everyMs = 100

const duration = (seconds: number): string => {
  const whole = Math.ceil(seconds)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`
}

/** One line: `reading fills.tsv ███████░░░░░ 43 % · 1,234 rows/s · 3 s to go`. */
export const progressLine = ({ doing, done, total, unit }: Step, seconds: number): string => {
  const share = total ? Math.min(1, done / total) : undefined
  const filled = Math.round((share ?? 0) * width)
  const bar =
    share === undefined ? '' : ` ${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${Math.floor(share * 100)} %`
  const pace = seconds > 0.5 ? done / seconds : 0
  const speed =
    pace === 0
      ? ''
      : unit === 'items'
        ? ` · ${Math.round(pace).toLocaleString('en-US')}/s`
        : ` · ${(pace / 1e6).toFixed(1)} MB/s`
  const left = pace > 0 && total ? ` · ${duration((total - done) / pace)} to go` : ''
  return `${doing}${bar}${speed}${left}`
}

/** Shows on a watched terminal how far the work is, until it is disposed of. */
export const watchProgress = (terminal: Terminal, look: () => Step): Disposable => {
  if (!terminal.isWatched) return { [Symbol.dispose]: () => undefined }
  let doing = ''
  let began = performance.now()
  const timer = setInterval(() => {
    const step = look()
    if (step.doing !== doing) began = performance.now()
    doing = step.doing
    terminal.status(progressLine(step, (performance.now() - began) / 1000))
  }, everyMs)
  return {
    [Symbol.dispose]: () => {
      clearInterval(timer)
      terminal.status(null)
    },
  }
}
