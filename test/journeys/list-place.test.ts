import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { blameless, chromiumPath } from './browser.ts'
import { shownRuns, within } from './control.ts'
import { journeyApp } from './journey.ts'

const { control, visit } = journeyApp({ isShared: true })

const slow = 15_000

/** The first row that is wholly in sight, and where: px from the top of the window. */
const firstRow = (page: Page) =>
  page.evaluate(() => {
    const edge = Math.max(0, document.querySelector('.table-head')?.getBoundingClientRect().bottom ?? 0)
    const rows = [...document.querySelectorAll<HTMLElement>('.row[data-key]')]
      .map((row) => ({ key: row.dataset['key'] ?? '', top: Math.round(row.getBoundingClientRect().top) }))
      .filter(({ top }) => top >= edge)
      .toSorted((a, b) => a.top - b.top)
    return rows[0] ?? null
  })

const focused = (page: Page) => page.evaluate(() => document.activeElement?.closest<HTMLElement>('.row')?.dataset['key'] ?? null)
const isAt = (page: Page, path: string) => within(slow, async () => expect(new URL(page.url()).pathname).toBe(path))

/** Scrolls a list somewhere into its depth; the rows there are read, and the place is written down. */
const goDeep = async (page: Page, part: number) => {
  await page.locator('.row[data-key]').first().waitFor()
  await page.evaluate((share) => window.scrollTo({ top: Math.round(document.documentElement.scrollHeight * share) + 7, behavior: 'instant' }), part)
  await within(slow, async () => {
    const row = await firstRow(page)
    const kept = await page.evaluate(() => (history.state as { place?: { landing?: { index: number } } } | null)?.place?.landing?.index ?? null)
    const number = await page.evaluate((key) => Number(document.querySelector(`[data-key="${key}"]`)?.getAttribute('aria-rowindex')), row?.key ?? '')
    expect(kept).not.toBeNull()
    expect(Math.abs((kept ?? 0) + 2 - number)).toBeLessThanOrEqual(1)
  })
  return (await firstRow(page))!
}

