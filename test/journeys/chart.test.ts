import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { faultsOf } from './axe.ts'
import { blameless, chromiumPath } from './browser.ts'
import { within } from './control.ts'
import { journeyApp } from './journey.ts'

const { visit } = journeyApp({ isShared: true })

const chartOf = (page: Page) => page.getByRole('figure', { name: 'Pressure and temperature' })
const plotOf = (page: Page) => chartOf(page).getByRole('application')
const saidOf = (page: Page) => chartOf(page).getByRole('status').textContent()
const timeOf = (page: Page) => chartOf(page).locator('.chart-time').textContent()
const isDrawn = (page: Page) => chartOf(page).locator('.u-over').waitFor()

/** Moves the pointer over a chart, wherever it stands now: what is above it may still be on its way. */
const pointAt = async (page: Page, share: number) => {
  const over = chartOf(page).locator('.u-over')
  await over.scrollIntoViewIfNeeded()
  const { x, y, width, height } = (await over.boundingBox())!
  await page.mouse.move(x + width * share, y + height / 2)
}

describe.skipIf(!chromiumPath)('a chart', { timeout: 60_000 }, () => {
  it('tells the exact values under the pointer, with unit, time and zone', async () => {
    await using watched = await visit('/kit')
    const { page } = watched
    await isDrawn(page)
    await page.getByRole('radio', { name: 'UTC' }).check()
    await within(10_000, async () => {
      await pointAt(page, 1 / 5)
      expect(await timeOf(page)).toMatch(/^2023-10-28 19:\d\d:\d\d UTC/)
      expect(await chartOf(page).getByRole('button', { name: /^Vessel/ }).textContent()).toMatch(/^Vessel\d\.\d+\u202fmbar \(\d\.\d+ to \d\.\d+\)$/)
    })
    await within(10_000, async () => {
      await pointAt(page, 0.435)
      expect(await chartOf(page).getByRole('button', { name: /^Hall/ }).textContent()).toBe('Hallno value')
    })
    blameless(watched)
  })

  it('is read with the keyboard, value by value', async () => {
    await using watched = await visit('/kit')
    const { page } = watched
    await isDrawn(page)
    await page.getByRole('radio', { name: 'Zurich' }).check()
    await plotOf(page).focus()
    await page.keyboard.press('Home')
    await within(10_000, async () =>
      expect(await saidOf(page)).toMatch(/^2023-10-28 18:00:00 \+02:00, Vessel \d\.\d+\u202fmbar \(.* to .*\), Pump .*, Hall 19\u202f°C$/),
    )
    const first = await saidOf(page)
    await page.keyboard.press('ArrowRight')
    await within(10_000, async () => expect(await saidOf(page)).not.toBe(first))
    await page.keyboard.press('ArrowLeft')
    await within(10_000, async () => expect(await saidOf(page)).toBe(first))
    await page.keyboard.press('End')
    await within(10_000, async () => expect(await saidOf(page)).toMatch(/^2023-10-29 11:00:00 \+01:00/))
    expect(await plotOf(page).getAttribute('aria-label')).toContain('Pressure and temperature')
    const summary = await page.locator(`[id="${await plotOf(page).getAttribute('aria-describedby')}"]`).textContent()
    expect(summary).toMatch(/Vessel: from .* to .*mbar, last/)
    blameless(watched)
  })

  it('shows a stretch that is dragged over, and all of it again', async () => {
    await using watched = await visit('/kit')
    const { page } = watched
    await isDrawn(page)
    const whole = await timeOf(page)
    // The last panel above it comes after three seconds.
    await page.getByRole('region', { name: 'A slow panel (light)' }).getByText('Run 526080').waitFor()
    await pointAt(page, 1 / 4)
    await page.mouse.down()
    await pointAt(page, 3 / 8)
    await pointAt(page, 1 / 2)
    await page.mouse.up()
    await chartOf(page).getByRole('button', { name: 'Whole range' }).waitFor()
    await page.mouse.move(0, 0)
    await within(10_000, async () => expect(await timeOf(page)).toMatch(/^2023-10-28 22:[23]\d/))
    await plotOf(page).focus()
    await page.keyboard.press('0')
    await within(10_000, async () => expect(await timeOf(page)).toBe(whole))
    blameless(watched)
  })

  it('is there as a table, and as files', async () => {
    await using watched = await visit('/kit')
    const { page } = watched
    await isDrawn(page)
    const chart = chartOf(page)
    await chart.getByRole('button', { name: /^Pump/ }).click()
    await within(10_000, async () => expect(await chart.getByRole('button', { name: /^Pump/ }).getAttribute('aria-pressed')).toBe('false'))
    const saved = async (name: string) => {
      const [file] = await Promise.all([page.waitForEvent('download'), chart.getByRole('button', { name }).click()])
      return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) }
    }
    const csv = await saved('CSV')
    expect(csv.name).toBe('pressure-and-temperature.csv')
    const lines = csv.bytes.toString().trimEnd().split('\r\n')
    expect(lines).toHaveLength(501)
    expect(lines[0]).toBe('time,Vessel [mbar],Vessel [mbar] low,Vessel [mbar] high,Pump [mbar],Hall [°C]')
    const svg = (await saved('SVG')).bytes.toString()
    expect(svg).toMatch(/^<svg xmlns[^]*trips at 3.5 mbar[^]*valve opened[^]*Vessel[^]*<\/svg>$/)
    expect(svg).not.toContain('Pump')
    expect(await page.evaluate((text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror')?.textContent, svg)).toBeUndefined()
    const png = (await saved('PNG')).bytes
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect(png.length).toBeGreaterThan(10_000)
    await chart.getByRole('button', { name: 'Table' }).click()
    const heads = () => chart.getByRole('columnheader').allTextContents()
    await within(10_000, async () => expect(await heads()).toEqual(['Time', 'Vessel, mbar', 'Vessel, least', 'Vessel, most', 'Hall, °C']))
    expect(await chart.getByRole('row').count()).toBe(501)
    blameless(watched)
  })

  it('follows the theme, and the width of its place', async () => {
    await using watched = await visit('/kit', { colorScheme: 'light' })
    const { page } = watched
    await isDrawn(page)
    const hash = () =>
      chartOf(page)
        .locator('canvas')
        .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL())
    const light = await hash()
    await page.getByRole('radio', { name: 'Dark' }).check()
    await within(10_000, async () => expect(await hash()).not.toBe(light))
    await page.getByRole('radio', { name: 'Light' }).check()
    await within(10_000, async () => expect(await hash()).toBe(light))
    await page.setViewportSize({ width: 700, height: 800 })
    await within(10_000, async () =>
      expect(await chartOf(page).locator('.uplot').evaluate((element) => element.clientWidth)).toBeLessThan(700),
    )
    blameless(watched)
  })

  it('moves its cursor over 100 000 values within a frame', async () => {
    await using watched = await visit('/kit')
    const { page } = watched
    await isDrawn(page)
    await page.getByText('100 000 values').click()
    await within(10_000, async () => expect(await chartOf(page).getByRole('button', { name: 'SVG' }).count()).toBe(1))
    await isDrawn(page)
    const sweep = () => page.evaluate(async () => {
      const over = document.querySelector('.u-over')!
      const { left, top, width } = over.getBoundingClientRect()
      const frames: number[] = []
      let before = 0
      for (let step = 0; step < 90; step++) {
        over.dispatchEvent(
          new MouseEvent('mousemove', { clientX: left + (width * step) / 90, clientY: top + 50, bubbles: true }),
        )
        const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
        if (before > 0) frames.push(now - before)
        before = now
      }
      return frames.toSorted((a, b) => a - b)[Math.floor(frames.length * 0.95)]!
    })
    // The best of three: the machine is shared.
    const p95 = Math.min(await sweep(), await sweep(), await sweep())
    console.log(`cursor over 100 000 × 3 values: p95 ${p95.toFixed(1)} ms between frames`)
    // 17 ms alone on the machine, 50 beside ten other test runs; redrawing all values with each step takes longer.
    expect(p95).toBeLessThanOrEqual(100)
    blameless(watched)
  })

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 360],
    ['dark', 360],
  ] as const)('is fit for everybody: %s, %i px', async (colorScheme, width) => {
    await using watched = await visit('/kit', { colorScheme, viewport: { width, height: 800 } })
    const { page } = watched
    await isDrawn(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    expect(await faultsOf(page, { within: '.chart-section' })).toEqual([])
    for (const button of await page.getByRole('button', { name: 'Table' }).all()) await button.click()
    expect(await faultsOf(page, { within: '.chart-section' })).toEqual([])
    blameless(watched)
  })
})
