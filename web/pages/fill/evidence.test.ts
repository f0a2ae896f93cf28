import { describe, expect, it } from 'vitest'
import type { FillFigures, Time } from './documents.ts'
import { evidenceOf } from './evidence.ts'

const at = (time: string) => `2019-08-08T${time}:00.000Z`
const ms = (time: string) => Date.parse(at(time))
const time = (start: string, end: string): Time => ({ start: at(start), end: at(end), durationSeconds: (ms(end) - ms(start)) / 1000 })
const run = (number: number, start: string, end: string, quality: 'GOOD' | 'BAD' = 'GOOD', durationSeconds = time(start, end).durationSeconds) => ({
  number,
  quality,
  durationSeconds,
  inStableBeams: time(start, end),
})

// The reference of the field, with a short bad run, as the server tells it of all physics runs.
const figures: FillFigures = {
  stableBeams: time('11:00', '23:00'),
  coveredSeconds: 18_060,
  efficiency: 18_060 / 43_200,
  beforeFirstRunSeconds: 10_800,
  afterLastRunSeconds: 7_140,
  betweenRunsSeconds: 7_200,
  meanRunSeconds: 4_515,
  runCount: 4,
  overTwoMinutes: 3,
  underTwoMinutes: 1,
  runsWithoutTimes: 1,
  runNumbersWithoutTimes: [49],
  perQuality: [
    { quality: 'GOOD', count: 3 },
    { quality: 'BAD', count: 1 },
  ],
  intervals: [time('14:00', '18:00'), time('20:00', '21:01')],
  beforeFirstRun: time('11:00', '14:00'),
  gaps: [time('18:00', '20:00')],
  afterLastRun: time('21:01', '23:00'),
  runs: [run(54, '14:00', '16:00'), run(55, '16:00', '18:00'), run(56, '20:00', '21:00'), run(57, '21:00', '21:01', 'BAD')],
  perDetector: [
    {
      detector: { name: 'ITS' },
      runCount: 2,
      coveredSeconds: 10_800,
      efficiency: 0.25,
      goodCoveredSeconds: 3600,
      goodEfficiency: 1 / 12,
      runNumbers: [54, 56],
      goodRunNumbers: [56],
      intervals: [time('14:00', '16:00'), time('20:00', '21:00')],
      goodIntervals: [time('20:00', '21:00')],
    },
  ],
}

const sum = (name: string) => evidenceOf(figures, name)!.pieces.reduce((total, { seconds }) => total + seconds, 0)

describe('what is behind a figure of a fill', () => {
  it('adds up to the figure', () => {
    expect(sum('covered')).toBe(figures.coveredSeconds)
    expect(sum('before')).toBe(figures.beforeFirstRunSeconds)
    expect(sum('between')).toBe(figures.betweenRunsSeconds)
    expect(sum('after')).toBe(figures.afterLastRunSeconds)
    expect(sum('mean') / evidenceOf(figures, 'mean')!.runs.length).toBe(figures.meanRunSeconds)
    expect(sum('detector:ITS')).toBe(10_800)
    expect(sum('detector-good:ITS')).toBe(3600)
  })

  it('names the runs of each covered time, and those beside each gap', () => {
    expect(evidenceOf(figures, 'covered')!.pieces.map(({ runs }) => runs)).toEqual([
      [54, 55],
      [56, 57],
    ])
    const edges = (name: string) => evidenceOf(figures, name)!.pieces.map(({ before, after }) => [before, after])
    expect(edges('before')).toEqual([[null, 54]])
    expect(edges('between')).toEqual([[55, 56]])
    expect(edges('after')).toEqual([[57, null]])
    expect(evidenceOf(figures, 'detector:ITS')!.pieces.map(({ runs }) => runs)).toEqual([[54], [56]])
  })

  it('are the runs that a count counts', () => {
    expect(evidenceOf(figures, 'runs')!.runs).toHaveLength(figures.runCount)
    expect(evidenceOf(figures, 'over')!.runs).toEqual([54, 55, 56])
    expect(evidenceOf(figures, 'under')!.runs).toEqual([57])
    expect(evidenceOf(figures, 'quality:BAD')!.runs).toEqual([57])
    expect(evidenceOf(figures, 'timeless')!.runs).toEqual([49])
  })

  it('is nothing for a name that says nothing', () => {
    for (const name of ['', 'colour', 'quality:BEST', 'detector:XYZ', 'detector']) expect(evidenceOf(figures, name)).toBeNull()
  })
})
