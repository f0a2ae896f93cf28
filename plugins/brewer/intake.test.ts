import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startLogline } from '../../test/kit/author/in-repository.ts'
import type { Logline } from '../../test/kit/author/start.ts'
import type { Client, Loose } from '../../test/kit/client.ts'
import { pauseJobs } from '../../test/kit/paused-jobs.ts'
import { generateBFile, growing } from './format/generate.ts'

const scratch = mkdtempSync(join(tmpdir(), 'logline-brewer-'))
const watched = join(scratch, 'watched')
const status = join(scratch, 'status')
let logline: Logline
let viewer: Client
let tick = Date.parse('2026-03-05T00:00:00Z') / 1000

beforeAll(async () => {
  mkdirSync(watched)
  logline = await startLogline({ plugins: [new URL('./index.ts', import.meta.url)], settings: { brewer: { folders: watched, statusFolder: status } } })
  viewer = await logline.as('VIEWER')
  // Silence too would be told of in between: the files are of a day that is long over.
  await pauseJobs(logline, 'brewer:poll', 'brewer:state', 'core:silence')
  // Jobs and routes have a process of their own, which takes its time to start.
  await send('B00126.999', generateBFile({ brewer: 999, date: '2026-01-01', until: '06:00' }))
})
afterEach(() => {
  rmSync(watched, { recursive: true })
  mkdirSync(watched)
})
afterAll(async () => {
  await logline[Symbol.asyncDispose]()
  rmSync(scratch, { recursive: true })
})

let secret: string | undefined

const send = async (name: string, bytes: Uint8Array, { query = '', url = logline.url } = {}): Promise<Loose> => {
  const admin = await logline.as('ADMIN')
  secret ??= (await admin.get('mutation { createToken(input: { name: "files", scopes: ["file:ingest"] }) { secret } }')).createToken.secret as string
  const response = await fetch(`${url}/ingest/brewer/files?name=${encodeURIComponent(name)}${query}`, { method: 'POST', body: new Uint8Array(bytes), headers: { authorization: `Bearer ${secret}` } })
  return { code: response.status, ...((await response.json()) as Loose) }
}

/** Writes it at a time of its own, long ago: nobody is at work on it. */
const put = (path: string, bytes: Uint8Array) => {
  const file = join(watched, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, bytes)
  utimesSync(file, tick, ++tick)
}

const poll = async (): Promise<Loose> => {
  const { state, result, error } = await logline.runJob('brewer:poll')
  expect([state, error]).toEqual(['DONE', null])
  return result.folders[0].counts
}

/** All that is kept, but for when it was read and how often it changed. */
const kept = async (brewer: number): Promise<Loose> => {
  const instrument = `brewer-${String(brewer).padStart(3, '0')}`
  const rows = (text: string) => logline.db.reader.rows(text, [instrument])
  return {
    files: await rows(`select id, path, kind, date::text, station, latitude, longitude, records, bytes, first_at, last_at, mask_a, mask_b, mask_c, mask_d, worst, counts::text, problems::text, md5(content) from brewer.file where instrument = $1 order by id`),
    events: await rows(`select e.* from brewer.event e where instrument = $1 order by id`),
    cures: await rows(`select * from brewer.cure where instrument = $1 order by file_id, name`),
    readings: await rows(`select * from brewer.reading where instrument = $1 order by file_id, position, quantity`),
    configurations: await rows(`select * from brewer.configuration where instrument = $1 order by file_id, line`),
  }
}

const withoutIds = (state: Loose): Loose => JSON.parse(JSON.stringify(state, (key, value: unknown) => (['id', 'file_id', 'path', 'instrument'].includes(key) ? undefined : value)))

const told = async (): Promise<number> =>
  (await logline.db.reader.rows<{ n: number }>(`select count(*)::int as n from event where entity = 'INSTRUMENT'`))[0]!.n

const faults = [{ at: '09:00', code: 15 }, { at: '10:00', code: 26 }, { at: '11:00', code: 26 }, { at: '12:00', code: 12 }, { at: '13:00', clock: 40 }] as const

