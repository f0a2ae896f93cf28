import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pages as entries } from '../../web/shell/pages.ts'
import { readConfig } from '../../server/config.ts'
import { loadDemo } from '../../server/demo/demo.ts'
import { systemActor } from '../../server/domain/actor.ts'
import { createScheduler, type Scheduler } from '../../server/jobs/scheduler.ts'
import { createLog } from '../../server/log.ts'
import { makeJob } from '../jobs/servers.ts'
import { openWorkshop } from '../plugins/workshop.ts'
import { faultsOf } from './axe.ts'
import { blameless, chromiumPath } from './browser.ts'
import { createKeeper, every, noon } from './instrument-world.ts'
import { journeyApp } from './journey.ts'
import { crowding, isWithin, vitalsOf, vitalWords, type Vitals } from './vitals.ts'

const workshop = openWorkshop()
afterAll(() => workshop[Symbol.dispose]())
const pump = workshop.plugin('pump', {
  config: "z.strictObject({ folder: z.string().default('/data/pump') })",
  parts: "health: async () => 'Pumping'",
})

const { app, visit } = journeyApp({ isShared: true, plugins: [pump], settings: { LOGLINE_DETECTORS: readConfig({}).detectors.join(',') } })

/** Every page: its route in web/main.tsx, and an address that shows something there. */
const table: readonly { route: string; path: (known: Known) => string }[] = [
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
  { route: '/plugins/:plugin', path: () => '/plugins/brewer' },
  { route: '*', path: () => '/nowhere' },
]

type Known = { run: number; fill: number; environment: string }

let known: Known
let scheduler: Scheduler

const calm = { reducedMotion: 'reduce' } as const

/** There is its heading, and nothing that it waits for. */
const settled = async (page: Page) => {
  await page.locator('main h1').first().waitFor({ state: 'attached' })
  await page.waitForLoadState('networkidle')
}

/** What the address decides: headings, what is chosen, what is typed. */
const viewOf = (page: Page) =>
  page.locator('main').evaluate((main) => ({
    headings: [...main.querySelectorAll('h1, h2')].map((heading) => heading.textContent),
    chosen: [...main.querySelectorAll('[aria-sort], [aria-current], [aria-pressed], [aria-selected]')].map((element) =>
      ['aria-sort', 'aria-current', 'aria-pressed', 'aria-selected'].map((name) => element.getAttribute(name)).join(),
    ),
    typed: [...main.querySelectorAll<HTMLInputElement>('input:not([type=radio], [type=checkbox])')].map(
      ({ value }) => value,
    ),
    links: [...main.querySelectorAll('a')].map((link) => link.getAttribute('href')),
  }))

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

const addressOf = (page: Page) => page.url().slice(app().url.length)

/** Walks through with Tab, and tells where nothing shows that the focus is there. */
const unseenFocus = async (page: Page, most: number) => {
  const unseen: string[] = []
  for (let step = 0; step < most; step++) {
    await page.keyboard.press('Tab')
    const found = await page.evaluate(() => {
      const element = document.activeElement
      if (!element || element === document.body) return null
      // Another document shows its own.
      if (element instanceof HTMLIFrameElement) return { isSeen: true, html: '' }
      // On itself, on what it stands in (a row of a table), or drawn over it.
      const around = [element, ...element.children]
      for (let one = element.parentElement; one && around.length < 8; one = one.parentElement) around.push(one)
      const looks = () =>
        around
          .flatMap((one) => [getComputedStyle(one), getComputedStyle(one, '::after')])
          .map(({ outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor, stroke, strokeWidth }) =>
            [outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor, stroke, strokeWidth].join(),
          )
          .join('|')
      const focused = looks()
      ;(element as HTMLElement).blur()
      const isSeen = looks() !== focused
      ;(element as HTMLElement).focus({ preventScroll: true })
      return { isSeen, html: element.outerHTML.slice(0, 120) }
    })
    if (!found) break
    if (!found.isSeen) unseen.push(found.html)
  }
  return unseen
}

describe.skipIf(!chromiumPath)('every page', () => {
  beforeAll(async () => {
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
    known = { run: runs.nodes[2].number, fill: fills.nodes[1].number, environment: environments.nodes[0].id }
  })

  afterAll(() => scheduler[Symbol.asyncDispose]())

  it('is in the table, and every entry of the navigation has a page', async () => {
    const main = await readFile(new URL('../../web/main.tsx', import.meta.url), 'utf8')
    const routes = [...main.matchAll(/<Route\s+path="([^"]+)"/g)].map(([, path]) => path!)
    expect(table.map(({ route }) => route).toSorted()).toEqual(routes.toSorted())
    expect(entries.map(({ href }) => href).filter((href) => !routes.includes(href))).toEqual([])
  })

  describe.each(table)('$route', ({ path }) => {
    it('is fit for everybody, fits its window, and is the same wherever its address is pasted', async () => {
      const address = path(known)
      const views: Awaited<ReturnType<typeof viewOf>>[] = []
      for (const [width, height] of [[1280, 800], [360, 740]] as const) {
        await using watched = await visit(address, { viewport: { width, height }, ...calm })
        const { page } = watched
        await settled(page)
        expect(await page.title()).toMatch(/^\S.* · Logline$/)
        expect(await page.locator('main h1').count()).toBe(1)
        expect(addressOf(page)).toBe(address)
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          expect({ width, colorScheme, faults: await faultsOf(page) }).toEqual({ width, colorScheme, faults: [] })
        }
        expect(await overflow(page)).toBeLessThanOrEqual(0)
        if (width === 1280) {
          views.push(await viewOf(page))
          await page.reload()
          await settled(page)
          views.push(await viewOf(page))
          // Half the width at the same text: zoomed to 200 %.
          await page.setViewportSize({ width: 640, height: 400 })
          expect(await overflow(page)).toBeLessThanOrEqual(0)
        }
        blameless(watched)
      }
      expect(views[1]).toEqual(views[0])
    })

    it('shows where the focus is, holds still for those who ask for it, and bears colours of the system', async () => {
      await using watched = await visit(path(known), calm)
      const { page } = watched
      await settled(page)
      expect(await unseenFocus(page, 40)).toEqual([])
      const moving = await page.evaluate(() =>
        document.getAnimations().flatMap((animation) => {
          const { duration, iterations } = animation.effect?.getComputedTiming() ?? {}
          return animation.playState === 'running' && Number(duration) > 0 && iterations === Infinity ? [animation.id || 'endless'] : []
        }),
      )
      expect(moving).toEqual([])
      await page.emulateMedia({ forcedColors: 'active' })
      expect(await page.locator('main h1').first().isVisible()).toBe(true)
      expect(await overflow(page)).toBeLessThanOrEqual(0)
      blameless(watched)
    })

    it('is there at once, and nothing jumps', async () => {
      let best: Vitals | undefined
      let patience = 1
      // The machine is shared: the best of three counts.
      for (let attempt = 0; attempt < 3 && !(best && isWithin(best, patience)); attempt++) {
        patience = Math.max(patience, crowding())
        await using watched = await visit(path(known))
        await settled(watched.page)
        const vitals = await vitalsOf(watched.page)
        if (!best || vitals.lcp + vitals.tbt < best.lcp + best.tbt) best = vitals
      }
      console.log(`${path(known).padEnd(28)} ${vitalWords(best!)}${patience > 1 ? `  (crowded: bars of time × ${patience.toFixed(1)})` : ''}`)
      expect(best).toSatisfy((vitals: Vitals) => isWithin(vitals, patience))
    })
  })
})