/** From here on: the topmost row of each frame, and what of the list was shifted. */
const watchFrames = (page: Page) =>
  page.evaluate(() => {
    const seen = { keys: [] as string[], tops: [] as number[], shifts: [] as string[] }
    Object.assign(window, { seen })
    type Shift = PerformanceEntry & { value: number; sources: { node: Node | null }[] }
    new PerformanceObserver((list) => {
      // What the page before shifted, while it was still being read, is its own.
      for (const { value, sources } of list.getEntries() as Shift[]) {
        const ours = sources.flatMap(({ node }) => (node instanceof Element && node.isConnected && node.closest('.list') ? [node.className] : []))
        if (ours.length > 0) seen.shifts.push(`${value.toFixed(4)} ${ours.join(', ')}`)
      }
    }).observe({ type: 'layout-shift' })
    const look = () => {
      const row = document.querySelector<HTMLElement>('.row[data-key]')
      if (document.querySelector('.list')) {
        seen.tops.push(window.scrollY)
        if (row) seen.keys.push(row.dataset['key'] ?? '')
      }
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
const framesSeen = (page: Page) =>
  page.evaluate(() => (window as unknown as { seen: { keys: string[]; tops: number[]; shifts: string[] } }).seen)

const stands = (page: Page, row: { key: string; top: number }) => within(slow, async () => expect(await firstRow(page)).toEqual(row))

describe.skipIf(!chromiumPath)('who comes back to a list', () => {
  beforeAll(async () => {
    if (!chromiumPath) return
    for (let first = 1001; first < 2501; first += 500) await control.fillWith(500, first)
  })

  it('by Back finds the same rows at the same height, and the focus on the run that was opened, without a look at the top', async () => {
    await using watched = await visit('/runs')
    const { page } = watched
    const row = await goDeep(page, 0.5)
    const opened = String(Number(row.key) - 4)
    await page.locator(`[data-key="${opened}"] .cell[data-fixed] a`).click()
    await page.getByRole('heading', { name: new RegExp(opened) }).waitFor()
    expect(await page.evaluate(() => window.scrollY)).toBe(0)
    await watchFrames(page)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.postData() ?? ''))
    await page.goBack()
    await stands(page, row)
    await within(slow, async () => expect(await focused(page)).toBe(opened))
    expect(await page.locator('.row[data-current]').getAttribute('data-key')).toBe(opened)
    const { keys, tops, shifts } = await framesSeen(page)
    expect(keys.filter((key) => Number(key) > Number(row.key) + 60)).toEqual([])
    expect(Math.max(...tops) - Math.min(...tops)).toBeLessThanOrEqual(1)
    expect(shifts).toEqual([])
    // Its neighbours are read by their cursors: nothing is counted off from the top.
    expect(asked.filter((body) => body.includes('RunEnds'))).toEqual([])
    const runs = await shownRuns(page)
    expect(runs).toEqual(runs.map((_, index) => runs[0]! - index))
    await page.keyboard.press('j')
    await within(slow, async () => expect(await focused(page)).toBe(String(Number(opened) - 1)))
    blameless(watched)
  })

  it('by Escape and by the link of the page finds the filter and the row too, also past other runs', async () => {
    await using watched = await visit('/runs?q=definition:commissioning+sort:number-asc')
    const { page } = watched
    await goDeep(page, 0.7)
    await page.keyboard.press('j')
    await within(slow, async () => expect(await focused(page)).not.toBeNull())
    const opened = (await focused(page))!
    const row = (await firstRow(page))!
    await page.keyboard.press('Enter')
    await isAt(page, `/runs/${opened}`)
    await page.getByRole('heading', { name: new RegExp(opened) }).waitFor()
    await page.keyboard.press('Escape')
    await isAt(page, '/runs')
    await stands(page, row)
    await within(slow, async () => expect(await focused(page)).toBe(opened))
    expect(new URL(page.url()).search).toBe('?q=definition:commissioning+sort:number-asc')
    await page.keyboard.press('Enter')
    await isAt(page, `/runs/${opened}`)
    await page.getByRole('link', { name: /^Next run/ }).click()
    await isAt(page, `/runs/${Number(opened) + 1}`)
    await page.locator('.sheet-nav').getByRole('link', { name: 'Runs' }).click()
    await isAt(page, '/runs')
    await stands(page, row)
    await within(slow, async () => expect(await focused(page)).toBe(opened))
    blameless(watched)
  })

  it('by a reload is at the same rows; with another filter or order at the top', async () => {
    await using watched = await visit('/runs')
    const { page } = watched
    const row = await goDeep(page, 0.3)
    await page.reload()
    await stands(page, row)
    await page.getByRole('button', { name: /^Run/ }).first().click()
    await within(slow, async () => expect((await shownRuns(page))[0]).toBe(1001))
    expect(await page.evaluate(() => window.scrollY)).toBe(0)
    await page.goBack()
    await stands(page, row)
    blameless(watched)
  })

  it('finds the list of fills as it was, page and all fetched late', async () => {
    await using watched = await visit('/fills')
    const { page } = watched
    const row = await goDeep(page, 0.6)
    await page.locator(`[data-key="${row.key}"] .cell[data-fixed] a`).focus()
    await page.keyboard.press('Enter')
    await isAt(page, `/fills/${row.key}`)
    await page.getByRole('heading', { name: new RegExp(row.key) }).first().waitFor()
    await page.goBack()
    await stands(page, row)
    await within(slow, async () => expect(await focused(page)).toBe(row.key))
    blameless(watched)
  })

  it.each([[360, 740], [1280, 800]])('finds the same rows though others came in above meanwhile, at %i x %i', async (width, height) => {
    await using watched = await visit('/runs', { viewport: { width, height } })
    const { page } = watched
    const row = await goDeep(page, 0.4)
    const count = await page.locator('.list-count').textContent()
    const opened = String(Number(row.key) - 4)
    await page.locator(`[data-key="${opened}"] .cell[data-fixed] a`).click()
    await isAt(page, `/runs/${opened}`)
    await control.fillWith(150, 5001 + width)
    await page.goBack()
    await stands(page, row)
    await within(slow, async () => expect(await focused(page)).toBe(opened))
    expect(await page.locator('.list-count').textContent()).not.toBe(count)
    // What came in while nobody looked is no news; what comes in now is.
    await control.start(9000 + width)
    await page.getByRole('button', { name: '1 new' }).waitFor()
    expect(await firstRow(page)).toEqual(row)
    await page.keyboard.press('Home')
    await within(slow, async () => expect((await shownRuns(page))[0]).toBe(9000 + width))
    const runs = await shownRuns(page)
    expect(new Set(runs).size).toBe(runs.length)
    blameless(watched)
  })
})
