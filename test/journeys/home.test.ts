import { describe, expect, it } from 'vitest'
import { createWorld } from '../kit/world.ts'
import { faultsOf } from './axe.ts'
import { blameless, chromiumPath } from './browser.ts'
import { secondsHere, within } from './control.ts'
import { journeyApp } from './journey.ts'

const { app, control, visit } = journeyApp({ settings: { LOGLINE_EXPERIMENT_ZONE: 'Europe/Zurich' } })

describe.skipIf(!chromiumPath)('the page of what is happening now', () => {
  const open = async (path = '/', options = {}) => {
    const watched = await visit(path, options)
    await watched.page.getByRole('region', { name: 'Run', exact: true }).locator('.home-state').waitFor()
    return watched
  }
  const panel = (watched: Awaited<ReturnType<typeof open>>, name: string) =>
    watched.page.getByRole('region', { name, exact: true })
  const world = async () => createWorld(await app().as('ADMIN'))

  it('says that there is nothing yet, and what comes next', async () => {
    await using watched = await open()
    await panel(watched, 'Run').getByText('Nothing is running').waitFor()
    await panel(watched, 'Run').getByText('No run yet').waitFor()
    await panel(watched, 'Fill').getByText('No fill has had stable beams yet.').waitFor()
    expect(await panel(watched, 'Efficiency').getByText('no stable beams').count()).toBe(2)
    await panel(watched, 'Environments').getByText('None is up').waitFor()
    await panel(watched, 'The last 12 hours').getByText('No run and no stable beams').waitFor()
    await watched.page.getByText('Morning shift').or(watched.page.getByText('Afternoon shift')).or(watched.page.getByText('Night shift')).waitFor()
    expect(await faultsOf(watched.page)).toEqual([])
    blameless(watched)
  })

  it('shows a run that starts elsewhere within a second, and its end', async () => {
    await using watched = await open()
    const run = panel(watched, 'Run')
    await run.getByText('No run yet').waitFor()
    await watched.page.locator('.live-dot[data-phase=live]').waitFor()
    await control.start(526080, { startedBy: 'Ada Lund', environmentId: '2bF3cSfQFeq' })
    await within(secondsHere(1), async () => expect(await run.locator('.home-number').first().textContent()).toBe('526080'))
    expect(await run.locator('.home-state').textContent()).toBe('Running')
    expect(await run.getByText('Ada Lund').count()).toBe(1)
    expect(await run.getByRole('listitem').allTextContents()).toEqual(['ITS', 'TPC'])
    const duration = run.locator('time.home-number')
    const first = await duration.textContent()
    await within(10_000, async () => expect(await duration.textContent()).not.toBe(first))

    app().clock.forward(60_000)
    await control.end(526080)
    await run.getByText('Nothing is running').waitFor({ timeout: secondsHere(1) })
    await run.getByText('last run').waitFor()
    await control.judge(526080, 'BAD')
    await within(secondsHere(1), async () => expect(await run.locator('.quality').getAttribute('data-quality')).toBe('BAD'))
    await run.getByRole('link', { name: 'Run 526080, the last one' }).click()
    await within(10_000, async () => expect(new URL(watched.page.url()).pathname).toBe('/runs/526080'))
    blameless(watched)
  })

  it('says how the beams are used, and changes with the judgement of a run', async () => {
    await (await world())
      .fill(8178, { beamType: 'PROTON - PROTON', energyGeV: 6800, stableBeamsStart: '2024-04-30T16:00:00Z' })
      .fill(8170, { stableBeamsStart: '2024-04-28T08:00:00Z', stableBeamsEnd: '2024-04-28T12:00:00Z' })
      // The beams go on: shares that stay the same while the page is open for a minute.
      .goodPhysics(501, '2024-04-30T17:00:00Z', '2024-04-30T22:12:40Z', { fillNumber: 8178 })
      .goodPhysics(502, '2024-05-01T01:00:00Z', '2024-05-01T06:12:20Z', { fillNumber: 8178, quality: 'NONE' })
      .goodPhysics(400, '2024-04-28T08:00:00Z', '2024-04-28T12:00:00Z', { fillNumber: 8170 })
      .make()
    await using watched = await open()
    const shares = (name: string) => panel(watched, name).locator('.home-use-share').allTextContents()
    await within(10_000, async () => expect([await shares('Fill'), await shares('Efficiency')]).toEqual([['26.0 %'], ['26.0 %', '38.3 %']]))
    await panel(watched, 'Fill').getByText(/^5:12 h of 20:0\d h stable beams covered by good runs; 52.0 % by all runs of physics$/).waitFor()
    await watched.page.locator('.live-dot[data-phase=live]').waitFor()
    await control.judge(502, 'GOOD')
    await within(10_000, async () => expect([await shares('Fill'), await shares('Efficiency')]).toEqual([['52.0 %'], ['52.0 %', '60.0 %']]))
    expect(await panel(watched, 'Fill').getByRole('link', { name: 'Efficiency of the fill' }).getAttribute('href')).toBe('/fills/8178')
    expect(await panel(watched, 'Efficiency').getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual(
      ['/fills?from=now-24h&to=now', '/fills?from=now-7d&to=now'],
    )
    blameless(watched)
  })

  it('follows environments, with the run in each', async () => {
    await (await world()).environment('2bF3cSfQFeq', [['CONFIGURED', '2024-05-01T11:00:00Z']]).environment('2gone', [['DONE', '2024-05-01T11:30:00Z']]).make()
    await using watched = await open()
    const environments = panel(watched, 'Environments')
    await environments.getByText('configured').waitFor()
    expect(await environments.getByRole('listitem').count()).toBe(1)
    await watched.page.locator('.live-dot[data-phase=live]').waitFor()
    await (await world()).environment('2bF3cSfQFeq', [['ERROR', '2024-05-01T11:59:00Z']]).make()
    await environments.getByText('error').waitFor()
    await environments.getByText('for 1 min').waitFor()
    blameless(watched)
  })

  it('loses one panel alone when its question fails', async () => {
    await control.start(501)
    await using watched = await visit('/schema.graphql')
    const { page } = watched
    await page.route('**/graphql', (route) =>
      route.request().postData()?.includes('EfficiencyNow')
        ? route.fulfill({ status: 500, contentType: 'application/json', body: '{"errors":[{"message":"Internal error","extensions":{"code":"INTERNAL","requestId":"r-1"}}]}' })
        : route.continue(),
    )
    await page.goto(app().url)
    await page.getByRole('region', { name: 'Efficiency' }).getByText('This could not be read').waitFor()
    await page.getByRole('region', { name: 'Run', exact: true }).getByText('501').waitFor()
    await page.unroute('**/graphql')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('region', { name: 'Efficiency' }).getByText('no stable beams').first().waitFor()
  })

  it('hides what cannot be used on the wall', async () => {
    await control.start(501)
    await using watched = await open('/?kiosk', { viewport: { width: 1920, height: 1080 } })
    const { page } = watched
    await within(10_000, async () => expect(await page.getByRole('link', { name: 'All runs' }).isVisible()).toBe(false))
    expect(await page.getByRole('navigation').count()).toBe(0)
    expect(await page.locator('.home-number').first().evaluate((figure) => figure.getBoundingClientRect().height)).toBeGreaterThan(70)
    await page.getByText(/ shift,/).waitFor()
    blameless(watched)
  })

  it.each([
    ['light', 360, 740],
    ['dark', 360, 740],
    ['light', 1280, 800],
    ['dark', 1280, 800],
  ] as const)('is for everybody, %s at %i px', async (colorScheme, width, height) => {
    await (await world())
      .fill(8178, { beamType: 'PROTON - PROTON', stableBeamsStart: '2024-05-01T08:00:00Z' })
      .goodPhysics(501, '2024-05-01T09:00:00Z', '2024-05-01T10:00:00Z', { fillNumber: 8178, detectors: [{ name: 'TPC', quality: 'BAD' }, 'ITS'] })
      .environment('2bF3cSfQFeq', ['RUNNING'])
      .make()
    await using watched = await open('/', { viewport: { width, height }, colorScheme })
    const { page } = watched
    await panel(watched, 'The last 12 hours').locator('svg[role], .timeline-svg').first().waitFor()
    await panel(watched, 'Efficiency').locator('.home-use-share').first().waitFor()
    await panel(watched, 'Run').getByText('bad: ').waitFor({ state: 'attached' })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    expect(await faultsOf(page)).toEqual([])
    blameless(watched)
  })
})
