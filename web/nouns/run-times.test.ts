import { describe, expect, it } from 'vitest'
import type { RunRow } from '../pages/runs/documents.ts'
import { toListOrder } from '../pages/runs/run-order.ts'
import { effectiveEnd, effectiveStart, runSeconds } from './run-times.ts'

const run = (more: Partial<RunRow>): RunRow => ({
  id: 'run',
  number: 1,
  revision: 1,
  state: 'ENDED',
  quality: 'NONE',
  definition: 'PHYSICS',
  type: null,
  startedAt: null,
  endedAt: null,
  triggerStartedAt: null,
  triggerEndedAt: null,
  durationSeconds: null,
  fill: null,
  environment: null,
  detectors: [],
  tags: [],
  startedBy: null,
  endedBy: null,
  period: null,
  updatedAt: '2026-05-01T12:00:00.000Z',
  ...more,
})

const noon = '2026-05-01T12:00:00.000Z'
const later = '2026-05-01T12:00:40.000Z'

describe('the times of a run', () => {
  it('are those of the trigger where there is one, each by itself', () => {
    expect(effectiveStart(run({ startedAt: noon, triggerStartedAt: later }))).toBe(Date.parse(later))
    expect(effectiveStart(run({ startedAt: noon }))).toBe(Date.parse(noon))
    expect(effectiveEnd(run({ triggerEndedAt: later, endedAt: noon }))).toBe(Date.parse(later))
    expect(effectiveEnd(run({}))).toBeNull()
  })

  it('grow while it is running, by the clock of the server', () => {
    const running = run({ state: 'RUNNING', startedAt: noon, durationSeconds: 3 })
    expect(runSeconds(running, () => Date.parse(later))).toBe(40)
    expect(runSeconds(running, () => Date.parse(noon) - 5000)).toBe(0)
  })

  it('stand still when it has ended, and are not known when it is lost', () => {
    const never = () => {
      throw new Error('needs no clock')
    }
    expect(runSeconds(run({ durationSeconds: 77, startedAt: noon }), never)).toBe(77)
    expect(runSeconds(run({ state: 'LOST', startedAt: noon }), never)).toBeNull()
  })
})

describe('the order of runs', () => {
  const place = (field: 'NUMBER' | 'STARTED_AT' | 'ENDED_AT' | 'DURATION' | 'FILL', more: Partial<RunRow>) =>
    toListOrder({ field, direction: 'ASC' }).placeOf(run({ number: 7, ...more }))

  it('is that of the server', () => {
    expect(place('NUMBER', {})).toEqual([7, 7])
    expect(place('STARTED_AT', { triggerStartedAt: noon })).toEqual([Date.parse(noon), 7])
    expect(place('STARTED_AT', {})).toEqual([-Infinity, 7])
    expect(place('ENDED_AT', { endedAt: noon })).toEqual([Date.parse(noon), 7])
    expect(place('ENDED_AT', {})).toEqual([-Infinity, 7])
    expect(place('FILL', { fill: { number: 9 } })).toEqual([9, 7])
    expect(place('DURATION', { durationSeconds: 12.5 })).toEqual([12.5, 7])
    expect(place('DURATION', { durationSeconds: null })).toEqual([-1, 7])
    expect(place('DURATION', { state: 'RUNNING', durationSeconds: 900 })).toEqual([-1, 7])
  })
})
