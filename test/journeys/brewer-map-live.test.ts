import { describe, expect, it } from 'vitest'
import { path, chips, listed, mapped, drawn } from './brewer-page.ts'
import { brewerPlugin, createStations, places } from './brewer-world.ts'
import { blameless, chromiumPath } from './browser.ts'
import { isLive, within } from './control.ts'
import { journeyApp } from './journey.ts'

describe.skipIf(!chromiumPath)('the page of the Brewers, as it changes', () => {
  const { app, visit } = journeyApp({ plugins: [brewerPlugin] })

  it('says how files come while there are none, and shows the first Brewer and its changes as they come', async () => {
    await using watched = await visit(path)
    const { page } = watched
    await page.getByRole('heading', { name: 'No Brewer yet' }).waitFor()
    expect(await page.getByRole('group', { name: 'What is copied' }).first().textContent()).toContain('logline ingest brewer')
    await isLive(page)
    const { send } = await createStations(app())
    const day = { brewer: 201, date: '2024-05-01', ...places.arenosillo }
    await send({ ...day, until: '11:40' })
    await within(10_000, async () => expect(await listed(page)).toEqual(['brewer-201 OK']))
    await send({ ...day, until: '11:50', faults: [{ at: '11:49', code: 15 }] })
    await within(10_000, async () => expect(await mapped(page)).toEqual(['brewer-201 CRITICAL']))
    await within(10_000, async () => expect(await chips(page)).toEqual(['critical1', 'error0', 'lost0', 'stale0', 'warning0', 'ok0']))
    blameless(watched)
  })

  it('lists the worst of many on a phone, and all when it is told to, also on the way back', async () => {
    const { send } = await createStations(app())
    for (let index = 0; index < 10; index++)
      await send({ brewer: 301 + index, date: '2024-05-01', ...places.izana, until: '11:50', every: 240, seed: index, ...(index === 9 && { faults: [{ at: '11:49', code: 15 }] }) })
    await using watched = await visit(path, { viewport: { width: 360, height: 740 } })
    const { page } = watched
    await drawn(page)
    const rows = page.locator('.brewer-row').filter({ visible: true })
    const fold = (name: string) => page.getByRole('button', { name, exact: true })
    expect(await rows.count()).toBe(6)
    expect(await rows.first().getAttribute('data-brewer')).toBe('brewer-310')
    await fold('Show all 10').click()
    await within(10_000, async () => expect(await rows.count()).toBe(10))
    await within(10_000, async () => expect(await rows.nth(6).getByRole('link').first().evaluate((link) => link === document.activeElement)).toBe(true))
    await rows.nth(9).getByRole('link').first().click()
    await page.getByRole('heading', { level: 1, name: /^Instrument brewer-/ }).waitFor()
    await page.goBack()
    await drawn(page)
    await within(10_000, async () => expect(await rows.count()).toBe(10))
    await fold('Show the worst 6 only').click()
    await within(10_000, async () => expect(await rows.count()).toBe(6))
    await within(10_000, async () => expect(new URL(page.url()).search).toBe(''))
    // On paper and beside the map all are there.
    await page.emulateMedia({ media: 'print' })
    await within(10_000, async () => expect(await rows.count()).toBe(10))
    await page.emulateMedia({ media: 'screen' })
    await page.setViewportSize({ width: 1280, height: 800 })
    await within(10_000, async () => expect(await rows.count()).toBe(10))
    await fold('Show all 10').waitFor({ state: 'hidden' })
    blameless(watched)
  })

  it('says that it could not be read, and reads again when it is told to', async () => {
    await using watched = await visit('/kit')
    const { page } = watched
    await page.route('**/graphql', (route) =>
      /query Brewers\b/.test(route.request().postData() ?? '')
        ? route.fulfill({ json: { errors: [{ message: 'brewer: the service is down', extensions: { code: 'PLUGIN_FAILED' } }] } })
        : route.continue(),
    )
    await page.goto(`${app().url}${path}`)
    const alert = page.getByRole('alert').filter({ hasText: 'The Brewers could not be read' })
    await alert.waitFor()
    expect(await alert.textContent()).toContain('the service is down')
    await page.unroute('**/graphql')
    await alert.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: 'No Brewer yet' }).waitFor()
    expect(watched.foreign).toEqual([])
  })
})
