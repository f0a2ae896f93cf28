import { setTimeout as wait } from 'node:timers/promises'
import { connect, type Database } from '../../../drizzle/database.ts'
import { createApp } from '../../../server/app.ts'
import { readConfig } from '../../../server/config.ts'
import { systemClock } from '../../../server/domain/clock.ts'
import { createDomain, type Domain } from '../../../server/domain/domain.ts'
import { createLog } from '../../../server/log.ts'
import { createClient, type Client } from '../client.ts'
import type { OwnDatabase } from './start.ts'

/** What answers, in this process, with some plugins and without what they do in theirs. */
export type RunningCore = { url: string; reader: Client; db: Database; domain: Domain } & AsyncDisposable

export type CoreOptions = {
  plugins: readonly string[]
  off?: readonly string[]
  /** Of plugins, by id. */
  settings?: Readonly<Record<string, object>>
  /** From where plugins are looked for. */
  folder: string
}

/** Starts what answers on a database that is given, for looking at how it bears its plugins. */
export const startCore = async ({ url: databaseUrl }: Pick<OwnDatabase, 'url'>, { plugins, off = [], settings = {}, folder }: CoreOptions): Promise<RunningCore> => {
  await using parts = new AsyncDisposableStack()
  const config = readConfig({ PORT: '0', LOGLINE_LOG_LEVEL: 'silent', LOGLINE_DEMO: 'off', LOGLINE_PLUGIN_WAIT_SECONDS: '10', LOGLINE_PLUGINS_OFF: off.join(',') }, { settings }, folder)
  const log = createLog(config.logLevel)
  const db = parts.use(connect(databaseUrl, { readers: 2, writers: 2 }))
  const domain = parts.use(await createDomain(db, { clock: systemClock }))
  const app = parts.use(await createApp({ config, db, domain, log, plugins }))
  // A server goes on without those that are slow. Each step of a start has its time limit, so this ends.
  while (app.host.plugins.some((plugin) => plugin.state().state === 'STARTING')) await wait(20)
  const { url } = await app.http.listen()
  const held = parts.move()
  return { url, reader: createClient(url), db, domain, [Symbol.asyncDispose]: () => held.disposeAsync() }
}
