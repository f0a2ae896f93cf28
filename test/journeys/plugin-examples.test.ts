import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { examples } from '../../plugins/brewer/web/examples.ts'
import { brewerPlugin } from './brewer-world.ts'
import { blameless, chromiumPath } from './browser.ts'
import { within } from './control.ts'
import { journeyApp } from './journey.ts'

/** Looks for the ways to the page of the Brewers, behind More and by typing: of each there are so many. */
const hasWaysToBrewers = async (page: Page, count: number) => {
  // Which plugins are served is asked for when the page begins.
  await page.waitForLoadState('networkidle')
  await page.getByRole('button', { name: 'More pages and settings' }).click()
  await page.getByRole('button', { name: 'View for the wall' }).waitFor()
  await within(10_000, async () => expect(await page.getByRole('link', { name: 'Brewers', exact: true }).count()).toBe(count))
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('brewers')
  await page.getByRole('option', { name: 'Runs: brewers' }).waitFor()
  await within(10_000, async () => expect(await page.getByRole('option', { name: 'Brewers', exact: true }).count()).toBe(count))
}

describe.skipIf(!chromiumPath)('the page of the API of a server with a plugin', { timeout: 60_000 }, () => {
  const { visit } = journeyApp({ plugins: [brewerPlugin] })

  it('has the plugin’s examples, each with its address, and ways to the plugin’s page', async () => {
    await using watched = await visit('/explorer?example=brewer-masks')
    const { page } = watched
    await page.getByRole('heading', { name: 'Bits into codes' }).waitFor()
    const links = page.getByRole('navigation', { name: 'Examples' }).getByRole('link')
    await within(10_000, async () => expect((await links.allTextContents()).slice(-examples.length)).toEqual(examples.map(({ title }) => title)))
    await page.getByRole('link', { name: examples[0]!.title }).click()
    await page.getByRole('heading', { name: examples[0]!.title }).waitFor()
    await within(10_000, async () => expect(new URL(page.url()).search).toBe(`?example=${examples[0]!.id}`))
    await hasWaysToBrewers(page, 1)
    blameless(watched)
  })
})

describe.skipIf(!chromiumPath)('the page of the API of a server without it', { timeout: 60_000 }, () => {
  const { visit } = journeyApp()

  it('has none of them, and no way to it', async () => {
    await using watched = await visit('/explorer?example=brewer-masks')
    await watched.page.getByRole('heading', { name: 'API', exact: true }).waitFor()
    await watched.page.waitForLoadState('networkidle')
    expect(await watched.page.getByRole('link', { name: 'Bits into codes' }).count()).toBe(0)
    await hasWaysToBrewers(watched.page, 0)
    blameless(watched)
  })
})
