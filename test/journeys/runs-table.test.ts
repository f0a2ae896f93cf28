import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { blameless, chromiumPath } from './browser.ts'
import { shownRuns, within } from './control.ts'
import { journeyApp } from './journey.ts'

const { app, control, visit } = journeyApp()

const search = (page: Page) => new URL(page.url()).search
const heads = (page: Page) => page.locator('.table-head .head-cell:not(.cell-box)').evaluateAll((cells) =>
  cells.map((cell) => cell.textContent?.replace(/Zurich|UTC/, '').trim()))
const current = (page: Page) => page.locator('.row[data-current]').getAttribute('data-key')
const peeked = (page: Page) => page.locator('aside.peek h2').textContent()

describe.skipIf(!chromiumPath)('the table of runs', () => {
  it('has the columns that the reader chooses, in the address and on the next visit', async () => {
    await control.fillWith(5)
    await using watched = await visit('/runs?columns=quality,fill')
    const { page } = watched
    await within(10_000, async () => expect(await heads(page)).toEqual(['Run', 'Quality', 'Fill']))
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('checkbox', { name: 'Started by' }).check()
    await within(10_000, async () => expect(await heads(page)).toEqual(['Run', 'Quality', 'Fill', 'Started by']))
    await page.getByRole('button', { name: 'Move Started by to the left' }).click()
    await page.keyboard.press('Enter')
    await within(10_000, async () => expect(await heads(page)).toEqual(['Run', 'Started by', 'Quality', 'Fill']))
    await page.getByRole('checkbox', { name: 'Read out' }).check()
    await within(10_000, async () => expect(await shownRuns(page)).toEqual([1005, 1004, 1003, 1002, 1001]))
    await within(10_000, async () => expect(search(page)).toBe('?columns=number,startedBy,quality,fill,bytes'))
    await page.goto(`${app().url}/runs`)
    await within(10_000, async () => expect(await heads(page)).toEqual(['Run', 'Started by', 'Quality', 'Fill', 'Read out']))
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('button', { name: 'The usual columns' }).click()
    await within(10_000, async () => expect((await heads(page)).length).toBeGreaterThan(8))
    await within(10_000, async () => expect(search(page)).toBe(''))
    blameless(watched)
  })

  it('is walked through by keys, with a look beside it that follows', async () => {
    await control.fillWith(120)
    await using watched = await visit('/runs')
    const { page } = watched
    await page.locator('.row[data-run]').first().waitFor()
    await page.keyboard.press('j')
    await within(10_000, async () => expect(await current(page)).toBe('1120'))
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    await within(10_000, async () => expect(await current(page)).toBe('1119'))
    await within(10_000, async () => expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('1119'))
    await page.keyboard.press('o')
    await within(10_000, async () => expect(await peeked(page)).toBe('Run 1119'))
    await within(10_000, async () => expect(search(page)).toBe('?peek=1119'))
    await page.keyboard.press('j')
    await within(10_000, async () => expect(await peeked(page)).toBe('Run 1118'))
    await page.locator('aside.peek .cell-quality').getByText('good').waitFor()
    await control.judge(1118, 'BAD')
    await page.locator('aside.peek .cell-quality').getByText('bad').waitFor()
    await page.keyboard.press('Shift+G')
    await within(10_000, async () => expect(await peeked(page)).toBe('Run 1001'))
    await within(10_000, async () => {
      // The second within a second of the first, or it is the first of two.
      await page.keyboard.press('g')
      await page.keyboard.press('g')
      expect(await current(page)).toBe('1120')
    })
    await page.keyboard.press('Escape')
    await page.locator('aside.peek').waitFor({ state: 'detached' })
    await within(10_000, async () => expect(search(page)).toBe(''))
    await page.goto(`${app().url}/runs?q=run:1007&peek=1003`)
    await within(10_000, async () => expect(await peeked(page)).toBe('Run 1003'))
    await within(10_000, async () => expect(await shownRuns(page)).toEqual([1007]))
    await page.keyboard.press('Escape')
    await page.keyboard.press('j')
    await within(10_000, async () => expect(await current(page)).toBe('1007'))
    await page.keyboard.press('Enter')
    await within(10_000, async () => expect(new URL(page.url()).pathname).toBe('/runs/1007'))
    blameless(watched)
  })

  it('lets rows be picked out, one by one, by ranges and all that are loaded', async () => {
    await control.fillWith(60)
    await using watched = await visit('/runs')
    const { page } = watched
    await page.locator('.row[data-run]').first().waitFor()
    const count = () => page.locator('.selection-count').textContent()
    await page.getByRole('checkbox', { name: 'Select run 1060' }).click()
    await page.getByRole('checkbox', { name: 'Select run 1055' }).click({ modifiers: ['Shift'] })
    await within(10_000, async () => expect(await count()).toBe('6 selected'))
    await page.getByRole('checkbox', { name: 'Select run 1057' }).click()
    await within(10_000, async () => expect(await count()).toBe('5 selected'))
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.keyboard.press('Control+a')
    await within(10_000, async () => expect(await count()).toBe('60 selected'))
    await page.keyboard.press('Escape')
    await page.locator('.selection-bar').waitFor({ state: 'detached' })
    blameless(watched)
  })

  it('tells those who only look why they can judge nothing', async () => {
    await control.fillWith(3)
    await using watched = await visit('/runs')
    const { page } = watched
    await page.getByRole('checkbox', { name: 'Select run 1002' }).check()
    for (const name of ['Tag', 'Judge']) {
      const button = page.getByRole('button', { name, exact: true })
      await within(10_000, async () => expect(await button.getAttribute('title')).toContain('run:write'))
      expect(await button.getAttribute('aria-disabled')).toBe('true')
      await button.click({ force: true })
      expect(await page.getByRole('dialog').count()).toBe(0)
    }
    blameless(watched)
  })
})
