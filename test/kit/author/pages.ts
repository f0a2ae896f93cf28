import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Browser } from 'playwright-core'
import { chromiumFlags, chromiumPath } from '../chromium.ts'

const cli = fileURLToPath(new URL('../../../server/cli/main.ts', import.meta.url))

/** A folder as somebody who has Logline keeps it, with pages that have the panels of these plugins. */
export const buildPagesIn = async (folder: string, modules: readonly string[]): Promise<void> => {
  await writeConfig(folder, modules)
  await promisify(execFile)(process.execPath, [cli, 'build'], { cwd: folder })
}

export const writeConfig = async (folder: string, modules: readonly string[]): Promise<void> => {
  await mkdir(folder, { recursive: true })
  await writeFile(`${folder}/logline.config.ts`, `export default ${JSON.stringify({ plugins: modules })}\n`)
}

/** A browser of this machine; in words why there is none. */
export const openChromium = async (): Promise<Browser | string> => {
  if (chromiumPath === undefined) return 'no Chromium on this machine'
  try {
    const { chromium } = await import('playwright-core')
    return await chromium.launch({ executablePath: chromiumPath, args: [...chromiumFlags] })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return 'playwright-core is not installed: npm install --save-dev playwright-core'
    throw error
  }
}

/** What became of the panels on a page, their words, and what the page threw. `blank`: one has a frame and no words in it. */
export type Drawn = { path: string; text: string; blank: boolean; broken: string | null; errors: string[] }

/** Whether a panel is drawn, or has nothing to draw and so no frame: it is not when bones stand for what is to come. Gives up after a minute. */
const isSettled = async (panel: Element): Promise<void> => {
  const body = panel.querySelector('.panel-body')
  const until = performance.now() + 60_000
  while (body === null || (body.childElementCount > 0 && body.querySelector(':scope :not(.bones, .bone)') === null)) {
    if (performance.now() > until) throw new Error('the panel is still not drawn')
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
}

/** Opens the page of a slot and waits until the plugin's panels in it are drawn, draw nothing, or say that they broke. */
export const drawPanels = async (browser: Browser, url: string, path: string, plugin: string): Promise<Drawn> => {
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    const errors: string[] = []
    page.on('pageerror', ({ message }) => errors.push(message))
    await page.goto(`${url}${path}`)
    const places = page.locator(`section[data-plugin="${plugin}"]`)
    await places.first().waitFor({ state: 'attached', timeout: 60_000 })
    const panels = await places.all()
    for (const panel of panels) await (await panel.elementHandle())?.evaluate(isSettled)
    const broken = places.locator('.panel-broken')
    const texts = await Promise.all(panels.map(async (panel) => ((await panel.isVisible()) ? await panel.innerText() : null)))
    const text = texts.filter((one) => one !== null).join('\n')
    return { path, text, blank: texts.some((text) => text?.trim() === ''), broken: (await broken.count()) > 0 ? await broken.first().innerText() : null, errors }
  } finally {
    await context.close()
  }
}
