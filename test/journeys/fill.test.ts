import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { formatDuration } from '../../web/kit/duration.ts'
import type { Client, Loose } from '../kit/client.ts'
import { createWorld } from '../kit/world.ts'
import { faultsOf } from './axe.ts'
import { blameless, chromiumPath } from './browser.ts'
import { isLive, within } from './control.ts'
import { journeyApp } from './journey.ts'

const { app, control, visit } = journeyApp()
let admin: Client

const at = (time: string) => `2024-05-01T${time}:00Z`

const figure = (page: Page, name: string) => page.locator(`[data-figure="${name}"]`)
const valueOf = (page: Page, name: string) => figure(page, name).locator('.figure-value').textContent()
const search = (page: Page) => new URL(page.url()).search

describe.skipIf(!chromiumPath)('the page of a fill', () => {
  beforeEach(async () => {
    admin = await app().as('ADMIN')
    // It is 12:00: a fill that goes on since six, one before it that is over, and one without stable beams.
    await createWorld(admin)
      .fill(8000, { beamType: 'PROTON - PROTON', stableBeamsStart: '2024-04-30T10:00:00Z', stableBeamsEnd: '2024-04-30T22:00:00Z' })
      .fill(8001, { beamType: 'PROTON - PROTON', energyGeV: 6800, collidingBunches: 2450, deliveredLuminosity: 1234.5, stableBeamsStart: at('06:00') })
      .fill(8002)
      .goodPhysics(501, at('06:30'), at('07:30'), { fillNumber: 8001, detectors: [{ name: 'ITS', quality: 'GOOD' }, { name: 'TPC', quality: 'BAD' }] })
      .goodPhysics(502, at('07:30'), at('08:00'), { fillNumber: 8001, detectors: [{ name: 'ITS', quality: 'GOOD' }] })
      .run(503, { definition: 'PHYSICS', quality: 'BAD', startedAt: at('08:30'), endedAt: at('08:31'), fillNumber: 8001, detectors: ['ITS'] })
      .goodPhysics(504, at('09:00'), at('10:00'), { fillNumber: 8001, detectors: [{ name: 'TPC', quality: 'GOOD' }] })
      .run(505, { definition: 'PHYSICS', startedAt: at('11:00'), fillNumber: 8001, detectors: ['ITS', 'TPC'] })
      .make()
  })

  it('lets a physicist follow a figure to its intervals and from there to its runs', async () => {
    await using watched = await visit('/fills/8001')
    const { page } = watched
    await figure(page, 'covered').click()
    const evidence = page.locator('.evidence')
    await evidence.getByText('Sum of 2').waitFor()
    expect(await evidence.locator('tbody tr').count()).toBe(2)
    expect(await evidence.locator('tbody a').allTextContents()).toEqual(['501', '502', '504'])
    await within(10_000, async () => expect(await page.locator('.timeline-mark').count()).toBe(2))
    await within(10_000, async () => expect(search(page)).toBe('?show=covered'))

    await figure(page, 'between').click()
    await within(10_000, async () => expect(await evidence.locator('tbody a').allTextContents()).toEqual(['502', '504']))
    await page.reload()
    await within(10_000, async () => expect(await evidence.locator('tbody a').allTextContents()).toEqual(['502', '504']))
    await evidence.getByRole('link', { name: '504' }).click()
    await within(10_000, async () => expect(new URL(page.url()).pathname).toBe('/runs/504'))
    await page.goBack()
    await within(10_000, async () => expect(search(page)).toBe('?show=between'))
    blameless(watched)
  })

  it('shows the figures of the API, for each set of runs, and keeps the set in the address', async () => {
    await using watched = await visit('/fills/8001')
    const { page } = watched
    const told = async (runs: string) => {
      const { fill } = await admin.get<Loose>(`{ fill(number: 8001) { statistics(runs: ${runs}) {
        coveredSeconds efficiency beforeFirstRunSeconds afterLastRunSeconds betweenRunsSeconds meanRunSeconds runCount overTwoMinutes underTwoMinutes
        perDetector { detector { name } coveredSeconds goodCoveredSeconds } } } }`)
      return fill.statistics
    }
    const agrees = async (runs: string) => {
      const api = await told(runs)
      await within(10_000, async () => expect(await valueOf(page, 'covered')).toBe(`${(api.efficiency * 100).toFixed(2)} %`))
      const shown = () => Promise.all(['before', 'between', 'after', 'mean', 'runs', 'over', 'under'].map((name) => valueOf(page, name)))
      // Two sets of runs may cover the same.
      await within(10_000, async () =>
        expect(await shown()).toEqual([
          ...[api.beforeFirstRunSeconds, api.betweenRunsSeconds, api.afterLastRunSeconds, api.meanRunSeconds].map(formatDuration),
          ...[api.runCount, api.overTwoMinutes, api.underTwoMinutes].map(String),
        ]),
      )
      for (const { detector, coveredSeconds, goodCoveredSeconds } of api.perDetector) {
        expect(await figure(page, `detector:${detector.name}`).locator('.coverage-time').textContent()).toBe(formatDuration(coveredSeconds))
        expect(await figure(page, `detector-good:${detector.name}`).locator('.coverage-time').textContent()).toBe(formatDuration(goodCoveredSeconds))
      }
    }
    await agrees('GOOD_PHYSICS')
    expect(await valueOf(page, 'covered')).toBe('41.67 %')
    await page.getByText('All physics').click()
    await agrees('PHYSICS')
    await within(10_000, async () => expect(search(page)).toBe('?runs=physics'))
    expect(await valueOf(page, 'under')).toBe('1')
    await page.getByText('All runs').click()
    await agrees('ALL')
    await page.reload()
    await agrees('ALL')
    expect(await page.getByRole('radio', { name: 'All runs' }).isChecked()).toBe(true)
    blameless(watched)
  })

  it('changes its figures when a run of the fill ends and is judged, without a reload', async () => {
    await using watched = await visit('/fills/8001')
    const { page } = watched
    await isLive(page)
    await figure(page, 'covered').waitFor()
    await within(10_000, async () => expect(await valueOf(page, 'runs')).toBe('3'))
    expect(await page.locator('[data-bar="NONE 505"]').getAttribute('data-tone')).toBe('live')
    await control.end(505)
    await within(10_000, async () => expect(await page.locator('[data-bar="NONE 505"]').getAttribute('data-tone')).toBe('plain'))
    await control.judge(505, 'GOOD')
    await within(10_000, async () => expect(await valueOf(page, 'runs')).toBe('4'))
    expect(await valueOf(page, 'covered')).toBe('58.33 %')
    expect(await page.evaluate(() => performance.getEntriesByType('navigation').length)).toBe(1)
    blameless(watched)
  })

  it('shows detectors in rows of their own when they are asked for, and sorts them', async () => {
    await using watched = await visit('/fills/8001?sort=covered-desc')
    const { page } = watched
    const detectors = () => page.locator('tr[data-detector]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-detector')))
    await within(10_000, async () => expect(await detectors()).toEqual(['TPC', 'ITS']))
    await page.getByRole('button', { name: 'Detector', exact: true }).click()
    await within(10_000, async () => expect(await detectors()).toEqual(['ITS', 'TPC']))
    await page.getByRole('button', { name: 'Detectors' }).click()
    await page.getByRole('checkbox', { name: 'TPC' }).check()
    await within(10_000, async () => expect(search(page)).toBe('?detectors=TPC'))
    expect(await page.locator('[data-bar="TPC 501"]').getAttribute('data-tone')).toBe('bad')
    expect(await page.locator('[data-bar="TPC 504"]').getAttribute('data-tone')).toBe('good')
  })

  it('goes to the fills beside it, and says when there are no stable beams or no such fill', async () => {
    await using watched = await visit('/fills/8001')
    const { page } = watched
    await page.getByRole('link', { name: 'Next 8002' }).waitFor()
    await page.keyboard.press(']')
    await page.getByText('This fill never had stable beams').waitFor()
    await within(10_000, async () => expect(new URL(page.url()).pathname).toBe('/fills/8002'))
    await page.keyboard.press('[')
    await page.keyboard.press('[')
    await within(10_000, async () => expect(await page.locator('h1').textContent()).toMatch(/Fill 800[01]/))
    await page.goto(`${app().url}/fills/8000`)
    await within(10_000, async () => expect(await valueOf(page, 'covered')).toBe('0.00 %'))
    expect(await valueOf(page, 'before')).toBe('–')
    await page.goto(`${app().url}/fills/77`)
    await page.getByText('There is no fill 77').waitFor()
    await page.goto(`${app().url}/fills/abc`)
    await page.getByText('There is no fill abc').waitFor()
    blameless(watched)
  })

  it('has nothing that axe would mind, light and dark, wide and narrow, and never scrolls sideways', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [360, 1280]) {
        await using watched = await visit('/fills/8001?show=covered&detectors=ITS', { colorScheme, viewport: { width, height: 800 } })
        const { page } = watched
        await page.locator('.evidence').waitFor()
        expect(await faultsOf(page)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
      }
    }
  }, 90_000)

  it('prints what matters and leaves out what one can only click', async () => {
    await using watched = await visit('/fills/8001?show=between')
    const { page } = watched
    await page.locator('.evidence').waitFor()
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.plot-tools').isVisible()).toBe(false)
    expect(await page.locator('.record-nav').isVisible()).toBe(false)
    for (const part of ['.timeline-svg', '.figures', '.evidence']) expect(await page.locator(part).isVisible()).toBe(true)
    expect((await page.pdf()).byteLength).toBeGreaterThan(10_000)
  })
})
