import { qualityWords, valuesOf } from '../../nouns/run-words.ts'
import type { FillFigures, Time } from './documents.ts'

/** A stretch of time behind a figure, with the runs in it, or beside it where it has none. */
export type Piece = {
  readonly start: number
  readonly end: number
  readonly seconds: number
  /** Runs that lie in it. */
  readonly runs: readonly number[]
  /** For time without runs: the run before it and the one after it. */
  readonly before: number | null
  readonly after: number | null
}

/** What a figure is made of: its intervals, and the runs that were counted. */
export type Evidence = {
  readonly title: string
  /** How the figure comes from what is listed. */
  readonly rule: string
  readonly kind: 'covered' | 'lost' | 'runs'
  readonly pieces: readonly Piece[]
  readonly runs: readonly number[]
}

type CountedRun = FillFigures['runs'][number]

const spanOf = ({ start, end }: Time) => ({ start: Date.parse(start), end: Date.parse(end) })

const covered = (times: readonly Time[], runs: readonly CountedRun[]): Piece[] =>
  times.map((time) => {
    const { start, end } = spanOf(time)
    const inside = runs.filter(({ inStableBeams }) => {
      const run = spanOf(inStableBeams)
      return run.start < end && run.end > start
    })
    return { start, end, seconds: time.durationSeconds, runs: inside.map(({ number }) => number), before: null, after: null }
  })

const lost = (times: readonly Time[], runs: readonly CountedRun[]): Piece[] =>
  times.map((time) => {
    const { start, end } = spanOf(time)
    const before = runs.filter(({ inStableBeams }) => Date.parse(inStableBeams.end) <= start)
    const latest = before.toSorted((a, b) => Date.parse(b.inStableBeams.end) - Date.parse(a.inStableBeams.end))[0]
    const next = runs.find(({ inStableBeams }) => Date.parse(inStableBeams.start) >= end)
    return { start, end, seconds: time.durationSeconds, runs: [], before: latest?.number ?? null, after: next?.number ?? null }
  })

/** Each run by itself, as it lies in stable beams: overlaps are not merged. */
const single = (runs: readonly CountedRun[]): Piece[] =>
  runs.map(({ number, inStableBeams }) => ({
    ...spanOf(inStableBeams),
    seconds: inStableBeams.durationSeconds,
    runs: [number],
    before: null,
    after: null,
  }))

const ofRuns = (title: string, rule: string, runs: readonly CountedRun[]): Evidence => ({
  title,
  rule,
  kind: 'runs',
  pieces: single(runs),
  runs: runs.map(({ number }) => number),
})

const twoMinutes = 120

/** What is behind a figure, by its name in the address; null for a name that says nothing here. */
export const evidenceOf = (figures: FillFigures, name: string): Evidence | null => {
  const { runs } = figures
  const numbers = runs.map(({ number }) => number)
  const [kind = '', what = ''] = name.split(':')
  const detector = figures.perDetector.find((one) => one.detector.name === what)
  switch (kind) {
    case 'covered':
      return {
        title: 'Covered',
        rule: 'Runs, cut to stable beams; where they overlap, time counts once.',
        kind: 'covered',
        pieces: covered(figures.intervals, runs),
        runs: numbers,
      }
    case 'before':
      return {
        title: 'Before the first run',
        rule: 'From the start of stable beams to the first run of the set.',
        kind: 'lost',
        pieces: lost(figures.beforeFirstRun ? [figures.beforeFirstRun] : [], runs),
        runs: [],
      }
    case 'between':
      return {
        title: 'Between runs',
        rule: 'Stable beams without a run of the set, between the first and the last.',
        kind: 'lost',
        pieces: lost(figures.gaps, runs),
        runs: [],
      }
    case 'after':
      return {
        title: 'After the last run',
        rule: 'From the end of the last run of the set to the end of stable beams.',
        kind: 'lost',
        pieces: lost(figures.afterLastRun ? [figures.afterLastRun] : [], runs),
        runs: [],
      }
    case 'runs':
      return ofRuns('Runs', 'Runs of the set with time in stable beams.', runs)
    case 'mean':
      return ofRuns('Mean run', 'The time of each run in stable beams, overlaps not merged, divided by their number.', runs)
    case 'over':
      return ofRuns('Over two minutes', 'By the whole length of the run, in stable beams or not.', runs.filter((run) => run.durationSeconds > twoMinutes))
    case 'under':
      return ofRuns('Two minutes or less', 'By the whole length of the run, in stable beams or not.', runs.filter((run) => run.durationSeconds <= twoMinutes))
    case 'quality': {
      const quality = valuesOf(qualityWords).find((value) => value === what)
      return quality
        ? ofRuns(`Runs, ${qualityWords[quality]}`, 'Runs of the set with this quality.', runs.filter((run) => run.quality === quality))
        : null
    }
    case 'timeless':
      return {
        title: 'Without times',
        rule: 'Runs of the set that no figure counts, because their start or end is not known.',
        kind: 'runs',
        pieces: [],
        runs: figures.runNumbersWithoutTimes,
      }
    case 'detector':
    case 'detector-good': {
      if (!detector) return null
      const isGood = kind === 'detector-good'
      const own = isGood ? detector.goodRunNumbers : detector.runNumbers
      const counted = runs.filter(({ number }) => own.includes(number))
      return {
        title: `${what}${isGood ? ', good' : ''}`,
        rule: isGood
          ? `Runs of the set with ${what} in which its own quality is good; where they overlap, time counts once.`
          : `Runs of the set with ${what}; where they overlap, time counts once.`,
        kind: 'covered',
        pieces: covered(isGood ? detector.goodIntervals : detector.intervals, counted),
        runs: own,
      }
    }
    default:
      return null
  }
}
