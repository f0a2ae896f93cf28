import { readFileSync } from 'node:fs'
import type axeCore from 'axe-core'
import type { Page } from 'playwright-core'

const source = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** What axe minds on a page, or in a part of it: which rule, and where. Parts are CSS selectors. */
export const faultsOf = async (
  page: Page,
  { within = 'html', except = [] }: { within?: string; except?: string[] } = {},
): Promise<string[]> => {
  await page.evaluate(source)
  return page.evaluate(
    async ({ include, exclude }) => {
      // A colour on its way to another is neither: what fades or turns has an end, except what breathes.
      const passing = document.getAnimations().filter(({ effect, playState }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity)
      await Promise.allSettled(passing.map(({ finished }) => finished))
      const { axe } = globalThis as unknown as { axe: typeof axeCore }
      const { violations } = await axe.run({ include, exclude })
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
    },
    { include: [within], exclude: except },
  )
}
