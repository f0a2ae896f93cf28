import { beforeAll, describe, expect, it } from 'vitest'
import { faultsOf } from './axe.ts'
import { blameless, chromiumPath } from './browser.ts'
import { within } from './control.ts'
import { journeyApp } from './journey.ts'

const { app, control, visit } = journeyApp({ isShared: true })

describe.skipIf(!chromiumPath)('everybody can use the page of runs', () => {
  beforeAll(async () => {
    await control.fillWith(40)
    await control.judge(1037, 'BAD')
    await control.start(2001)
  })

  it.each([
    [1280, 'light'],
    [1280, 'dark'],
    [360, 'light'],
    [360, 'dark'],
  ] as const)('at %i px, %s', async (width, colorScheme) => {
    await using watched = await visit('/runs', { viewport: { width, height: 800 }, colorScheme })
    const { page } = watched
    await page.locator('.row[data-run]').first().waitFor()
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('checkbox', { name: 'Started by' }).waitFor()
    expect(await faultsOf(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('checkbox', { name: 'Select run 1040' }).check()
    await page.goto(`${app().url}/runs?peek=1037&q=quality:bda`)
    await page.locator('aside.peek .cell-quality').waitFor()
    await page.getByRole('checkbox', { name: 'Select run 2001' }).check()
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Copy as' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await faultsOf(page)).toEqual([])
    await within(10_000, async () => expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width))
    blameless(watched)
  })

  it('says that nothing fits, and how to see all again', async () => {
    await using watched = await visit('/runs?q=run:77+sort:started-asc&from=2020-01-01&to=2020-02-01')
    const { page } = watched
    await page.getByText('No run fits this filter').waitFor()
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Show all runs' }).click()
    await page.locator('[data-run="1001"]').waitFor()
    await within(10_000, async () => expect(new URL(page.url()).search).toBe('?q=sort:started-asc'))
    blameless(watched)
  })

  it('takes the times of a run for a range', async () => {
    await using watched = await visit('/runs?from=run:1010&to=run:1012')
    const { page } = watched
    await page.locator('[data-run="1012"]').waitFor()
    await within(10_000, async () => expect(await page.locator('.list-count').textContent()).toBe('3 runs'))
    await within(10_000, async () => expect(await page.locator('.row').count()).toBe(3))
    blameless(watched)
  })
})
