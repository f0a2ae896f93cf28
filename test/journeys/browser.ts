import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect } from 'vitest'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { chromiumFlags, chromiumPath, chromiumPlaces } from '../kit/chromium.ts'

/** Without one journeys are skipped. */
export { chromiumPath }

if (!chromiumPath)
  console.warn(`Journeys are skipped: no Chromium at any of ${chromiumPlaces.join(', ')} (Debian: apt-get install chromium)`)

/** Builds the pages if they are older than their sources, and opens a browser. */
export const openBrowser = async (): Promise<Browser> => {
  await promisify(execFile)(process.execPath, [fileURLToPath(new URL('../../web/build.ts', import.meta.url))])
  return chromium.launch({ executablePath: chromiumPath ?? '', args: [...chromiumFlags] })
}

/** What a page did that it should not: asked another host, wrote errors to the console, threw. */
export type Watched = { page: Page; foreign: string[]; errors: string[] } & AsyncDisposable

export const openPage = async (
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Watched> => {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    timezoneId: 'America/New_York',
    ...options,
  })
  // Sooner than the test itself is given up, so that what is missing is named.
  context.setDefaultTimeout(25_000)
  const page = await context.newPage()
  const [foreign, errors]: [string[], string[]] = [[], []]
  const { host } = new URL(url)
  page.on('request', (request) => new URL(request.url()).host !== host && foreign.push(request.url()))
  page.on('websocket', (socket) => new URL(socket.url()).host !== host && foreign.push(socket.url()))
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && errors.push(`${message.text()} (${message.location().url})`))
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(url)
  return { page, foreign, errors, [Symbol.asyncDispose]: () => context.close() }
}

/** Fails the test if the page asked another host or complained. */
export const blameless = ({ foreign, errors }: Watched) =>
  expect({ foreign, errors }).toEqual({ foreign: [], errors: [] })
