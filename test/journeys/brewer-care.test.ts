import { beforeEach, describe, expect, it } from 'vitest'
import { isWhole, messages, panel, path, sendDays } from './brewer-panels.ts'
import { brewerPlugin, createStations } from './brewer-world.ts'
import { blameless, chromiumPath } from './browser.ts'
import { within } from './control.ts'
import { journeyApp } from './journey.ts'

describe.skipIf(!chromiumPath)('those who look after a Brewer', () => {
  const { app, visit } = journeyApp({ plugins: [brewerPlugin], settings: { LOGLINE_ANONYMOUS: 'coordinator' } })
  beforeEach(async () => sendDays(await createStations(app())))

  it('mute a code with a reason and an end, see what becomes of it, and take it back', async () => {
    // Whether a mute holds the database says, by its own clock.
    app().clock.set(new Date().toISOString())
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
    await using watched = await visit(`${path}?brewer-code=15`)
    const { page } = watched
    await isWhole(page)
    const status = panel(page, 'Brewer')
    await status.getByRole('button', { name: 'Mute code 15 …' }).click()
    const dialog = page.getByRole('dialog', { name: 'Mute code 15' })
    await dialog.getByRole('button', { name: 'Mute it' }).click()
    await dialog.getByText('Say why.').waitFor()
    await dialog.getByRole('radio', { name: 'until …' }).check()
    await dialog.getByRole('textbox', { name: 'Until' }).fill('2024-04-01')
    await dialog.getByText('That is over already.').waitFor()
    await dialog.getByRole('textbox', { name: 'Until' }).fill(`${tomorrow} 12:00`)
    await dialog.getByRole('textbox', { name: 'Why' }).fill('lamp is changed on Friday')
    await dialog.getByRole('button', { name: 'Mute it' }).click()
    const muted = status.locator('[data-mute="15"]')
    await muted.waitFor()
    expect(await muted.textContent()).toMatch(new RegExp(`lamp is changed on Friday.*${tomorrow}`))
    await within(10_000, async () => expect(await messages(page).first().getAttribute('data-state')).toBe('MUTED'))
    await muted.getByRole('button', { name: 'Unmute code 15 …' }).click()
    await page.getByRole('dialog', { name: 'Unmute code 15' }).getByRole('button', { name: 'Unmute it' }).click()
    await within(10_000, async () => expect(await muted.count()).toBe(0))
    await within(10_000, async () => expect(await messages(page).first().getAttribute('data-state')).toBe('OPEN'))
    blameless(watched)
  })

  it('change a limit, see who changed it and why, and take it back', async () => {
    await using watched = await visit(path)
    const { page } = watched
    await isWhole(page)
    const chart = page.locator('[data-quantity="R6"]')
    await chart.getByRole('button', { name: 'Change the limit of Standard lamp R6 …' }).click()
    const dialog = page.getByRole('dialog', { name: 'Limit of Standard lamp R6' })
    await dialog.getByRole('textbox', { name: 'Limit, either way' }).fill('0')
    await dialog.getByRole('textbox', { name: 'Why' }).fill('new lamp')
    await dialog.getByRole('button', { name: 'Set it' }).click()
    await dialog.getByText('A number above 0.').waitFor()
    await dialog.getByRole('textbox', { name: 'Value' }).fill('2322')
    await dialog.getByRole('textbox', { name: 'Limit, either way' }).fill('7,5')
    await dialog.getByRole('combobox', { name: 'Level when out of it' }).selectOption('ERROR')
    await dialog.getByRole('button', { name: 'Set it' }).click()
    await within(10_000, async () => expect(await chart.textContent()).toMatch(/Limit 2322 ± 7\.5, its own; error when out of it\. Set by .*: new lamp/))
    await chart.getByRole('button', { name: /^Change the limit/ }).click()
    const history = dialog.getByRole('region', { name: 'History of the limit', exact: true })
    await within(10_000, async () => expect(await history.locator('tbody tr').allTextContents()).toEqual([expect.stringMatching(/2024-05-01.*2322 ± 7\.5, error.*new lamp/)]))
    await dialog.getByRole('textbox', { name: 'Why' }).fill('old lamp is back')
    await dialog.getByRole('button', { name: /^Take back what is set/ }).click()
    await within(10_000, async () => expect(await chart.textContent()).not.toContain('Set by'))
    await chart.getByRole('button', { name: /^Change the limit/ }).click()
    await within(10_000, async () => expect(await history.locator('tbody tr').count()).toBe(2))
    expect(await history.locator('tbody tr').first().textContent()).toContain('taken back')
    blameless(watched)
  })
})