describe('files of a watched folder', () => {
  it('are taken in once: the second look changes nothing and tells nothing', async () => {
    put('185/B06026.185', generateBFile({ brewer: 185, date: '2026-03-01', faults }))
    put('185/B06126.185', generateBFile({ brewer: 185, date: '2026-03-02', longitudeWest: -22.9, station: 'Eastern' }))
    put('185/notes.txt', Buffer.from('nothing'))
    expect(await poll()).toMatchObject({ NEW: 2, FAILED: 0 })
    const [before, events] = [await kept(185), await told()]
    expect(before.files).toMatchObject([{ path: '185/B06026.185', date: '2026-03-01', kind: 'B' }, { path: '185/B06126.185', kind: 'B' }])
    expect(before.readings.length).toBeGreaterThan(50)
    expect(await poll()).toMatchObject({ NEW: 0, UNCHANGED: 2 })
    expect([await kept(185), await told()]).toEqual([before, events])
    const { instrument, brewerEvents } = await viewer.get(`{
      instrument(name: "brewer-185") { kind place latitude longitude lastDataAt status brewer { number state openLevel masks { a b c d codes } } }
      brewerEvents(filter: { instrument: { eq: "brewer-185" }, code: { in: [15, 26] } }) { nodes { code count message line gmt } } }`)
    expect(instrument).toMatchObject({ kind: 'brewer', brewer: { number: 185 } })
    expect([instrument.place, instrument.longitude]).toEqual(['Eastern', 22.9])
    expect(brewerEvents.nodes.map(({ code, count }: Loose) => [code, count])).toEqual([[26, 2], [26, 1], [15, 1]])
  })

  it('that grow in pieces say in the end what they say at once, and events that stay keep their ids', async () => {
    const file = generateBFile({ brewer: 70, date: '2026-03-01', faults })
    put('B06026.071', generateBFile({ brewer: 71, date: '2026-03-01', faults }))
    await poll()
    const ids: number[][] = []
    for (const piece of growing(file, 5)) {
      put('B06026.070', piece)
      await poll()
      ids.push((await kept(70)).events.map(({ id }: Loose) => id))
    }
    for (const [index, earlier] of ids.slice(0, -1).entries()) {
      const lost = earlier.filter((id) => !ids[index + 1]!.includes(id))
      // A record that was cut in the midst says something else once it is whole.
      expect(lost.length).toBeLessThanOrEqual(1)
    }
    const twin = generateBFile({ brewer: 70, date: '2026-03-01', faults })
    expect(twin.equals(file)).toBe(true)
    const grown = withoutIds(await kept(70))
    await logline.db.writer.execute(`delete from brewer.file where instrument = 'brewer-070'`)
    await logline.db.writer.execute(`delete from intake_file where plugin = 'brewer' and path = 'B06026.070'`)
    put('B06026.070', file)
    await poll()
    const byPlace = (state: Loose) => ({ ...state, events: state.events.toSorted((a: Loose, b: Loose) => Number(a.position) - Number(b.position) || a.code - b.code) })
    expect(byPlace(grown)).toEqual(byPlace(withoutIds(await kept(70))))
    expect(grown.events.filter(({ code }: Loose) => code > 80)).toEqual([])
  })

  it('that are written anew, shrink or go are what they are now, and the first two are events', async () => {
    const counts = async () => (await kept(33)).events.filter(({ code }: Loose) => [82, 84].includes(code)).map(({ code, count }: Loose) => [code, count])
    const whole = generateBFile({ brewer: 33, date: '2026-03-01', faults })
    put('B06026.033', whole)
    await poll()
    put('B06026.033', Buffer.from(whole.toString('latin1').replace('Lamp not detected', 'Lamp was detected'), 'latin1'))
    expect(await poll()).toMatchObject({ REWRITTEN: 1 })
    expect(await counts()).toEqual([[84, 1]])
    expect((await kept(33)).events.filter(({ code }: Loose) => code === 15)).toEqual([])
    const { length } = readFileSync(join(watched, 'B06026.033'))
    truncateSync(join(watched, 'B06026.033'), Math.floor(length / 2))
    utimesSync(join(watched, 'B06026.033'), tick, ++tick)
    expect(await poll()).toMatchObject({ SHRUNK: 1 })
    expect(await counts()).toEqual([[84, 1], [82, 1]])
    const { brewerFiles } = await viewer.get('{ brewerFiles(filter: { name: { eq: "B06026.033" } }) { nodes { bytes counts { code count } } } }')
    expect(brewerFiles.nodes).toMatchObject([{ bytes: String(Math.floor(length / 2)), counts: expect.arrayContaining([{ code: 82, count: 1 }, { code: 84, count: 1 }]) }])
    const before = await kept(33)
    rmSync(join(watched, 'B06026.033'))
    expect(await poll()).toMatchObject({ GONE: 1 })
    expect(await kept(33)).toEqual(before)
  })

  it('that cannot be read are an event until they can', async () => {
    const of85 = async () => (await viewer.get('{ brewerEvents(filter: { code: { eq: 85 } }) { nodes { state message file { name } } } }')).brewerEvents.nodes
    writeFileSync(join(watched, 'B06026.151'), '')
    truncateSync(join(watched, 'B06026.151'), 40 * 1024 * 1024)
    utimesSync(join(watched, 'B06026.151'), tick, ++tick)
    expect(await poll()).toMatchObject({ FAILED: 1 })
    await poll()
    expect(await of85()).toEqual([{ state: 'OPEN', message: expect.stringContaining('cannot be read'), file: { name: 'B06026.151' } }])
    put('B06026.151', generateBFile({ brewer: 151, date: '2026-03-01' }))
    await poll()
    expect(await of85()).toEqual([expect.objectContaining({ state: 'CLEARED' })])
  })

  it('write down what they say beside the database', async () => {
    put('B06026.186', generateBFile({ brewer: 186, date: '2026-03-01', faults }))
    await poll()
    const found = JSON.parse(readFileSync(join(status, 'brewer-186', 'B06026.186.json'), 'utf8')) as Loose
    expect(found).toMatchObject({ brewer: 186, file: 'B06026.186', date: '2026-03-01', counts: { 15: 1, 16: 1, 26: 2 }, masks: { text: expect.stringMatching(/^[01]{8}( [01]{8}){3}$/) } })
    expect(found.events.find(({ code }: Loose) => code === 12)).toMatchObject({ level: 'CRITICAL', message: 'menu: Brewer failed to respond 5 times', count: 1, gmt: expect.stringMatching(/^12:/) })
    expect(existsSync(join(status, 'brewer-186', '.B06026.186'))).toBe(false)
  })
})

