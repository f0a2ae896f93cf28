import { readFileSync } from 'node:fs'
import { buildClientSchema, type IntrospectionQuery } from 'graphql'
import type { FrameLocator, Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { systemActor } from '../../server/domain/actor.ts'
import { faultsOf } from './axe.ts'
import { blameless, chromiumPath } from './browser.ts'
import { within } from './control.ts'
import { journeyApp } from './journey.ts'

const { app, control, visit } = journeyApp()

/** The editor comes with the first sign of life. */
const openExplorer = async (...asked: Parameters<typeof visit>) => {
  const watched = await visit(...asked)
  await watched.page.mouse.move(200, 300)
  return watched
}

const frameOf = (page: Page): FrameLocator => page.frameLocator('iframe.explorer-frame')

/** What GraphiQL's editors hold, by the end of their names. */
const textOf = (page: Page, name: string): Promise<string> =>
  page
    .frames()
    .find((frame) => frame.url().includes('/graphiql'))!
    .evaluate((ending) => {
      type Model = { uri: { path: string }; getValue: () => string }
      const { monaco } = globalThis as unknown as { monaco?: { editor: { getModels: () => Model[] } } }
      return monaco?.editor.getModels().find(({ uri }) => uri.path.endsWith(ending))?.getValue() ?? ''
    }, name)

const answered = (page: Page, text: string | RegExp) =>
  within(20_000, async () => expect(await textOf(page, 'response.json')).toMatch(text))

const run = (page: Page) => frameOf(page).getByRole('button', { name: /^Execute query/ }).click()

// GraphiQL is 9 MB to be parsed: a busy machine takes its time.
describe.skipIf(!chromiumPath)('the page of the API', { timeout: 90_000 }, () => {
  beforeEach(async () => {
    await control.fillWith(3)
  })

  it('asks an example of this server, and another one when it is chosen', async () => {
    await using watched = await openExplorer('/explorer')
    const { page } = watched
    await frameOf(page).getByRole('button', { name: /^Execute query/ }).waitFor()
    await run(page)
    await answered(page, /"number": 1003/)
    await page.getByRole('link', { name: 'One run' }).click()
    await within(10_000, async () => expect(new URL(page.url()).search).toBe('?example=one-run'))
    await within(20_000, async () => expect(await textOf(page, 'operation.graphql')).toContain('query OneRun'))
    await within(20_000, async () => expect(JSON.parse(await textOf(page, 'variables.json'))).toEqual({ number: 1003 }))
    await run(page)
    await answered(page, /"durationSeconds"|"bytesReadOut"|"type": \{\s+"name": "PHYSICS"/)
    await page.goBack()
    await within(20_000, async () => expect(await textOf(page, 'operation.graphql')).toContain('query LatestRuns'))
    expect(new URL(page.url()).pathname).toBe('/explorer')
    blameless(watched)
  })

  it('changes things with a token in the headers, which is forgotten with the page', async () => {
    const { value } = await app().app.tokens.create({ name: 'shifter', role: 'SHIFTER' }, systemActor('test'))
    await using watched = await openExplorer('/explorer?example=judge-detector')
    const { page } = watched
    await page.getByText('it needs the right run:write').waitFor()
    const frame = frameOf(page)
    await frame.getByRole('button', { name: /^Execute query/ }).waitFor()
    await run(page)
    await answered(page, /FORBIDDEN/)
    await frame.getByRole('button', { name: 'Headers' }).click()
    const headers = JSON.stringify({ authorization: `Bearer ${value!.secret}` })
    await within(20_000, async () => {
      await frame.locator('.graphiql-editor-tool .monaco-editor:visible').first().click()
      await page.keyboard.press('ControlOrMeta+A')
      await page.keyboard.insertText(headers)
      expect(await textOf(page, 'headers.json')).toBe(headers)
    })
    await run(page)
    await answered(page, /"userErrors": \[\]/)
    const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
    expect(stored).not.toContain(value!.secret)
    expect(page.frames().map((one) => one.url()).join()).not.toContain(value!.secret)
    // A refused mutation is answered 403, which the browser tells in its console.
    expect(watched.errors.filter((error) => !error.includes('403'))).toEqual([])
    expect(watched.foreign).toEqual([])
  })

  it('listens: what happens is shown as it happens', async () => {
    await using watched = await openExplorer('/explorer?example=watch-runs')
    const { page } = watched
    await frameOf(page).getByRole('button', { name: /^Execute query/ }).waitFor()
    await run(page)
    const metrics = async () => (await fetch(`${app().url}/metrics`)).text()
    await within(20_000, async () => expect(await metrics()).toMatch(/^logline_subscriptions [1-9]/m))
    await control.start(1009)
    await answered(page, /"kind": "CREATED"[^]*"number": 1009/)
    blameless(watched)
  })

  it('copies what stands in the editor as a program', async () => {
    await using watched = await openExplorer('/explorer?example=who-am-i', {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const { page } = watched
    await frameOf(page).getByRole('button', { name: /^Execute query/ }).waitFor()
    const copied = async (kind: string) => {
      await page.getByRole('group', { name: 'Copy as a program' }).getByRole('button', { name: kind }).click()
      return page.evaluate(() => navigator.clipboard.readText())
    }
    await within(20_000, async () => expect(await copied('curl')).toContain(`curl -sS '${app().url}/graphql'`))
    await frameOf(page).locator('.graphiql-query-editor .monaco-editor').first().click()
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.insertText('query Mine { viewer { role } }')
    await within(20_000, async () => expect(await copied('Python')).toContain('query Mine { viewer { role } }'))
    expect(await copied('JavaScript')).toContain('query Mine { viewer { role } }')
    blameless(watched)
  })

  it('hands out the schema, as text and as introspection', async () => {
    await using watched = await openExplorer('/explorer')
    const { page } = watched
    const download = async (role: 'link' | 'button', name: string) => {
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole(role, { name }).click()])
      return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') }
    }
    const sdl = await download('link', 'Schema, SDL')
    expect(sdl.name).toBe('logline.graphql')
    expect(sdl.text).toContain('type Query {')
    const introspection = await download('button', 'Introspection, JSON')
    expect(introspection.name).toBe('logline-introspection.json')
    const { data } = JSON.parse(introspection.text) as { data: IntrospectionQuery }
    expect(buildClientSchema(data).getType('Run')?.description).toBeTruthy()
    blameless(watched)
  })

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 360],
    ['dark', 360],
  ] as const)('is fit for everybody: %s, %i px', async (colorScheme, width) => {
    await using watched = await openExplorer('/explorer?example=start-run', {
      colorScheme,
      viewport: { width, height: 800 },
    })
    const { page } = watched
    const button = frameOf(page).getByRole('button', { name: /^Execute query/ })
    await button.waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    const top = async (selector: string) => (await page.locator(selector).boundingBox())!.y
    expect(await top('.explorer-examples')).toBeLessThan(await top('.explorer-frame'))
    // What is inside the frame is GraphiQL's own.
    expect(await faultsOf(page, { except: ['.explorer-frame'] })).toEqual([])
    const body = frameOf(page).locator('body')
    await within(20_000, async () => expect(await body.getAttribute('class')).toContain(`graphiql-${colorScheme}`))
    const [other, title] = colorScheme === 'dark' ? (['light', 'Light'] as const) : (['dark', 'Dark'] as const)
    // By the choice of the reader where it is in sight, and by the system's where it is folded away.
    if (width > 1000) await page.getByRole('radio', { name: title }).check()
    else await page.emulateMedia({ colorScheme: other })
    await within(20_000, async () => expect(await body.getAttribute('class')).toContain(`graphiql-${other}`))
    blameless(watched)
  })
})
