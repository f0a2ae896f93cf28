import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { blameless, chromiumPath } from './browser.ts'
import { isLive, pressInTurn, within } from './control.ts'
import { createKeeper, noon } from './instrument-world.ts'
import { journeyApp } from './journey.ts'

const { app, visit, signIn } = journeyApp()
let keeper: ReturnType<typeof createKeeper>

const hour = 3600
const day = 24 * hour

const chip = (page: Page, word: string) => page.getByRole('list', { name: 'Instruments by status' }).getByRole('button', { name: word })
const rows = (page: Page) => page.locator('[data-instrument]')
const shown = (page: Page) =>
  rows(page).evaluateAll((found) => found.map((row) => `${row.getAttribute('data-instrument')} ${row.getAttribute('data-status')}`))
const counts = (page: Page) => page.locator('.status-filter').allTextContents()

describe.skipIf(!chromiumPath)('the list of instruments', () => {
  beforeEach(async () => {
    keeper = createKeeper(await app().as('ADMIN'))
    for (const name of ['bct', 'brewer', 'laser', 'old', 'pump/1']) await keeper.make(name, { place: 'Hall 2' })
    await keeper.measure('pump/1', 'pressure', [noon - 60], () => 1)
    await keeper.measure('brewer', 'ozone', [noon - 30 * hour], () => 300, 'DU')
    await keeper.measure('laser', 'power', [noon - 2 * day], () => 5, 'W')
    await keeper.report('pump/1', 'OK')
    await keeper.report('brewer', 'OK')
    await keeper.report('bct', 'CRITICAL', 'no trigger')
    await keeper.putAway('old')
  })

  it('tells each status by a shape and a word, how many there are of each, and why', async () => {
    await using watched = await visit('/instruments')
    const { page } = watched
    await rows(page).first().waitFor()
    await within(10_000, async () => expect(await shown(page)).toEqual(['bct CRITICAL', 'brewer STALE', 'laser LOST', 'pump/1 OK']))
    await within(10_000, async () => expect(await counts(page)).toEqual(['critical1', 'error0', 'lost1', 'stale1', 'warning0', 'unknown0', 'ok1', 'put away1']))
    expect(await rows(page).nth(0).textContent()).toContain('no trigger')
    expect(await rows(page).nth(1).textContent()).toContain('No data for 24 hours')
    const shapes = await page.locator('[data-instrument] .status-shape').evaluateAll((paths) => paths.map((path) => path.getAttribute('d')))
    expect(new Set(shapes).size).toBe(4)
    await page.getByRole('link', { name: 'pump/1' }).click()
    await page.getByRole('heading', { level: 1, name: 'Instrument pump/1' }).waitFor()
    await within(10_000, async () => expect(new URL(page.url()).pathname).toBe('/instruments/pump%2F1'))
    blameless(watched)
  })

  it('is filtered by its statuses, which stand in the address; those put away come when they are asked for', async () => {
    await using watched = await visit('/instruments?q=place:~hall')
    const { page } = watched
    await rows(page).first().waitFor()
    await chip(page, 'stale').click()
    await within(10_000, async () => expect(await shown(page)).toEqual(['brewer STALE']))
    await chip(page, 'lost').click()
    await within(10_000, async () => expect(await shown(page)).toEqual(['brewer STALE', 'laser LOST']))
    await within(10_000, async () => expect(new URL(page.url()).searchParams.get('q')).toBe('place:~hall status:stale,lost'))
    // The counts are of all that fit the rest of the filter.
    await within(10_000, async () => expect((await counts(page))[0]).toBe('critical1'))
    await page.reload()
    await within(10_000, async () => expect(await chip(page, 'lost').getAttribute('aria-pressed')).toBe('true'))
    await chip(page, 'stale').click()
    await chip(page, 'lost').click()
    await chip(page, 'put away').click()
    await within(10_000, async () => expect((await shown(page)).map((row) => row.split(' ')[0])).toEqual(['old']))
    blameless(watched)
  })

  it('follows what is reported and what comes in, with its counts', async () => {
    await using watched = await visit('/instruments')
    const { page } = watched
    await isLive(page)
    await rows(page).first().waitFor()
    await keeper.report('pump/1', 'ERROR', 'valve stuck')
    await keeper.measure('laser', 'power', [noon - 5], () => 5, 'W')
    await within(10_000, async () => expect(await shown(page)).toEqual(['bct CRITICAL', 'brewer STALE', 'laser UNKNOWN', 'pump/1 ERROR']))
    await within(10_000, async () => expect((await counts(page)).slice(0, 7)).toEqual(['critical1', 'error1', 'lost0', 'stale1', 'warning0', 'unknown1', 'ok0']))
    blameless(watched)
  })

  it('turns stale and lost by itself, to the second, whatever the server has told', async () => {
    await keeper.make('nearly', { kind: 'test' })
    // Long enough to be seen as it was, on a slow machine too.
    await keeper.measure('nearly', 'x', [noon - day + 8], () => 1, 'V')
    await using watched = await visit('/instruments?q=kind:test')
    const { page } = watched
    await rows(page).first().waitFor()
    expect(await shown(page)).toEqual(['nearly UNKNOWN'])
    await within(20_000, async () => expect(await shown(page)).toEqual(['nearly STALE']))
    expect(await rows(page).first().textContent()).toContain('No data for 24 hours')
    blameless(watched)
  })

  it('has a look beside it, keys and an entry of the palette that lead to an instrument', async () => {
    await using watched = await visit('/runs')
    const { page } = watched
    await page.getByRole('heading', { level: 1 }).waitFor()
    await pressInTurn(page, 'g', 'i')
    await rows(page).first().waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('o')
    const peek = page.getByRole('complementary', { name: 'Instrument bct' })
    await peek.getByText('no trigger').waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('pump/1')
    await page.getByRole('option', { name: /Instrument pump\/1/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Instrument pump/1' }).waitFor()
    blameless(watched)
  })

  it('makes a new one, for those who may, with what is wrong beside its field', async () => {
    await using watched = await visit('/instruments')
    const { page } = watched
    await rows(page).first().waitFor()
    const open = page.getByRole('button', { name: 'New …' })
    await within(10_000, async () => expect(await open.getAttribute('title')).toMatch(/right|sign in/i))
    expect(await open.getAttribute('aria-disabled')).toBe('true')
    await signIn(page, 'COORDINATOR')
    await page.reload()
    await rows(page).first().waitFor()
    await within(10_000, async () => expect(await open.getAttribute('aria-disabled')).toBe(null))
    await open.click()
    const dialog = page.getByRole('dialog', { name: 'New instrument' })
    await dialog.getByRole('button', { name: 'Make it' }).click()
    await within(10_000, async () =>
      expect(await dialog.getByRole('alert').allTextContents()).toEqual(['Give it a name.', 'Say what it is: brewer, pump …']),
    )
    await dialog.getByLabel('Name').fill('bct')
    await dialog.getByLabel('Kind').fill('bct')
    await dialog.getByRole('button', { name: 'Make it' }).click()
    await dialog.getByText('The instrument bct exists already').waitFor()
    await dialog.getByLabel('Name').fill('hall/gauge-2')
    await dialog.getByLabel('Latitude').fill('46,25')
    await dialog.getByRole('button', { name: 'Make it' }).click()
    await page.getByRole('heading', { level: 1, name: 'Instrument hall/gauge-2' }).waitFor()
    const { instrument } = await (await app().as('VIEWER')).get('{ instrument(name: "hall/gauge-2") { kind latitude place } }')
    expect(instrument).toEqual({ kind: 'bct', latitude: 46.25, place: null })
    blameless(watched)
  })
})
