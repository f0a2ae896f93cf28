import { describe, expect, it } from 'vitest'
import { createDatabase } from '../kit/database.ts'
import { until } from '../kit/live.ts'
import { makeJob, recordOf, startJobServer, ticksOf } from './servers.ts'

describe('a job each second', () => {
  it.each([1, 2, 3])('runs once at each tick with %i servers on one database', async (count) => {
    await using db = await createDatabase()
    await using parts = new AsyncDisposableStack()
    const ran: string[] = []
    for (let server = 0; server < count; server++) {
      const { scheduler } = parts.use(await startJobServer(db))
      await scheduler.add('core', [makeJob(async (_signal, { scheduledFor }) => void ran.push(scheduledFor!), { cron: '* * * * * *' })])
    }
    await until(() => ran.length >= 4)
    await parts.disposeAsync()
    const rows = await recordOf(db, 'core:work')
    const ticks = ticksOf(rows)
    expect(rows.map(({ state }) => state)).toEqual(rows.map(() => 'DONE'))
    expect([...ticks.values()].every((states) => states.length === 1)).toBe(true)
    expect(ran).toEqual([...ticks.keys()].map((at) => new Date(at).toISOString()))
    const [first, last] = [Math.min(...ticks.keys()), Math.max(...ticks.keys())]
    expect(ticks.size).toBe((last - first) / 1000 + 1)
    expect(new Set(rows.map(({ seat }) => seat)).size).toBeLessThanOrEqual(count)
    // A server runs a job as late as its claim took, not more.
    for (const { for: due, started } of rows) expect(started!.getTime() - due!.getTime()).toBeLessThan(900)
  })

  it('that takes longer than a second leaves ticks out, and says so in one row', async () => {
    await using db = await createDatabase()
    await using one = await startJobServer(db)
    await using two = await startJobServer(db)
    let running = 0
    const most: number[] = []
    const end = Promise.withResolvers<null>()
    const job = makeJob(async () => {
      most.push(++running)
      await end.promise
      running--
    }, { cron: '* * * * * *' })
    for (const { scheduler } of [one, two]) await scheduler.add('core', [job])
    await until(async () => ((await recordOf(db, 'core:work'))[1]?.ticks ?? 0) >= 2, 'two ticks left out')
    end.resolve(null)
    await until(async () => (await recordOf(db, 'core:work'))[0]!.state === 'DONE', 'the end of the run')
    const [first, left] = await recordOf(db, 'core:work')
    expect(Math.max(...most)).toBe(1)
    expect([first!.state, first!.ticks, left!.state, left!.started]).toEqual(['DONE', 1, 'SKIPPED', null])
    expect(left!.for!.getTime()).toBe(first!.for!.getTime() + 1000)
    expect(left!.until!.getTime()).toBe(first!.for!.getTime() + left!.ticks * 1000)
  })
})
