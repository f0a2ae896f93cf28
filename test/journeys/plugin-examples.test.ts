import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { examples } from '../../plugins/brewer/web/examples.ts'
import { brewerPlugin } from './brewer-world.ts'
import { blameless, chromiumPath } from './browser.ts'
import { journeyApp } from './journey.ts'

/** The ways to the page of the Brewers: behind More, and by typing. */
const waysToBrewers = async (page: Page) => {
  await page.getByRole('button', { name: 'More pages and settings' }).click()
  const inMenu = await page.getByRole('link', { name: 'Brewers', exact: true }).count()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('brewers')
  await page.getByRole('option', { name: 'Runs: brewers' }).waitFor()
  return { inMenu, inPalette: await page.getByRole('option', { name: 'Brewers', exact: true }).count() }
}

describe.skipIf(!chromiumPath)('the page of the API of a server with a plugin', { timeout: 60_000 }, () => {
  const { visit } = journeyApp({ plugins: [brewerPlugin] })

  it('has the plugin’s examples, each with its address, and ways to the plugin’s page', async () => {
    await using watched = await visit('/explorer?example=brewer-masks')
    const { page } = watched
    await page.getByRole('heading', { name: 'Bits into codes' }).waitFor()
    const links = page.getByRole('navigation', { name: 'Examples' }).getByRole('link')
    expect((await links.allTextContents()).slice(-examples.length)).toEqual(examples.map(({ title }) => title))
    await page.getByRole('link', { name: examples[0]!.title }).click()
    await page.getByRole('heading', { name: examples[0]!.title }).waitFor()
    expect(new URL(page.url()).search).toBe(`?example=${examples[0]!.id}`)
    expect(await waysToBrewers(page)).toEqual({ inMenu: 1, inPalette: 1 })
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
    expect(await waysToBrewers(watched.page)).toEqual({ inMenu: 0, inPalette: 0 })
    blameless(watched)
  })
})
