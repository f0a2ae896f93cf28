import { expect, it } from 'vitest'
import { createClient } from '../kit/client.ts'
import { createDatabase } from '../kit/database.ts'
import { openWorkshop } from '../plugins/workshop.ts'
import { at, everySecond, startTwo } from './processes.ts'
import { recordOf, ticksOf } from './servers.ts'

it('of two servers with a job each second one is killed: each tick is accounted for once, and what the kill cost shows', async () => {
  await using db = await createDatabase()
  using workshop = openWorkshop()
  const servers = await startTwo(db.url, workshop.plugin('pulse', { parts: everySecond }))
  try {
    const begin = Math.ceil(Date.now() / 1000) * 1000 + 1000
    await at(begin + 4000)
    // In the midst of a run, by whoever has it.
    let killed: (typeof servers)[number] | undefined
    while (!killed) {
      const [running] = await db.raw<{ server: string }[]>`select server from job_run where job_id = 'pulse:beat' and state = 'RUNNING' and started_at > now() - interval '150 ms'`
      killed = servers.find(({ pid }) => running?.server.endsWith(`:${pid}`))
    }
    const killedAt = Date.now()
    killed.kill('SIGKILL')
    await killed.exited
    await at(killedAt + 6000)
    const alive = servers.find((server) => server !== killed)!
    const all = await recordOf(db, 'pulse:beat')
    const rows = all.filter(({ for: due }) => due!.getTime() >= begin)
    const ticks = ticksOf(rows)
    expect([...ticks.values()].filter((states) => states.length !== 1)).toEqual([])
    expect(ticks.size).toBe((Math.max(...ticks.keys()) - Math.min(...ticks.keys())) / 1000 + 1)
    const withState = (wanted: string) => [...ticks].filter(([, [state]]) => state === wanted).map(([tick]) => tick)
    // The run that was killed, and at most one tick that nobody took.
    expect(withState('LOST').length).toBe(1)
    for (const tick of [...withState('LOST'), ...withState('MISSED')]) expect(Math.abs(tick - killedAt)).toBeLessThan(3000)
    expect(withState('MISSED').length).toBeLessThanOrEqual(1)
    expect(withState('FAILED')).toEqual([])
    // On a machine that is busy a run may last beyond the next tick; nothing else makes one skipped.
    for (const tick of withState('SKIPPED')) {
      expect(all.some(({ started, ended }) => started && started.getTime() < tick + 1000 && (ended?.getTime() ?? Infinity) >= tick)).toBe(true)
    }
    expect(withState('DONE').length).toBeGreaterThanOrEqual(ticks.size / 3)
    expect(rows.find(({ state }) => state === 'LOST')!.error).toContain(`:${killed.pid}`)
    // It shows, where people look.
    const { job, plugin } = await createClient(alive.url).get('{ job(name: "pulse:beat") { plugin { name } lastRun { server } runs(filter: { state: { eq: LOST } }) { totalCount } } plugin(name: "pulse") { jobs { name } state } }')
    expect(job).toEqual({ plugin: { name: 'pulse' }, lastRun: { server: expect.stringContaining(`:${alive.pid}`) }, runs: { totalCount: 1 } })
    expect(plugin).toEqual({ jobs: [{ name: 'pulse:beat' }], state: 'READY' })
  } finally {
    for (const server of servers) server.kill('SIGTERM')
    await Promise.all(servers.map(({ exited }) => exited))
  }
}, 300_000)
