import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Client } from '../kit/client.ts'
import { callRun } from '../kit/run.ts'
import { faultsOf } from './axe.ts'
import { blameless, chromiumPath } from './browser.ts'
import { isLive, secondsHere, stateOf, within } from './control.ts'
import { journeyApp } from './journey.ts'
import { makeRuns } from './run-world.ts'

const { app, control, visit } = journeyApp({ settings: { LOGLINE_ANONYMOUS: 'shifter' } })
let coordinator: Client

const head = (page: Page) => page.locator('.sheet-head')
const factOf = async (page: Page, label: string) =>
  (await head(page).locator('.record-fact').filter({ hasText: label }).locator('dd').textContent())?.trim()
const verdict = (page: Page, name: string) =>
  page.getByRole('group', { name: 'Quality of the run' }).getByRole('button', { name })
const panel = (page: Page, title: string) => page.getByRole('region', { name: title })

describe.skipIf(!chromiumPath)('the page of a run', () => {
  beforeEach(async () => {
    coordinator = await app().as('COORDINATOR')
    await makeRuns(coordinator)
  })

  it('tells everything about a run', async () => {
    await using watched = await visit('/runs/501')
    const { page } = watched
    await head(page).waitFor()
    await page.getByRole('radio', { name: 'UTC' }).check({ force: true })
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Run 501')
    await within(10_000, async () => expect(await page.title()).toBe('Run 501 · ended · Logline'))
    expect(await page.locator('.sheet-duration').textContent()).toBe('1:00:00')
    expect(await factOf(page, 'Started')).toBe('2024-05-01 09:59:00by Ada')
    expect(await factOf(page, 'Trigger on')).toBe('2024-05-01 10:00:00')
    expect(await factOf(page, 'Ended')).toBe('11:00:10by Femi')
    expect(await head(page).locator('time').nth(1).getAttribute('title')).toBe(
      'Start by the control system\n2024-05-01 09:59:00 UTC',
    )
    expect(await panel(page, 'Why it ended').textContent()).toContain('DETECTORS TPChigh voltage trip in sector 14')
    // What is around it comes with an answer of its own.
    await within(10_000, async () =>
      expect(await panel(page, 'Fill').locator('dd').allTextContents()).toEqual([
        'PROTON - PROTON',
        '2024-05-01 08:00:00 – 11:30:00',
        '1:00:00, 28.6\u00a0%',
        '3before 500after 502',
      ]),
    )
    await within(10_000, async () =>
      expect(await panel(page, 'Environment').locator('li').allTextContents()).toEqual([
        'Sstandby2024-05-01 09:50:000:05:00',
        'Cconfigured2024-05-01 09:55:000:05:00',
        'Rrunning2024-05-01 10:00:001:00:00',
        'Eerror2024-05-01 11:00:000:01:00task readout ended',
        'Xdone2024-05-01 11:01:00',
      ]),
    )
    const bytes = panel(page, 'Counters').getByText('2.73 TB')
    expect(await bytes.getAttribute('title')).toBe('bytesReadOut: 2\u202f734\u202f567\u202f890\u202f123\u00a0B')
    expect(await panel(page, 'Conditions').locator('dd').allTextContents()).toContain('processing')
    // Who is bad comes first.
    expect(await panel(page, 'Detectors').getByRole('listitem').allTextContents()).toEqual([
      'TPCbad',
      'FT0good',
      'ITS–not judged',
    ])
    const timeline = panel(page, 'Timeline')
    await timeline.getByRole('button', { name: 'Table' }).click()
    for (const row of ['Stable beams', 'Other runs', 'Trigger', 'Control system', 'Environment']) {
      await timeline.getByRole('row').filter({ hasText: row }).first().waitFor()
    }
    blameless(watched)
  })

  it('shows a run that starts and ends to a shifter with the list and to one with its page, live', async () => {
    await using list = await visit('/runs')
    await using one = await visit('/runs/503')
    await one.page.getByText('There is no run 503').waitFor()
    await Promise.all([isLive(list.page), isLive(one.page)])
    await control.start(503, { startedBy: 'Ada' })
    const started = await Promise.all([
      within(secondsHere(1), async () => expect(await stateOf(list.page, 503)).toBe('RUNNING')),
      within(secondsHere(1), async () => expect(await one.page.title()).toBe('Run 503 · running · Logline')),
    ])
    const before = await one.page.locator('.sheet-duration').textContent()
    await within(10_000, async () => expect(await one.page.locator('.sheet-duration').textContent()).not.toBe(before))
    app().clock.forward(90_000)
    await control.end(503)
    const ended = await Promise.all([
      within(secondsHere(1), async () => expect(await stateOf(list.page, 503)).toBe('ENDED')),
      within(secondsHere(1), async () => expect(await one.page.title()).toBe('Run 503 · ended · Logline')),
    ])
    expect(await one.page.locator('.sheet-duration').textContent()).toBe('0:01:30')
    expect(await factOf(one.page, 'Ended')).toContain('by coordinator')
    expect(await one.page.evaluate(() => performance.getEntriesByType('navigation').length)).toBe(1)
    console.info(`commit to screen: ${[...started, ...ended].map((ms) => `${ms.toFixed(0)} ms`).join(', ')}`)
    blameless(list)
    blameless(one)
  })

  it('says that a run is lost as soon as it is, and never counts on', async () => {
    await control.start(503, { startedAt: '2024-04-29T12:00:02Z' })
    await using watched = await visit('/runs/503')
    const { page } = watched
    await within(10_000, async () => expect(await page.title()).toBe('Run 503 · running · Logline'))
    app().clock.forward(4000)
    await within(10_000, async () => expect(await page.title()).toBe('Run 503 · lost · Logline'))
    await within(10_000, async () => expect(await page.locator('.sheet-duration').textContent()).toBe('lost: no end was told for more than 48 h'))
    await within(10_000, async () => expect(await verdict(page, 'good').getAttribute('title')).toMatch(/^Nobody has said when this run ended/))
    blameless(watched)
  })

  it('goes to the runs before and after with keys and links, and keeps the address', async () => {
    await using watched = await visit('/runs/501')
    const { page } = watched
    await head(page).waitFor()
    const isAt = (number: number) =>
      within(10_000, async () => {
        expect(new URL(page.url()).pathname).toBe(`/runs/${number}`)
        expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(`Run ${number}`)
      })
    await page.keyboard.press(']')
    await isAt(502)
    await page.keyboard.press(']')
    await page.getByText('This is the last run.').waitFor()
    // The run after the last one comes while somebody looks.
    await control.start(504)
    await page.getByRole('link', { name: 'Next run: 504' }).click()
    await isAt(504)
    await page.keyboard.press('[')
    await isAt(502)
    await page.keyboard.press('[')
    await isAt(501)
    await page.goBack()
    await isAt(502)
    blameless(watched)
  })

  it.each([
    ['abc', '“abc” is no run number'],
    ['99999999999', '“99999999999” is no run number'],
    ['0', '“0” is no run number'],
    ['777', 'There is no run 777'],
  ])('says of /runs/%s: %s', async (path, words) => {
    await using watched = await visit(`/runs/${path}`)
    await watched.page.getByRole('heading', { name: words }).waitFor()
    await watched.page.getByRole('link', { name: 'All runs' }).click()
    await watched.page.locator('[data-run]').first().waitFor()
    blameless(watched)
  })

  it.each(['light', 'dark'] as const)('has nothing that axe would find, %s, on a wall and on a phone', async (scheme) => {
    for (const width of [1280, 360]) {
      await using watched = await visit('/runs/501', {
        viewport: { width, height: 800 },
        colorScheme: scheme,
      })
      const { page } = watched
      await panel(page, 'Environment').getByText('standby').waitFor()
      expect(await faultsOf(page)).toEqual([])
      await panel(page, 'Detectors').getByRole('button', { name: 'ITS not judged' }).click()
      await page.getByRole('dialog').waitFor()
      expect(await faultsOf(page)).toEqual([])
      blameless(watched)
    }
  })

  it('stands on a phone without sideways scrolling', async () => {
    for (const number of [501, 502]) {
      await using watched = await visit(`/runs/${number}`, {
        viewport: { width: 360, height: 740 },
      })
      const { page } = watched
      await panel(page, 'History of changes').waitFor()
      await panel(page, 'Fill').getByText('PROTON - PROTON').waitFor()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
      blameless(watched)
    }
  })

  it('prints on one or two pages, without what can only be pressed', async () => {
    await callRun(coordinator, 'tagRun', { number: 501, add: ['RC'] })
    await using watched = await visit('/runs/501', { colorScheme: 'dark' })
    const { page } = watched
    await panel(page, 'Environment').getByText('standby').waitFor()
    await panel(page, 'History of changes').getByText('+ RC').waitFor()
    await page.emulateMedia({ media: 'print' })
    for (const gone of [page.getByRole('banner'), page.getByText('Add a tag'), page.getByText('Add a reason'), verdict(page, 'good')]) {
      expect(await gone.isVisible()).toBe(false)
    }
    expect(await page.getByText('high voltage trip in sector 14').isVisible()).toBe(true)
    expect(await page.getByText('Times in Europe/Zurich').isVisible()).toBe(true)
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('light')
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
    const pages = pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0
    expect(pages).toBeGreaterThan(0)
    expect(pages).toBeLessThanOrEqual(2)
  })
})
