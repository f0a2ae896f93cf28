import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { systemActor } from '../../server/domain/actor.ts'
import type { Role } from '../../server/domain/access.ts'
import type { TestApp } from '../kit/app.ts'
import { blameless, chromiumPath } from './browser.ts'
import { isLive, shownRuns, within } from './control.ts'
import { journeyApp } from './journey.ts'

const tokenOf = async (app: TestApp, name: string, role: Role, expiresAt: Date | null = null) => {
  const { value } = await app.app.tokens.create({ name, role, expiresAt }, systemActor('test'))
  return value!
}

const signIn = async (page: Page, secret: string) => {
  await page.getByLabel('Token', { exact: true }).fill(secret)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

const pathOf = (page: Page) => new URL(page.url()).pathname + new URL(page.url()).search
const menuOf = (page: Page, name: string) => page.getByRole('button', { name: `Signed in as ${name}` })
const ended = (page: Page) => page.getByText('You were signed out.')

/** What a page may do: asked of the server as the page itself would, with its cookie. */
const rightsOf = (page: Page) =>
  page.evaluate(async () => {
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ query: '{ viewer { name rights } }' })
    const { data } = await (await fetch('/graphql', { method: 'POST', headers, body })).json()
    return data.viewer as { name: string; rights: string[] }
  })

