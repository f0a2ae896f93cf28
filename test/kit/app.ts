import { createApp, type App } from '../../server/app.ts'
import { readConfig, type Config } from '../../server/config.ts'
import { systemActor } from '../../server/domain/actor.ts'
import type { Role } from '../../server/domain/access.ts'
import { createDomain, type Domain } from '../../server/domain/domain.ts'
import { createLog } from '../../server/log.ts'
import { createClient, type Client } from './client.ts'
import { createClock, type TestClock } from './clock.ts'
import { createDatabase, type TestDatabase } from './database.ts'

export type TestApp = {
  url: string
  db: TestDatabase
  domain: Domain
  clock: TestClock
  app: App
  config: Config
  /** A client of this role; of nobody in particular without one. */
  as: (role?: Role) => Promise<Client>
} & AsyncDisposable

const detectors = ['ITS', 'TPC', 'FT0', 'TOF', 'MCH', 'PHS']

/** A whole server on a free port, with a database of its own and a clock that stands still. `plugins`: their modules, by path or URL. */
export const startApp = async (
  { clock = createClock(), settings = {}, db: given, plugins = [] }: { clock?: TestClock; settings?: Record<string, string>; db?: TestDatabase; plugins?: readonly string[] } = {},
): Promise<TestApp> => {
  await using parts = new AsyncDisposableStack()
  const db = given ?? parts.use(await createDatabase())
  const config = readConfig({ PORT: '0', LOGLINE_DETECTORS: detectors.join(','), LOGLINE_LOG_LEVEL: 'silent', LOGLINE_PLUGIN_WAIT_SECONDS: '10', ...settings })
  const log = createLog(config.logLevel)
  const domain = parts.use(await createDomain(db, { clock }))
  await domain.detectors.ensure(config.detectors, systemActor('test'))
  await domain.dimensions.detectors.reload()
  const app = parts.use(await createApp({ config, db, domain, log, plugins }))
  const { url } = await app.http.listen()
  const secrets = new Map<Role, string>()
  const as = async (role?: Role): Promise<Client> => {
    if (!role) return createClient(url)
    if (!secrets.has(role)) {
      const { value, faults } = await app.tokens.create({ name: role.toLowerCase(), role }, systemActor('test'))
      if (!value) throw new Error(faults[0]!.message)
      secrets.set(role, value.secret)
    }
    return createClient(url, secrets.get(role))
  }
  const held = parts.move()
  return { url, db, domain, clock, app, config, as, [Symbol.asyncDispose]: () => held.disposeAsync() }
}
