import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { faultsOf } from './axe.ts'
import { drawn, isWhole, messages, panel, path, sendDays } from './brewer-panels.ts'
import { brewerPlugin, createStations } from './brewer-world.ts'
import { blameless, chromiumPath } from './browser.ts'
import { isLive, within } from './control.ts'
import { createKeeper, every, noon } from './instrument-world.ts'
import { journeyApp } from './journey.ts'
import { vitalsOf } from './vitals.ts'

const codes = (page: Page) => messages(page).evaluateAll((rows) => [...new Set(rows.map((row) => row.getAttribute('data-code')))])
const record = (page: Page) => page.getByRole('dialog', { name: /^Record / })
const innerHeightOf = (page: Page) => page.viewportSize()!.height
/** A panel shows what was asked for last. */
const isRead = (page: Page, name: string) => panel(page, name).locator('[aria-busy="true"]').waitFor({ state: 'detached' })

describe.skipIf(!chromiumPath)('the panels of a Brewer', () => {
  const { app, visit } = journeyApp({ isShared: true, plugins: [brewerPlugin, new URL('../../plugins/series/index.ts', import.meta.url).href] })
  beforeAll(async () => {
    await createKeeper(await app().as('ADMIN')).make('pump1')
    await sendDays(await createStations(app()))
  })

  it('tell how it is and why, what its bytes say, and what its files told', async () => {
    await using watched = await visit(path)
    const { page } = watched
    await isWhole(page)
    const status = panel(page, 'Brewer')
    const facts = await status.locator('.record-facts').textContent()
    for (const words of ['critical', 'Izaña', 'o30618a', '2024-05-01']) expect(facts).toContain(words)
    expect(await status.locator('tr[data-code]').first().textContent()).toMatch(/critical.*15, 16/)
    // Bits 5 and 6 of byte A.
    await status.getByRole('group', { name: 'Byte A: 00110000' }).waitFor()
    const bit = status.getByRole('button', { name: '1 15: Lamp not detected, critical' })
    await bit.focus()
    await within(10_000, async () => expect(await status.locator('.brewer-decoded').textContent()).toMatch(/^15: .*critical$/))
    await bit.blur()
    await status.getByRole('button', { name: /^0 38: .*not set$/ }).hover()
    await within(10_000, async () => expect(await status.locator('.brewer-decoded').textContent()).toMatch(/^38: .*not set$/))
    const first = await messages(page).first().textContent()
    expect(first).toMatch(/2024-05-01.*critical.*B12224\.185:\d+.*open/)
    const file = await panel(page, 'Days').locator('[data-file="B12124.185"]').textContent()
    for (const words of ['2024-04-30', '38', '26', '00100000']) expect(file).toContain(words)
    blameless(watched)
  })

  it('filter the messages by level, code, state and words, in an address that gives the same view elsewhere', async () => {
    await using watched = await visit(path)
    const { page } = watched
    await isWhole(page)
    const search = page.getByRole('search', { name: 'Filter of the messages' })
    await search.getByRole('searchbox').fill('home key')
    await search.getByRole('searchbox').press('Enter')
    await within(10_000, async () => expect(await codes(page)).toEqual(['38']))
    await search.getByRole('button', { name: /^Level/ }).click()
    await page.getByRole('checkbox', { name: 'critical' }).check()
    await page.keyboard.press('Escape')
    const inAddress = () => ['brewer-text', 'brewer-level'].map((name) => new URL(page.url()).searchParams.get(name))
    await within(10_000, async () => expect(inAddress()).toEqual(['home key', 'critical']))
    const address = new URL(page.url())
    await isRead(page, 'Messages')
    const shown = await messages(page).allTextContents()
    expect(shown.length).toBeGreaterThan(0)
    await using other = await visit(`${address.pathname}${address.search}`)
    await within(10_000, async () => expect(await messages(other.page).allTextContents()).toEqual(shown))
    await panel(other.page, 'Messages').getByRole('button', { name: 'Show all' }).click()
    await within(10_000, async () => expect((await codes(other.page)).length).toBeGreaterThan(2))
    // The files lead to their messages.
    await panel(other.page, 'Days').locator('[data-file="B12124.185"]').getByRole('link', { name: '26' }).click()
    await within(10_000, async () => expect(await codes(other.page)).toEqual(['26']))
    await within(10_000, async () => expect(await messages(other.page).count()).toBe(1))
    // They stand far above: the page goes there.
    await within(10_000, async () => expect(await messages(other.page).first().evaluate((row) => row.getBoundingClientRect().top)).toBeLessThan(innerHeightOf(other.page)))
    blameless(watched)
    blameless(other)
  })

  it('page through the messages, newest first, without losing or doubling any', async () => {
    await using watched = await visit(path)
    const { page } = watched
    await isWhole(page)
    const lines = () => messages(page).locator('.brewer-where').allTextContents()
    const newest = await lines()
    const pager = page.getByRole('navigation', { name: 'Pages of messages' })
    const newer = pager.getByRole('button', { name: 'Newer' })
    expect(await newer.getAttribute('title')).toBe('There are no newer ones.')
    await pager.getByRole('button', { name: 'Older' }).click()
    let older: string[] = []
    await within(10_000, async () => {
      older = await lines()
      expect(older.length).toBeGreaterThan(0)
      expect(older[0]).not.toBe(newest[0])
    })
    expect(new Set([...newest, ...older]).size).toBe(newest.length + older.length)
    await newer.click()
    await within(10_000, async () => expect(await lines()).toEqual(newest))
    blameless(watched)
  })

  it('show the record of a message among those around it, at an address of its own', async () => {
    await using watched = await visit(`${path}?brewer-code=38`)
    const { page } = watched
    await messages(page).first().waitFor()
    const line = Number(/:(\d+)$/.exec((await messages(page).first().locator('.brewer-where').textContent())!.trim())![1])
    await messages(page).first().locator('.brewer-words').click()
    const dialog = record(page)
    const marked = dialog.locator('[aria-current="location"]')
    await marked.waitFor()
    expect(await marked.locator('.brewer-record-number').textContent()).toBe(String(line))
    const fields = await marked.locator('.brewer-field').allTextContents()
    expect(fields[0]).toBe('co')
    expect(fields.slice(2).join(' ')).toContain('HOME key pressed')
    const numbers = () => dialog.locator('.brewer-record-number').allTextContents().then((texts) => texts.map(Number))
    expect(await numbers()).toEqual(Array.from({ length: 17 }, (_, index) => line - 8 + index))
    await dialog.getByRole('button', { name: '20 before' }).click()
    await within(10_000, async () => expect((await numbers())[0]).toBe(line - 28))
    await dialog.getByRole('button', { name: '20 after' }).click()
    await within(10_000, async () => expect((await numbers()).at(-1)).toBe(line + 28))
    expect(await marked.locator('.brewer-record-number').textContent()).toBe(String(line))

    await using other = await visit(page.url().slice(app().url.length))
    await record(other.page).locator('[aria-current="location"]').waitFor()
    expect(await record(other.page).locator('[aria-current="location"] .brewer-field').allTextContents()).toEqual(fields)
    await page.goBack()
    await within(10_000, async () => expect(await dialog.isVisible()).toBe(false))
    // With the keys: the link of the row, and Escape.
    await messages(page).first().getByRole('link').focus()
    await page.keyboard.press('Enter')
    await marked.waitFor()
    await page.keyboard.press('Escape')
    await within(10_000, async () => expect(new URL(page.url()).searchParams.has('brewer-record')).toBe(false))
    blameless(watched)
    blameless(other)
  })

  it('draw trends against their limits, with changes of the constants, as a table too', async () => {
    await using watched = await visit(`${path}?brewer-from=2024-04-27&brewer-to=2024-05-02`)
    const { page } = watched
    await isWhole(page)
    const step = page.locator('[data-quantity="HG_STEP"]')
    await step.getByRole('button', { name: 'Table' }).click()
    await step.locator('thead th').first().waitFor()
    const head = await step.locator('thead th').allTextContents()
    expect(head.join()).toMatch(/^Time,Hg step, steps.*limit, steps,limit, least,limit, most/)
    expect(await step.locator('tbody tr').count()).toBeGreaterThan(3)
    await within(10_000, async () => expect(await step.textContent()).toMatch(/Limit .* ± /))
    await drawn(page, 'DEAD_TIME').waitFor()
    blameless(watched)
  })

  it('are not there, and never were, on the page of what is no Brewer', async () => {
    await using watched = await visit('/runs')
    const { page } = watched
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.evaluate(() => {
      const seen: string[] = []
      Object.assign(globalThis, { seen })
      new MutationObserver(() => {
        if (document.querySelector('[data-plugin="brewer"]')) seen.push('a panel')
      }).observe(document.body, { childList: true, subtree: true })
    })
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Find' }).fill('pump1')
    await page.getByRole('option', { name: /Instrument pump1/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Instrument pump1' }).waitFor()
    // No file told of it: the panel of files is in place, and draws nothing.
    await page.locator('[data-plugin="series"]').waitFor({ state: 'attached' })
    await within(10_000, async () => expect(await page.locator('[data-plugin="series"]').isVisible()).toBe(false))
    expect(await page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen)).toEqual([])
    blameless(watched)
  })

  it('stand in the place of channels that a Brewer has none of, until it has one', async () => {
    await using watched = await visit(path)
    const { page } = watched
    await isWhole(page)
    await page.waitForLoadState('networkidle')
    expect((await vitalsOf(page)).cls).toBeLessThan(0.05)
    for (const name of ['Measurements', 'Channels']) expect(await panel(page, name).count()).toBe(0)
    // The band of statuses has a choice of its time of its own then.
    const status = panel(page, 'Status')
    await status.getByRole('button', { name: 'Time range: last 24 h' }).click()
    await status.getByRole('button', { name: 'last 7 days' }).click()
    await within(10_000, async () => expect(new URL(page.url()).search).toBe('?from=now-7d&to=now'))
    const keeper = createKeeper(await app().as('ADMIN'))
    await keeper.make('brewer-900', { kind: 'brewer' })
    await page.goto(`${app().url}/instruments/brewer-900`)
    await status.waitFor()
    await isLive(page)
    expect(await panel(page, 'Measurements').count()).toBe(0)
    await keeper.measure('brewer-900', 'humidity', every(600, 0, noon), () => 11)
    await panel(page, 'Measurements').waitFor()
    await panel(page, 'Channels').locator('[data-channel="humidity"]').waitFor()
    await within(10_000, async () => expect(await status.getByRole('button', { name: /^Time range/ }).count()).toBe(0))
    blameless(watched)
  })

  it('tell who may only read why nothing can be changed', async () => {
    await using watched = await visit(path)
    const { page } = watched
    await isWhole(page)
    for (const name of ['Mute a code …', 'Change the limit of Standard lamp R6 …']) {
      const button = page.getByRole('button', { name, exact: true })
      // Until it is known who looks on, it says that.
      await within(10_000, async () => expect(await button.getAttribute('title')).toContain('it needs the right instrument:write'))
      await button.click({ force: true })
    }
    expect(await page.getByRole('dialog').filter({ visible: true }).count()).toBe(0)
    blameless(watched)
  })

  it.each([
    ['light', 360],
    ['light', 1280],
    ['dark', 360],
    ['dark', 1280],
  ] as const)('can be used by everybody, %s, %d px wide', async (colorScheme, width) => {
    await using watched = await visit(path, { viewport: { width, height: 800 }, colorScheme })
    const { page } = watched
    await isWhole(page)
    await within(10_000, async () => expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width))
    expect(await faultsOf(page)).toEqual([])
    await messages(page).first().getByRole('link').click()
    await record(page).locator('[aria-current="location"]').waitFor()
    expect(await faultsOf(page, { within: 'dialog[open]' })).toEqual([])
    blameless(watched)
  })
})
