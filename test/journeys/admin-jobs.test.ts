import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemActor } from '../../server/domain/actor.ts'
import { systemClock } from '../../server/domain/clock.ts'
import { createScheduler, type Scheduler } from '../../server/jobs/scheduler.ts'
import { createLog } from '../../server/log.ts'
import { makeJob } from '../jobs/servers.ts'
import { createClock } from '../kit/clock.ts'
import { until } from '../kit/live.ts'
import { blameless, chromiumPath } from './browser.ts'
import { isLive, pressInTurn, within } from './control.ts'
import { journeyApp } from './journey.ts'

// The ticks are the machine's, and so must be the clock.
const { app, visit, signIn } = journeyApp({ clock: { ...createClock(), now: systemClock.now } })

let scheduler: Scheduler
/** What the job of a test is told to do next: to speak, to end well or to fail. */
let orders: { log: (line: string) => void; end: (result: unknown) => void; fail: (words: string) => void }[]

beforeEach(async () => {
  orders = []
  scheduler = await createScheduler({ db: app().db, domain: app().domain, log: createLog('silent') })
  await scheduler.add('core', [
    makeJob(
      (signal, { log }) =>
        new Promise((resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('told to stop')))
          orders.push({ log, end: resolve, fail: (words) => reject(new Error(words)) })
        }),
      { name: 'watch', description: 'Reads new files', cron: '15 3 * * 1-5', zone: 'Europe/Zurich' },
    ),
    makeJob(async () => ({ files: 3 }), { name: 'poll', description: 'Polls', cron: '*/5 * * * *' }),
    makeJob(async () => Promise.reject(new Error('line 7 has no number')), { name: 'parse', description: 'Parses' }),
  ])
})
afterEach(() => scheduler[Symbol.asyncDispose]())

const runs = async (name: string, count: number) => {
  for (let done = 0; done < count; done++) {
    const { value } = await scheduler.trigger(name, systemActor('test'))
    await value!.ended
  }
}
const rowOf = (page: Page, name: string) => page.locator(`tr[data-job="${name}"]`)
const bars = (page: Page) => page.locator('.run-strip-bars .run-bar')
const statesOf = (page: Page) => page.locator('.runs-of-job tbody tr').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-state')))
const searchOf = (page: Page) => new URL(page.url()).search

