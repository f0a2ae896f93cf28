import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { findModule } from '../../server/plugins/load.ts'
import { createPluginProcess } from '../../server/plugins/process.ts'
import { createDatabase } from '../kit/database.ts'
import { until } from '../kit/live.ts'
import { isRunning } from '../resilience/server.ts'
import { openWorkshop } from './workshop.ts'

it('a process of a plugin comes with its first call and goes when nothing is asked of it, but for one that is to stay', async () => {
  await using db = await createDatabase()
  using workshop = openWorkshop()
  const works = "jobs: () => [{ name: 'works', cron: '0 0 1 1 *', timeoutSeconds: 10, run: async () => process.pid }]"
  const module = findModule(workshop.plugin('quiet', { parts: works }), fileURLToPath(new URL('.', import.meta.url)))
  const noted: string[] = []
  await using child = createPluginProcess({
    start: { id: 'quiet', module, settings: {}, databaseUrl: db.url, data: workshop.root, seconds: 10 },
    memoryMb: 64, say: () => undefined, noteBackground: (message) => noted.push(message), idleSeconds: 0.2,
  })
  const call = async () => {
    const pid = await child.runJob('works', { scheduledFor: null, attempt: 1, log: () => undefined }, { signal: new AbortController().signal, timeoutSeconds: 30 })
    return Number(pid)
  }
  expect(child.pid()).toBe(null)
  const first = await call()
  expect(child.pid()).toBe(first)
  await until(() => child.pid() === null && !isRunning(first))

  child.keep()
  await until(() => child.pid() !== null)
  const second = await call()
  await wait(500)
  expect(isRunning(second)).toBe(true)
  expect(await call()).toBe(second)
  expect(noted).toEqual([])
})