describe.skipIf(!chromiumPath)('signing in', () => {
  const { app, control, visit } = journeyApp()

  it('leads back to where the reader was, with the rights of the token, until they sign out', async () => {
    const { secret } = await tokenOf(app(), 'Ann', 'SHIFTER')
    await control.start(501)
    await using watched = await visit('/runs?q=quality:none')
    const { page } = watched
    await isLive(page)
    expect((await rightsOf(page)).rights).toEqual(['read'])
    await page.getByRole('link', { name: 'Sign in', exact: true }).click()
    await page.getByText('You read as a guest.').waitFor()
    await within(10_000, async () => expect(pathOf(page)).toBe('/sign-in?to=/runs%3Fq%3Dquality%3Anone'))
    await signIn(page, ` ${secret} `)
    await menuOf(page, 'Ann').waitFor()
    await within(10_000, async () => expect(pathOf(page)).toBe('/runs?q=quality:none'))
    expect(await rightsOf(page)).toEqual({ name: 'Ann', rights: ['read', 'view:write', 'run:write'] })
    expect(await page.evaluate(() => document.cookie)).toBe('')
    await isLive(page)
    await control.start(502)
    await within(10_000, async () => expect(await shownRuns(page)).toEqual([502, 501]))

    await page.reload()
    await menuOf(page, 'Ann').click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('link', { name: 'Sign in', exact: true }).waitFor()
    expect((await rightsOf(page)).rights).toEqual(['read'])
    await isLive(page)
    await control.start(503)
    await within(10_000, async () => expect(await shownRuns(page)).toEqual([503, 502, 501]))
    expect(await ended(page).count()).toBe(0)
    blameless(watched)
  })

  it('says what is wrong with a token, and never leads to another site', async () => {
    const { secret } = await tokenOf(app(), 'Ann', 'SHIFTER')
    await using watched = await visit('/sign-in?to=//evil.example/')
    const { page, foreign } = watched
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('alert').getByText('Paste your token here').waitFor()
    await signIn(page, secret.slice(0, -1))
    await page.getByRole('alert').getByText('This token is not valid').waitFor()
    const { value } = await app().app.tokens.create({ name: 'readout', scopes: ['run:write'] }, systemActor('test'))
    await signIn(page, value!.secret)
    await page.getByRole('alert').getByText('it is for programs').waitFor()
    expect((await rightsOf(page)).name).toBe('anonymous')
    await signIn(page, secret)
    await menuOf(page, 'Ann').waitFor()
    await within(10_000, async () => expect(new URL(page.url()).host).toBe(new URL(app().url).host))
    expect(foreign).toEqual([])
  })

  it('is told to be over while the page is open, and nothing typed is lost on the way back in', async () => {
    const { secret, token } = await tokenOf(app(), 'Ann', 'SHIFTER')
    const { secret: next } = await tokenOf(app(), 'Ann again', 'SHIFTER')
    await using watched = await visit('/sign-in?to=/runs')
    const { page } = watched
    await signIn(page, secret)
    await menuOf(page, 'Ann').waitFor()
    await isLive(page)
    await page.keyboard.press('/')
    await page.keyboard.type('5')
    await app().app.tokens.revoke(token.id, systemActor('test'))
    await ended(page).waitFor()
    await page.getByText('The session of Ann has ended.').waitFor()
    expect(await page.getByText('Connection lost.').count()).toBe(0)
    const typed = () => page.locator('input[name="q"]').inputValue()
    expect(await typed()).toBe('5')
    await page.getByRole('button', { name: 'Sign in again' }).click()
    await signIn(page, next)
    await menuOf(page, 'Ann again').waitFor()
    await within(10_000, async () =>
      expect([await typed(), await ended(page).count(), await page.locator('dialog[open]').count()]).toEqual(['5', 0, 0]),
    )
    await isLive(page)
    await page.locator('input[name="q"]').press('Enter')
    await page.getByText('No run fits this filter').waitFor()
    await control.start(502)
    await control.start(5)
    await within(10_000, async () => expect(await shownRuns(page)).toEqual([5]))
  })

  it('is told to be over to who has a window open, which waits behind the way back in with what was typed there', async () => {
    const { secret, token } = await tokenOf(app(), 'Ann', 'SHIFTER')
    const { secret: next } = await tokenOf(app(), 'Ann again', 'SHIFTER')
    await control.start(502, { startedAt: '2024-05-01T10:00:00Z', endedAt: '2024-05-01T11:00:00Z' })
    await using watched = await visit('/sign-in?to=/runs/502')
    const { page } = watched
    await signIn(page, secret)
    await menuOf(page, 'Ann').waitFor()
    await isLive(page)
    await page.getByRole('button', { name: 'Add a reason' }).click()
    const reason = page.getByRole('dialog', { name: 'Why run 502 ended' })
    await reason.getByRole('combobox', { name: 'Category' }).fill('LHC')
    await app().app.tokens.revoke(token.id, systemActor('test'))
    const again = page.getByRole('dialog', { name: 'Sign in again' })
    await again.getByText('The session of Ann has ended. What you typed here is still there.').waitFor()
    await signIn(page, next)
    await menuOf(page, 'Ann again').waitFor({ state: 'attached' })
    await again.waitFor({ state: 'hidden' })
    expect(await reason.getByRole('combobox', { name: 'Category' }).inputValue()).toBe('LHC')
    await reason.getByRole('button', { name: 'Add the reason' }).click()
    await page.getByRole('region', { name: 'Why it ended' }).getByText('LHC').waitFor()
  })

  it('ends with the token, in every tab, also for who comes back the next day', async () => {
    const { secret } = await tokenOf(app(), 'Ann', 'SHIFTER', new Date(app().clock.now() + 3_600_000))
    await using watched = await visit('/sign-in')
    const { page } = watched
    await signIn(page, secret)
    await menuOf(page, 'Ann').waitFor()
    await page.goto(`${app().url}/schema.graphql`)
    app().clock.forward(3_601_000)
    await page.goto(`${app().url}/runs`)
    await ended(page).waitFor()
    await page.getByRole('button', { name: 'Go on as a guest' }).click()
    await ended(page).waitFor({ state: 'detached' })
    await isLive(page)
    await control.start(501)
    await within(10_000, async () => expect(await shownRuns(page)).toEqual([501]))
  })

  it('in one tab and out again is told to the other', async () => {
    const { secret } = await tokenOf(app(), 'Ann', 'SHIFTER')
    await using watched = await visit('/sign-in?to=/runs')
    await signIn(watched.page, secret)
    await menuOf(watched.page, 'Ann').waitFor()
    const other = await watched.page.context().newPage()
    await other.goto(`${app().url}/runs`)
    await menuOf(other, 'Ann').waitFor()
    await isLive(other)
    await menuOf(watched.page, 'Ann').click()
    await watched.page.getByRole('button', { name: 'Sign out' }).click()
    await ended(other).waitFor()
    expect(await ended(watched.page).count()).toBe(0)
  })
})

describe.skipIf(!chromiumPath)('a server that shows nothing to strangers', () => {
  const { app, control, visit } = journeyApp({ settings: { LOGLINE_ANONYMOUS: 'none' } })

  it('asks them in, and then shows the page that they came for, live', async () => {
    await control.start(501)
    const { secret } = await tokenOf(app(), 'Ann', 'VIEWER')
    await using watched = await visit('/runs?q=quality:none')
    const { page } = watched
    await page.getByRole('heading', { name: 'Sign in to read this' }).waitFor()
    await page.locator('main').getByRole('link', { name: 'Sign in' }).click()
    await page.getByText('This server shows nothing to guests.').waitFor()
    await signIn(page, secret)
    await within(10_000, async () => expect(await shownRuns(page)).toEqual([501]))
    await within(10_000, async () => expect(pathOf(page)).toBe('/runs?q=quality:none'))
    await isLive(page)
    await control.start(502)
    await within(10_000, async () => expect(await shownRuns(page)).toEqual([502, 501]))
    await menuOf(page, 'Ann').click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByText('Signed out', { exact: true }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Sign in to read this' }).waitFor()
  })
})
