import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countedTimes, durationMs, effectiveTimes, lostAfterMs, runState } from './run-state.ts'

const hour = 3_600_000
const now = Date.parse('2024-06-01T12:00:00Z')

const moment = fc.option(fc.integer({ min: now - 200 * hour, max: now + hour }))
const arbitraryTimes = fc.record({ start: moment, end: moment })

describe('effectiveTimes', () => {
  const control = { startedAt: 100, endedAt: 200 }

  it('takes the trigger times where they are known', () => {
    expect(effectiveTimes({ ...control, triggerStartedAt: 110, triggerEndedAt: 190 })).toEqual({ start: 110, end: 190 })
  })

  it('decides each edge by itself', () => {
    const withTrigger = (triggerStartedAt: number | null, triggerEndedAt: number | null) =>
      effectiveTimes({ ...control, triggerStartedAt, triggerEndedAt })
    expect(withTrigger(110, null)).toEqual({ start: 110, end: 200 })
    expect(withTrigger(null, 190)).toEqual({ start: 100, end: 190 })
    expect(withTrigger(null, null)).toEqual({ start: 100, end: 200 })
  })

  it('never fills a missing start from an end', () => {
    const times = effectiveTimes({ startedAt: null, endedAt: null, triggerStartedAt: null, triggerEndedAt: 190 })
    expect(times).toEqual({ start: null, end: 190 })
  })

  it('takes the beginning of the epoch for a time, not for a missing one', () => {
    expect(effectiveTimes({ ...control, triggerStartedAt: 0, triggerEndedAt: null }).start).toBe(0)
  })
})

describe('runState', () => {
  it('is UNKNOWN without any time', () => {
    expect(runState({ start: null, end: null }, now)).toBe('UNKNOWN')
  })

  it('is ENDED as soon as there is an end, even without a start', () => {
    expect(runState({ start: now - hour, end: now }, now)).toBe('ENDED')
    expect(runState({ start: null, end: now }, now)).toBe('ENDED')
    expect(runState({ start: now - 200 * hour, end: now - hour }, now)).toBe('ENDED')
  })

  it('is RUNNING for 48 h to the millisecond, then LOST', () => {
    expect(lostAfterMs).toBe(48 * hour)
    expect(runState({ start: now - 48 * hour, end: null }, now)).toBe('RUNNING')
    expect(runState({ start: now - 48 * hour - 1, end: null }, now)).toBe('LOST')
  })

  it('is RUNNING when the source\'s clock is ahead of ours', () => {
    expect(runState({ start: now + 5, end: null }, now)).toBe('RUNNING')
  })
})

describe('countedTimes', () => {
  it('lets a running run end now, and adds an end to no other', () => {
    fc.assert(
      fc.property(arbitraryTimes, (times) => {
        const end = runState(times, now) === 'RUNNING' ? Math.max(times.start ?? now, now) : times.end
        expect(countedTimes(times, now)).toEqual({ start: times.start, end })
      }),
    )
  })
})

describe('durationMs', () => {
  it('is the time between both edges, however long ago', () => {
    expect(durationMs({ start: now - 300 * hour, end: now - 200 * hour }, now)).toBe(100 * hour)
  })

  it('grows with the clock while the run goes on', () => {
    const running = { start: now - hour, end: null }
    expect(durationMs(running, now)).toBe(hour)
    expect(durationMs(running, now + 1)).toBe(hour + 1)
  })

  it('is not known for a lost run, without a start, and when the edges contradict each other', () => {
    expect(durationMs({ start: now - 49 * hour, end: null }, now)).toBeNull()
    expect(durationMs({ start: null, end: now }, now)).toBeNull()
    expect(durationMs({ start: null, end: null }, now)).toBeNull()
    expect(durationMs({ start: now, end: now - 1 }, now)).toBeNull()
  })

  it('is zero, not unknown, for a run that ended as it began or begins by a clock ahead of ours', () => {
    expect(durationMs({ start: now, end: now }, now)).toBe(0)
    expect(durationMs({ start: now + 5, end: null }, now)).toBe(0)
  })

  it('is never negative, and never above 48 h for a run without an end', () => {
    fc.assert(
      fc.property(arbitraryTimes, (times) => {
        const duration = durationMs(times, now)
        if (duration === null) return
        expect(duration).toBeGreaterThanOrEqual(0)
        if (times.end === null) expect(duration).toBeLessThanOrEqual(lostAfterMs)
      }),
    )
  })
})
