import type { Kind, Stretch, TimelineInterval, TimelineRow } from '../../kit/timeline/model.ts'
import { fillPath, runPath } from '../../nouns/links.tsx'
import { effectiveEnd, effectiveStart } from '../../nouns/run-times.ts'
import { definitionWords, qualityWords } from '../../nouns/run-words.ts'
import type { EnvironmentFacts, FillFacts, RunFacts, Surroundings } from './documents.ts'

/** How the intervals around a run are called and drawn. */
export const aroundKinds: Readonly<Record<string, Kind>> = {
  BEAM: { word: 'stable beams', tone: 'beam' },
  RUNNING: { word: 'running', tone: 'live' },
  GOOD: { word: 'good run', tone: 'good' },
  BAD: { word: 'bad run', tone: 'bad' },
  TEST: { word: 'test run', tone: 'test' },
  NONE: { word: 'run not judged', tone: 'plain' },
  CONTROL: { word: 'by the control system', tone: 'accent' },
  SETUP: { word: 'environment being set up', tone: 'quiet' },
  ERROR: { word: 'environment in error', tone: 'warn' },
}

const at = (text: string | null) => (text === null ? null : Date.parse(text))

const environmentKind = (status: EnvironmentFacts['history'][number]['status']): string =>
  status === 'RUNNING' ? 'RUNNING' : status === 'ERROR' || status === 'MIXED' ? 'ERROR' : 'SETUP'

const over = new Set<string>(['DONE', 'DESTROYED'])

const environmentRow = ({ id, history }: EnvironmentFacts): TimelineRow => ({
  id: 'environment',
  label: 'Environment',
  hint: id,
  intervals: history
    .filter(({ status }) => !over.has(status))
    .map(({ atNs, at: text, status, durationSeconds, message }) => ({
      id: `environment ${atNs}`,
      start: Date.parse(text),
      end: durationSeconds === null ? null : Date.parse(text) + durationSeconds * 1000,
      kind: environmentKind(status),
      label: status.toLowerCase(),
      hint: message ?? undefined,
    })),
})

const beamsRow = ({ number, stableBeamsStart, stableBeamsEnd }: FillFacts): TimelineRow => {
  const start = at(stableBeamsStart)
  return {
    id: 'beams',
    label: 'Stable beams',
    hint: `Fill ${number}`,
    intervals:
      start === null
        ? []
        : [{ id: 'beams', start, end: at(stableBeamsEnd), kind: 'BEAM', label: `Fill ${number}`, href: fillPath(number) }],
  }
}

/** A run without an end that is lost is a mark at its start: it must not grow for ever. */
const runEnd = (run: Pick<RunFacts, 'state' | 'triggerEndedAt' | 'endedAt'>, start: number): number | null =>
  run.state === 'LOST' ? start : effectiveEnd(run)

const neighboursRow = ({ runs }: FillFacts, own: number): TimelineRow => ({
  id: 'runs',
  label: 'Other runs',
  hint: 'Of the same fill',
  intervals: runs.nodes.flatMap((run): TimelineInterval[] => {
    const start = effectiveStart(run)
    if (run.number === own || start === null) return []
    return [
      {
        id: `run ${run.number}`,
        start,
        end: runEnd(run, start),
        kind: run.state === 'RUNNING' ? 'RUNNING' : run.quality,
        label: String(run.number),
        hint: `${definitionWords[run.definition]}, ${qualityWords[run.quality]}`,
        href: runPath(run.number),
      },
    ]
  }),
})

const ownRow = (
  id: string,
  label: string,
  kind: string,
  start: number | null,
  end: number | null,
  text: string,
): TimelineRow => ({
  id,
  label,
  intervals: start === null ? [] : [{ id, start, end, kind, label: text }],
})

/** The run by both clocks, among what was going on around it. */
export const rowsAround = (run: RunFacts, surroundings: Surroundings | null): TimelineRow[] => {
  const { fill = null, environment = null } = surroundings ?? {}
  const [started, triggered] = [at(run.startedAt), at(run.triggerStartedAt)]
  const kind = run.state === 'RUNNING' ? 'RUNNING' : run.quality
  const endOf = (start: number | null, end: string | null, other: string | null) =>
    run.state === 'LOST' ? start : (at(end) ?? at(other))
  return [
    ...(fill ? [beamsRow(fill), neighboursRow(fill, run.number)] : []),
    ownRow('trigger', 'Trigger', kind, triggered, endOf(triggered, run.triggerEndedAt, run.endedAt), `Run ${run.number}, trigger`),
    ownRow('control', 'Control system', 'CONTROL', started, endOf(started, run.endedAt, run.triggerEndedAt), `Run ${run.number}, control system`),
    ...(environment ? [environmentRow(environment)] : []),
  ].filter(({ id, intervals }) => intervals.length > 0 || id === 'trigger')
}

/** From the beginning of the fill's beams and runs to their end; an environment may be older than all of them. */
export const rangeAround = (rows: readonly TimelineRow[], now: number): Stretch | undefined => {
  const intervals = rows.filter(({ id }) => id !== 'environment').flatMap((row) => row.intervals)
  if (intervals.length === 0) return undefined
  const start = Math.min(...intervals.map((one) => one.start))
  const end = Math.max(...intervals.map((one) => Math.max(one.start, one.end ?? now)))
  const room = Math.max(60_000, (end - start) * 0.03)
  return { start: start - room, end: end + room }
}
