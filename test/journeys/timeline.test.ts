import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { createWorld } from '../kit/world.ts'
import { faultsOf } from './axe.ts'
import { blameless, chromiumPath } from './browser.ts'
import { within } from './control.ts'
import { journeyApp } from './journey.ts'

const { app, visit } = journeyApp({ isShared: true, settings: { LOGLINE_EXPERIMENT_ZONE: 'Europe/Zurich' } })

/** Where something stands once it stands still: what is around it may come a moment later. */
const isStill = async (what: Locator) => {
  let [before, after] = [await what.boundingBox(), null as Awaited<ReturnType<Locator['boundingBox']>>]
  await within(10_000, async () => {
    await what.page().waitForTimeout(100)
    ;[before, after] = [after, await what.boundingBox()]
    expect(after).not.toBeNull()
    expect(after).toEqual(before)
  })
  return after!
}
const placeOf = (page: Page, id: string) => isStill(bar(page, id))

const bar = (page: Page, id: string) => page.locator(`[data-bar="${id}"]`)
const labels = (page: Page) => page.locator('.timeline-tick-label').allTextContents()
const search = (page: Page) => new URL(page.url()).searchParams

/** Saves a file from the timeline and reads it. */
const saved = async (page: Page, name: string): Promise<[string, Buffer]> => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name, exact: true }).click()])
  return [download.suggestedFilename(), await readFile(await download.path())]
}

