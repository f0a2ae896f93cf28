import { beforeAll, describe, expect, it } from 'vitest'
import { faultsOf } from './axe.ts'
import { path, chip, chips, listed, mapped, checked, drawn, spotsOf } from './brewer-page.ts'
import { brewerPlugin, createStations, sendNetwork } from './brewer-world.ts'
import { blameless, chromiumPath } from './browser.ts'
import { within } from './control.ts'
import { journeyApp } from './journey.ts'
import { vitalsOf } from './vitals.ts'

const expected = ['brewer-185 CRITICAL', 'brewer-070 LOST', 'brewer-015 STALE', 'brewer-033 WARNING', 'brewer-157 OK']

describe.skipIf(!chromiumPath)('the page of the Brewers', () => {
  const { app, visit } = journeyApp({ isShared: true, plugins: [brewerPlugin] })
  beforeAll(async () => sendNetwork(await createStations(app())))

  it('says the same on the map, in the list and in the legend: by colour, shape and word', async () => {
    await using watched = await visit(path)
    const { page } = watched
    await drawn(page)
    expect(await listed(page)).toEqual(expected)
    expect((await mapped(page)).toSorted()).toEqual(expected.toSorted())
    expect(await chips(page)).toEqual(['critical1', 'error0', 'lost1', 'stale1', 'warning1', 'ok1'])
    const shapes = await page.locator('.brewer-sign .status-shape').evaluateAll((found) => found.map((shape) => shape.getAttribute('d')))
    expect(new Set(shapes).size).toBe(5)
    const first = await page.locator('.brewer-row').first().textContent()
    for (const words of ['critical', 'brewer-185', 'Izaña', 'Lamp not', '2024-05-01', '00110000']) expect(first).toContain(words)
    // What was wrong when it was last heard is told of one that is silent, with how grave it was.
    expect(await page.locator('[data-brewer="brewer-070"].brewer-row').textContent()).toMatch(/critical when last heard: Brewer failed to respond/)
    // East is right: Izaña is east of Toronto, and El Arenosillo east and north of Izaña.
    const spots = await spotsOf(page, 'brewer-015', 'brewer-157', 'brewer-033')
    expect(spots[0]!.x).toBeLessThan(spots[1]!.x)
    expect(spots[1]!.x).toBeLessThan(spots[2]!.x + 20)
    expect(spots[1]!.y).toBeGreaterThan(spots[2]!.y)
    // Two of one place are two signs, neither on the other.
    const [one, other] = await spotsOf(page, 'brewer-185', 'brewer-157')
    expect(Math.hypot(one!.x - other!.x, one!.y - other!.y)).toBeGreaterThan(24)
    blameless(watched)
  })

  it('moves nothing when its code comes late, and shows what is below it when it does not come', async () => {
    await using watched = await visit('/nowhere')
    const { page } = watched
    const below = page.getByRole('region', { name: 'Brewers and checks' })
    let isComing = false
    await page.route(/brewers-page-.*\.js/, async (route) => {
      if (!isComing) return
      await new Promise((resolve) => setTimeout(resolve, 400))
      await route.continue()
    })
    await page.addInitScript(() => {
      const came: Record<string, number> = {}
      const look = () => {
        for (const part of ['.plugin-page', '.brewer-matrix', '.brewer-map']) if (document.querySelector(part)) came[part] ??= performance.now()
      }
      new MutationObserver(look).observe(document, { childList: true, subtree: true })
      Object.assign(globalThis, { came })
    })
    await page.goto(`${app().url}${path}`)
    await below.locator('.brewer-matrix').waitFor()
    const came = await page.evaluate(() => (globalThis as unknown as { came: Record<string, number> }).came)
    // So long it is held back; a moment less, as the page is looked at after it is put in place.
    expect(came['.brewer-matrix']! - came['.plugin-page']!).toBeGreaterThan(4900)
    expect(came['.brewer-map']).toBeUndefined()
    isComing = true
    await page.reload()
    await drawn(page)
    expect((await vitalsOf(page)).cls).toBeLessThan(0.05)
  })

  it('is filtered by the legend and by text, all of it, and a pasted address gives the same view', async () => {
    await using watched = await visit(path)
    const { page } = watched
    await drawn(page)
    await chip(page, 'critical').click()
    await chip(page, 'ok').click()
    const both = ['brewer-185 CRITICAL', 'brewer-157 OK']
    await within(10_000, async () => expect(await listed(page)).toEqual(both))
    await within(10_000, async () => expect((await mapped(page)).toSorted()).toEqual(both.toSorted()))
    await within(10_000, async () => expect(await checked(page)).toEqual(['brewer-185', 'brewer-157']))
    await page.getByRole('searchbox').fill('izana lamp')
    await within(10_000, async () => expect(await mapped(page)).toEqual(['brewer-185 CRITICAL']))
    await page.getByRole('status').filter({ hasText: '1 of 5 Brewers' }).waitFor()
    // What the text leaves out is not counted; what the legend leaves out is.
    await within(10_000, async () => expect(await chips(page)).toEqual(['critical1', 'error0', 'lost0', 'stale0', 'warning0', 'ok0']))
    await within(10_000, async () => expect(new URL(page.url()).search).toBe('?condition=critical,ok&text=izana+lamp'))
    await using pasted = await visit(new URL(page.url()).pathname + new URL(page.url()).search)
    await drawn(pasted.page)
    expect(await listed(pasted.page)).toEqual(['brewer-185 CRITICAL'])
    expect(await chip(pasted.page, 'ok').getAttribute('aria-pressed')).toBe('true')
    expect(await pasted.page.getByRole('searchbox').inputValue()).toBe('izana lamp')
    await pasted.page.getByRole('button', { name: 'Show all' }).click()
    await within(10_000, async () => expect(await listed(pasted.page)).toEqual(expected))
    blameless(watched)
    blameless(pasted)
  })

  it('looks nearer and further, and the address says at what', async () => {
    await using watched = await visit(path)
    const { page } = watched
    await drawn(page)
    const spread = async () => {
      const [a, b] = await spotsOf(page, 'brewer-015', 'brewer-033')
      return b!.x - a!.x
    }
    const near = await spread()
    await page.getByText('World', { exact: true }).click()
    await within(10_000, async () => expect(await spread()).toBeLessThan(near))
    await within(10_000, async () => expect(new URL(page.url()).search).toBe('?map=world'))
    await within(10_000, async () => expect(await page.getByRole('button', { name: 'Further away' }).isDisabled()).toBe(true))
    for (let press = 0; press < 6; press++) {
      const before = page.url()
      await page.getByRole('button', { name: 'Nearer' }).click()
      await within(10_000, async () => expect(page.url()).not.toBe(before))
    }
    await page.getByText(/outside of what is seen/).waitFor()
    const address = new URL(page.url())
    expect(address.searchParams.get('map')).toMatch(/^-?[\d.]+,-?[\d.]+,[\d.]+$/)
    await page.goBack()
    await within(10_000, async () => expect(page.url()).not.toBe(address.href))
    await page.goForward()
    await within(10_000, async () => expect(page.url()).toBe(address.href))
    await page.getByRole('button', { name: 'Show all' }).click()
    await within(10_000, async () => expect(await spread()).toBeCloseTo(near, 0))
    blameless(watched)
  })

  it('is walked through with the keys: names and troubles by the focus, the instrument by Enter', async () => {
    await using watched = await visit(path)
    const { page } = watched
    await drawn(page)
    await page.getByRole('button', { name: 'Nearer' }).focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    // The worst is the first.
    await within(10_000, async () => expect(await page.evaluate(() => document.activeElement?.getAttribute('data-names'))).toBe('brewer-185'))
    await within(10_000, async () => expect(await page.locator('.brewer-tip').textContent()).toMatch(/brewer-185, Izaña.*critical.*Lamp not/))
    expect(await page.locator('.brewer-row[data-pointed]').getAttribute('data-brewer')).toBe('brewer-185')
    await page.keyboard.press('Escape')
    await within(10_000, async () => expect(await page.locator('.brewer-tip').count()).toBe(0))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Instrument brewer-185' }).waitFor()
    await page.goBack()
    await drawn(page)
    // The matrix is one stop; arrow keys lead through it.
    const cell = page.locator('.brewer-cell[tabindex="0"]')
    expect(await cell.count()).toBe(1)
    await cell.focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('End')
    await within(10_000, async () => expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain('brewer-070'))
    await within(10_000, async () => expect(await page.locator('.brewer-checks .brewer-tip').textContent()).toContain('brewer-070: '))
    blameless(watched)
  })

  it('has each check of each Brewer, with its value and its limit', async () => {
    await using watched = await visit(path)
    const { page } = watched
    await drawn(page)
    const lamps = page.getByRole('link', { name: /^Lamps of brewer-185: critical/ })
    expect(await lamps.getAttribute('href')).toBe('/instruments/brewer-185?brewer-code=14,15,16#brewer-messages')
    const ratio = page.getByRole('link', { name: /^Run\/stop ratio.* of brewer-157: ok, [\d.]+, should be 1 ± 0\.003/ })
    expect(await ratio.getAttribute('href')).toBe('/instruments/brewer-157#brewer-trend-RUN_STOP')
    await ratio.hover()
    await within(10_000, async () => expect(await page.locator('.brewer-checks .brewer-tip').textContent()).toMatch(/brewer-157: Run\/stop ratio.*ok.*should be 1 ± 0\.003/))
    blameless(watched)
  })

  it('takes masks apart and puts them together, without asking anybody', async () => {
    await using watched = await visit(path)
    const { page } = watched
    await drawn(page)
    // What it asks to begin with has been asked for.
    await page.waitForLoadState('networkidle')
    const asked: string[] = []
    // A browser looks for the icon of each address.
    page.on('request', (request) => !request.url().endsWith('/favicon.svg') && asked.push(request.url()))
    const bytes = page.getByLabel('Four bytes, A to D')
    const codes = page.getByLabel('Codes', { exact: true })
    const said = () => page.getByRole('list', { name: 'What they say' }).getByRole('listitem').allTextContents()
    await bytes.fill('0x30 0x20 0x00 0x00')
    await within(10_000, async () => expect(await said()).toEqual(['15criticalLamp not detected', '16criticalLamp not on', '26warningIllegal command']))
    await page.getByText('Read as hex.').waitFor()
    await within(10_000, async () => expect(await codes.inputValue()).toBe('15 16 26'))
    await within(10_000, async () => expect(new URL(page.url()).search).toBe('?mask=48.32.0.0'))
    await codes.fill('26 61')
    await within(10_000, async () => expect(await bytes.inputValue()).toBe('00000000 00100000 00000000 00000000'))
    await within(10_000, async () => expect((await said())[1]).toContain('(it has no bit)'))
    await page.getByRole('button', { name: /38 User break/ }).focus()
    await page.keyboard.press('Space')
    await within(10_000, async () => expect(await bytes.inputValue()).toBe('00000000 00100000 10000000 00000000'))
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-pressed'))).toBe('true')
    await bytes.fill('1 2 3')
    await page.getByText('Four bytes are needed, A to D: these are 3.').waitFor()
    expect(asked).toEqual([])
    await page.goto(`${app().url}${path}?mask=0.32.128.0&beyond=61`)
    await within(10_000, async () => expect((await said()).map((line) => line.slice(0, 2))).toEqual(['26', '38', '61']))
    // A row of the list leads here with its own.
    await page.getByRole('link', { name: /^Masks of brewer-185/ }).click()
    await within(10_000, async () => expect((await said()).join()).toContain('15criticalLamp not detected'))
    blameless(watched)
  })

  it('is whole on a phone, on paper, and for axe in both themes', async () => {
    for (const [width, height] of [[1280, 800], [360, 740]] as const) {
      await using watched = await visit(`${path}?mask=48.32.0.0`, { viewport: { width, height }, reducedMotion: 'reduce' })
      const { page } = watched
      await drawn(page)
      expect((await mapped(page)).length).toBeGreaterThan(2)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect({ width, colorScheme, faults: await faultsOf(page) }).toEqual({ width, colorScheme, faults: [] })
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0)
      await page.emulateMedia({ media: 'print' })
      expect(await page.locator('.brewer-map-svg').isVisible()).toBe(true)
      expect(await page.getByRole('button', { name: 'Nearer' }).isVisible()).toBe(false)
      // All of the list is on paper, and all columns of the matrix on a sheet of A4.
      await page.setViewportSize({ width: 700, height: 1000 })
      expect(await page.locator('.brewer-matrix').evaluate((table) => table.getBoundingClientRect().right)).toBeLessThanOrEqual(700)
      expect(await page.locator('.brewer-list').evaluate((list) => list.scrollHeight - list.clientHeight)).toBeLessThanOrEqual(0)
      blameless(watched)
    }
  })

  it('has a place on the home page, with the worst, that leads here', async () => {
    await using watched = await visit('/')
    const { page } = watched
    const panel = page.getByRole('region', { name: 'Brewers', exact: true })
    await panel.getByRole('list', { name: 'Brewers to see to' }).waitFor()
    expect(await panel.getByRole('list', { name: 'Brewers by condition' }).getByRole('listitem').allTextContents()).toEqual(
      ['1 critical', '0 error', '1 lost', '1 stale', '1 warning', '1 ok'],
    )
    const worst = await panel.getByRole('list', { name: 'Brewers to see to' }).getByRole('listitem').allTextContents()
    expect(worst[0]).toMatch(/^criticalbrewer-185 Izaña.*Lamp not/)
    expect(worst[1]).toContain('brewer-070')
    await panel.getByRole('link', { name: '1 stale' }).click()
    await drawn(page)
    expect(await listed(page)).toEqual(['brewer-015 STALE'])
    blameless(watched)
  })
})
