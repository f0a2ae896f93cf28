import { sql } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { systemActor } from '../../server/domain/actor.ts'
import { roles, type Right, type Role } from '../../server/domain/access.ts'
import { faultsOf } from './axe.ts'
import { blameless, chromiumPath } from './browser.ts'
import { within } from './control.ts'
import { journeyApp } from './journey.ts'

const { app, visit } = journeyApp()

const made = async (name: string, rights: { role: Role } | { scopes: Right[] }, expiresAt: Date | null = null) => {
  const { value } = await app().app.tokens.create({ name, ...rights, expiresAt }, systemActor('test'))
  return value!
}

/** The page of tokens, signed in with a token. */
const openTokens = async (secret: string, options: object = {}) => {
  const watched = await visit('/sign-in?to=/admin/tokens', options)
  await watched.page.getByLabel('Token', { exact: true }).fill(secret)
  await watched.page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await watched.page.getByRole('button', { name: 'New token' }).waitFor()
  return watched
}

const whoIs = async (secret: string) => {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${secret}` }
  const body = JSON.stringify({ query: '{ viewer { name rights } }' })
  const response = await fetch(`${app().url}/graphql`, { method: 'POST', headers, body })
  return { status: response.status, viewer: ((await response.json()) as { data?: { viewer: unknown } }).data?.viewer }
}

const rowOf = (page: Page, name: string) => page.getByRole('row', { name })
const dialogOf = (page: Page) => page.getByRole('dialog')

describe.skipIf(!chromiumPath)('the page of tokens', () => {
  it('makes a token that works, shows its secret once, and takes it back', async () => {
    const { secret: admin } = await made('ops', { role: 'ADMIN' })
    await using watched = await openTokens(admin)
    const { page } = watched
    await page.getByRole('button', { name: 'New token' }).click()
    const dialog = dialogOf(page)
    await dialog.getByRole('button', { name: 'Make the token' }).click()
    await dialog.getByRole('alert').getByText('Say whose it is').waitFor()
    await dialog.getByLabel('Name').fill('readout')
    await dialog.getByText('A program, by rights').click()
    await dialog.getByRole('checkbox', { name: /^run:write/ }).check()
    await dialog.getByText('30 d', { exact: true }).click()
    await dialog.getByRole('button', { name: 'Make the token' }).click()
    const secret = await dialog.getByText(/^ll_svc_/).textContent()
    expect(await whoIs(secret!)).toEqual({ status: 200, viewer: { name: 'readout', rights: ['read', 'run:write'] } })
    expect(await dialog.getByText(/^curl -s/).textContent()).toContain(`Bearer ${secret}`)

    await dialog.getByRole('button', { name: 'Done' }).click()
    await dialog.getByText('Nobody has copied the secret.').waitFor()
    await page.keyboard.press('Escape')
    await within(10_000, async () => expect(await page.locator('dialog[open]').count()).toBe(0))
    await rowOf(page, 'readout').waitFor()
    await within(10_000, async () => expect(await page.content()).not.toContain(secret))

    await page.getByRole('button', { name: 'Revoke readout' }).click()
    await dialog.getByText('The program that uses this token is refused at once').waitFor()
    await dialog.getByRole('button', { name: 'Keep it' }).click()
    expect((await whoIs(secret!)).status).toBe(200)
    await page.getByRole('button', { name: 'Revoke readout' }).click()
    await dialog.getByRole('button', { name: 'Revoke it' }).click()
    await rowOf(page, 'readout').getByText('Revoked').waitFor()
    expect((await whoIs(secret!)).status).toBe(401)
    await page.getByRole('button', { name: 'Revoke readout' }).waitFor({ state: 'detached' })
    blameless(watched)
  })

  it('leads to all of them, however many there are, and back', async () => {
    const { secret } = await made('ops', { role: 'ADMIN' })
    await app().db.writer.execute(sql`insert into token (name, kind, role, hash, created_at, created_by)
      select 'shifter ' || n, 'PERSONAL', 'SHIFTER', sha256(n::text::bytea), '2024-05-01', 'test' from generate_series(1, 1010) as n`)
    await using watched = await openTokens(secret)
    const { page } = watched
    const rows = page.locator('tr.token')
    const older = page.getByRole('button', { name: 'Show older tokens' })
    for (let shown = 100; shown < 1000; shown += 100) {
      await within(10_000, async () => expect(await rows.count()).toBe(shown))
      await older.click()
    }
    await within(10_000, async () => expect(await rows.count()).toBe(1000))
    await older.click()
    // 1010 and the one that is signed in with, less those before.
    await within(10_000, async () => expect(await rows.count()).toBe(11))
    expect(await rows.last().textContent()).toContain('ops')
    await older.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Back to the newest tokens' }).click()
    await within(10_000, async () => expect(await rows.first().textContent()).toContain('shifter 1010'))
    blameless(watched)
  }, 120_000)

  it('warns once before a secret is lost, and lets go when it was copied', async () => {
    const { secret: admin } = await made('ops', { role: 'ADMIN' })
    await using watched = await openTokens(admin, { permissions: ['clipboard-read', 'clipboard-write'] })
    const { page } = watched
    const dialog = dialogOf(page)
    await page.getByRole('button', { name: 'New token' }).click()
    await dialog.getByLabel('Name').fill('Ann')
    await dialog.getByRole('button', { name: 'Make the token' }).click()
    const secret = await dialog.getByText(/^ll_pat_/).textContent()
    await page.keyboard.press('Escape')
    await dialog.getByText('Nobody has copied the secret.').waitFor()
    await dialog.getByRole('button', { name: 'Copy the secret' }).click()
    await dialog.getByText('Copied').first().waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret)
    await dialog.getByRole('button', { name: 'Done' }).click()
    await within(10_000, async () => expect(await page.locator('dialog[open]').count()).toBe(0))
    blameless(watched)
  })

  it('is live: what others make, revoke or let expire shows by itself', async () => {
    const { secret: admin } = await made('ops', { role: 'ADMIN' })
    await using watched = await openTokens(admin)
    const { page } = watched
    const { token } = await made('elsewhere', { role: 'VIEWER' })
    await within(10_000, async () => expect(await rowOf(page, 'elsewhere').getByText('Valid').count()).toBe(1))
    await app().app.tokens.revoke(token.id, systemActor('colleague'))
    await within(10_000, async () => expect(await rowOf(page, 'elsewhere').getByText('Revoked').count()).toBe(1))
    // Long enough to be seen before it is over, on a slow machine too.
    await made('brief', { role: 'VIEWER' }, new Date(app().clock.now() + 5000))
    await rowOf(page, 'brief').getByText('Valid').waitFor()
    await within(10_000, async () => expect(await rowOf(page, 'brief').getByText('Expired').count()).toBe(1))
  })

  it('offers nobody more than they have, and the server has the last word', async () => {
    const { secret } = await made('steward', { scopes: ['read', 'token:manage'] })
    await using watched = await openTokens(secret)
    const { page } = watched
    const dialog = dialogOf(page)
    await page.getByRole('button', { name: 'New token' }).click()
    await dialog.getByLabel('Name').fill('too much')
    for (const role of roles.slice(1)) {
      const choice = dialog.getByRole('radio', { name: new RegExp(`^${role.toLowerCase()}`) })
      await within(10_000, async () => expect(await choice.getAttribute('aria-disabled')).toBe('true'))
    }
    await dialog.getByText('You cannot give what you do not have: run:write').first().waitFor()
    // What stands as the usual choice is more than the steward has: the server refuses it.
    await dialog.getByRole('button', { name: 'Make the token' }).click()
    await dialog.getByRole('alert').getByText('may not give what').waitFor()
    await dialog.getByRole('radio', { name: /^viewer/ }).check()
    await dialog.getByRole('button', { name: 'Make the token' }).click()
    await dialog.getByText(/^ll_pat_/).waitFor()
  })

  it('warns before you revoke your own token, and signs you out when you do', async () => {
    const { secret } = await made('ops', { role: 'ADMIN' })
    await using watched = await openTokens(secret)
    const { page } = watched
    await page.getByRole('button', { name: 'Revoke ops' }).click()
    const dialog = dialogOf(page)
    await dialog.getByText('This is the token that you are signed in with.').waitFor()
    await dialog.getByText('1 browser is signed in with it').waitFor()
    await dialog.getByRole('button', { name: 'Revoke it' }).click()
    await page.getByText('You were signed out.').waitFor()
  })

  it('is closed to those who do not manage tokens, with the reason', async () => {
    const { secret } = await made('Ann', { role: 'COORDINATOR' })
    await using watched = await visit('/admin/tokens')
    const { page } = watched
    await page.getByText('You may not do this: it needs the right token:manage. Sign in first.').waitFor()
    await page.locator('main').getByRole('link', { name: 'Sign in' }).click()
    await page.getByLabel('Token', { exact: true }).fill(secret)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByText('As coordinator you may not do this').waitFor()
    blameless(watched)
  })

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 360],
    ['dark', 360],
  ] as const)('has no fault that axe knows, and fits: %s, %i px', async (colorScheme, width) => {
    const { secret } = await made('ops', { role: 'ADMIN' })
    await made('bridge', { scopes: ['read', 'run:ingest', 'fill:ingest', 'environment:ingest'] })
    const { token } = await made('Bruno', { role: 'COORDINATOR' })
    await app().app.tokens.revoke(token.id, systemActor('test'))
    const options = { colorScheme, viewport: { width, height: 780 } }
    await using guest = await visit('/sign-in', options)
    await guest.page.getByText('You read as a guest.').waitFor()
    expect(await faultsOf(guest.page)).toEqual([])
    await using watched = await openTokens(secret, options)
    const { page } = watched
    await rowOf(page, 'Bruno').waitFor()
    const fits = async () => expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    await within(10_000, fits)
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Signed in as ops' }).click()
    await page.getByRole('button', { name: 'Sign out' }).waitFor()
    expect(await faultsOf(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'New token' }).click()
    await dialogOf(page).getByLabel('Name').waitFor()
    expect(await faultsOf(page)).toEqual([])
    await dialogOf(page).getByLabel('Name').fill('Ann')
    await dialogOf(page).getByRole('button', { name: 'Make the token' }).click()
    await dialogOf(page).getByText(/^ll_pat_/).waitFor()
    expect(await faultsOf(page)).toEqual([])
    await within(10_000, fits)
  }, 60_000)
})
