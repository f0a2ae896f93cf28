import { describe, expect, it } from 'vitest'
import { createDatabase } from '../kit/database.ts'
import { openWorkshop } from '../plugins/workshop.ts'
import { logline } from './process.ts'
import { typed } from './typed.ts'

const jobs = `jobs: () => [
  { name: 'good', description: 'Does well', cron: '*/5 * * * *', timeoutSeconds: 20, run: async (_signal, { log, scheduledFor, attempt }) => { log('at work'); return { scheduledFor, attempt } } },
  { name: 'bad', description: 'Fails', cron: '0 2 * * *', zone: 'Europe/Zurich', timeoutSeconds: 20, run: async () => { throw new Error('no such pump') } },
]`

describe('logline job', () => {
  it('runs a job of the core and prints what it gave back; the list has it', async () => {
    await using db = await createDatabase()
    const run = await typed(['job', 'run', 'core:retention'], db)
    expect([run.code, JSON.parse(run.stdout)]).toEqual([0, { events: 0, jobEvents: 0, idempotencyKeys: 0, sessions: 0, jobRuns: 0 }])
    expect(run.stderr).toMatch(/^\d{4}-\S+Z sessions: 0 taken away$/m)
    const { code, stdout } = await typed(['job', 'list'], db)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^core:retention +17 3 \* \* \* +UTC +idle +\d{4}-\d\d-\d\d 03:17:00 +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d +done +0$/m)
  })

  it('runs a job of a plugin, and tells by its exit code when it failed', async () => {
    await using db = await createDatabase()
    using workshop = openWorkshop()
    const env = { DATABASE_URL: db.url, LOGLINE_PLUGINS: workshop.plugin('pump', { parts: jobs }) }
    const [good, bad] = [await logline(['job', 'run', 'pump:good'], { env }), await logline(['job', 'run', 'pump:bad'], { env })]
    expect([good.code, good.stdout]).toEqual([0, '{"attempt": 1, "scheduledFor": null}\n'])
    expect(good.stderr).toMatch(/Z at work$/m)
    expect([bad.code, bad.stdout]).toEqual([1, ''])
    expect(bad.stderr).toContain('logline: pump:bad failed: no such pump')
    expect((await typed(['job', 'list'], db)).stdout).toMatch(/^pump:bad .*Europe\/Zurich +idle .* failed +1$/m)
  })

  it('names what there is when a job is not', async () => {
    await using db = await createDatabase()
    const { code, stdout, stderr } = await typed(['job', 'run', 'core:retension'], db)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('There is no job "core:retension". Did you mean "core:retention"? There are: core:retention')
  })

  it('does not run a job that runs already', async () => {
    await using db = await createDatabase()
    await typed(['job', 'run', 'core:retention'], db)
    await db.raw.begin(async (held) => {
      await held`select pg_advisory_xact_lock(5190327, 4711)`
      await db.raw`insert into job_run (job_id, trigger, state, seat, server, lease_until, started_at) values ('core:retention', 'MANUAL', 'RUNNING', 4711, 'elsewhere', now() + interval '1 hour', now())`
      expect(await typed(['job', 'run', 'core:retention'], db)).toMatchObject({ code: 1, stdout: '', stderr: 'logline: core:retention is running: once at a time\n' })
    })
  })
})
