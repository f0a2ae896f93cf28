import { afterEach, describe, expect, it, vi } from 'vitest'
import { createDatabase } from '../kit/database.ts'
import { claimMissed } from '../../server/jobs/claim.ts'
import { createSchedule, scheduleFault } from '../../server/jobs/schedule.ts'
import { makeJob, recordOf, startJobServer } from './servers.ts'

afterEach(() => vi.useRealTimers())

const iso = (ms: number) => new Date(ms).toISOString()

/** When node-cron itself starts a job, between two moments. */
const firedBetween = async (cron: string, zone: string, from: string, to: string): Promise<string[]> => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: Date.parse(from) })
  const fired: string[] = []
  using _task = createSchedule(cron, zone).start((at) => fired.push(iso(at)))
  await vi.advanceTimersByTimeAsync(Date.parse(to) - Date.parse(from))
  vi.useRealTimers()
  return fired
}

const foreseen = (cron: string, zone: string, from: string, to: string): string[] => {
  const schedule = createSchedule(cron, zone)
  const ticks: string[] = []
  for (let at = schedule.next(Date.parse(from)); at <= Date.parse(to); at = schedule.next(at)) ticks.push(iso(at))
  return ticks
}

/** Clocks go forward in Zurich on 31 March 2024 and back on 27 October, in New York on 10 March and 3 November. */
const changes: [what: string, cron: string, zone: string, from: string, to: string, ticks: string[]][] = [
  ['half past two, which does not exist, is left out', '30 2 * * *', 'Europe/Zurich', '2024-03-30T00:00:00Z', '2024-04-01T12:00:00Z', ['2024-03-30T01:30:00.000Z', '2024-04-01T00:30:00.000Z']],
  ['half past two, which exists twice, is the second one', '30 2 * * *', 'Europe/Zurich', '2024-10-26T00:00:00Z', '2024-10-28T12:00:00Z', ['2024-10-26T00:30:00.000Z', '2024-10-27T01:30:00.000Z', '2024-10-28T01:30:00.000Z']],
  ['half past one, which exists twice, is the first one west of Greenwich', '30 1 * * *', 'America/New_York', '2024-11-02T00:00:00Z', '2024-11-04T12:00:00Z', ['2024-11-02T05:30:00.000Z', '2024-11-03T05:30:00.000Z', '2024-11-04T06:30:00.000Z']],
  ['each hour, when there is one less', '0 * * * *', 'Europe/Zurich', '2024-03-30T23:30:00Z', '2024-03-31T03:30:00Z', ['2024-03-31T00:00:00.000Z', '2024-03-31T01:00:00.000Z', '2024-03-31T02:00:00.000Z', '2024-03-31T03:00:00.000Z']],
  ['each hour, when there is one more', '0 * * * *', 'Europe/Zurich', '2024-10-26T22:30:00Z', '2024-10-27T03:30:00Z', ['2024-10-26T23:00:00.000Z', '2024-10-27T00:00:00.000Z', '2024-10-27T01:00:00.000Z', '2024-10-27T02:00:00.000Z', '2024-10-27T03:00:00.000Z']],
  ['each hour, when there is one more, west of Greenwich', '30 * * * *', 'America/New_York', '2024-11-03T04:00:00Z', '2024-11-03T08:00:00Z', ['2024-11-03T04:30:00.000Z', '2024-11-03T05:30:00.000Z', '2024-11-03T06:30:00.000Z', '2024-11-03T07:30:00.000Z']],
  ['each hour, where clocks are never whole hours from UTC', '0 * * * *', 'Asia/Kolkata', '2024-10-27T00:00:00Z', '2024-10-27T02:00:00Z', ['2024-10-27T00:30:00.000Z', '2024-10-27T01:30:00.000Z']],
]

describe('a schedule', () => {
  it.each(changes)('knows when node-cron starts a job where clocks change: %s', async (_what, cron, zone, from, to, ticks) => {
    expect(foreseen(cron, zone, from, to)).toEqual(ticks)
    expect(await firedBetween(cron, zone, from, to)).toEqual(ticks)
  })

  it.each([['2024-03-30T23:00:00Z', '2024-03-31T04:00:00Z'], ['2024-10-26T22:00:00Z', '2024-10-27T04:00:00Z']])('is each minute without a gap where clocks change: %s', async (from, to) => {
    const ticks = Array.from({ length: (Date.parse(to) - Date.parse(from)) / 60_000 }, (_, index) => iso(Date.parse(from) + (index + 1) * 60_000))
    expect(foreseen('* * * * *', 'Europe/Zurich', from, to)).toEqual(ticks)
    expect(await firedBetween('* * * * *', 'Europe/Zurich', from, to)).toEqual(ticks)
  })

  it('says the same as node-cron through a year', async () => {
    for (const zone of ['UTC', 'Europe/Zurich', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe']) {
      const span = ['45 1,2 * * *', zone, '2024-01-01T00:00:00Z', '2024-12-31T00:00:00Z'] as const
      expect([zone, await firedBetween(...span)]).toEqual([zone, foreseen(...span)])
    }
  }, 300_000)

  it('puts ticks together, and tells many by their distance', () => {
    const each = createSchedule('* * * * * *', 'UTC')
    const from = Date.parse('2024-05-01T12:00:00Z')
    expect(each.stretch(from, from + 1000)).toBe(null)
    expect(each.stretch(from, from + 1001)).toEqual({ first: from + 1000, last: from + 1000, count: 1 })
    expect(each.stretch(from, from + 60_000)).toEqual({ first: from + 1000, last: from + 59_000, count: 59 })
    expect(each.stretch(from, from + 7_200_000)).toEqual({ first: from + 1000, last: from + 7_199_000, count: 7199 })
    const daily = createSchedule('17 3 * * *', 'UTC')
    expect(daily.stretch(from, from + 86_400_000 * 365 * 3)).toEqual({ first: Date.parse('2024-05-02T03:17:00Z'), last: Date.parse('2027-05-01T03:17:00Z'), count: 1095 })
  })

  it('says what is wrong with an expression or a zone', () => {
    expect(scheduleFault('*/5 * * * *', 'Europe/Zurich')).toBe(null)
    expect(scheduleFault('*/5 * * * * *', 'UTC')).toBe(null)
    expect(scheduleFault('99 * * * *', 'UTC')).toContain('minute')
    expect(scheduleFault('', 'UTC')).toContain('no cron expression')
    expect(scheduleFault('* * * * *', 'Mars/Olympus')).toContain('Mars/Olympus')
    expect(scheduleFault('0 0 30 2 *', 'UTC')).toContain('impossible')
  })

  it('and the record agree where clocks change: ticks that nobody took are those that node-cron would have started', async () => {
    await using db = await createDatabase()
    await using server = await startJobServer(db, { ticks: false })
    const [, cron, zone, from, to, ticks] = changes[0]!
    await server.scheduler.add('core', [makeJob(async () => undefined, { cron, zone })])
    await db.raw`update job set ticked_until = ${from}`
    await claimMissed(server.domain.transact, 'core:work', Date.parse(to), createSchedule(cron, zone), new Date())
    const [row, ...more] = await recordOf(db, 'core:work')
    expect([row!.state, row!.ticks, row!.for!.toISOString(), row!.until!.toISOString(), more]).toEqual(['MISSED', ticks.length, ticks[0], ticks.at(-1), []])
  })
})