describe('files that are sent', () => {
  it('are taken in once, also when the folder has them too', async () => {
    const file = generateBFile({ brewer: 200, date: '2026-03-01', faults })
    expect(await send('B06026.200', file)).toMatchObject({ code: 200, status: 'CREATED' })
    const before = await kept(200)
    expect(await send('B06026.200', file)).toMatchObject({ code: 200, status: 'UNCHANGED' })
    put('somewhere/b06026.200', file)
    put('elsewhere/B06026.200', file.subarray(0, 5000))
    await poll()
    expect(withoutIds(await kept(200))).toEqual(withoutIds(before))
    expect((await kept(200)).events).toEqual(before.events)
    expect(await send('B06026.200', file, { query: '&again=1' })).toMatchObject({ code: 200 })
    expect((await kept(200)).events).toEqual(before.events)
  })

  it('and are no file of a Brewer, are refused with the reason', async () => {
    expect(await send('hello.txt', Buffer.from('hello'))).toMatchObject({ code: 422, status: 'FAILED', faults: [{ message: expect.stringContaining('which Brewer') }] })
  })
})

it('two servers that are given the same files at once keep each once', async () => {
  await using second = await startLogline({ plugins: [new URL('./index.ts', import.meta.url)], env: { DATABASE_URL: logline.db.url } })
  const days = [1, 2, 3, 4, 5, 6].map((day) => ({ name: `B00${day}26.160`, bytes: generateBFile({ brewer: 160, date: `2026-01-0${day}`, faults }) }))
  for (const { name, bytes } of days) put(name, bytes)
  const [, ...answers] = await Promise.all([poll(), ...days.map(({ name, bytes }) => send(name, bytes, { url: second.url }))])
  expect(answers.map(({ code }) => code)).toEqual([200, 200, 200, 200, 200, 200])
  const { events, files } = await kept(160)
  expect(files).toHaveLength(6)
  expect(new Set(events.map(({ file_id, position, code, count }: Loose) => `${file_id} ${position} ${code} ${count}`)).size).toBe(events.length)
  expect(events.filter(({ code }: Loose) => code === 12)).toHaveLength(6)
  expect(events.filter(({ code }: Loose) => code > 80)).toEqual([])
}, 60_000)
