import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { openWorkshop } from '../plugins/workshop.ts'
import { blameless, chromiumPath } from './browser.ts'
import { isLive, within } from './control.ts'
import { journeyApp } from './journey.ts'

const workshop = openWorkshop()
afterAll(() => workshop[Symbol.dispose]())

/** A root field that fails as long as it is asked to. */
const moody = workshop.plugin('moody', {
  config: "z.strictObject({ folder: z.string(), password: z.string() })",
  parts: `schema: (builder, _service, core) => {
    builder.queryField('moodyAnswer', (t) => t.string({ nullable: true, ...core.needs('read'), description: 'Fails when told to.',
      args: { isGood: t.arg.boolean({ required: true, description: 'Whether it does well.' }) },
      resolve: (_root, { isGood }) => {
        if (!isGood) throw new Error('the pump does not answer')
        return 'well'
      } }))
  },
  health: async () => 'Mostly well'`,
})
const torn = workshop.plugin('torn', {
  migrations: { '0000_lay': 'create schema "torn"; create table "torn"."reading" (id int);', '0001_tear': 'alter table "torn"."reading" add column id int;' },
})
const wrong = workshop.plugin('wrong', { config: 'z.strictObject({ hosts: z.string() })' })

/** Its hook fails until there is a file. */
const shop = workshop.plugin('shop', {
  before: "import { existsSync } from 'node:fs'",
  parts: `on: () => ({ 'tag.created': async () => { if (!existsSync('${workshop.root}/open')) throw new Error('the shop is closed today') } })`,
})

const { app, visit, signIn } = journeyApp({
  isShared: true,
  plugins: [moody, torn, wrong, shop],
  settings: { LOGLINE_PLUGIN_MOODY_FOLDER: '/data/moody', LOGLINE_PLUGIN_MOODY_PASSWORD: 'geheim' },
})

const rowOf = (page: Page, name: string) => page.locator(`tr[data-plugin="${name}"]`)
const answer = async (isGood: boolean) => (await app().as('VIEWER')).ask('query ($isGood: Boolean!) { moodyAnswer(isGood: $isGood) }', { isGood })

