import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import type { Role } from '../../server/domain/access.ts'
import { systemActor } from '../../server/domain/actor.ts'
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
  /** Signs the browser of a page in, as somebody of this role. */
  signIn: (page: Page, role: Role) => Promise<void>
}

/**
 * What journeys walk on: a browser for all tests of a file or `describe`, and a server of its own for each.
 * @param isShared one server for all tests, which leave it as they found it
 */
export const journeyApp = (
  { isShared = false, ...options }: Parameters<typeof startApp>[0] & { isShared?: boolean } = {},
): Journey => {
  let browser: Browser
  let app: TestApp
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())
  const [before, after] = isShared ? [beforeAll, afterAll] : [beforeEach, afterEach]
  before(async () => {
    app = await startApp(options)
  })
  after(() => app[Symbol.asyncDispose]())
  return {
    browser: () => browser,
    app: () => app,
    control: createControl({ get: async (...asked) => (await app.as('COORDINATOR')).get(...asked) }),
    visit: (path, options) => openPage(browser, `${app.url}${path}`, options),
    signIn: async (page, role) => {
      const { value } = await app.app.tokens.create({ name: `the ${role.toLowerCase()}`, role }, systemActor('test'))
      const answer = await page.request.post(`${app.url}/session`, { data: { token: value!.secret }, headers: { origin: app.url } })
      expect(answer.ok()).toBe(true)
    },
  }
}
