import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { faultsOf } from './axe.ts'
import { blameless, chromiumPath } from './browser.ts'
import { isLive, shownRuns, within } from './control.ts'
import { journeyApp } from './journey.ts'

const { app, control, visit, signIn } = journeyApp()

const menu = (page: Page) => page.getByRole('button', { name: /^Views/ })
const items = (page: Page) => page.getByRole('group', { name: /^Views/ })
const item = (page: Page, name: string | RegExp) => items(page).getByRole('link', { name })
const act = (page: Page, name: string | RegExp) => items(page).getByRole('button', { name })
const dialog = (page: Page) => page.getByRole('dialog')
const searchOf = (page: Page) => new URL(page.url()).search

/** A page of somebody signed in, once its menu has read the views. */
const open = async (path: string, role: Parameters<typeof signIn>[1] | null, options: object = {}) => {
  const watched = await visit('/schema.graphql', options)
  if (role) await signIn(watched.page, role)
  await watched.page.goto(`${app().url}${path}`)
  await isLive(watched.page)
  return watched
}

const save = async (page: Page, name: string, isShared = false) => {
  await menu(page).click()
  await act(page, /^Save as a new view/).click()
  await dialog(page).getByLabel('Name').fill(name)
  if (isShared) await dialog(page).getByLabel('Share it with everybody').check()
  await dialog(page).getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: `Views: ${name}`, exact: true }).waitFor()
}

const badRuns = async () => {
  await control.fillWith(12)
  await control.judge(1003, 'BAD')
  await control.judge(1007, 'BAD')
}

