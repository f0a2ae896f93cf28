import { afterEach, describe, expect, it, vi } from 'vitest'
import { createDatabase } from '../kit/database.ts'
import { claimMissed } from '../../server/jobs/claim.ts'
import { createSchedule, scheduleFault } from '../../server/jobs/schedule.ts'
import { makeJob, recordOf, startJobServer } from './servers.ts'

afterEach(() => vi.useRealTimers())

const iso = (ms: number) => new Date(ms).toISOString()

/** When a job is started, between two moments. */
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

/** Days and hours as they stand in a table: `30 01:30` is the 30th. */
const times = (month: string, ...given: string[]) => given.map((one) => `${month}-${one.replace(' ', 'T')}:00.000Z`)

const spring = ['2024-03-30T00:00:00Z', '2024-04-01T12:00:00Z'] as const
const autumn = ['2024-10-26T00:00:00Z', '2024-10-28T12:00:00Z'] as const

/**
 * Clocks go forward in Berlin on 31 March 2024 and back on 27 October, both at 01:00 UTC, in New York on 10 March and 3
 * November, in Beirut at midnight to 31 March, on Lord Howe by half an hour on 7 April, back.
 */
const changes: [what: string, cron: string, zone: string, from: string, to: string, ticks: string[]][] = [
  ['half past two, which is left out, is when the clocks have changed', '30 2 * * *', 'Europe/Berlin', ...spring, [...times('2024-03', '30 01:30', '31 01:00'), ...times('2024-04', '01 00:30')]],
  ['half past two, which is shown twice, is the first one', '30 2 * * *', 'Europe/Berlin', ...autumn, times('2024-10', '26 00:30', '27 00:30', '28 01:30')],
  ['half past one, which is shown twice, is the first one west of Greenwich', '30 1 * * *', 'America/New_York', '2024-11-02T00:00:00Z', '2024-11-04T12:00:00Z', times('2024-11', '02 05:30', '03 05:30', '04 06:30')],
  ['what is left out several times is once', '0,20,40 2,3 * * *', 'Europe/Berlin', '2024-03-30T22:00:00Z', '2024-03-31T03:00:00Z', times('2024-03', '31 01:00', '31 01:20', '31 01:40')],
  ['midnight that is left out is one o’clock', '0 0 * * *', 'Asia/Beirut', '2024-03-29T23:00:00Z', '2024-04-01T12:00:00Z', times('2024-03', '30 22:00', '31 21:00')],
  ['every other hour, when there is one less', '0 */2 * * *', 'Europe/Berlin', '2024-03-30T22:00:00Z', '2024-03-31T05:00:00Z', times('2024-03', '30 23:00', '31 01:00', '31 02:00', '31 04:00')],
  ['every other hour, when there is one more', '0 */2 * * *', 'Europe/Berlin', '2024-10-26T21:00:00Z', '2024-10-27T06:00:00Z', times('2024-10', '26 22:00', '27 00:00', '27 03:00', '27 05:00')],
  ['every other odd hour, when there is one more', '0 1-23/2 * * *', 'Europe/Berlin', '2024-10-26T22:00:00Z', '2024-10-27T05:30:00Z', times('2024-10', '26 23:00', '27 02:00', '27 04:00')],
  ['each hour, when there is one less', '0 * * * *', 'Europe/Berlin', '2024-03-30T23:30:00Z', '2024-03-31T03:30:00Z', times('2024-03', '31 00:00', '31 01:00', '31 02:00', '31 03:00')],
  ['half past each hour, when there is one less', '30 * * * *', 'Europe/Berlin', '2024-03-30T23:00:00Z', '2024-03-31T02:30:00Z', times('2024-03', '30 23:30', '31 00:30', '31 01:30', '31 02:30')],
  ['each hour, when there is one more', '0 * * * *', 'Europe/Berlin', '2024-10-26T22:30:00Z', '2024-10-27T03:30:00Z', times('2024-10', '26 23:00', '27 00:00', '27 01:00', '27 02:00', '27 03:00')],
  ['each hour of Sundays, when there is one more', '0 * * * 0', 'Europe/Berlin', '2024-10-26T23:30:00Z', '2024-10-27T03:30:00Z', times('2024-10', '27 00:00', '27 01:00', '27 02:00', '27 03:00')],
  ['each half hour of some hours, when there is one more', '*/30 1-3 * * *', 'Europe/Berlin', '2024-10-26T12:00:00Z', '2024-10-27T12:00:00Z', times('2024-10', '26 23:00', '26 23:30', '27 00:00', '27 00:30', '27 01:00', '27 01:30', '27 02:00', '27 02:30')],
  ['each hour, when there is one more, west of Greenwich', '30 * * * *', 'America/New_York', '2024-11-03T04:00:00Z', '2024-11-03T08:00:00Z', times('2024-11', '03 04:30', '03 05:30', '03 06:30', '03 07:30')],
  ['each hour, where clocks are never whole hours from UTC', '0 * * * *', 'Asia/Kolkata', '2024-10-27T00:00:00Z', '2024-10-27T02:00:00Z', times('2024-10', '27 00:30', '27 01:30')],
  ['each quarter of an hour, where clocks go back by half an hour', '*/15 * * * *', 'Australia/Lord_Howe', '2024-04-06T14:30:00Z', '2024-04-06T16:00:00Z', times('2024-04', '06 14:45', '06 15:00', '06 15:15', '06 15:30', '06 15:45', '06 16:00')],
  ['once a year, over many changes', '30 2 31 3 *', 'Europe/Berlin', '2023-01-01T00:00:00Z', '2025-12-31T00:00:00Z', ['2023-03-31T00:30:00.000Z', '2024-03-31T01:00:00.000Z', '2025-03-31T00:30:00.000Z']],
]

