// Config → database → migrate → app → listen → wait for a signal.
import { createApp } from './app.ts'
import { ConfigFault, loadConfig } from './config.ts'
import { openCore } from './core.ts'
import { EmbeddedFault, EmbeddedInUse } from '../drizzle/embedded.ts'
import { loadDemo } from './demo/demo.ts'
import { systemClock } from './domain/clock.ts'
import { scheduleRetention } from './jobs/retention.ts'
import { createLog } from './log.ts'

const signalled = () =>
  new Promise<NodeJS.Signals>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve)
  })

const serve = async () => {
  const config = await loadConfig()
  const log = createLog(config.logLevel)
  const stop = signalled()
  // A promise that nobody awaits must not end a server that everybody else still uses.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise was rejected and nobody waited for it'))
  await using core = await openCore(config, { clock: systemClock, log })
  const hold = await core.embedded?.holdServer(`http://${config.host}:${config.port}`)
  if (core.embedded && config.demo) await loadDemo(core.domain, log)
  await using app = await createApp({ config, db: core.db, domain: core.domain, log })
  using retention = scheduleRetention(core.db, core.domain, config, log)
  const { url } = await app.http.listen()
  log.info({ url, data: core.embedded?.dataDirectory ?? null }, `Logline serves ${url}`)
  const signal = await stop
  log.info(`${signal}: stopping`)
  app.stopping()
  await app.http.close()
  retention[Symbol.dispose]()
  await hold?.[Symbol.asyncDispose]()
}

try {
  await serve()
} catch (error) {
  // What somebody at the terminal can mend is told in words; anything else is a bug and shows where.
  const expected = error instanceof ConfigFault || error instanceof EmbeddedFault || error instanceof EmbeddedInUse || (error instanceof Error && 'code' in error)
  console.error(expected ? `logline: ${error.message}` : error)
  process.exitCode = 1
}
