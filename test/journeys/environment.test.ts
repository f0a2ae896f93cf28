import { beforeEach, describe, expect, it } from 'vitest'
import type { Client } from '../kit/client.ts'
import { createWorld } from '../kit/world.ts'
import { faultsOf } from './axe.ts'
import { blameless, chromiumPath } from './browser.ts'
import { isLive, within } from './control.ts'
import { journeyApp } from './journey.ts'

const { app, visit } = journeyApp()
let admin: Client

const at = (time: string) => `2024-05-01T${time}Z`

describe.skipIf(!chromiumPath)('the page of an environment', () => {
  beforeEach(async () => {
    admin = await app().as('ADMIN')
    // It is 12:00: one runs since eleven, one is stuck since eight, one is gone.
    await createWorld(admin)
      .environment('2bRunning', [
        ['PENDING', at('10:50:00.000000001')],
        ['STANDBY', at('10:50:00.250000002')],
        ['CONFIGURED', at('10:58:00')],
        ['RUNNING', at('11:00:00')],
      ])
      .environment('2bStuck', [
        ['STANDBY', at('07:59:00')],
        ['ERROR', at('08:00:00'), 'task readout on flp-18 ended with exit code 139'],
      ])
      .environment('2bGone', [
        ['STANDBY', at('01:00:00')],
        ['DONE', at('02:00:00')],
      ])
      .run(700, { startedAt: at('11:00:00'), environmentId: '2bRunning', fillNumber: 8001, detectors: ['ITS'] })
      .make()
  })

  it('tells the status, the history to the nanosecond, and the runs', async () => {
    await using watched = await visit('/environments/2bRunning')
    const { page } = watched
    await page.locator('.record-state').waitFor()
    expect(await page.locator('.record-state').textContent()).toBe('running')
    expect(await page.locator('.letters').textContent()).toBe('PSCR')
    const history = page.locator('tr[data-status]')
    await within(10_000, async () =>
      expect(await history.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-status')))).toEqual(['RUNNING', 'CONFIGURED', 'STANDBY', 'PENDING']),
    )
    expect(await history.nth(3).locator('time').getAttribute('title')).toContain('2024-05-01 10:50:00.000000001 UTC')
    expect(await history.nth(3).locator('.record-number').textContent()).toBe('0.250 s')
    expect(await history.nth(1).locator('.record-number').textContent()).toBe('0:02:00')
    await page.getByRole('link', { name: '700' }).first().waitFor()
    await page.locator('tr[data-run="700"] a').first().click()
    await within(10_000, async () => expect(new URL(page.url()).pathname).toBe('/runs/700'))
    blameless(watched)
  })

  it('marks one that is stuck, and says by which rule; not one that is gone', async () => {
    await using watched = await visit('/environments/2bStuck')
    const { page } = watched
    await page.locator('[data-stuck]').waitFor()
    expect(await page.locator('.record-head').textContent()).toContain('called stuck after 2 hours')
    expect(await page.locator('tr[data-status="ERROR"]').textContent()).toContain('task readout on flp-18')
    await page.goto(`${app().url}/environments/2bGone`)
    await within(10_000, async () => expect(await page.locator('.record-state').textContent()).toBe('done'))
    expect(await page.locator('[data-stuck]').count()).toBe(0)
    await page.goto(`${app().url}/environments/nothere`)
    await page.getByText('There is no environment nothere').waitFor()
    blameless(watched)
  })

  it('follows its environment live: a new status, and a run that is taken in it', async () => {
    await using watched = await visit('/environments/2bRunning')
    const { page } = watched
    await isLive(page)
    await page.locator('.letters').waitFor()
    await createWorld(admin).environment('2bRunning', [['ERROR', at('11:59:00'), 'it broke']]).run(701, { startedAt: at('11:30:00'), environmentId: '2bRunning' }).make()
    await within(10_000, async () => expect(await page.locator('.record-state').textContent()).toBe('error'))
    await within(10_000, async () => expect(await page.locator('tr[data-run="701"]').count()).toBe(1))
    await within(10_000, async () => expect(await page.locator('.letters').textContent()).toBe('PSCRE'))
    await within(10_000, async () => expect(await page.locator('[data-bar="status 3"]').getAttribute('aria-label')).toContain('running'))
    blameless(watched)
  })

  it('has nothing that axe would mind, light and dark, wide and narrow, and never scrolls sideways', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [360, 1280]) {
        await using watched = await visit('/environments/2bStuck', { colorScheme, viewport: { width, height: 800 } })
        const { page } = watched
        await page.locator('[data-stuck]').waitFor()
        expect(await faultsOf(page)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
      }
    }
  }, 90_000)
})
