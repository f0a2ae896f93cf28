import { formatDuration } from '../../kit/duration.ts'
import type { TimelineInterval, TimelineRow } from '../../kit/timeline/model.ts'
import { isFinal, statusWords } from '../../nouns/environment-words.ts'
import { runPath } from '../../nouns/paths.ts'
import { effectiveEnd, effectiveStart } from '../../nouns/run-times.ts'
import { definitionWords, qualityWords } from '../../nouns/run-words.ts'
import type { EnvironmentRun, Step } from './documents.ts'

const second = 1_000_000_000n

/** 2024-04-30 10:00:00.123456789 UTC. @param ns since 1970, as decimal digits */
export const exactMoment = (ns: string): string => {
  const all = BigInt(ns)
  const rest = ((all % second) + second) % second
  const whole = new Date(Number((all - rest) / 1_000_000n)).toISOString()
  return `${whole.slice(0, 10)} ${whole.slice(11, 19)}.${String(rest).padStart(9, '0')} UTC`
}

/** How long a status lasted: below ten seconds with its fractions, which are all there is then. */
export const statusLength = (seconds: number): string =>
  seconds < 10 ? `${seconds.toFixed(3)} s` : formatDuration(seconds)

const momentOf = ({ at }: Step) => Date.parse(at)

/** Statuses on one line and runs on another. */
export const environmentRows = (history: readonly Step[], runs: readonly EnvironmentRun[]): TimelineRow[] => {
  const statuses = history.map((step, index): TimelineInterval => {
    const start = momentOf(step)
    const next = history[index + 1]
    // What is final lasts for ever: a mark tells enough. Anything else lasts until now.
    const end = next ? momentOf(next) : isFinal(step.status) ? start : null
    return { id: `status ${index}`, start, end, kind: step.status, label: statusWords[step.status], hint: step.message ?? undefined }
  })
  const taken = runs.flatMap((run): TimelineInterval[] => {
    const start = effectiveStart(run)
    if (start === null) return []
    const isRunning = run.state === 'RUNNING'
    return [
      {
        id: `run ${run.number}`,
        start,
        end: isRunning ? null : Math.max(start, effectiveEnd(run) ?? start),
        kind: 'run',
        label: String(run.number),
        hint: `${definitionWords[run.definition]}, ${qualityWords[run.quality]}`,
        href: runPath(run.number),
      },
    ]
  })
  return [
    { id: 'status', label: 'Status', hint: 'no status was told', intervals: statuses },
    { id: 'runs', label: 'Runs', hint: 'none', intervals: taken },
  ]
}
