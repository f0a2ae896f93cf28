import type { Kind, TimelineInterval, TimelineRow } from '../../kit/timeline/model.ts'
import { runPath } from '../../nouns/paths.ts'
import { effectiveEnd, effectiveStart } from '../../nouns/run-times.ts'
import { definitionWords, qualityWords, type Quality } from '../../nouns/run-words.ts'
import type { FillFacts, FillRun } from './documents.ts'

export const fillKinds = {
  beam: { word: 'stable beams', tone: 'beam' },
  GOOD: { word: 'good', tone: 'good' },
  BAD: { word: 'bad', tone: 'bad' },
  TEST: { word: 'test', tone: 'test' },
  NONE: { word: 'not judged', tone: 'plain' },
  running: { word: 'running', tone: 'live' },
  lost: { word: 'end not known', tone: 'warn' },
} as const satisfies Readonly<Record<string, Kind>>

const qualityRows: readonly { quality: Quality; label: string }[] = [
  { quality: 'GOOD', label: 'Runs, good' },
  { quality: 'BAD', label: 'Runs, bad' },
  { quality: 'TEST', label: 'Runs, test' },
  { quality: 'NONE', label: 'Runs, not judged' },
]

/** A run as it lies in time; none when nobody knows when it began. One whose end is not known is a mark at its start. */
const toInterval = (run: FillRun, row: string, quality: Quality): TimelineInterval | null => {
  const start = effectiveStart(run)
  if (start === null) return null
  const end = effectiveEnd(run)
  const isRunning = run.state === 'RUNNING'
  return {
    id: `${row} ${run.number}`,
    start,
    end: isRunning ? null : Math.max(start, end ?? start),
    kind: isRunning ? 'running' : end === null ? 'lost' : quality,
    label: String(run.number),
    hint: `${definitionWords[run.definition]}\n${run.detectors.length} detectors`,
    href: runPath(run.number),
  }
}

const isInterval = (interval: TimelineInterval | null): interval is TimelineInterval => interval !== null

/** Stable beams, the runs by what people think of them, and those detectors that were asked for. */
export const fillRows = (fill: FillFacts, runs: readonly FillRun[], detectors: readonly string[]): TimelineRow[] => {
  const start = fill.stableBeamsStart
  const beams: TimelineRow = {
    id: 'beams',
    label: 'Stable beams',
    hint: start === null ? 'never declared' : undefined,
    intervals:
      start === null
        ? []
        : [
            {
              id: 'beams',
              start: Date.parse(start),
              end: fill.stableBeamsEnd === null ? null : Date.parse(fill.stableBeamsEnd),
              kind: 'beam',
              label: 'Stable beams',
              hint: fill.beamType ?? undefined,
            },
          ],
  }
  const byQuality = qualityRows
    .map(({ quality, label }): TimelineRow => {
      const own = runs.filter((run) => run.quality === quality)
      return { id: quality, label, intervals: own.map((run) => toInterval(run, quality, quality)).filter(isInterval) }
    })
    .filter(({ id, intervals }) => id === 'GOOD' || intervals.length > 0)
  const byDetector = detectors.map((name): TimelineRow => ({
    id: `detector ${name}`,
    label: name,
    hint: `Runs with ${name}, by the quality of its own data`,
    intervals: runs
      .map((run) => {
        const taking = run.detectors.find((one) => one.name === name)
        return taking ? toInterval(run, name, taking.quality) : null
      })
      .filter(isInterval)
      .map((interval) => ({ ...interval, hint: `${name} in run ${interval.label}: ${qualityWords[interval.kind as Quality] ?? interval.kind}` })),
  }))
  return [beams, ...byQuality, ...byDetector]
}
