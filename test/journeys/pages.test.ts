import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { pages as entries } from '../../web/shell/pages.ts'
import { faultsOf } from './axe.ts'
import { blameless, chromiumPath } from './browser.ts'
import { within } from './control.ts'
import { openPages, settled, table } from './pages-world.ts'

const { app, visit, known } = openPages()

const calm = { reducedMotion: 'reduce' } as const

/** What the address decides: headings, what is chosen, what is typed. */
const viewOf = (page: Page) =>
  page.locator('main').evaluate((main) => ({
    headings: [...main.querySelectorAll('h1, h2')].map((heading) => heading.textContent),
    chosen: [...main.querySelectorAll('[aria-sort], [aria-current], [aria-pressed], [aria-selected]')].map((element) =>
      ['aria-sort', 'aria-current', 'aria-pressed', 'aria-selected'].map((name) => element.getAttribute(name)).join(),
    ),
    typed: [...main.querySelectorAll<HTMLInputElement>('input:not([type=radio], [type=checkbox])')].map(
      ({ value }) => value,
    ),
    links: [...main.querySelectorAll('a')].map((link) => link.getAttribute('href')),
  }))

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** What is drawn to measure follows its place a frame later. */
const fits = (page: Page) => within(10_000, async () => expect(await overflow(page)).toBeLessThanOrEqual(0))

const addressOf = (page: Page) => page.url().slice(app().url.length)

/** Walks through with Tab, and tells where nothing shows that the focus is there. */
const unseenFocus = async (page: Page, most: number) => {
  const unseen: string[] = []
  for (let step = 0; step < most; step++) {
    await page.keyboard.press('Tab')
    const found = await page.evaluate(() => {
      const element = document.activeElement
      if (!element || element === document.body) return null
      // Another document shows its own.
      if (element instanceof HTMLIFrameElement) return { isSeen: true, html: '' }
      // On itself, on what it stands in (a row of a table), or drawn over it.
      const around = [element, ...element.children]
      for (let one = element.parentElement; one && around.length < 8; one = one.parentElement) around.push(one)
      const looks = () =>
        around
          .flatMap((one) => [getComputedStyle(one), getComputedStyle(one, '::after')])
          .map(({ outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor, stroke, strokeWidth }) =>
            [outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor, stroke, strokeWidth].join(),
          )
          .join('|')
      const focused = looks()
      ;(element as HTMLElement).blur()
      const isSeen = looks() !== focused
      ;(element as HTMLElement).focus({ preventScroll: true })
      return { isSeen, html: element.outerHTML.slice(0, 120) }
    })
    if (!found) break
    if (!found.isSeen) unseen.push(found.html)
  }
  return unseen
}

describe.skipIf(!chromiumPath)('every page', () => {
  it('is in the table, and every entry of the navigation has a page', async () => {
    const main = await readFile(new URL('../../web/main.tsx', import.meta.url), 'utf8')
    const routes = [...main.matchAll(/<Route\s+path="([^"]+)"/g)].map(([, path]) => path!)
    expect(table.map(({ route }) => route).toSorted()).toEqual(routes.toSorted())
    expect(entries.map(({ href }) => href).filter((href) => !routes.includes(href))).toEqual([])
  })

  describe.each(table)('$route', ({ path }) => {
    it('is fit for everybody, fits its window, and is the same wherever its address is pasted', async () => {
      const address = path(known())
      for (const [width, height] of [[1280, 800], [360, 740]] as const) {
        await using watched = await visit(address, { viewport: { width, height }, ...calm })
        const { page } = watched
        await settled(page)
        await within(10_000, async () => expect(await page.title()).toMatch(/^\S.* · Logline$/))
        await within(10_000, async () => expect(await page.locator('main h1').count()).toBe(1))
        await within(10_000, async () => expect(addressOf(page)).toBe(address))
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          expect({ width, colorScheme, faults: await faultsOf(page) }).toEqual({ width, colorScheme, faults: [] })
        }
        await fits(page)
        if (width === 1280) {
          const view = await viewOf(page)
          await page.reload()
          await settled(page)
          await within(10_000, async () => expect(await viewOf(page)).toEqual(view))
          // Half the width at the same text: zoomed to 200 %.
          await page.setViewportSize({ width: 640, height: 400 })
          await fits(page)
        }
        blameless(watched)
      }
    })

    it('shows where the focus is, holds still for those who ask for it, and bears colours of the system', async () => {
      await using watched = await visit(path(known()), calm)
      const { page } = watched
      await settled(page)
      expect(await unseenFocus(page, 40)).toEqual([])
      const moving = await page.evaluate(() =>
        document.getAnimations().flatMap((animation) => {
          const { duration, iterations } = animation.effect?.getComputedTiming() ?? {}
          return animation.playState === 'running' && Number(duration) > 0 && iterations === Infinity ? [animation.id || 'endless'] : []
        }),
      )
      expect(moving).toEqual([])
      await page.emulateMedia({ forcedColors: 'active' })
      expect(await page.locator('main h1').first().isVisible()).toBe(true)
      await fits(page)
      blameless(watched)
    })
  })
})
