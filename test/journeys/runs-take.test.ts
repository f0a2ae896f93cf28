import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { blameless, chromiumPath } from './browser.ts'
import { shownRuns, within } from './control.ts'
import { journeyApp } from './journey.ts'

const { app, control, visit, signIn } = journeyApp()

const saved = async (page: Page, run: () => Promise<unknown>) => {
  const [download] = await Promise.all([page.waitForEvent('download'), run()])
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') }
}

describe.skipIf(!chromiumPath)('what can be taken away from the page of runs', () => {
  it('a coordinator finds the bad runs of a week, picks some, and the file holds exactly those', async () => {
    await control.fillWith(300)
    for (const number of [1003, 1044, 1120, 1290]) await control.judge(number, 'BAD')
    // The runs began on 2024-04-01, six an hour: a day of them is out of the range.
    await using watched = await visit('/runs?q=quality:bad&from=2024-04-01T01:00Z&to=2024-04-02T00:00Z')
    const { page } = watched
    await within(10_000, async () => expect(await shownRuns(page)).toEqual([1120, 1044]))
    const whole = await saved(page, async () => {
      await page.getByRole('button', { name: 'Export', exact: true }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Export' }).click()
    })
    expect(whole.name).toMatch(/^logline-runs-quality-bad-\d{8}T\d{4}Z\.csv$/)
    const [head, ...rows] = whole.text.trim().split('\r\n')
    expect(head).toMatch(/^number,state,definition,/)
    expect(rows.map((row) => row.split(',')[0])).toEqual(['1120', '1044'])

    await page.getByRole('checkbox', { name: 'Select run 1044' }).check()
    await page.getByText('1 selected').waitFor()
    const picked = await saved(page, async () => {
      await page.getByRole('button', { name: 'Export selected' }).click()
      await page.getByRole('dialog').getByText('JSON', { exact: true }).click()
      await page.getByRole('dialog').getByText('All columns').click()
      await page.getByRole('dialog').getByRole('button', { name: 'Export' }).click()
    })
    expect(picked.name).toMatch(/^logline-runs-selected-.*\.json$/)
    const objects = JSON.parse(picked.text) as { number: number; quality: string; revision: number }[]
    expect(objects).toEqual([expect.objectContaining({ number: 1044, quality: 'BAD', revision: 2 })])
    blameless(watched)
  })

  it('saves nothing when an export breaks off, and says so', async () => {
    await control.fillWith(20)
    await using watched = await visit('/runs')
    const { page } = watched
    await page.locator('.row[data-run]').first().waitFor()
    await page.route('**/export/**', (route) =>
      route.fulfill({ status: 200, headers: { 'content-type': 'text/csv', 'x-total-count': '20' }, body: 'number\r\n1020\r\n1019\r\n' }),
    )
    let downloads = 0
    page.on('download', () => (downloads += 1))
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Export' }).click()
    await page.getByRole('alert').getByText('Nothing was saved. The connection broke after 2 of 20 rows.').waitFor()
    expect(downloads).toBe(0)
    await page.unroute('**/export/**')
    await page.route('**/export/**', (route) => route.fulfill({ status: 503, body: 'Too many exports are under way\n' }))
    await page.getByRole('dialog').getByRole('button', { name: 'Export' }).click()
    await page.getByRole('alert').getByText('Too many exports are under way').waitFor()
    expect(downloads).toBe(0)
  })

  it('the view as a program, that answers with the rows of the page when it is run', async () => {
    await control.fillWith(30)
    for (const number of [1003, 1007, 1021]) await control.judge(number, 'BAD')
    await using watched = await visit(
      '/runs?q=quality:bad+sort:duration-asc&columns=number,quality,fill',
      )
    const { page } = watched
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await within(10_000, async () => expect(await shownRuns(page)).toEqual([1003, 1007, 1021]))
    const copied = async (way: string) => {
      await page.getByRole('button', { name: 'Copy as' }).click()
      await page.getByRole('dialog').getByText(way, { exact: true }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Copy', exact: true }).click()
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
      return page.evaluate(() => navigator.clipboard.readText())
    }
    const wanted = [1003, 1007, 1021].map((number) => ({
      number,
      quality: 'BAD',
      fill: { number: 8000 + Math.floor((number - 1001) / 10) },
    }))
    const run = promisify(execFile)
    const curl = await run('bash', ['-c', await copied('curl')])
    expect((JSON.parse(curl.stdout) as { data: { runs: { nodes: unknown } } }).data.runs.nodes).toEqual(wanted)
    const python = await run('python3', ['-c', await copied('Python')])
    expect(python.stdout.trim().split('\n').map((line) => JSON.parse(line) as unknown)).toEqual(wanted)
    const [query] = (await copied('GraphQL')).split('# Variables:')
    const answer = await (await app().as()).get(query!, { first: 2, orderBy: { field: 'NUMBER', direction: 'ASC' } })
    expect(answer.runs.nodes.map(({ number }: { number: number }) => number)).toEqual([1001, 1002])
    blameless(watched)
  })

  it('a coordinator judges and tags several runs at once, and hears which were refused', async () => {
    await control.fillWith(6)
    await using watched = await visit('/schema.graphql')
    const { page } = watched
    await signIn(page, 'COORDINATOR')
    await page.goto(`${app().url}/runs`)
    for (const number of [1002, 1004]) await page.getByRole('checkbox', { name: `Select run ${number}` }).check()
    await page.getByRole('button', { name: 'Tag', exact: true }).click()
    await page.getByRole('dialog').getByLabel('Tag', { exact: true }).fill('to review')
    await page.getByRole('button', { name: 'Tag 2 runs' }).click()
    await page.getByText('Tagged 2 runs with to review').waitFor()
    await within(10_000, async () => expect(await page.locator('.row .tag').allTextContents()).toEqual(['to review', 'to review']))
    await page.getByRole('button', { name: 'Judge', exact: true }).click()
    await page.getByRole('combobox', { name: 'Quality' }).selectOption('bad')
    await page.getByRole('button', { name: 'Judge 2 runs' }).click()
    await page.getByRole('alert').getByText('2 of 2 were refused').waitFor()
    await page.getByRole('textbox', { name: 'Reason' }).fill('TPC was off')
    await page.getByRole('button', { name: 'Judge 2 runs' }).click()
    await page.getByText('2 runs are bad now').waitFor()
    await within(10_000, async () => expect(await page.locator('.row [data-quality="BAD"]').count()).toBe(2))
    await within(10_000, async () => expect(await page.locator('.selection-count').textContent()).toBe('2 selected'))
    blameless(watched)
  })

  it('a coordinator who judges several runs writes over no verdict that came meanwhile, unless it was seen', async () => {
    await control.fillWith(4)
    await using watched = await visit('/schema.graphql')
    const { page } = watched
    await signIn(page, 'COORDINATOR')
    await page.goto(`${app().url}/runs`)
    for (const number of [1002, 1004]) await page.getByRole('checkbox', { name: `Select run ${number}` }).check()
    await page.getByRole('button', { name: 'Judge', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Judge 2 runs' })
    await dialog.getByText('Now: 2 good.').waitFor()
    await control.judge(1002, 'TEST')
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('TPC was off')
    await dialog.getByRole('button', { name: 'Judge 2 runs' }).click()
    await dialog.getByRole('alert').getByText('1 of 2 was refused:').waitFor()
    await within(10_000, async () => expect(await dialog.getByRole('alert').textContent()).toContain('1002: judged meanwhile, it is test now.'))
    const client = await app().as()
    const verdicts = async () => (await client.get('{ runs(filter: { numberRanges: "1002,1004" }, orderBy: { field: NUMBER, direction: ASC }) { nodes { quality } } }')).runs.nodes.map(({ quality }: { quality: string }) => quality)
    expect(await verdicts()).toEqual(['TEST', 'BAD'])
    await dialog.getByText('Now: 1 bad, 1 test.').waitFor()
    await dialog.getByRole('button', { name: 'Judge 2 runs' }).click()
    await page.getByText('2 runs are bad now').waitFor()
    expect(await verdicts()).toEqual(['BAD', 'BAD'])
    blameless(watched)
  })
})
