import type { Page } from 'playwright-core'

/** The page of the Brewers, and what is seen on it. */
export const path = '/plugins/brewer'

export const chip = (page: Page, word: string) => page.getByRole('list', { name: 'Brewers by condition' }).getByRole('button', { name: word })
export const chips = (page: Page) => page.getByRole('list', { name: 'Brewers by condition' }).getByRole('button').allTextContents()
export const listed = (page: Page) =>
  page.locator('.brewer-row').evaluateAll((rows) => rows.map((row) => `${row.getAttribute('data-brewer')} ${row.getAttribute('data-condition')}`))
export const mapped = (page: Page) =>
  page.locator('.brewer-sign').evaluateAll((signs) => signs.map((sign) => `${sign.getAttribute('data-names')} ${sign.getAttribute('data-condition')}`))
export const checked = (page: Page) => page.locator('.brewer-matrix tbody tr').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-brewer')))
export const drawn = async (page: Page) => {
  await page.locator('.brewer-sign').first().waitFor()
  await page.locator('.brewer-land[d^="M"]').waitFor({ state: 'attached' })
  await page.locator('.brewer-matrix').waitFor()
}
/** Where signs are at one moment: what stands above the map may move it. */
export const spotsOf = (page: Page, ...names: string[]) =>
  page.evaluate(
    (all) => all.map((name) => {
      const { x, y } = document.querySelector(`.brewer-sign[data-names="${name}"]`)!.getBoundingClientRect()
      return { x, y }
    }),
    names,
  )