describe('a schedule', () => {
  it.each(changes)('is what a careful person expects where clocks change: %s', async (_what, cron, zone, from, to, ticks) => {
    expect(foreseen(cron, zone, from, to)).toEqual(ticks)
    // A year of minutes is too long for the clock of a test.
    if (Date.parse(to) - Date.parse(from) < 7 * 86_400_000) expect(await firedBetween(cron, zone, from, to)).toEqual(ticks)
  })

  it.each([['2024-03-30T23:00:00Z', '2024-03-31T04:00:00Z'], ['2024-10-26T22:00:00Z', '2024-10-27T04:00:00Z']])('is each minute without a gap where clocks change: %s', async (from, to) => {
    const ticks = Array.from({ length: (Date.parse(to) - Date.parse(from)) / 60_000 }, (_, index) => iso(Date.parse(from) + (index + 1) * 60_000))
    expect(foreseen('* * * * *', 'Europe/Berlin', from, to)).toEqual(ticks)
    expect(await firedBetween('* * * * *', 'Europe/Berlin', from, to)).toEqual(ticks)
  })

  it('of each day is once each day, and of every other hour leaves no more than three, in all zones through two years', () => {
    const [from, to] = ['2024-01-01T00:00:00Z', '2026-01-01T00:00:00Z']
    for (const zone of ['UTC', 'Europe/Berlin', 'America/New_York', 'America/Havana', 'America/Santiago', 'Africa/Casablanca', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Antarctica/Troll']) {
      const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone })
      for (const cron of ['0 0 * * *', '45 1 * * *', '30 2 * * *']) {
        const days = foreseen(cron, zone, from, to).map((at) => day.format(Date.parse(at)))
        expect([zone, cron, new Set(days).size, days.length]).toEqual([zone, cron, days.length, days.length])
        expect(days.length).toBeGreaterThanOrEqual(730)
      }
    }
    for (const zone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe']) {
      const ticks = foreseen('0 */2 * * *', zone, from, to).map((at) => Date.parse(at))
      expect(Math.max(...ticks.slice(1).map((at, index) => at - ticks[index]!))).toBeLessThanOrEqual(3 * 3_600_000)
    }
  }, 300_000)

  it('starts what is due also when the clock is set, and nothing that is too late', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: Date.parse('2024-05-01T11:00:00Z') })
    const fired: string[] = []
    using _task = createSchedule('0 * * * *', 'UTC').start((at) => fired.push(iso(at)))
    // A minute at most until it is seen: the tick of noon was before.
    vi.setSystemTime('2024-05-01T12:30:00Z')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(fired).toEqual([])
    vi.setSystemTime('2024-05-01T11:58:30Z')
    await vi.advanceTimersByTimeAsync(120_000)
    expect(fired).toEqual(['2024-05-01T12:00:00.000Z'])
  })

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

  it('and the record agree where clocks change: ticks that nobody took are those that would have been started', async () => {
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
