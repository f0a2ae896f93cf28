import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Client } from '../kit/client.ts'
import { createWorld } from '../kit/world.ts'
import { faultsOf } from './axe.ts'
import { blameless, chromiumPath } from './browser.ts'
import { isLive, within } from './control.ts'
import { journeyApp } from './journey.ts'

const { app, visit } = journeyApp()
let admin: Client

const shown = (page: Page, noun: string) =>
  page.locator(`.row[data-${noun}]`).evaluateAll((rows, name) => rows.map((row) => row.getAttribute(`data-${name}`)), noun)

describe.skipIf(!chromiumPath)('the lists of fills and environments', () => {
  beforeEach(async () => {
    admin = await app().as('ADMIN')
    await createWorld(admin)
      .fill(8000, { beamType: 'PB82 - PB82', energyGeV: 6799, stableBeamsStart: '2024-04-29T10:00:00Z', stableBeamsEnd: '2024-04-29T14:00:00Z' })
      .fill(8001, { beamType: 'PROTON - PROTON', energyGeV: 6800, stableBeamsStart: '2024-04-30T10:00:00Z', stableBeamsEnd: '2024-04-30T20:00:00Z' })
      .fill(8002, { beamType: 'PROTON - PROTON', stableBeamsStart: '2024-05-01T10:00:00Z' })
      .fill(8003)
      .goodPhysics(501, '2024-04-30T11:00:00Z', '2024-04-30T16:00:00Z', { fillNumber: 8001 })
      .environment('2bGone', [['STANDBY', '2024-05-01T01:00:00Z'], ['DONE', '2024-05-01T02:00:00Z']])
      .environment('2bStuck', [['STANDBY', '2024-05-01T07:00:00Z'], ['ERROR', '2024-05-01T08:00:00Z']])
      .run(700, { startedAt: '2024-05-01T11:00:00Z', environmentId: '2bStuck' })
      .make()
  })

  it('filter and sort fills in the address, show their figures, and look at one beside the list', async () => {
    await using watched = await visit('/fills')
    const { page } = watched
    await within(10_000, async () => expect(await shown(page, 'fill')).toEqual(['8003', '8002', '8001', '8000']))
    const row = page.locator('.row[data-fill="8001"]')
    expect(await row.locator('.cell-efficiency').textContent()).toBe('50.00 %')
    expect(await row.locator('.cell-covered').textContent()).toContain('5:00:00')
    expect(await page.locator('.row[data-fill="8002"]').getAttribute('data-stable')).toBe('on')
    await page.keyboard.press('/')
    await page.keyboard.type('beam:~PROTON')
    await page.keyboard.press('Enter')
    await within(10_000, async () => expect(await shown(page, 'fill')).toEqual(['8002', '8001']))
    await page.goto(`${app().url}/fills?q=stable:yes+sort:duration-desc`)
    await within(10_000, async () => expect(await shown(page, 'fill')).toEqual(['8001', '8000', '8002']))
    await page.goto(`${app().url}/fills?peek=8001`)
    await page.locator('.facts').getByText('50.00 %').waitFor()
    blameless(watched)
  })

  it('take in fills and statuses as they come', async () => {
    await using fills = await visit('/fills')
    await using environments = await visit('/environments')
    await within(10_000, async () => expect(await shown(environments.page, 'environment')).toEqual(['2bStuck', '2bGone']))
    expect(await environments.page.locator('.row[data-environment="2bStuck"]').textContent()).toContain('stuck')
    await Promise.all([isLive(fills.page), isLive(environments.page)])
    await createWorld(admin)
      .fill(8004, { beamType: 'PROTON - PROTON' })
      .environment('2bNew', [['PENDING', '2024-05-01T11:59:00Z']])
      .environment('2bStuck', [['DESTROYED', '2024-05-01T11:58:00Z']])
      .make()
    await within(10_000, async () => expect((await shown(fills.page, 'fill'))[0]).toBe('8004'))
    await within(10_000, async () => expect(await shown(environments.page, 'environment')).toEqual(['2bNew', '2bStuck', '2bGone']))
    // What stood in the list before changes with an event of its own, which comes after the new one's.
    await environments.page.locator('.row[data-environment="2bStuck"][data-status="DESTROYED"]').waitFor()
    blameless(fills)
    blameless(environments)
  })

  it('have nothing that axe would mind, light and dark, wide and narrow', async () => {
    for (const [path, noun] of [['/fills', 'fill'], ['/environments', 'environment']] as const) {
      for (const [colorScheme, width] of [['light', 360], ['dark', 1280], ['dark', 360], ['light', 1280]] as const) {
        await using watched = await visit(`${path}`, { colorScheme, viewport: { width, height: 800 } })
        const { page } = watched
        await page.locator(`.row[data-${noun}]`).first().waitFor()
        expect(await faultsOf(page)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
      }
    }
  }, 90_000)
})
