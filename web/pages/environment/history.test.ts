import { describe, expect, it } from 'vitest'
import { isStuck, stuckRule } from '../../nouns/environment-words.ts'
import type { EnvironmentRun, Step } from './documents.ts'
import { environmentRows, exactMoment, statusLength } from './history.ts'

const step = (status: Step['status'], at: string): Step => ({
  status,
  letter: status[0]!,
  message: null,
  at,
  atNs: `${Date.parse(at)}000000`,
  durationSeconds: null,
})

describe('the history of an environment', () => {
  it('is told to the nanosecond', () => {
    expect(exactMoment('1714471200123456789')).toBe('2024-04-30 10:00:00.123456789 UTC')
    expect(exactMoment('1714471200000000001')).toBe('2024-04-30 10:00:00.000000001 UTC')
    expect(exactMoment('-1')).toBe('1969-12-31 23:59:59.999999999 UTC')
  })

  it('tells short statuses with their fractions', () => {
    expect(statusLength(0.0421)).toBe('0.042 s')
    expect(statusLength(4931.1)).toBe('1:22:11')
  })

  it('lasts from status to status; the last goes on, unless it is final', () => {
    const [first, second, third] = ['2024-04-30T10:00:00.000Z', '2024-04-30T10:01:00.000Z', '2024-04-30T11:00:00.000Z']
    const spans = (...history: Step[]) => environmentRows(history, [])[0]!.intervals.map(({ start, end, kind }) => [start, end, kind])
    expect(spans(step('STANDBY', first), step('RUNNING', second))).toEqual([
      [Date.parse(first), Date.parse(second), 'STANDBY'],
      [Date.parse(second), null, 'RUNNING'],
    ])
    expect(spans(step('RUNNING', second), step('DONE', third)).at(-1)).toEqual([Date.parse(third), Date.parse(third), 'DONE'])
  })

  it('stands above its runs; one without a start has no place in time', () => {
    const run = (more: Partial<EnvironmentRun>): EnvironmentRun => ({
      id: '1', number: 1, state: 'ENDED', quality: 'NONE', definition: 'PHYSICS', startedAt: null, endedAt: null,
      triggerStartedAt: null, triggerEndedAt: null, durationSeconds: null, fill: null, ...more,
    })
    const rows = environmentRows([], [run({}), run({ number: 2, state: 'RUNNING', startedAt: '2024-04-30T10:00:00.000Z' })])
    expect(rows[1]!.intervals).toMatchObject([{ label: '2', end: null, href: '/runs/2' }])
  })
})

describe('an environment that is stuck', () => {
  const hours = (count: number) => count * 3_600_000

  it('has been in a status that is not final for too long', () => {
    expect(isStuck('CONFIGURED', 0, hours(2))).toBe(false)
    expect(isStuck('CONFIGURED', 0, hours(2) + 1)).toBe(true)
    expect(isStuck('ERROR', 0, hours(3))).toBe(true)
    expect(isStuck('RUNNING', 0, hours(47))).toBe(false)
    expect(isStuck('RUNNING', 0, hours(49))).toBe(true)
    expect(isStuck('DONE', 0, hours(1000))).toBe(false)
    expect(stuckRule).toContain('2 hours')
    expect(stuckRule).toContain('48')
  })
})
