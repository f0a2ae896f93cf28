import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import { openBrowser, openPage, type Watched } from './browser.ts'
import { createControl, type Control } from './control.ts'

export type Journey = {
  browser: () => Browser
  app: () => TestApp
  /** Says what a control system says, as a coordinator. */
  control: Control
  /** Opens a page of the server by its path. */
  visit: (path: string, options?: BrowserContextOptions) => Promise<Watched>
}

/**
 * What journeys walk on: a browser for all tests of a file or `describe`, and a server of its own for each.
 * @param isShared one server for all tests, which leave it as they found it
 */
export const journeyApp = (
  { settings = {}, isShared = false }: { settings?: Record<string, string>; isShared?: boolean } = {},
): Journey => {
  let browser: Browser
  let app: TestApp
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())
  const [before, after] = isShared ? [beforeAll, afterAll] : [beforeEach, afterEach]
  before(async () => {
    app = await startApp({ settings })
  })
  after(() => app[Symbol.asyncDispose]())
  return {
    browser: () => browser,
    app: () => app,
    control: createControl({ get: async (...asked) => (await app.as('COORDINATOR')).get(...asked) }),
    visit: (path, options) => openPage(browser, `${app.url}${path}`, options),
  }
}
