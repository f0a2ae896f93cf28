import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Client } from '../kit/client.ts'
import { callRun, readRun } from '../kit/run.ts'
import { createWorld } from '../kit/world.ts'
import { blameless, chromiumPath } from './browser.ts'
import { isLive, within } from './control.ts'
import { journeyApp } from './journey.ts'
import { makeRuns } from './run-world.ts'


const verdict = (page: Page, name: string) =>
  page.getByRole('group', { name: 'Quality of the run' }).getByRole('button', { name })
const panel = (page: Page, title: string) => page.getByRole('region', { name: title })
const isPressed = async (page: Page, name: string) =>
  expect(await verdict(page, name).getAttribute('aria-pressed')).toBe('true')
const history = (page: Page) => panel(page, 'History of changes').getByRole('listitem')

/** Holds back the mutations of a page until they are let go: the server answers them as it then stands. */
const holdMutations = async (page: Page) => {
  let letGo: () => void = () => undefined
  const released = new Promise<void>((resolve) => (letGo = resolve))
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('mutation')) await released
    await route.continue()
  })
  return letGo
}

describe.skipIf(!chromiumPath)('what people do with a run', () => {
  const { app, visit } = journeyApp({ settings: { LOGLINE_ANONYMOUS: 'shifter' } })
  let coordinator: Client
  beforeEach(async () => {
    coordinator = await app().as('COORDINATOR')
    await makeRuns(coordinator)
  })

  it('judges it, with a reason where one is needed, and another browser sees the history grow', async () => {
    await using one = await visit('/runs/501')
    await using other = await visit('/runs/501')
    await Promise.all([isLive(one.page), isLive(other.page)])
    await verdict(one.page, 'good').click()
    await within(10_000, () => isPressed(one.page, 'good'))
    await within(10_000, () => isPressed(other.page, 'good'))
    await within(10_000, async () => expect(await history(other.page).count()).toBe(1))
    expect(await one.page.locator('dialog[open]').count()).toBe(0)

    await verdict(other.page, 'bad').click()
    const dialog = other.page.getByRole('dialog', { name: 'Judge run 501' })
    await dialog.getByRole('button', { name: 'Set bad' }).click()
    await dialog.getByText('Say why.').waitFor()
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('noise in sector 7')
    await dialog.getByRole('button', { name: 'Set bad' }).click()
    await within(10_000, () => isPressed(one.page, 'bad'))
    await within(10_000, async () => expect(await history(one.page).count()).toBe(2))
    expect(await history(one.page).first().textContent()).toContain('anonymousQuality good → became badnoise in sector 7')
    blameless(one)
    blameless(other)
  })

  it('judges a detector, which needs a reason, by the keyboard alone', async () => {
    await using watched = await visit('/runs/501')
    const { page } = watched
    await panel(page, 'Detectors').getByRole('button', { name: 'ITS not judged' }).focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Judge ITS in run 501' })
    await dialog.getByRole('radio', { name: 'bad' }).check()
    await dialog.getByRole('textbox', { name: 'Reason' }).focus()
    await page.keyboard.type('lane errors')
    await page.keyboard.press('Control+Enter')
    await within(10_000, async () =>
      expect(await panel(page, 'Detectors').getByRole('listitem').allTextContents()).toEqual(['ITSbad', 'TPCbad', 'FT0good']),
    )
    await within(10_000, async () =>
      expect(await history(page).first().textContent()).toContain('Quality of ITS not judged → became badlane errors'),
    )
    expect((await readRun(coordinator, 501, 'detectors { name quality }')).detectors).toContainEqual({ name: 'ITS', quality: 'BAD' })
    blameless(watched)
  })

  it("takes a verdict back when the server refuses it, and says the server's reason", async () => {
    await using watched = await visit('/runs/501')
    const { page } = watched
    await isLive(page)
    const letGo = await holdMutations(page)
    await verdict(page, 'good').click()
    await within(10_000, () => isPressed(page, 'good'))
    // Meanwhile it turns out that the run goes on.
    const { userErrors } = await callRun(coordinator, 'updateRun', { number: 501, endedAt: null, triggerEndedAt: null })
    expect(userErrors).toEqual([])
    letGo()
    const reason = 'The quality of a run can be set only after the run has ended.'
    await page.getByRole('alert').getByText(`Run 501 was not set to good. ${reason}`).waitFor()
    await within(10_000, async () => expect(await verdict(page, 'good').getAttribute('aria-pressed')).toBe('false'))
    await page.getByText(`Not set to good: ${reason}`).waitFor()
    expect(await readRun(coordinator, 501, 'quality')).toEqual({ quality: 'NONE' })
    blameless(watched)
  })

  it('shows both verdicts when somebody else judged meanwhile, and lets choose', async () => {
    await using watched = await visit('/runs/501')
    const { page } = watched
    await isLive(page)
    const letGo = await holdMutations(page)
    await verdict(page, 'good').click()
    await within(10_000, () => isPressed(page, 'good'))
    await callRun(coordinator, 'setRunQuality', { number: 501, quality: 'BAD', reason: 'the magnet was off' })
    letGo()
    const dialog = page.getByRole('dialog', { name: 'Judge run 501' })
    await dialog.getByText('Somebody judged meanwhile.').waitFor()
    for (const words of ['“the magnet was off”', 'You saw not judged; now it is bad', 'By coordinator'])
      await within(10_000, async () => expect(await dialog.textContent()).toContain(words))
    await dialog.getByRole('button', { name: 'Leave it bad' }).click()
    await within(10_000, () => isPressed(page, 'bad'))
    expect(await readRun(coordinator, 501, 'quality')).toEqual({ quality: 'BAD' })

    // The other way: theirs comes while the dialog is open, and ours shall stand.
    await verdict(page, 'test').click()
    await callRun(coordinator, 'setRunQuality', { number: 501, quality: 'GOOD', reason: 'it was on after all' })
    await dialog.getByText('Somebody judged meanwhile.').waitFor()
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('a test of the magnet')
    await dialog.getByRole('button', { name: 'Set test all the same' }).click()
    await within(10_000, () => isPressed(page, 'test'))
    await within(10_000, async () => expect(await readRun(coordinator, 501, 'quality')).toEqual({ quality: 'TEST' }))
    blameless(watched)
  })

  it('puts tags on and takes them off, with a way back, and says why a tag is refused', async () => {
    await using watched = await visit('/runs/501')
    const { page } = watched
    const tags = page.getByRole('group', { name: 'Tags' })
    const shown = () => tags.locator('.tag').allTextContents()
    await tags.getByRole('button', { name: 'Take off to review' }).click()
    await within(10_000, async () => expect(await shown()).toEqual([]))
    await page.getByRole('button', { name: 'Undo' }).click()
    await within(10_000, async () => expect(await shown()).toEqual(['to review']))
    await tags.getByRole('button', { name: 'Add a tag' }).click()
    const field = tags.getByRole('combobox', { name: 'Tag to put on' })
    await within(10_000, async () =>
      expect(await tags.locator('option').evaluateAll((all) => all.map((one) => one.getAttribute('value')))).toEqual(['RC']),
    )
    await field.fill('RC')
    await page.keyboard.press('Enter')
    await within(10_000, async () => expect((await readRun(coordinator, 501, 'tags { text }')).tags).toEqual([{ text: 'RC' }, { text: 'to review' }]))
    await field.fill('brand new')
    await page.keyboard.press('Enter')
    await tags.getByText('There is no tag brand new; coordinators can create it').waitFor()
    await within(10_000, async () => expect(await shown()).toEqual(['RC', 'to review']))
    blameless(watched)
  })

  it('says why the run ended; a reason of the detectors names one', async () => {
    await using watched = await visit('/runs/501')
    const { page } = watched
    const reasons = panel(page, 'Why it ended')
    await reasons.getByRole('button', { name: 'Add a reason' }).click()
    const dialog = page.getByRole('dialog', { name: 'Why run 501 ended' })
    await dialog.getByRole('combobox', { name: 'Category' }).fill('DETECTORS')
    await dialog.getByRole('combobox', { name: 'Detector' }).selectOption('ITS')
    await dialog.getByRole('textbox', { name: 'What happened' }).fill('too many lanes in error')
    await dialog.getByRole('button', { name: 'Add the reason' }).click()
    await within(10_000, async () => expect(await reasons.getByRole('listitem').count()).toBe(2))
    await within(10_000, async () =>
      expect(await reasons.getByRole('listitem').last().textContent()).toContain('DETECTORS ITStoo many lanes in erroranonymous'),
    )
    await within(10_000, async () =>
      expect(await history(page).first().textContent()).toContain('DETECTORS / ITS / too many lanes in error'),
    )
    blameless(watched)
  })

  it('takes back a reason for the end that is not so, with a way back', async () => {
    await callRun(coordinator, 'addEndReason', { number: 501, category: 'LHC', title: 'DUMP' })
    await using one = await visit('/runs/501')
    await using other = await visit('/runs/501')
    await Promise.all([isLive(one.page), isLive(other.page)])
    const reasons = (page: Page) => panel(page, 'Why it ended').getByRole('listitem')
    await within(10_000, async () => expect(await reasons(one.page).count()).toBe(2))
    await one.page.getByRole('button', { name: 'Take back the reason DETECTORS TPC' }).click()
    for (const { page } of [one, other]) await within(10_000, async () => expect((await reasons(page).allTextContents()).map((text) => text.slice(0, 8))).toEqual(['LHC DUMP']))
    await within(10_000, async () => expect(await history(one.page).first().textContent()).toContain('DETECTORS / TPC / high voltage trip in sector 14'))
    await one.page.getByRole('button', { name: 'Undo' }).click()
    for (const { page } of [one, other]) await within(10_000, async () => expect(await reasons(page).count()).toBe(2))
    await within(10_000, async () =>
      expect(await reasons(other.page).last().textContent()).toContain('DETECTORS TPChigh voltage trip in sector 14anonymous'),
    )
    blameless(one)
    blameless(other)
  })

  it('says when a run ended that was lost, helped by what came after it, and takes that back', async () => {
    await createWorld(coordinator).run(490, { startedAt: '2024-04-28T10:00:00Z', detectors: ['ITS'] }).run(491, { startedAt: '2024-04-28T14:00:00Z', endedAt: '2024-04-28T15:00:00Z' }).make()
    await using watched = await visit('/runs/490')
    const { page } = watched
    const state = page.locator('.sheet-state')
    await within(10_000, async () => expect(await state.textContent()).toBe('lost'))
    const open = page.getByRole('button', { name: 'Say when it ended …' })
    await open.click()
    const dialog = page.getByRole('dialog', { name: 'When run 490 ended' })
    const field = dialog.getByRole('textbox', { name: 'Ended' })
    const end = dialog.getByRole('button', { name: 'End run 490' })
    for (const [text, fault] of [['', 'A time such as'], ['2024-04-28 10:00Z', 'That is before it started.'], ['2024-05-02', 'That is not yet.'], ['2024-04-31', '2024-04 has no day 31']] as const) {
      await field.fill(text)
      await end.click()
      await dialog.getByText(fault).waitFor()
    }
    await dialog.getByText('run 491 started').getByRole('button', { name: 'Take this' }).click()
    expect(await field.inputValue()).toBe('2024-04-28 16:00:00 +02:00')
    await end.click()
    await within(10_000, async () => expect(await state.textContent()).toBe('ended'))
    expect(await readRun(coordinator, 490, 'endedAt endedBy')).toEqual({ endedAt: '2024-04-28T14:00:00.000Z', endedBy: 'anonymous' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await within(10_000, async () => expect(await state.textContent()).toBe('lost'))

    // Somebody else says it while the dialog is open: nothing of theirs is written over.
    await open.click()
    await field.fill('2024-04-28 13:00Z')
    const letGo = await holdMutations(page)
    await end.click()
    await callRun(coordinator, 'endRun', { number: 490, endedAt: '2024-04-28T12:00:00Z', endedBy: 'Ada' })
    letGo()
    await dialog.getByText('Somebody said it meanwhile.').waitFor()
    await within(10_000, async () => expect(await dialog.textContent()).toContain('2024-04-28 14:00:00, by Ada'))
    await dialog.getByRole('button', { name: 'Leave it so' }).click()
    expect(await readRun(coordinator, 490, 'endedAt endedBy')).toEqual({ endedAt: '2024-04-28T12:00:00.000Z', endedBy: 'Ada' })
    await open.waitFor({ state: 'detached' })
    blameless(watched)
  })

  it('reads the history page by page', async () => {
    for (let step = 1; step <= 45; step++) await callRun(coordinator, 'updateRun', { number: 501, startedBy: `Ada ${step}` })
    await using watched = await visit('/runs/501')
    const { page } = watched
    await within(10_000, async () => expect(await history(page).count()).toBe(20))
    await page.getByRole('button', { name: 'Earlier changes' }).click()
    await within(10_000, async () => expect(await history(page).count()).toBe(40))
    await callRun(coordinator, 'updateRun', { number: 501, startedBy: 'Ada again' })
    await within(10_000, async () => expect(await history(page).count()).toBe(41))
    await page.getByRole('button', { name: 'Earlier changes' }).click()
    await within(10_000, async () => expect(await history(page).count()).toBe(46))
    expect(await history(page).first().textContent()).toContain('Started by Ada 45 → became Ada again')
    expect(await history(page).last().textContent()).toContain('Started by Ada → became Ada 1')
    await page.getByRole('button', { name: 'Earlier changes' }).waitFor({ state: 'detached' })
    blameless(watched)
  })
})

describe.skipIf(!chromiumPath)('a viewer on the page of a run', () => {
  const { app, visit } = journeyApp({ settings: { LOGLINE_ANONYMOUS: 'viewer' } })

  it('finds every control in reach, off, and with the reason why', async () => {
    await makeRuns(await app().as('COORDINATOR'))
    await using watched = await visit('/runs/501')
    const { page } = watched
    const sent: string[] = []
    page.on('request', (request) => request.postData()?.includes('mutation') && sent.push(request.url()))
    const why = /^You may not do this: it needs the right run:write\. Sign in first\./
    const controls = [
      verdict(page, 'good'),
      verdict(page, 'bad'),
      verdict(page, 'test'),
      page.getByRole('button', { name: 'Add a tag' }),
      page.getByRole('button', { name: 'Take off to review' }),
      page.getByRole('button', { name: 'Add a reason' }),
      page.getByRole('button', { name: 'Take back the reason DETECTORS TPC' }),
      panel(page, 'Detectors').getByRole('button', { name: 'TPC bad' }),
    ]
    for (const one of controls) {
      await one.waitFor()
      await within(10_000, async () => expect(await one.getAttribute('title')).toMatch(why))
      expect(await one.getAttribute('aria-disabled')).toBe('true')
      await one.focus()
      expect(await one.evaluate((element) => document.activeElement === element)).toBe(true)
      await page.keyboard.press('Enter')
      await one.click({ force: true })
    }
    expect(await page.locator('dialog[open]').count()).toBe(0)
    expect(sent).toEqual([])
    expect(await readRun(await app().as('VIEWER'), 501, 'revision')).toEqual({ revision: 1 })
    blameless(watched)
  })
})

describe.skipIf(!chromiumPath)('somebody on the page of a run', () => {
  const { app, visit } = journeyApp({ settings: { LOGLINE_ANONYMOUS: 'none' } })

  it('without the right to read is told so, and where to sign in', async () => {
    await makeRuns(await app().as('COORDINATOR'))
    await using watched = await visit('/runs/501')
    await watched.page.getByRole('heading', { name: 'Sign in to read this' }).waitFor()
    expect(await watched.page.getByRole('link', { name: 'Sign in' }).last().getAttribute('href')).toBe('/sign-in?to=/runs/501')
    expect(watched.foreign).toEqual([])
  })
})
