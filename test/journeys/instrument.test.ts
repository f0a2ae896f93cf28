import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { blameless, chromiumPath } from './browser.ts'
import { isLive, within } from './control.ts'
import { createKeeper, dawn, every, momentOf, noon } from './instrument-world.ts'
import { journeyApp } from './journey.ts'

const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const pressure = (page: Page) => page.locator('.instrument-channel', { hasText: 'pressure' })
const state = (page: Page) => page.locator('.record-state')
const seen = (page: Page) => pressure(page).locator('.record-note')
const drawn = (page: Page) => pressure(page).locator('.u-over')

describe.skipIf(!chromiumPath)('the page of an instrument', () => {
  const { app, visit } = journeyApp({ settings: { LOGLINE_ANONYMOUS: 'coordinator' } })
  let keeper: ReturnType<typeof createKeeper>

  beforeEach(async () => {
    keeper = createKeeper(await app().as('ADMIN'))
    app().clock.set(dawn)
    await keeper.make('pump1', { place: 'Hall 2', latitude: 46.25, longitude: -6.05, description: 'Cools the magnet.' })
    app().clock.set(momentOf(noon))
    // Each ten seconds for four hours, with one peak; and a temperature each minute.
    await keeper.measure('pump1', 'pressure', every(10, noon - 4 * 3600, noon), (second) => (second === noon - 7200 ? 9 : 1 + (second % 100) / 1000))
    await keeper.measure('pump1', 'temperature', every(60, noon - 3600, noon), () => 20.5, '°C')
    await keeper.report('pump1', 'OK', null, momentOf(noon - 3 * 3600))
    await keeper.report('pump1', 'WARNING', 'it is loud', momentOf(noon - 1800))
  })

  it('tells how it is, since when and why, what it measured, and what it was before', async () => {
    await using watched = await visit('/instruments/pump1')
    const { page } = watched
    await state(page).waitFor()
    expect(await state(page).textContent()).toBe('warning')
    const head = await page.locator('.record-facts').textContent()
    for (const words of ['it is loud', 'Hall 2', '46.25° N, 6.05° W', '2024-05-01']) expect(head).toContain(words)
    await page.getByText('Cools the magnet.').waitFor()
    await drawn(page).waitFor()
    await within(10_000, async () => expect(await seen(page).textContent()).toMatch(/^1\u202f?440 measured, put together by .*: the mean, between least and most\.$/))
    const statuses = panel(page, 'Status')
    const listed = () => statuses.locator('tbody tr').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-status')))
    await within(10_000, async () => expect(await listed()).toEqual(expect.arrayContaining(['WARNING', 'OK'])))
    await statuses.getByRole('img', { name: /warning/ }).waitFor()
    expect(await panel(page, 'Channels').locator('[data-channel="temperature"]').textContent()).toContain('60')
    blameless(watched)
  })

  it('draws the mean within least and most, keeps every peak, and reads finer points where it is zoomed into', async () => {
    await using watched = await visit('/instruments/pump1?from=2024-05-01T08:00:00Z&to=2024-05-01T12:00:00Z&channel=pressure')
    const { page } = watched
    await drawn(page).waitFor()
    // On a narrow page in fewer points: the peak, that is one of them, is not lost.
    {
      await using narrow = await visit(page.url().slice(app().url.length), { viewport: { width: 400, height: 800 } })
      await drawn(narrow.page).waitFor()
      await pressure(narrow.page).getByRole('button', { name: 'Table' }).click()
      const table = pressure(narrow.page).getByRole('table')
      await table.locator('tbody tr').first().waitFor()
      expect(await table.locator('thead th').allTextContents()).toEqual(['Time', 'pressure, mbar', 'pressure, least', 'pressure, most'])
      const most = (await table.locator('tbody tr td:last-child').allTextContents()).map(Number)
      expect(most.length).toBeLessThanOrEqual(480)
      expect(Math.max(...most)).toBe(9)
    }

    const { x, y, width, height } = (await drawn(page).boundingBox())!
    await page.mouse.move(x + width * 0.45, y + height / 2)
    await page.mouse.down()
    await page.mouse.move(x + width * 0.55, y + height / 2, { steps: 4 })
    await page.mouse.up()
    await within(10_000, async () => expect(await seen(page).textContent()).toMatch(/^14\d measured, each of them is here\.$/))
    await within(10_000, async () => expect(new URL(page.url()).searchParams.get('zoom')).toMatch(/^2024-05-01T09:4\d:.*\/2024-05-01T10:1\d:/))
    // Pasted elsewhere it is the same.
    await using other = await visit(page.url().slice(app().url.length))
    await within(10_000, async () => expect(await seen(other.page).textContent()).toMatch(/^14\d measured/))
    await pressure(other.page).getByRole('button', { name: 'Whole range' }).click()
    await within(10_000, async () => expect(await seen(other.page).textContent()).toMatch(/440 measured/))
    await within(10_000, async () => expect(new URL(other.page.url()).searchParams.has('zoom')).toBe(false))
    blameless(watched)
  })

  it('grows with what comes in, and counts the age of its last data', async () => {
    await using watched = await visit('/instruments/pump1?from=2024-05-01T08:00:00Z&to=2024-05-02T08:00:00Z')
    const { page } = watched
    await isLive(page)
    await drawn(page).waitFor()
    await keeper.measure('pump1', 'pressure', [noon, noon + 10], () => 2)
    await within(10_000, async () => expect(await seen(page).textContent()).toMatch(/442 measured/))
    await keeper.report('pump1', 'CRITICAL', 'over 10 mbar')
    await within(10_000, async () => expect(await state(page).textContent()).toBe('critical'))
    const age = await page.locator('.instrument-age').textContent()
    await within(10_000, async () => expect(await page.locator('.instrument-age').textContent()).not.toBe(age))
    blameless(watched)
  })

  it('says where the data are when there are none in the range', async () => {
    await using watched = await visit('/instruments/pump1?from=2024-04-01T00:00:00Z&to=2024-04-02T00:00:00Z&channel=pressure')
    const { page } = watched
    await pressure(page).getByText('Nothing was measured in this time.').waitFor()
    await pressure(page).getByRole('button', { name: 'Show the day before it' }).click()
    await within(10_000, async () => expect(await seen(page).textContent()).toMatch(/440 measured/))
    await page.goto(`${app().url}/instruments/nothing`)
    await page.getByText('There is no instrument nothing').waitFor()
    blameless(watched)
  })

  it('takes a report with its reason, and is put away and taken back', async () => {
    await using watched = await visit('/instruments/pump1')
    const { page } = watched
    await page.getByRole('button', { name: 'Report status …' }).click()
    const dialog = page.getByRole('dialog', { name: 'Status of pump1' })
    await dialog.getByRole('radio', { name: /error/ }).check()
    await dialog.getByRole('button', { name: 'Report it' }).click()
    await dialog.getByText('Say why.').waitFor()
    await dialog.getByRole('textbox', { name: 'Why' }).fill('valve stuck')
    await dialog.getByRole('button', { name: 'Report it' }).click()
    await within(10_000, async () => expect(await state(page).textContent()).toBe('error'))
    await within(10_000, async () => expect(await panel(page, 'Status').locator('tbody tr').first().textContent()).toContain('valve stuck'))
    await within(10_000, async () => expect(await panel(page, 'Changes').textContent()).toContain('reported statusWARNINGERROR'))

    await page.getByRole('button', { name: 'Put away …' }).click()
    await page.getByRole('dialog', { name: 'Put pump1 away' }).getByRole('button', { name: 'Put it away' }).click()
    await within(10_000, async () => expect(await state(page).textContent()).toBe('error, put away'))
    await page.getByRole('button', { name: 'Undo' }).click()
    await within(10_000, async () => expect(await state(page).textContent()).toBe('error'))
    blameless(watched)
  })

  it('is edited: what two change at once both see, and who changed what stands below', async () => {
    await using watched = await visit('/instruments/pump1')
    const { page } = watched
    await isLive(page)
    await page.getByRole('button', { name: 'Edit …' }).click()
    const dialog = page.getByRole('dialog', { name: 'Edit pump1' })
    await dialog.getByRole('textbox', { name: 'Latitude' }).fill('95')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('A number of degrees from -90 to 90').waitFor()
    await dialog.getByRole('textbox', { name: 'Latitude' }).fill('46,5')
    await dialog.getByRole('textbox', { name: 'Place' }).fill('Hall 3')
    await keeper.change('pump1', { place: 'Hall 9', kind: 'compressor' })
    await dialog.getByText('It is now: Hall 9').waitFor()
    await dialog.getByText('It is now: compressor').waitFor()
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('moved')
    await dialog.getByRole('button', { name: 'Save all the same' }).click()
    await within(10_000, async () => expect(await dialog.isVisible()).toBe(false))
    const facts = page.locator('.record-facts')
    await within(10_000, async () => expect(await facts.textContent()).toContain('Hall 3'))
    await within(10_000, async () => expect(await facts.textContent()).toContain('46.5° N'))
    // What the editor did not touch stays as the other one made it.
    expect(await facts.textContent()).toContain('compressor')
    await within(10_000, async () => expect(await panel(page, 'Changes').textContent()).toContain('Hall 9Hall 3'))
    blameless(watched)
  })
})

describe.skipIf(!chromiumPath)('the page of an instrument, for those who may only read', () => {
  const { app, visit } = journeyApp()

  it('keeps its controls in sight, and says why they do nothing', async () => {
    await createKeeper(await app().as('ADMIN')).make('pump1')
    await using watched = await visit('/instruments/pump1')
    const { page } = watched
    for (const name of ['Report status …', 'Edit …', 'Put away …']) {
      const button = page.getByRole('button', { name })
      await within(10_000, async () => expect(await button.getAttribute('title')).toContain('it needs the right instrument:write'))
      await button.click({ force: true })
      expect(await page.getByRole('dialog').isVisible()).toBe(false)
    }
    await page.getByText('It has sent no measurement yet').first().waitFor()
    blameless(watched)
  })
})
