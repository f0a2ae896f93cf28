import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { faultsOf } from './axe.ts'
import { blameless, chromiumPath } from './browser.ts'
import { within } from './control.ts'
import { journeyApp } from './journey.ts'

const { visit } = journeyApp({ isShared: true })

const boxOf = (page: Page) => page.getByRole('combobox', { name: 'Filter of the sample' })
const optionOf = (page: Page) => page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option')
const inForce = (page: Page) => page.locator('.kit-filter > p code').textContent()

describe.skipIf(!chromiumPath)('the filter box', () => {
  const open = async (options = {}) => {
    const watched = await visit('/kit', options)
    await boxOf(watched.page).waitFor()
    return watched
  }

  it('marks the word that it cannot read, says why, and mends it', async () => {
    await using watched = await open()
    const { page } = watched
    await within(10_000, async () => expect(await page.locator('.filter-mark').allTextContents()).toEqual(['10']))
    expect(await page.locator('.filter-faults').textContent()).toContain('10 of what? Say 10s, 10m, 10h or 10d')
    expect(await boxOf(page).getAttribute('aria-invalid')).toBe('true')
    await page.getByRole('button', { name: 'Change to 10m' }).click()
    await within(10_000, async () => expect(await inForce(page)).toBe('detector:ITS quality:bad duration:10m'))
    await within(10_000, async () => expect(await page.locator('.filter-mark').count()).toBe(0))
    blameless(watched)
  })

  it('is written by keyboard alone, with keys, values and values of the data', async () => {
    await using watched = await open()
    const { page } = watched
    const box = boxOf(page)
    await box.focus()
    await box.fill('')
    await page.keyboard.type('sta')
    const option = optionOf(page)
    await within(10_000, async () => expect((await option.allTextContents()).join()).toContain('state:'))
    expect(await box.getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.press('ArrowDown')
    await within(10_000, async () => {
      const active = await box.getAttribute('aria-activedescendant')
      expect(active).toBeTruthy()
      expect(await page.locator(`[id="${active}"]`).getAttribute('aria-selected', { timeout: 1000 })).toBe('true')
    })
    await page.keyboard.press('Enter')
    await within(10_000, async () => expect(await box.inputValue()).toBe('state:'))
    await page.keyboard.type('lo')
    await within(10_000, async () => expect(await option.first().textContent()).toContain('lost'))
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await within(10_000, async () => expect(await box.inputValue()).toBe('state:lost '))
    await page.keyboard.type('tag:not')
    await within(10_000, async () => expect((await option.allTextContents()).join()).toContain('not for physics'))
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await within(10_000, async () => expect(await box.inputValue()).toBe('state:lost tag:"not for physics" '))
    await page.keyboard.press('Escape')
    await page.keyboard.press('Enter')
    await within(10_000, async () => expect(await inForce(page)).toBe('state:lost tag:"not for physics"'))
    await within(10_000, async () => expect(await box.getAttribute('aria-expanded')).toBe('false'))

    await box.fill('')
    await page.keyboard.press('Enter')
    await within(10_000, async () => expect(await inForce(page)).toBe('all'))
    await page.keyboard.press('ArrowDown')
    await within(10_000, async () => expect(await option.first().textContent()).toContain('state:lost tag:"not for physics"'))
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await within(10_000, async () => expect(await inForce(page)).toBe('state:lost tag:"not for physics"'))
    blameless(watched)
  })

  it('has a form that edits the same text, and leaves its other words alone', async () => {
    await using watched = await open()
    const { page } = watched
    await page.getByRole('button', { name: 'Form' }).click()
    const form = page.getByRole('dialog', { name: 'Filter' })
    await form.getByRole('checkbox', { name: 'test' }).check()
    await within(10_000, async () => expect(await inForce(page)).toBe('detector:ITS quality:bad,test duration:10'))
    const detectors = form.getByRole('group', { name: 'Detectors' })
    await detectors.getByRole('radio', { name: 'any' }).check()
    await detectors.getByRole('combobox', { name: 'with', exact: true }).fill('TPC')
    await page.keyboard.press('Enter')
    await within(10_000, async () => expect(await inForce(page)).toBe('detector:ITS,TPC quality:bad,test duration:10'))
    await detectors.getByRole('combobox', { name: 'without' }).fill('TRD')
    await page.keyboard.press('Enter')
    await form.getByRole('textbox', { name: 'Started from' }).fill('now-7d')
    await page.keyboard.press('Tab')
    await form.getByRole('combobox', { name: 'Order' }).selectOption({ label: 'by duration, smallest first' })
    await within(10_000, async () =>
      expect(await inForce(page)).toBe(
        'detector:ITS,TPC -detector:TRD quality:bad,test duration:10 started:now-7d.. sort:duration-asc',
      ),
    )
    await detectors.getByRole('button', { name: 'Remove ITS' }).click()
    await form.getByRole('button', { name: 'Done' }).click()
    await within(10_000, async () => expect(await boxOf(page).inputValue()).toContain('detector:TPC -detector:TRD'))
    blameless(watched)
  })

  it.each([
    [360, 740, 'light'],
    [1280, 800, 'dark'],
  ] as const)('has nothing that axe minds, form and suggestions open, at %i x %i in %s', async (width, height, colorScheme) => {
    await using watched = await open({ viewport: { width, height }, colorScheme })
    const { page } = watched
    await boxOf(page).fill('detector:ITS ')
    await optionOf(page).first().waitFor()
    await within(10_000, async () => expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width))
    expect(await faultsOf(page)).toEqual([])
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Form' }).click()
    await page.getByRole('dialog', { name: 'Filter' }).waitFor()
    expect(await faultsOf(page)).toEqual([])
    blameless(watched)
  })

  it('has a range of times beside it, by name or by its ends', async () => {
    await using watched = await open()
    const { page } = watched
    const button = page.getByRole('button', { name: /^Time range/ }).first()
    await within(10_000, async () => expect(await button.textContent()).toBe('last 12 h'))
    await button.click()
    const panel = page.getByRole('group', { name: 'Time range' })
    await panel.getByRole('button', { name: 'this shift' }).click()
    await within(10_000, async () => expect(await button.textContent()).toBe('this shift'))
    await button.click()
    await panel.getByRole('textbox', { name: 'From' }).fill('2024-03-31T02:30')
    await panel.getByText('The clock of Europe/Zurich never shows 02:30 on 2024-03-31').waitFor()
    await panel.getByRole('button', { name: /^Change to/ }).click()
    await within(10_000, async () => expect(await panel.getByRole('textbox', { name: 'From' }).inputValue()).toBe('2024-03-31T03:00:00+02:00'))
    await panel.getByRole('textbox', { name: 'From' }).fill('2024-05-01')
    await panel.getByRole('textbox', { name: 'To' }).fill('2024-05-03')
    await page.keyboard.press('Enter')
    await within(10_000, async () => expect(await button.textContent()).toBe('2024-05-01 – 2024-05-03'))
    blameless(watched)
  })
})