// On the night of 31 March 2024 the clocks of Zurich go from 02:00 to 03:00.
describe.skipIf(!chromiumPath)('a timeline', () => {
  beforeAll(async () => {
    const world = createWorld(await app().as('ADMIN'))
      .fill(8001, { beamType: '=HYPERLINK', stableBeamsStart: '2024-03-30T22:00:00Z', stableBeamsEnd: '2024-03-31T06:00:00Z' })
      .goodPhysics(501, '2024-03-30T23:00:00Z', '2024-03-31T00:30:00Z', { fillNumber: 8001 })
      .goodPhysics(502, '2024-03-31T01:00:00Z', '2024-03-31T02:00:00Z', { fillNumber: 8001 })
    // A crowd: thirty runs within three minutes.
    for (let index = 0; index < 30; index++) {
      const second = (seconds: number) => new Date(Date.parse('2024-03-31T04:00:00Z') + seconds * 1000).toISOString()
      world.goodPhysics(600 + index, second(index * 6), second(index * 6 + 4), { fillNumber: 8001 })
    }
    await world.make()
  })

  it('follows the wall clock over the hour that is skipped, in the zone that is chosen', async () => {
    await using watched = await visit('/fills/8001')
    const { page } = watched
    await bar(page, 'GOOD 501').waitFor()
    await within(10_000, async () => {
      const local = await labels(page)
      expect(local).toContain('01:00')
      expect(local).not.toContain('02:00')
      expect(local).toContain('03:00')
    })
    await within(10_000, async () => expect(await page.locator('.timeline-tick-note').allTextContents()).toContain('+02:00'))
    await page.getByText('UTC', { exact: true }).click()
    await within(10_000, async () => expect(await labels(page)).toContain('02:00'))
    blameless(watched)
  })

  it('shows exact times on hover and on focus, and is walked with arrow keys', async () => {
    await using watched = await visit('/fills/8001')
    const { page } = watched
    await bar(page, 'GOOD 501').hover()
    await page.locator('.timeline-tip').getByText('2024-03-31 00:00:00 – 01:30:00 +01:00').waitFor()
    await page.mouse.move(5, 5)
    await bar(page, 'beams').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Home')
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-bar'))
    await within(10_000, async () => expect(await focused()).toBe('GOOD 501'))
    await page.keyboard.press('ArrowRight')
    await within(10_000, async () => expect(await focused()).toBe('GOOD 502'))
    await page.locator('.timeline-tip').getByText('1:00:00', { exact: true }).waitFor()
    await page.keyboard.press('ArrowUp')
    await within(10_000, async () => expect(await focused()).toBe('beams'))
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    await within(10_000, async () => expect(new URL(page.url()).pathname).toBe('/runs/501'))
  })

  it('zooms by dragging, by keys and by buttons, keeps that in the address, and gives all back', async () => {
    await using watched = await visit('/fills/8001')
    const { page } = watched
    await bar(page, 'GOOD 501').waitFor()
    const box = await placeOf(page, 'GOOD 501')
    await page.mouse.move(box.x + 4, box.y + 5)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width - 4, box.y + 5, { steps: 4 })
    await page.mouse.up()
    await within(10_000, async () => expect(search(page).has('from')).toBe(true))
    expect(new URL(page.url()).pathname).toBe('/fills/8001')
    await within(10_000, async () => expect((await placeOf(page, 'GOOD 501')).width).toBeGreaterThan(box.width * 3))
    const wide = (await placeOf(page, 'GOOD 501')).width
    const address = page.url()
    await page.reload()
    await bar(page, 'GOOD 501').waitFor()
    await within(10_000, async () => expect((await bar(page, 'GOOD 501').boundingBox())!.width).toBeCloseTo(wide, 0))
    expect(page.url()).toBe(address)
    await bar(page, 'GOOD 501').focus()
    await page.keyboard.press('0')
    await within(10_000, async () => expect(search(page).has('from')).toBe(false))
    await page.keyboard.press('+')
    await within(10_000, async () => expect((await bar(page, 'GOOD 501').boundingBox())!.width).toBeGreaterThan(box.width * 1.5))
    await page.keyboard.press('-')
    await within(10_000, async () => expect(search(page).has('from')).toBe(false))
    blameless(watched)
  })

  it('draws a crowd as one, which opens', async () => {
    await using watched = await visit('/fills/8001')
    const { page } = watched
    const crowd = page.getByRole('button', { name: /^30 close together/ })
    await isStill(crowd)
    await crowd.click({ force: true })
    await within(10_000, async () => expect(await page.locator('[data-bar^="GOOD 6"]').count()).toBe(30))
    expect(await bar(page, 'GOOD 615').getAttribute('href')).toBe('/runs/615')
  })

  it('is a table too, and files: SVG, PNG and CSV', async () => {
    await using watched = await visit('/fills/8001')
    const { page } = watched
    await bar(page, 'GOOD 501').waitFor()
    const [svgName, svg] = await saved(page, 'SVG')
    expect(svgName).toBe('fill-8001.svg')
    expect(svg.toString()).toContain('501')
    expect(svg.toString()).not.toContain('var(')
    expect(svg.toString()).not.toContain('color-mix')
    const [, png] = await saved(page, 'PNG')
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect(png.readUInt32BE(16)).toBeGreaterThan(1500)
    const [, csv] = await saved(page, 'CSV')
    const lines = csv.toString().trim().split('\r\n')
    expect(lines).toHaveLength(34)
    expect(lines[1]).toBe("Stable beams,Stable beams,stable beams,2024-03-30T22:00:00.000Z,2024-03-31T06:00:00.000Z,28800,'=HYPERLINK")
    await page.getByRole('button', { name: 'Table' }).click()
    await within(10_000, async () => expect(await page.locator('.plot-table tbody tr').count()).toBe(33))
    expect(await faultsOf(page)).toEqual([])
    await page.locator('.plot-table').getByRole('link', { name: '502' }).click()
    await within(10_000, async () => expect(new URL(page.url()).pathname).toBe('/runs/502'))
    blameless(watched)
  })

  it('fits its container on a phone, and follows it when it changes', async () => {
    await using watched = await visit('/fills/8001', { viewport: { width: 360, height: 700 } })
    const { page } = watched
    await bar(page, 'GOOD 501').waitFor()
    const width = () => page.locator('.timeline-svg').evaluate((svg) => svg.getBoundingClientRect().width)
    await within(10_000, async () => expect(await width()).toBeLessThanOrEqual(360))
    await page.setViewportSize({ width: 900, height: 700 })
    await within(10_000, async () => expect(await width()).toBeGreaterThan(700))
  })
})
