import { describe, expect, it } from 'vitest'
import { blameless, chromiumPath } from './browser.ts'
import { shownRuns, within } from './control.ts'
import { journeyApp } from './journey.ts'

const { app, control, visit } = journeyApp()

describe.skipIf(!chromiumPath)('the page of runs', () => {
  it('has its whole state in the address', async () => {
    await control.fillWith(20)
    await control.judge(1003, 'BAD')
    await control.judge(1007, 'BAD')
    await using watched = await visit('/runs')
    const { page } = watched
    await page.locator('.row[data-run]').first().waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('quality:bad')
    await page.keyboard.press('Enter')
    await within(10_000, async () => expect(await shownRuns(page)).toEqual([1007, 1003]))
    await within(10_000, async () => expect(new URL(page.url()).search).toBe('?q=quality:bad'))
    await page.getByRole('button', { name: /^Duration/ }).click()
    await within(10_000, async () => expect(new URL(page.url()).search).toBe('?q=quality:bad+sort:duration-desc'))
    await page.getByRole('button', { name: /^Duration/ }).click()
    await within(10_000, async () => expect(await shownRuns(page)).toEqual([1003, 1007]))
    await within(10_000, async () => expect(new URL(page.url()).search).toBe('?q=quality:bad+sort:duration-asc'))
    await page.reload()
    await within(10_000, async () => expect(await shownRuns(page)).toEqual([1003, 1007]))
    expect(await page.locator('[aria-sort="ascending"]').textContent()).toContain('Duration')
    await page.goBack()
    await page.goBack()
    await within(10_000, async () => expect(await shownRuns(page)).toEqual([1007, 1003]))
    await page.goBack()
    await within(10_000, async () => expect(await shownRuns(page)).toHaveLength(20))
    blameless(watched)
  })

  it('takes addresses of before the filter language, once', async () => {
    await control.fillWith(12)
    await control.judge(1003, 'BAD')
    await control.judge(1007, 'BAD')
    await using watched = await visit('/runs?quality=bad&definition=physics,commissioning&sort=number-asc')
    const { page } = watched
    await within(10_000, async () => expect(await shownRuns(page)).toEqual([1003, 1007]))
    await within(10_000, async () => expect(new URL(page.url()).search).toBe('?q=definition:physics,commissioning+quality:bad+sort:number-asc'))
    blameless(watched)
  })

  it('draws only what is in sight of thousands of runs, and reaches every one of them', async () => {
    for (let first = 1001; first < 4001; first += 500) await control.fillWith(500, first)
    await using watched = await visit('/runs')
    const { page } = watched
    await page.locator('.row[data-run]').first().waitFor()
    const drawn = () => page.locator('.row').count()
    let most = 0
    const see = async (number: number) =>
      within(20_000, async () => {
        most = Math.max(most, await drawn())
        expect(await page.locator(`[data-run="${number}"]`).isVisible()).toBe(true)
      })
    await see(4000)
    await within(10_000, async () => expect(await page.getByRole('table', { name: 'Runs' }).getAttribute('aria-rowcount')).toBe('3001'))
    await page.keyboard.press('End')
    await see(1001)
    await within(10_000, async () => expect(await page.locator('[data-run="1001"]').getAttribute('aria-rowindex')).toBe('3001'))
    // The middle, far from all that was read.
    await page.evaluate(() => window.scrollTo({ top: document.documentElement.scrollHeight / 2, behavior: 'instant' }))
    await within(10_000, async () => expect((await shownRuns(page)).some((number) => Math.abs(number - 2500) < 30)).toBe(true))
    await within(10_000, async () => {
      const middle = await shownRuns(page)
      expect(middle).toEqual(middle.map((_, index) => middle[0]! - index))
    })
    await page.keyboard.press('Home')
    await see(4000)
    // Steadily: nothing is left out.
    const seen = new Set<number>()
    for (let step = 0; step < 40; step++) {
      await page.evaluate((top) => window.scrollTo({ top, behavior: 'instant' }), step * 500)
      await within(20_000, async () => {
        const { rows, gap } = await page.evaluate(() => {
          const rows = [...document.querySelectorAll('.row[data-run]')]
          const last = rows.at(-1)?.getBoundingClientRect().bottom ?? 0
          return { rows: rows.map((row) => Number(row.getAttribute('data-run'))), gap: last < window.innerHeight }
        })
        most = Math.max(most, rows.length)
        expect(gap).toBe(false)
        for (const number of rows) seen.add(number)
      })
    }
    const lowest = Math.min(...seen)
    expect(lowest).toBeLessThan(3500)
    expect(seen.size).toBe(4000 - lowest + 1)
    expect(most).toBeLessThanOrEqual(60)
    blameless(watched)
  }, 180_000)

  it('says what went wrong, with a code and the id of the request', async () => {
    await using watched = await visit('/schema.graphql')
    const { page } = watched
    const refused = { errors: [{ message: 'The database is away', extensions: { code: 'UNAVAILABLE' } }] }
    const headers = { 'x-request-id': '6d1f0c1e-0000-4000-8000-00000000abcd', 'content-type': 'application/json' }
    await page.route('**/graphql', (route) => route.fulfill({ status: 503, headers, body: JSON.stringify(refused) }))
    await control.fillWith(2)
    await page.goto(`${app().url}/runs`)
    const alert = page.getByRole('alert').filter({ hasText: /./ })
    await alert.getByText('UNAVAILABLE').waitFor()
    expect(await alert.textContent()).toMatch(/Request [\da-f-]{36}/)
    await page.unroute('**/graphql')
    await alert.getByRole('button', { name: 'Try again' }).click()
    await within(10_000, async () => expect(await shownRuns(page)).toEqual([1002, 1001]))
  })

  it("shows times in the zone of the reader's choice, and remembers it and the theme", async () => {
    await control.start(501, { startedAt: '2024-05-01T11:00:00Z' })
    await using watched = await visit('/runs')
    const { page } = watched
    const shown = () => page.locator('[data-run="501"] .cell-start').textContent()
    await within(10_000, async () => expect(await shown()).toBe('2024-05-01 13:00:00'))
    await page.getByRole('radio', { name: 'UTC' }).check()
    await within(10_000, async () => expect(await shown()).toBe('2024-05-01 11:00:00'))
    await page.getByRole('radio', { name: 'Local' }).check()
    await within(10_000, async () => expect(await shown()).toBe('2024-05-01 07:00:00'))
    expect(await page.locator('[data-run="501"] .cell-start time').getAttribute('title')).toContain(
      '07:00:00 -04:00 (America/New_York)',
    )
    await page.getByRole('radio', { name: 'Dark' }).check()
    await page.reload()
    await within(10_000, async () => expect(await shown()).toBe('2024-05-01 07:00:00'))
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark')
    blameless(watched)
  })

  it('can be walked through with the keyboard, past the head', async () => {
    await control.start(501)
    await using watched = await visit('/runs')
    const { page } = watched
    await page.locator('.row[data-run]').first().waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content')
    await page.keyboard.press('Enter')
    await within(10_000, async () => expect(await page.evaluate(() => document.activeElement?.id)).toBe('content'))
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Time range: all time')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('q')
    expect(await shownRuns(page)).toEqual([501])
    blameless(watched)
  })

  it.each([
    [360, 740],
    [640, 400],
    [1280, 800],
  ])('fits a window of %i x %i', async (width, height) => {
    await control.fillWith(60)
    await using watched = await visit('/runs', { viewport: { width, height } })
    const { page } = watched
    await page.locator('.row[data-run]').first().waitFor()
    await within(10_000, async () => expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width))
    const rows = () => page.getByRole('table', { name: 'Runs' }).getByRole('row').count()
    await within(10_000, async () => expect(await rows()).toBeGreaterThan(5))
    expect(await rows()).toBeLessThanOrEqual(60)
    expect(await page.getByRole('columnheader', { name: 'Quality' }).count()).toBe(1)
    blameless(watched)
  })
})
