import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../server/domain/actor.ts'
import { blameless, chromiumPath } from './browser.ts'
import { isLive, within } from './control.ts'
import { journeyApp } from './journey.ts'

const data = mkdtempSync(join(tmpdir(), 'logline-files-seen-'))
const may = 'time,Temperature [K]\n2024-05-01 10:00:00,273\n2024-05-01 10:01:00,274\n'

describe.skipIf(!chromiumPath)('the files of an instrument', () => {
  const { app, visit, signIn } = journeyApp({
    isShared: true, plugins: [new URL('../../plugins/series/index.ts', import.meta.url).href], settings: { LOGLINE_DATA: data },
  })
  let secret: string
  beforeAll(async () => {
    secret = (await app().app.tokens.create({ name: 'pump', scopes: ['file:ingest'] }, systemActor('test'))).value!.secret
    expect(await upload(may, 'may.csv')).toBe(200)
  })
  afterAll(() => rmSync(data, { recursive: true, force: true, maxRetries: 5 }))

  const upload = async (text: string, name: string) => {
    const response = await fetch(`${app().url}/ingest/series/files?instrument=pump1&name=${name}`, {
      method: 'POST', body: text, headers: { authorization: `Bearer ${secret}` },
    })
    await response.body?.cancel()
    return response.status
  }

  it('stay right on its page, and on that of the plugin, as files are taken in and fail', async () => {
    await using watched = await visit('/instruments/pump1')
    await using keeper = await visit('/')
    await signIn(keeper.page, 'ADMIN')
    await keeper.page.goto(`${app().url}/admin/plugins/series`)
    const ofInstrument = watched.page.getByRole('region', { name: 'Files of this instrument' }).locator('tbody tr')
    const ofPlugin = keeper.page.getByRole('region', { name: 'Files, as a table' }).locator('tbody tr')
    const seen = async (rows: typeof ofInstrument) => (await rows.allTextContents()).map((text) => /(\w+\.csv).*?(read, with faults|could not be read|read in part|not read|read)/.exec(text)?.slice(1))
    await within(10_000, async () => {
      expect(await seen(ofInstrument)).toEqual([['may.csv', 'read']])
      expect(await seen(ofPlugin)).toEqual([['may.csv', 'read']])
    })
    await Promise.all([isLive(watched.page), isLive(keeper.page)])
    // A file that gives nothing touches nothing of the instrument but its files.
    expect(await upload('hello', 'bad.csv')).toBe(422)
    await within(10_000, async () => {
      expect(await seen(ofInstrument)).toEqual([['bad.csv', 'could not be read'], ['may.csv', 'read']])
      expect(await seen(ofPlugin)).toEqual([['bad.csv', 'not read'], ['may.csv', 'read']])
    })
    expect(await upload(`${may}2024-05-01 10:02:00,x\n`, 'may.csv')).toBe(200)
    await within(10_000, async () => {
      expect(await seen(ofInstrument)).toEqual([['may.csv', 'read, with faults'], ['bad.csv', 'could not be read']])
      expect(await seen(ofPlugin)).toEqual([['may.csv', 'read in part'], ['bad.csv', 'not read']])
    })
    blameless(watched)
    blameless(keeper)
  })
})