describe.skipIf(!chromiumPath)('jobs', () => {
  it('are listed with when they run, in words and counting down, and how it went last', async () => {
    await runs('core:poll', 1)
    await runs('core:parse', 1)
    await using watched = await visit('/admin/jobs')
    const { page } = watched
    const watch = rowOf(page, 'core:watch')
    await watch.waitFor()
    expect(await watch.textContent()).toContain('Monday to Friday at 03:15Zurich')
    expect(await watch.getByText('Monday to Friday').getAttribute('title')).toBe('15 3 * * 1-5, in Europe/Zurich')
    const left = () => rowOf(page, 'core:poll').locator('[data-countdown]').textContent()
    const first = await left()
    expect(first).toMatch(/^in 0:0([0-4]:\d\d|5:00)$|^now$/)
    await within(10_000, async () => expect(await left()).not.toBe(first))
    expect(await rowOf(page, 'core:poll').textContent()).toMatch(/done\s*[\d.]+ m?s/)
    expect(await rowOf(page, 'core:parse').textContent()).toContain('failed')
    expect(await rowOf(page, 'core:parse').textContent()).toContain('line 7 has no number')

    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Job core:poll' }).waitFor()
    blameless(watched)
  })

  it('run by one are seen by another: while it goes on, what it says, how it ends', async () => {
    await using ours = await visit('/runs')
    await signIn(ours.page, 'COORDINATOR')
    await ours.page.goto(`${app().url}/admin/jobs/core:watch`)
    await using theirs = await visit('/admin/jobs')
    await Promise.all([isLive(ours.page), isLive(theirs.page)])
    await rowOf(theirs.page, 'core:watch').getByText('waiting').waitFor()

    await ours.page.getByRole('button', { name: 'Run now: core:watch' }).click()
    await until(() => orders.length === 1)
    // Another browser sees it, with how long it has been going on; and it can't be run twice.
    const row = rowOf(theirs.page, 'core:watch')
    await within(10_000, async () => expect(await row.getAttribute('data-state')).toBe('RUNNING'))
    await within(10_000, async () => expect(await row.textContent()).toMatch(/running 0:0\d:(0[1-9]|[1-5]\d)/))
    const button = ours.page.getByRole('button', { name: 'Run now: core:watch' })
    await within(10_000, async () => expect(await button.getAttribute('title')).toBe('It is running: one run at a time.'))
    expect(await button.getAttribute('aria-disabled')).toBe('true')
    // The run that was triggered is looked at, and grows as it speaks.
    await within(10_000, async () => expect(searchOf(ours.page)).toMatch(/^\?run=/))
    orders[0]!.log('found 3 files')
    await ours.page.getByText('found 3 files').waitFor()
    orders[0]!.log('read a.csv')
    await ours.page.getByText('read a.csv').waitFor()

    orders[0]!.end({ files: 3 })
    await within(10_000, async () => expect(await row.textContent()).toMatch(/done/))
    await within(10_000, async () => expect(await ours.page.locator('.one-run').textContent()).toContain('"files": 3'))
    await within(10_000, async () => expect(await bars(ours.page).evaluateAll((all) => all.map((bar) => bar.getAttribute('data-state')))).toEqual(['DONE']))
    expect(await ours.page.locator('.one-run').textContent()).toContain('by hand, the coordinator')
    // The same run for whoever gets the address.
    await theirs.page.goto(ours.page.url())
    await theirs.page.getByText('read a.csv').waitFor()
    blameless(ours)
    blameless(theirs)
  })

  it('have a history: as bars by how each ended, and as a table by state and page, all in the address', async () => {
    await runs('core:parse', 2)
    // The same job, mended.
    await scheduler.add('core', [makeJob(async () => 'all read', { name: 'parse', description: 'Parses' })])
    await runs('core:parse', 40)
    await using watched = await visit('/admin/jobs/core:parse')
    const { page } = watched
    await within(10_000, async () => expect(await bars(page).count()).toBe(42))
    await page.getByRole('img', { name: 'The last 42 runs: 40 done, 2 failed' }).waitFor()
    await within(10_000, async () => expect(await statesOf(page)).toHaveLength(25))
    await within(10_000, async () => expect(await page.locator('.runs-of-job-count').textContent()).toBe('42 in all'))
    await page.getByRole('link', { name: 'Older' }).click()
    await within(10_000, async () => expect(await statesOf(page)).toHaveLength(17))
    expect((await statesOf(page)).slice(-3)).toEqual(['DONE', 'FAILED', 'FAILED'])
    await page.reload()
    await within(10_000, async () => expect(await statesOf(page)).toHaveLength(17))
    await page.getByRole('link', { name: 'Newer' }).click()
    await within(10_000, async () => expect(await statesOf(page)).toHaveLength(25))

    await page.getByRole('button', { name: 'State' }).click()
    await page.getByRole('checkbox', { name: 'failed' }).check()
    await within(10_000, async () => expect(await statesOf(page)).toEqual(['FAILED', 'FAILED']))
    await within(10_000, async () => expect(searchOf(page)).toBe('?state=failed'))
    await page.keyboard.press('Escape')
    // A bar leads to its run.
    await bars(page).first().click()
    const one = page.locator('.one-run')
    await one.getByText('line 7 has no number').waitFor()
    await within(10_000, async () => expect(searchOf(page)).toMatch(/^\?state=failed&run=/))
    const first = searchOf(page)
    await page.keyboard.press(']')
    await within(10_000, async () => expect(searchOf(page)).not.toBe(first))
    await page.keyboard.press(']')
    await one.getByText('"all read"').waitFor()
    await page.goBack()
    await one.getByText('line 7 has no number').waitFor()
    blameless(watched)
  })

  it('are paused and resumed by those who may; others see why not, and who did', async () => {
    // A job without a tick while the test lasts: whatever it does somebody made it do.
    await using theirs = await visit('/admin/jobs/core:parse')
    const pause = theirs.page.getByRole('button', { name: 'Pause: core:parse' })
    await pause.waitFor()
    expect(await pause.getAttribute('aria-disabled')).toBe('true')
    // Until it is known who looks on, it says that.
    await within(10_000, async () => expect(await pause.getAttribute('title')).toContain('it needs the right job:run'))
    await pause.click({ force: true })
    await theirs.page.keyboard.press('t')
    await isLive(theirs.page)

    await using ours = await visit('/runs')
    await signIn(ours.page, 'COORDINATOR')
    await ours.page.goto(`${app().url}/admin/jobs/core:parse`)
    await within(10_000, async () => expect(await ours.page.getByRole('button', { name: 'Pause: core:parse' }).getAttribute('aria-disabled')).toBe(null))
    expect(await bars(ours.page).count()).toBe(0)
    await isLive(ours.page)
    await ours.page.keyboard.press('p')
    await ours.page.getByText('core:parse is paused').waitFor()
    await within(10_000, async () => expect(await theirs.page.locator('.record-facts').first().textContent()).toMatch(/paused.*by the coordinator/))
    // The frame tells those who can do something about it, and nobody else.
    await ours.page.getByRole('link', { name: 'Job paused: core:parse' }).waitFor()
    expect(await theirs.page.getByRole('link', { name: /Job paused/ }).count()).toBe(0)

    await ours.page.getByRole('button', { name: 'Resume: core:parse' }).click()
    await theirs.page.getByRole('button', { name: 'Pause: core:parse' }).waitFor()
    await within(10_000, async () => expect(await ours.page.getByRole('link', { name: /Job paused/ }).count()).toBe(0))
    blameless(ours)
    blameless(theirs)
  })

  it('are found by the palette, and one that is not there says so', async () => {
    await using watched = await visit('/admin/jobs/core:nothing')
    const { page } = watched
    await page.getByRole('heading', { name: 'There is no job core:nothing' }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Find' }).waitFor()
    await page.keyboard.type('watch')
    await page.getByRole('option', { name: 'Job core:watch', selected: true }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Job core:watch' }).waitFor()
    await pressInTurn(page, 'g', 'p')
    await page.getByRole('heading', { level: 1, name: 'Plugins' }).waitFor()
    blameless(watched)
  })
})