describe.skipIf(!chromiumPath)('saved views', () => {
  it('are saved, opened, updated and taken back, renamed and deleted', async () => {
    await badRuns()
    await using watched = await open('/runs', 'SHIFTER')
    const { page } = watched
    await menu(page).click()
    await items(page).getByText('No views are saved yet.').waitFor()
    await items(page).getByText('There is nothing to save yet').waitFor()
    expect(await act(page, /^Save as/).getAttribute('aria-disabled')).toBe('true')
    expect(await item(page, 'All runs').getAttribute('aria-current')).toBe('true')
    await page.goto(`${app().url}/runs?q=quality:bad`)
    await save(page, 'Bad ones')
    await within(10_000, async () => expect(searchOf(page)).toBe('?q=quality:bad&view=1'))

    await menu(page).click()
    await item(page, 'All runs').click()
    await within(10_000, async () => expect(await shownRuns(page)).toHaveLength(12))
    await within(10_000, async () => expect(searchOf(page)).toBe(''))
    await menu(page).click()
    await item(page, 'Bad ones').click()
    await within(10_000, async () => expect(await shownRuns(page)).toEqual([1007, 1003]))
    await within(10_000, async () => expect(searchOf(page)).toBe('?q=quality:bad&view=1'))

    await page.getByRole('button', { name: /^Duration/ }).click()
    await page.getByRole('button', { name: 'Views: Bad ones changed' }).click()
    await act(page, 'Update “Bad ones”').click()
    await page.getByText('“Bad ones” is updated').waitFor()
    await page.getByRole('button', { name: 'Views: Bad ones', exact: true }).waitFor()
    await within(10_000, async () => expect(searchOf(page)).toBe('?q=quality:bad+sort:duration-desc&view=1'))
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('button', { name: 'Views: Bad ones changed' }).click()
    await item(page, 'Bad ones').click()
    await within(10_000, async () => expect(searchOf(page)).toBe('?q=quality:bad&view=1'))

    await menu(page).click()
    await act(page, /^Rename/).click()
    expect(await dialog(page).getByLabel('Share it with everybody').isDisabled()).toBe(true)
    await dialog(page).getByText('it needs the right view:share').waitFor()
    await dialog(page).getByLabel('Name').fill('Worst ones')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Views: Worst ones', exact: true }).waitFor()
    await within(10_000, async () => expect(await page.locator('dialog[open]').count()).toBe(0))
    // The focus is where it came from.
    await within(10_000, async () => expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Views: Worst ones'))
    await page.goto(`${app().url}/runs?q=tag:x`)
    await menu(page).click()
    await act(page, /^Save as/).click()
    await dialog(page).getByLabel('Name').fill('worst ONES')
    await page.keyboard.press('Enter')
    await dialog(page).getByText('A view of yours of this list is called “Worst ones” already').waitFor()
    await page.keyboard.press('Escape')

    await page.goto(`${app().url}/runs?q=quality:bad&view=1`)
    await page.getByRole('button', { name: 'Views: Worst ones', exact: true }).click()
    await act(page, /^Delete/).click()
    await dialog(page).getByText('You will not find it any more').waitFor()
    await dialog(page).getByRole('button', { name: 'Keep it' }).click()
    await menu(page).click()
    await act(page, /^Delete/).click()
    await dialog(page).getByRole('button', { name: 'Delete it' }).click()
    await page.getByText('“Worst ones” is deleted').waitFor()
    await page.getByRole('button', { name: 'Views', exact: true }).waitFor()
    // What it showed is still there.
    await within(10_000, async () => expect(await shownRuns(page)).toEqual([1007, 1003]))
    await within(10_000, async () => expect(searchOf(page)).toBe('?q=quality:bad'))
    blameless(watched)
  }, 120_000)

  it('come and go live for everybody when they are shared, and are seen by nobody else when they are private', async () => {
    await badRuns()
    await using shifter = await open('/runs', 'SHIFTER')
    await using stranger = await open('/runs?q=quality:good', null)
    await using coordinator = await open('/runs?q=quality:bad&columns=number,quality', 'COORDINATOR')
    await menu(stranger.page).click()
    await items(stranger.page).getByText('No views are saved yet.').waitFor()
    await menu(shifter.page).click()
    await items(shifter.page).getByText('No views are saved yet.').waitFor()

    await save(coordinator.page, 'For my eyes')
    await menu(coordinator.page).click()
    await act(coordinator.page, /^Save as/).click()
    await dialog(coordinator.page).getByLabel('Name').fill('For all')
    await dialog(coordinator.page).getByLabel('Share it with everybody').check()
    await dialog(coordinator.page).getByRole('button', { name: 'Save' }).click()
    await coordinator.page.getByRole('button', { name: 'Views: For all', exact: true }).waitFor()

    // Their menus stand open: what is shared appears in them.
    await item(stranger.page, 'For all').waitFor()
    await item(shifter.page, 'For all').waitFor()
    expect(await item(stranger.page, 'For my eyes').count()).toBe(0)
    expect(await item(shifter.page, 'For my eyes').count()).toBe(0)
    expect(await act(stranger.page, /^Save as/).getAttribute('aria-disabled')).toBe('true')
    await items(stranger.page).getByText('it needs the right view:write. Sign in first.').waitFor()

    await item(shifter.page, 'For all').click()
    await within(10_000, async () => expect(await shownRuns(shifter.page)).toEqual([1007, 1003]))
    // The address shows others the same view under its name, and no columns that this browser remembers.
    await stranger.page.evaluate(() => localStorage.setItem('logline.columns.runs', 'number,state'))
    await stranger.page.goto(shifter.page.url())
    await stranger.page.getByRole('button', { name: 'Views: For all', exact: true }).waitFor()
    await within(10_000, async () => expect(await shownRuns(stranger.page)).toEqual([1007, 1003]))
    await within(10_000, async () => expect(searchOf(stranger.page)).toBe('?q=quality:bad&columns=number,quality&view=2'))
    await shifter.page.getByRole('button', { name: 'Views: For all', exact: true }).click()
    for (const name of [/^Rename/, /^Delete/]) {
      expect(await act(shifter.page, name).getAttribute('aria-disabled')).toBe('true')
      expect(await act(shifter.page, name).getAttribute('title')).toContain('it needs the right view:share')
    }

    await menu(coordinator.page).click()
    await act(coordinator.page, /^Delete/).click()
    await dialog(coordinator.page).getByRole('button', { name: 'Delete it' }).click()
    await stranger.page.getByRole('button', { name: 'Views', exact: true }).waitFor()
    await within(10_000, async () => expect(await item(shifter.page, 'For all').count()).toBe(0))
    for (const watched of [shifter, stranger, coordinator]) blameless(watched)
  }, 120_000)

  it('show both names when two people rename one at once', async () => {
    await using first = await open('/fills?q=beam:pp', 'COORDINATOR')
    await save(first.page, 'Protons', true)
    await using second = await open('/fills?q=beam:pp&view=1', 'COORDINATOR')
    await second.page.getByRole('button', { name: 'Views: Protons', exact: true }).click()
    await act(second.page, /^Rename/).click()
    await dialog(second.page).getByLabel('Name').fill('Proton fills')
    await menu(first.page).click()
    await act(first.page, /^Rename/).click()
    await dialog(first.page).getByLabel('Name').fill('pp fills')
    await first.page.keyboard.press('Enter')
    const alert = dialog(second.page).getByRole('alert')
    await alert.getByText('the coordinator changed it meanwhile.').waitFor()
    await within(10_000, async () => expect(await alert.textContent()).toContain('It is called “pp fills” now'))
    expect(await dialog(second.page).getByLabel('Name').inputValue()).toBe('Proton fills')
    await dialog(second.page).getByRole('button', { name: 'Save all the same' }).click()
    await first.page.getByRole('button', { name: 'Views: Proton fills', exact: true }).waitFor()
    blameless(first)
    blameless(second)
  })

  it('are found by name in the palette, by keys alone, and opened with Tab and Enter in the menu', async () => {
    await badRuns()
    await using watched = await open('/runs?q=quality:bad', 'SHIFTER')
    const { page } = watched
    await save(page, 'Bad nights of May')
    await page.goto(`${app().url}/fills`)
    await isLive(page)
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: /^Find a run/ }).waitFor()
    await page.keyboard.type('may nights')
    await page.getByRole('option', { name: 'View Bad nights of May' }).waitFor()
    await page.keyboard.press('Enter')
    await within(10_000, async () => expect(await shownRuns(page)).toEqual([1007, 1003]))
    await page.getByRole('button', { name: 'Views: Bad nights of May', exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await within(10_000, async () => expect(await shownRuns(page)).toHaveLength(12))
    blameless(watched)
  })

  it.each([[360, 'dark'], [1280, 'light']] as const)('stand in the head of every list at %s px, %s, and axe finds nothing', async (width, colorScheme) => {
    const coordinator = await app().as('COORDINATOR')
    const lists = { runs: '?q=quality:bad', fills: '?q=beam:pp', environments: '?q=status:error', instruments: '?q=kind:pump' }
    for (const [list, search] of Object.entries(lists)) {
      await coordinator.get('mutation ($input: CreateSavedViewInput!) { createSavedView(input: $input) { userErrors { message } } }', {
        input: { list: list.toUpperCase(), name: `What a long name a view of ${list} may have, if people like to say it all`, search, isShared: true },
      })
    }
    await using watched = await open('/runs', 'COORDINATOR', { viewport: { width, height: 780 }, colorScheme })
    const { page } = watched
    for (const [index, [list, search]] of Object.entries(lists).entries()) {
      await page.goto(`${app().url}/${list}${search}+sort:${list === 'environments' ? 'created' : list === 'instruments' ? 'name' : list === 'runs' ? 'started' : 'number'}&view=${index + 1}`)
      const views = page.getByRole('button', { name: /^Views: What a long name.* changed$/ })
      await views.waitFor()
      await within(10_000, async () => expect(await page.locator('.list-count').textContent()).toMatch(/\d/))
      // All in one line: the name takes what the others leave, and is whole on hover.
      const name = page.locator('.saved-name')
      expect(await name.getAttribute('title')).toBe(await name.textContent())
      expect(await name.evaluate((span) => [span.scrollWidth > span.clientWidth, getComputedStyle(span).textOverflow, span.clientWidth > 30])).toEqual([true, 'ellipsis', true])
      const middles = await page.locator('.list-tools > :not(dialog, .list-count)').evaluateAll((tools) =>
        tools.map((tool) => tool.getBoundingClientRect()).filter((box) => box.width > 0).map(({ top, height }) => (height <= 34 ? Math.round(top + height / 2) : 'too high')))
      expect({ list, lines: new Set(middles).size, middles }).toEqual({ list, lines: 1, middles })
      expect(middles).not.toContain('too high')
      await views.click()
      await item(page, /^What a long name/).waitFor()
      const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      await within(10_000, async () => expect({ list, overflow: await overflow() }).toEqual({ list, overflow: 0 }))
      expect({ list, faults: await faultsOf(page) }).toEqual({ list, faults: [] })
      if (list !== 'runs') continue
      await act(page, /^Rename/).click()
      await dialog(page).getByLabel('Name').waitFor()
      expect(await faultsOf(page)).toEqual([])
    }
    blameless(watched)
  }, 120_000)
})
