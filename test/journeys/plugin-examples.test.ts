import { describe, expect, it } from 'vitest'
import { examples } from '../../plugins/brewer/web/examples.ts'
import { brewerPlugin } from './brewer-world.ts'
import { blameless, chromiumPath } from './browser.ts'
import { journeyApp } from './journey.ts'

describe.skipIf(!chromiumPath)('the page of the API of a server with a plugin', { timeout: 60_000 }, () => {
  const { visit } = journeyApp({ plugins: [brewerPlugin] })

  it('has the plugin’s examples, each with its address', async () => {
    await using watched = await visit('/explorer?example=brewer-masks')
    const { page } = watched
    await page.getByRole('heading', { name: 'Bits into codes' }).waitFor()
    const links = page.getByRole('navigation', { name: 'Examples' }).getByRole('link')
    expect((await links.allTextContents()).slice(-examples.length)).toEqual(examples.map(({ title }) => title))
    await page.getByRole('link', { name: examples[0]!.title }).click()
    await page.getByRole('heading', { name: examples[0]!.title }).waitFor()
    expect(new URL(page.url()).search).toBe(`?example=${examples[0]!.id}`)
    blameless(watched)
  })
})

describe.skipIf(!chromiumPath)('the page of the API of a server without it', { timeout: 60_000 }, () => {
  const { visit } = journeyApp()

  it('has none of them', async () => {
    await using watched = await visit('/explorer?example=brewer-masks')
    await watched.page.getByRole('heading', { name: 'API', exact: true }).waitFor()
    await watched.page.waitForLoadState('networkidle')
    expect(await watched.page.getByRole('link', { name: 'Bits into codes' }).count()).toBe(0)
    blameless(watched)
  })
})
