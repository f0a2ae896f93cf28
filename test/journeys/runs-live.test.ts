import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { pruneEvents } from '../../server/events/retention.ts'
import { blameless, chromiumPath, openPage } from './browser.ts'
import { isLive, secondsHere, shownRuns, stateOf, within } from './control.ts'
import { journeyApp } from './journey.ts'
import { openLine } from './line.ts'

const { app, browser, control, visit } = journeyApp()

const qualityOf = (page: Page, number: number) => page.locator(`[data-run="${number}"] .quality`).getAttribute('data-quality')
const counts = (page: Page, words: string) =>
  within(10_000, async () => expect(await page.locator('.list-count').textContent()).toBe(words))

describe.skipIf(!chromiumPath)('the page of runs, live', () => {
  it('shows a run that starts and ends on every open page within a second, without a reload', async () => {
    await using one = await visit('/runs')
    await using other = await visit('/runs')
    await one.page.getByText('No runs yet').waitFor()
    await Promise.all([isLive(one.page), isLive(other.page)])
    await control.start(501)
    const shown = await Promise.all(
      [one, other].map(({ page }) => within(secondsHere(1), async () => expect(await stateOf(page, 501)).toBe('RUNNING'))),
    )
    app().clock.forward(90_000)
    await control.end(501)
    const ended = await Promise.all(
      [one, other].map(({ page }) => within(secondsHere(1), async () => expect(await stateOf(page, 501)).toBe('ENDED'))),
    )
    for (const { page } of [one, other]) {
      expect(await page.locator('[data-run="501"] .cell-duration').textContent()).toBe('0:01:30')
      await counts(page, '1 run')
      expect(await page.evaluate(() => performance.getEntriesByType('navigation').length)).toBe(1)
    }
    console.info(`commit to screen: ${[...shown, ...ended].map((ms) => `${ms.toFixed(0)} ms`).join(', ')}`)
    blameless(one)
    blameless(other)
  })

  it('loses no row and doubles none when the connection breaks, and says so within two seconds', async () => {
    await control.fillWith(20)
    await control.start(2001)
    await using line = await openLine(app().url)
    await using watched = await openPage(browser(), `${line.url}/runs`)
    const { page, foreign } = watched
    await isLive(page)
    line.cut()
    await page.getByText('Connection lost.').waitFor({ timeout: secondsHere(2) })
    app().clock.forward(60_000)
    await control.end(2001)
    for (const number of [2002, 2003, 2004]) await control.start(number)
    await control.judge(1005, 'BAD')
    expect((await shownRuns(page))[0]).toBe(2001)
    line.mend()
    await isLive(page)
    // Each change comes by itself.
    await within(10_000, async () =>
      expect([(await shownRuns(page)).slice(0, 4), await stateOf(page, 2001), await qualityOf(page, 1005)]).toEqual([[2004, 2003, 2002, 2001], 'ENDED', 'BAD']),
    )
    const runs = await shownRuns(page)
    expect(runs).toHaveLength(24)
    expect(new Set(runs).size).toBe(24)
    await counts(page, '24 runs')
    await page.getByText('Connection lost.').waitFor({ state: 'detached' })
    expect(foreign).toEqual([])
  })

  it('notices a line that went silent, and catches up when it is back', async () => {
    await control.start(2001)
    await using line = await openLine(app().url)
    await using watched = await openPage(browser(), `${line.url}/runs`)
    const { page } = watched
    await isLive(page)
    line.silence()
    await page.getByText('The server does not answer.').waitFor({ timeout: secondsHere(2) })
    await control.start(2002)
    line.mend()
    await within(20_000, async () => expect(await shownRuns(page)).toEqual([2002, 2001]))
    await isLive(page)
  })

  it('reads again when it was away for longer than events are kept', async () => {
    await control.fillWith(3)
    await using line = await openLine(app().url)
    await using watched = await openPage(browser(), `${line.url}/runs`)
    const { page } = watched
    await isLive(page)
    line.cut()
    await control.start(2001)
    await control.judge(1002, 'BAD')
    await pruneEvents(app().db, app().clock.now() + 1000)
    await control.start(2002)
    line.mend()
    await within(20_000, async () => expect(await shownRuns(page)).toEqual([2002, 2001, 1003, 1002, 1001]))
    await within(10_000, async () => expect(await qualityOf(page, 1002)).toBe('BAD'))
    await counts(page, '5 runs')
    await control.start(2003)
    await within(10_000, async () => expect((await shownRuns(page))[0]).toBe(2003))
  })

  it('recovers by itself when requests fail, before the first answer and after it', async () => {
    await control.fillWith(2)
    await using watched = await visit('/schema.graphql')
    const { page } = watched
    const unreachable = () => page.getByRole('alert').getByText('The server cannot be reached.').waitFor()
    await page.route('**/graphql', (route) => route.abort())
    await page.goto(`${app().url}/runs`)
    await unreachable()
    await page.unroute('**/graphql')
    await within(20_000, async () => expect(await shownRuns(page)).toEqual([1002, 1001]))
    await isLive(page)

    await page.route('**/graphql', (route) => route.abort())
    await page.getByRole('button', { name: /^Run/ }).click()
    await unreachable()
    expect(await shownRuns(page)).toEqual([1002, 1001])
    await page.unroute('**/graphql')
    await within(20_000, async () => expect(await shownRuns(page)).toEqual([1001, 1002]))
    await isLive(page)
    await page.getByRole('alert').filter({ hasText: /./ }).waitFor({ state: 'detached' })
    await control.start(2001)
    await within(10_000, async () => expect(await shownRuns(page)).toEqual([1001, 1002, 2001]))
  })

  it('reads what failed as soon as the line is there, whoever opened it', async () => {
    await control.fillWith(2)
    await using watched = await visit('/schema.graphql')
    const { page } = watched
    let failures = 0
    let letGo = () => {}
    const failed = new Promise<void>((resolve) => (letGo = resolve))
    await page.route('**/graphql', async (route) => {
      const asked = route.request().postData() ?? ''
      if (asked.includes('query Runs(') && failures < 3) {
        failures += 1
        if (failures === 3) letGo()
        return route.abort()
      }
      // The views open the line while the list waits for its next attempt.
      if (asked.includes('query SavedViews(')) await failed
      return route.continue()
    })
    await page.goto(`${app().url}/runs`)
    await isLive(page)
    await within(10_000, async () => expect(await shownRuns(page)).toEqual([1002, 1001]))
    await page.getByRole('alert').filter({ hasText: /./ }).waitFor({ state: 'detached' })
  })

  it('holds new rows back while the reader is further down, and nothing moves', async () => {
    await control.fillWith(80)
    await using watched = await visit('/runs')
    const { page } = watched
    await isLive(page)
    await page.locator('[data-run="1080"]').waitFor()
    await page.mouse.wheel(0, 600)
    // A wheel scrolls smoothly: where it ends.
    await within(10_000, async () => expect(await page.evaluate(() => window.scrollY)).toBe(600))
    const place = () => page.locator('[data-run="1050"]').evaluate((row) => row.getBoundingClientRect().top)
    const before = await place()
    await control.start(2001)
    await control.start(2002)
    await page.getByRole('button', { name: '2 new' }).waitFor()
    expect(await place()).toBe(before)
    await counts(page, '82 runs')
    await page.getByRole('button', { name: '2 new' }).click()
    await within(10_000, async () => expect((await shownRuns(page)).slice(0, 3)).toEqual([2002, 2001, 1080]))
    await within(10_000, async () => expect(await page.evaluate(() => window.scrollY)).toBe(0))
    await page.getByRole('button', { name: /new/ }).waitFor({ state: 'detached' })
    blameless(watched)
  })

  it('lets runs in and out of a filter as they change', async () => {
    await control.fillWith(3)
    await using watched = await visit('/runs?q=quality:bad')
    const { page } = watched
    await page.getByText('No run fits this filter').waitFor()
    await isLive(page)
    await control.judge(1002, 'BAD')
    await within(10_000, async () => expect(await shownRuns(page)).toEqual([1002]))
    await counts(page, '1 run')
    await control.judge(1002, 'GOOD')
    await page.getByText('No run fits this filter').waitFor()
    await counts(page, '0 runs')
    blameless(watched)
  })
})
