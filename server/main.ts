// Config → database → migrate → app → listen → wait for a signal.
import { installed } from '../plugins/index.ts'
import { createApp } from './app.ts'
import { ConfigFault, loadConfig } from './config.ts'
import { openCore } from './core.ts'
import { loadDemo } from './demo/demo.ts'
import { loadPluginDemos } from './demo/plugins.ts'
import { systemClock } from './domain/clock.ts'
import { codeOf } from './domain/transact.ts'
import { coreJobs } from './jobs/core.ts'
import { schedulePlugins } from './jobs/plugin.ts'
import { createScheduler } from './jobs/scheduler.ts'
import { createLog } from './log.ts'
import { pagesToServe, tellOfStalePages } from './pages.ts'
import { watchBackground } from './plugins/background.ts'

const signalled = () =>
  new Promise<string>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(`${signal}: stopping`))
  })

const serve = async () => {
  const config = await loadConfig()
  const log = createLog(config.logLevel)
  const stop = signalled()
  using background = watchBackground((error, message) => log.error({ err: error }, message))
  await using core = await openCore(config, { clock: systemClock, log })
  await using hold = await core.embedded?.holdServer(`http://${config.host}:${config.port}`)
  const isDemo = core.embedded !== null && config.demo && (await loadDemo(core.domain, log))
  await using app = await createApp({ config, db: core.db, domain: core.domain, log, background, plugins: [...installed, ...config.plugins.modules], webFolder: await pagesToServe(config) })
  await using scheduler = await createScheduler({ db: core.db, domain: core.domain, log })
  await scheduler.add('core', coreJobs({ db: core.db, domain: core.domain, config }))
  schedulePlugins(app.host, scheduler, log)
  const { url } = await app.http.listen()
  await hold?.announce(url)
  log.info({ url, data: core.embedded?.dataDirectory ?? null }, `Logline serves ${url}`)
  if (isDemo) loadPluginDemos(app.host, log)
  const over = new AbortController()
  using leaving = new DisposableStack()
  leaving.defer(() => over.abort())
  void tellOfStalePages(config, log, over.signal)
  log.info(await Promise.race([stop, ...(hold ? [lost(hold.signal)] : [])]))
  app.stopping()
  await app.http.close()
}

/** Rejects when another server has taken over these data while our connection was gone. */
const lost = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }))

try {
  await serve()
} catch (error) {
  // What somebody at the terminal can mend is told in words; anything else is a bug and shows where.
  const expected = error instanceof ConfigFault || codeOf(error) !== undefined
  console.error(expected && error instanceof Error ? `logline: ${error.message}` : error)
  process.exitCode = 1
}
