import type { Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { loadDemo } from '../../server/demo/demo.ts'
import { systemActor } from '../../server/domain/actor.ts'
import { createScheduler, type Scheduler } from '../../server/jobs/scheduler.ts'
import { createLog } from '../../server/log.ts'
import { makeJob } from '../jobs/servers.ts'
import { openWorkshop } from '../plugins/workshop.ts'
import { brewerPlugin, createStations, sendNetwork } from './brewer-world.ts'
import { chromiumPath } from './browser.ts'
import { createKeeper, every, noon } from './instrument-world.ts'
import { journeyApp, type Journey } from './journey.ts'

/** Every page: its route in web/main.tsx, and an address that shows something there. */
export const table: readonly { route: string; path: (known: Known) => string }[] = [
  { route: '/', path: () => '/' },
  { route: '/runs', path: () => '/runs?q=quality:bad' },
  { route: '/runs/:number', path: ({ run }) => `/runs/${run}` },
  { route: '/fills', path: () => '/fills?q=sort:number-asc' },
  { route: '/fills/:number', path: ({ fill }) => `/fills/${fill}` },
  { route: '/environments', path: () => '/environments' },
  { route: '/environments/:id', path: ({ environment }) => `/environments/${environment}` },
  { route: '/instruments', path: () => '/instruments?q=status:ok,warning' },
  { route: '/instruments/:name', path: () => '/instruments/hall%2Fpump-1?from=now-7d&to=now' },
  { route: '/explorer', path: () => '/explorer' },
  { route: '/kit', path: () => '/kit' },
  { route: '/sign-in', path: () => '/sign-in' },
  // Leads on to the first page of Admin.
  { route: '/admin', path: () => '/admin/plugins' },
  { route: '/admin/plugins', path: () => '/admin/plugins' },
  { route: '/admin/plugins/:name', path: () => '/admin/plugins/pump' },
  { route: '/admin/jobs', path: () => '/admin/jobs' },
  { route: '/admin/jobs/:name', path: () => '/admin/jobs/pump:poll?state=done,failed' },
  { route: '/admin/of/:plugin', path: () => '/admin/of/brewer' },
  { route: '/admin/tokens', path: () => '/admin/tokens' },
  { route: '/plugins/:plugin', path: () => '/plugins/brewer?condition=critical,ok,stale&text=brewer&mask=0.32.112.0' },
  { route: '*', path: () => '/nowhere' },
]

export type Known = { run: number; fill: number; environment: string }

/** There is its heading, and nothing that it waits for. */
export const settled = async (page: Page) => {
  await page.locator('main h1').first().waitFor({ state: 'attached' })
  await page.waitForLoadState('networkidle')
}

/** A server with something to show on every page, for all tests of a file. */
export const openPages = (): Pick<Journey, 'app' | 'visit'> & { known: () => Known } => {
  const workshop = openWorkshop()
  const pump = workshop.plugin('pump', {
    config: "z.strictObject({ folder: z.string().default('/data/pump') })",
    parts: "health: async () => 'Pumping'",
  })
  const { app, visit } = journeyApp({ isShared: true, plugins: [pump, brewerPlugin], settings: { LOGLINE_DETECTORS: readConfig({}).detectors.join(',') } })
  let known: Known
  let scheduler: Scheduler | undefined
  beforeAll(async () => {
    if (!chromiumPath) return
    await loadDemo(app().domain, createLog('silent'))
    scheduler = await createScheduler({ db: app().db, domain: app().domain, log: createLog('silent') })
    await scheduler.add('pump', [makeJob(async (_signal, { log }) => log('read 3 files'), { name: 'poll' })])
    for (let run = 0; run < 3; run++) await (await scheduler.trigger('pump:poll', systemActor('test'))).value!.ended
    const client = await app().as()
    const { runs, fills, environments } = await client.get(
      '{ runs(first: 3) { nodes { number } } fills(first: 2) { nodes { number } } environments(first: 1) { nodes { id } } }',
    )
    const keeper = createKeeper(await app().as('ADMIN'))
    await keeper.make('hall/pump-1', { place: 'Hall 2', description: 'Cools the magnet.' })
    await keeper.measure('hall/pump-1', 'pressure', every(60, 0, noon), (second) => 1 + Math.sin(second / 3000) / 4)
    await keeper.measure('hall/pump-1', 'temperature', every(600, 0, noon), () => 20.5, '°C')
    await keeper.report('hall/pump-1', 'WARNING', 'it is loud')
    await sendNetwork(await createStations(app()))
    known = { run: runs.nodes[2].number, fill: fills.nodes[1].number, environment: environments.nodes[0].id }
  })
  afterAll(async () => {
    await scheduler?.[Symbol.asyncDispose]()
    workshop[Symbol.dispose]()
  })
  return { app, visit, known: () => known }
}
