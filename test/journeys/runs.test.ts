import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import { blameless, chromiumPath, openBrowser, openPage } from './browser.ts'
import { createControl, shownRuns, within, type Control } from './control.ts'

let browser: Browser
let app: TestApp
let control: Control

describe.skipIf(!chromiumPath)('the page of runs', () => {
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser.close()
  })
  beforeEach(async () => {
    app = await startApp()
    control = createControl(await app.as('COORDINATOR'))
  })
  afterEach(async () => {
    await app[Symbol.asyncDispose]()
  })

  it('brings page after page while the reader scrolls, each row once', async () => {
    await control.fillWith(180)
    await using watched = await openPage(browser, `${app.url}/runs?sort=duration`)
    const { page } = watched
    await page.locator('tr.run[data-run]').first().waitFor()
    await within(5000, async () => {
      await page.mouse.wheel(0, 3000)
      expect((await shownRuns(page)).length).toBe(180)
    })
    expect(await shownRuns(page)).toEqual(Array.from({ length: 180 }, (_, index) => 1180 - index))
    blameless(watched)
  })

  it('has its whole state in the address', async () => {
    await control.fillWith(30)
    await control.judge(1003, 'BAD')
    await control.judge(1007, 'BAD')
    await using watched = await openPage(browser, `${app.url}/runs`)
    const { page } = watched
    await page.getByRole('button', { name: 'Quality' }).click()
    await page.getByRole('checkbox', { name: 'bad' }).check()
    await page.keyboard.press('Escape')
    await within(1000, async () => expect(await shownRuns(page)).toEqual([1007, 1003]))
    expect(new URL(page.url()).search).toBe('?quality=bad')
    await page.getByRole('button', { name: /^Duration/ }).click()
    await page.getByRole('button', { name: /^Duration/ }).click()
    await within(1000, async () => expect(await shownRuns(page)).toEqual([1003, 1007]))
    expect(new URL(page.url()).search).toBe('?quality=bad&sort=duration-asc')
    await page.reload()
    await within(2000, async () => expect(await shownRuns(page)).toEqual([1003, 1007]))
    expect(await page.locator('th[aria-sort="ascending"]').textContent()).toContain('Duration')
    for (let back = 0; back < 3; back++) await page.goBack()
    await within(1000, async () => expect(await shownRuns(page)).toHaveLength(30))
    await page.keyboard.press('/')
    await page.keyboard.type('1010..1012')
    await within(2000, async () => expect(await shownRuns(page)).toEqual([1012, 1011, 1010]))
    expect(new URL(page.url()).search).toBe('?q=1010..1012')
    blameless(watched)
  })

  it('says what went wrong, with a code and the id of the request', async () => {
    await using watched = await openPage(browser, `${app.url}/runs?q=9-1`)
    const alert = watched.page.getByRole('alert')
    await alert.getByText('BAD_USER_INPUT').waitFor()
    expect(await alert.textContent()).toMatch(/Request [\da-f-]{36}/)
    await alert.getByRole('button', { name: 'Try again' }).click()
    await alert.getByText('BAD_USER_INPUT').waitFor()
  })

  it("shows times in the zone of the reader's choice, and remembers it and the theme", async () => {
    await control.start(501, { startedAt: '2024-05-01T11:00:00Z' })
    await using watched = await openPage(browser, `${app.url}/runs`)
    const { page } = watched
    const shown = () => page.locator('[data-run="501"] .run-start').textContent()
    await within(2000, async () => expect(await shown()).toBe('2024-05-01 13:00:00'))
    await page.getByRole('radio', { name: 'UTC' }).check()
    expect(await shown()).toBe('2024-05-01 11:00:00')
    await page.getByRole('radio', { name: 'Local' }).check()
    expect(await shown()).toBe('2024-05-01 07:00:00')
    expect(await page.locator('[data-run="501"] .run-start time').getAttribute('title')).toContain(
      '07:00:00 -04:00 (America/New_York)',
    )
    await page.getByRole('radio', { name: 'Dark' }).check()
    await page.reload()
    await within(2000, async () => expect(await shown()).toBe('2024-05-01 07:00:00'))
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark')
    blameless(watched)
  })

  it('can be walked through with the keyboard, past the head', async () => {
    await control.start(501)
    await using watched = await openPage(browser, `${app.url}/runs`)
    const { page } = watched
    await page.locator('tr.run[data-run]').first().waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content')
    await page.keyboard.press('Enter')
    await within(1000, async () => expect(await page.evaluate(() => document.activeElement?.id)).toBe('content'))
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
    await using watched = await openPage(browser, `${app.url}/runs`, { viewport: { width, height } })
    const { page } = watched
    await page.locator('tr.run[data-run]').first().waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    expect(await page.getByRole('table', { name: 'Runs' }).getByRole('row').count()).toBeGreaterThan(50)
    expect(await page.getByRole('columnheader', { name: 'Quality' }).count()).toBe(1)
    blameless(watched)
  })
})