describe.skipIf(!chromiumPath)('plugins', () => {
  it('are listed with how they are: what failed, at which step, in words', async () => {
    await using watched = await visit('/admin/plugins')
    const { page } = watched
    await rowOf(page, 'moody').getByText('ready').waitFor()
    await within(10_000, async () => expect(await page.getByRole('status').first().textContent()).toBe('2 ready of 4'))
    await rowOf(page, 'torn').getByText('It failed in its migrations').waitFor()
    const broken = await rowOf(page, 'torn').textContent()
    expect(broken).toContain('failed')
    expect(broken).toMatch(/It failed in its migrations:.*column "id" of relation "reading" already exists/s)
    await rowOf(page, 'wrong').getByText('It failed in its settings').waitFor()
    expect(await rowOf(page, 'wrong').textContent()).toMatch(/It failed in its settings:.*hosts/s)
    await page.keyboard.press('k')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Plugin The shop' }).waitFor()
    blameless(watched)
  })

  it('that fail and do well again are seen doing so, with each fault kept and counted', async () => {
    await using watched = await visit('/admin/plugins/moody')
    const { page } = watched
    const state = page.locator('.record-line [data-plugin-state]')
    await state.waitFor()
    await within(10_000, async () => expect(await state.getAttribute('data-plugin-state')).toBe('READY'))
    await page.locator('.record-facts').first().getByText('Mostly well').waitFor()
    const settings = await page.getByRole('region', { name: 'Settings' }).locator('pre').textContent()
    expect(settings).toContain('/data/moody')
    expect(settings).not.toContain('geheim')
    await isLive(page)

    await answer(false)
    await answer(false)
    await within(10_000, async () => expect(await state.getAttribute('data-plugin-state')).toBe('DEGRADED'))
    await page.getByText('It failed when a field of it was asked for: the pump does not answer').waitFor()
    const fault = page.getByRole('region', { name: 'Faults, as a table' }).getByRole('row', { name: 'resolver' })
    await page.reload()
    await fault.waitFor()
    expect(await fault.textContent()).toContain('the pump does not answer')
    expect(Number(await fault.locator('td').last().textContent())).toBeGreaterThanOrEqual(2)

    await isLive(page)
    await answer(true)
    await within(10_000, async () => expect(await state.getAttribute('data-plugin-state')).toBe('READY'))
    expect(await fault.count()).toBe(1)
    blameless(watched)
  })

  it('that are down are marked in the frame, for those who can do something about it', async () => {
    await using theirs = await visit('/runs')
    await isLive(theirs.page)
    await theirs.page.waitForLoadState('networkidle')
    expect(await theirs.page.locator('.trouble-mark').count()).toBe(0)
    await signIn(theirs.page, 'ADMIN')
    await theirs.page.reload()
    const mark = theirs.page.getByRole('link', { name: 'Plugins failed: torn, wrong' })
    await mark.click()
    await theirs.page.getByRole('heading', { level: 1, name: 'Plugins' }).waitFor()
    await rowOf(theirs.page, 'torn').waitFor()
    blameless(theirs)
  })

  it('have events that were parked: told again when what failed is mended, or dropped, by those who may', async () => {
    const park = (id: bigint, key: string) =>
      app().domain.parkedEvents.park(
        'shop',
        { id, xid: 7n, kind: 'tag.created', entity: 'TAG', key, change: 'CREATED', fields: [], data: null, actor: 'readout', at: '2024-05-01T11:00:00.000Z' },
        { attempts: 4, error: 'the shop is closed' },
      )
    await using watched = await visit('/runs')
    const { page } = watched
    await signIn(page, 'ADMIN')
    await page.goto(`${app().url}/admin/plugins/shop`)
    await page.getByText('None: what its hooks were told of, they have done with.').waitFor()
    await isLive(page)
    await park(1n, 'first')
    await park(2n, 'second')
    // It comes by itself, with what the hook said.
    const parked = (key: string) => page.locator('tr[data-event]').filter({ hasText: `of ${key}` })
    await parked('first').waitFor()
    await parked('second').waitFor()
    expect(await parked('first').textContent()).toContain('the shop is closed')

    await page.getByRole('button', { name: 'Tell it again: tag.created of first' }).click()
    await parked('first').getByText('the shop is closed today').waitFor()
    await page.getByRole('alert').getByText('the shop is closed today').waitFor()
    workshop.write('open', '')
    await page.getByRole('button', { name: 'Tell it again: tag.created of first' }).click()
    await page.getByText('tag.created of first is done').waitFor()
    await within(10_000, async () => expect(await parked('first').count()).toBe(0))
    await page.getByRole('button', { name: 'Drop: tag.created of second' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Drop it' }).click()
    await within(10_000, async () => expect(await parked('second').count()).toBe(0))
    await page.getByRole('radio', { name: 'Dropped' }).check({ force: true })
    await parked('second').getByText('by the admin').waitFor()
    await within(10_000, async () => expect(new URL(page.url()).search).toBe('?parked=dropped'))
    await page.reload()
    await parked('second').waitFor()

    await using stranger = await visit('/admin/plugins/shop?parked=done')
    await stranger.page.locator('tr[data-event]').filter({ hasText: 'of first' }).waitFor()
    blameless(stranger)
    blameless(watched)
  })

  it('are found by the palette; one that is not installed says so', async () => {
    await using watched = await visit('/admin/plugins/nowhere')
    const { page } = watched
    await page.getByRole('heading', { name: 'There is no plugin nowhere' }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Find' }).waitFor()
    await page.keyboard.type('moody')
    await page.getByRole('option', { name: 'Plugin The moody', selected: true }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Plugin The moody' }).waitFor()
    blameless(watched)
  })
})
