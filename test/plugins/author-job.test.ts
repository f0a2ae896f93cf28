import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { startLogline } from '../kit/author/in-repository.ts'
import { openWorkshop } from './workshop.ts'

it('a job that is triggered beside its own ticks waits for its turn', async () => {
  using workshop = openWorkshop()
  const restless = workshop.plugin('restless', {
    parts: "jobs: () => [{ name: 'turn', description: 'Turns', cron: '* * * * * *', timeoutSeconds: 20, run: async () => { await new Promise((go) => setTimeout(go, 700)); return 'turned' } }]",
  })
  await using logline = await startLogline({ plugins: [pathToFileURL(restless)] })
  for (let time = 0; time < 3; time++) {
    // In the middle of a run of its own.
    await logline.until(async () => (await logline.db.raw`select from job_run where job_id = 'restless:turn' and state = 'RUNNING'`).length === 1, 'it runs by itself')
    expect(await logline.runJob('restless:turn')).toMatchObject({ state: 'DONE', result: 'turned' })
  }
})
