import type { Page } from 'playwright-core'
import { places, type createStations } from './brewer-world.ts'

// The page of a Brewer, brewer-185, with four days and today.

export const path = '/instruments/brewer-185'
const days = ['2024-04-27', '2024-04-28', '2024-04-29', '2024-04-30'] as const

export const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
export const messages = (page: Page) => page.locator('tr.brewer-message')
export const drawn = (page: Page, quantity: string) => page.locator(`[data-quantity="${quantity}"] .u-over`)

/** All panels have what they ask for. */
export const isWhole = async (page: Page) => {
  await panel(page, 'Brewer').locator('.brewer-masks').waitFor()
  await messages(page).first().waitFor()
  await panel(page, 'Days').locator('[data-file]').first().waitFor()
  await drawn(page, 'R6').waitFor()
}

/** Four days with a user break and an illegal command, and today, with a lamp that fails just now. */
export const sendDays = async ({ send }: Awaited<ReturnType<typeof createStations>>) => {
  for (const [index, date] of days.entries())
    await send({ brewer: 185, date, ...places.izana, seed: index, faults: [{ at: '10:00', code: 38 }, { at: '11:00', code: 26 }], temper: { calStep: index < 2 ? 283 : 286 } })
  await send({ brewer: 185, date: '2024-05-01', ...places.izana, seed: 9, until: '11:50', faults: [{ at: '11:49', code: 15 }], temper: { calStep: 286 } })
}
