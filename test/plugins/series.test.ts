import { appendFileSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../../server/domain/actor.ts'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Loose } from '../kit/client.ts'

const data = mkdtempSync(join(tmpdir(), 'logline-series-'))
const folder = join(data, 'watched')
let server: TestApp
let secret: string

beforeAll(async () => {
  mkdirSync(join(folder, 'pump2'), { recursive: true })
  server = await startApp({
    plugins: [new URL('../../plugins/series/index.ts', import.meta.url).href], settings: { LOGLINE_DATA: data, LOGLINE_PLUGIN_SERIES_FOLDER: folder },
  })
  secret = (await server.app.tokens.create({ name: 'pump', scopes: ['file:ingest'] }, systemActor('test'))).value!.secret
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  rmSync(data, { recursive: true })
})

const upload = async (text: string, query = 'instrument=pump1&name=may.csv') => {
  const response = await fetch(`${server.url}/ingest/series/files?${query}`, { method: 'POST', body: text, headers: { authorization: `Bearer ${secret}` } })
  return { status: response.status, ...((await response.json()) as Loose) }
}

const read = async (name: string): Promise<Loose> => {
  const client = await server.as('VIEWER')
  return (await client.get(`query ($name: String!) {
    instrument(name: $name) { kind channels { name unit count } seriesFiles { path state records faults } }
    plugin(name: "series") { state files(first: 10) { totalCount nodes { path state records } } }
  }`, { name }))
}

const watch = () => server.app.host.find('series')!.process.runJob(
  'watch', { scheduledFor: null, attempt: 1, log: () => undefined }, { signal: new AbortController().signal, timeoutSeconds: 60 }) as Promise<Loose>

const may = 'time,Temperature [K]\n2024-05-01 10:00:00,273\n2024-05-01 10:01:00,274\n'

it('a file that is uploaded makes its instrument and its channels; again it changes nothing; grown, it adds', async () => {
  expect(await upload(may)).toMatchObject({ status: 'CREATED', change: 'NEW', records: 2, faults: [] })
  expect(await upload(may)).toMatchObject({ status: 'UNCHANGED' })
  expect(await upload(`${may}2024-05-01 10:02:00,x\n2024-05-01 10:03:00,275\n`)).toMatchObject({ status: 'UPDATED', change: 'GROWN', records: 1, faults: [{ line: 4 }] })
  expect(await read('pump1')).toMatchObject({
    instrument: {
      kind: 'series', channels: [{ name: 'Temperature', unit: 'K', count: '3' }],
      seriesFiles: [{ path: 'pump1/may.csv', state: 'FAULTY', records: 3, faults: ['line 4: Temperature: "x" is no number'] }],
    },
    plugin: { state: 'READY', files: { totalCount: 1 } },
  })
  // Read again from its beginning, as after a crash before it was written down: points are known by their time.
  expect(await upload(`${may}2024-05-01 10:03:00,275\n`, 'instrument=pump1&name=may.csv&again=1')).toMatchObject({ status: 'UPDATED', change: 'REWRITTEN', records: 3 })
  expect((await read('pump1')).instrument.channels).toMatchObject([{ count: '3' }])
})

it('a file that is none is FAILED with the reason, and no instrument’s file at all', async () => {
  expect(await upload('hello', 'instrument=pump1&name=bad.csv')).toMatchObject({ status: 'FAILED', faults: [{ message: expect.stringContaining('no column') }] })
  expect(await upload(may, 'name=alone.csv')).toMatchObject({ status: 'FAILED', faults: [{ message: expect.stringContaining('folder of an instrument') }] })
})

it('files of the watched folder come in by the job, and what is added to them', async () => {
  const file = join(folder, 'pump2', 'a.csv')
  const touch = (seconds: number) => utimesSync(file, seconds, seconds)
  writeFileSync(file, may)
  touch(1_700_000_000)
  expect(await watch()).toMatchObject({ files: 1, records: 2, counts: { NEW: 1 } })
  expect(await watch()).toMatchObject({ files: 1, records: 0, counts: { UNCHANGED: 1 } })
  appendFileSync(file, '2024-05-01 10:02:00,280\n')
  touch(1_700_000_100)
  expect(await watch()).toMatchObject({ records: 1, counts: { GROWN: 1 } })
  expect((await read('pump2')).instrument).toMatchObject({ channels: [{ count: '3' }], seriesFiles: [{ path: 'pump2/a.csv', state: 'READ', records: 3 }] })
})
