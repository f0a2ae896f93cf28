import { describe, expect, it } from 'vitest'
import { systemActor } from '../../server/domain/actor.ts'
import { systemClock } from '../../server/domain/clock.ts'
import { retentionJob } from '../../server/jobs/retention.ts'
import { createDatabase } from '../kit/database.ts'
import { recordOf, startJobServer } from './servers.ts'

describe('core:retention', () => {
  it('takes away runs of jobs after 90 days, with the ticks between them, but not the last run of a job', async () => {
    await using db = await createDatabase()
    await using server = await startJobServer(db, { ticks: false })
    await db.raw`insert into job (id, cron, zone, ticked_until) values ('core:often', '* * * * *', 'UTC', now()), ('core:seldom', '0 0 1 1 *', 'UTC', now())`
    const run = (job: string, state: string, days: number) => db.raw`
      insert into job_run (job_id, trigger, state, scheduled_for, started_at, ended_at) values (${job}, 'SCHEDULE', ${state}, now() - make_interval(days => ${days}),
        ${state === 'MISSED' ? null : new Date(Date.now() - days * 86_400_000)}, ${state === 'MISSED' ? null : new Date(Date.now() - days * 86_400_000 + 1000)})`
    await run('core:seldom', 'DONE', 300)
    await run('core:seldom', 'DONE', 200)
    await run('core:often', 'DONE', 100)
    await run('core:often', 'MISSED', 99)
    await run('core:often', 'FAILED', 91)
    await run('core:often', 'MISSED', 89)
    await run('core:often', 'DONE', 80)
    await server.scheduler.add('core', [retentionJob(db, systemClock, { eventRetentionDays: 30, idempotencyDays: 30 })])
    const { value } = await server.scheduler.trigger('core:retention', systemActor('test'))
    expect(await value!.ended).toMatchObject({ state: 'DONE' })
    expect((await recordOf(db, 'core:often')).map(({ state }) => state)).toEqual(['MISSED', 'DONE'])
    expect((await recordOf(db, 'core:seldom')).length).toBe(1)
    const [record] = await recordOf(db, 'core:retention')
    expect(record!.result).toMatchObject({ jobRuns: 4, events: 0 })
    expect(record!.log.some((line) => line.endsWith('jobRuns: 4 taken away'))).toBe(true)
  })
})
