import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { chromiumPath } from './browser.ts'
import { pressInTurn, within } from './control.ts'
import { journeyApp } from './journey.ts'

const { visit } = journeyApp({ isShared: true })

const place = (page: Page, name: string) => page.getByRole('region', { name: `${name} (light)` })

/** The page as it should stand whatever a panel does. */
const stands = async (page: Page) => {
  expect(await page.getByRole('heading', { level: 1, name: 'Kit' }).count()).toBe(1)
  await place(page, 'A good panel').getByText('Run 526080').waitFor()
}

describe.skipIf(!chromiumPath)('a panel of a plugin', () => {
  it.each([
    ['Fail when drawn', 'broke.', 'It was asked to fail when drawn.', 'Try again'],
    ['Fail in an effect', 'broke.', 'It was asked to fail in an effect.', 'Try again'],
    ['Fail in a handler', 'could not do that.', 'It was asked to fail in a handler.', 'Dismiss'],
  ])('that is told to "%s" leaves the page and its neighbours up, and is tried again', async (way, what, why, again) => {
    await using watched = await visit('/kit')
    const { page } = watched
    const panel = place(page, 'A careless panel')
    await panel.getByRole('button', { name: way }).click()
    const alert = panel.getByRole('alert')
    await alert.waitFor()
    expect(await alert.textContent()).toContain(`A careless panel (light), of the plugin sample-careless, ${what} ${why}`)
    await stands(page)
    await within(10_000, async () => expect(watched.errors.join()).toContain(why))
    await alert.getByRole('button', { name: again }).click()
    await panel.getByRole('button', { name: way }).waitFor()
    await alert.waitFor({ state: 'detached' })
  })

  it('that is slow shows its bones first, and holds nobody up', async () => {
    await using watched = await visit('/kit')
    const { page } = watched
    // Both at once, seen by the page itself: who asks from outside may come when the slow one is there too.
    const seen = () =>
      page.evaluate(() => {
        const place = (name: string) => document.querySelector(`section[aria-label="${name} (light)"]`)
        return [place('A good panel')?.textContent?.includes('Run 526080'), place('A slow panel')?.querySelector('.bones') !== null]
      })
    await within(10_000, async () => expect(await seen()).toEqual([true, true]))
    await place(page, 'A slow panel').getByText('Run 526080').waitFor()
  })

  it('that cannot be fetched says so, and comes when it can', async () => {
    await using watched = await visit('/nowhere')
    const { page } = watched
    await page.route(/careless-panel-.*\.js/, (route) => route.abort())
    await pressInTurn(page, 'g', 'k')
    const panel = place(page, 'A careless panel')
    const alert = panel.getByRole('alert')
    await alert.waitFor()
    expect(await alert.textContent()).toContain('A careless panel (light), of the plugin sample-careless, could not be fetched.')
    await place(page, 'A good panel').getByText('Run 526080').waitFor()
    await stands(page)
    await page.unroute(/careless-panel-.*\.js/)
    await alert.getByRole('button', { name: 'Load the page again' }).click()
    await panel.getByRole('button', { name: 'Fail when drawn' }).waitFor()
  })
})
