import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../../server/domain/actor.ts'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Loose } from '../kit/client.ts'
import { cursorNow, take } from '../kit/live.ts'

const data = mkdtempSync(join(tmpdir(), 'logline-files-live-'))
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

const may = 'time,Temperature [K]\n2024-05-01 10:00:00,273\n2024-05-01 10:01:00,274\n'

const upload = (text: string, instrument = 'pump1', name = 'may.csv') =>
  fetch(`${server.url}/ingest/series/files?instrument=${instrument}&name=${name}`, { method: 'POST', body: text, headers: { authorization: `Bearer ${secret}` } })

const watch = () => server.app.host.find('series')!.process.runJob(
  'watch', { scheduledFor: null, attempt: 1, log: () => undefined }, { signal: new AbortController().signal, timeoutSeconds: 60 }) as Promise<Loose>

const changes = `subscription ($filter: IntakeFileFilter, $after: String) {
  intakeFileChanged(filter: $filter, after: $after) { cursor kind id node { id path state records origin actor goneAt plugin { name } faults { message } } }
}`

const listen = async (filter: object, after?: string) => {
  const client = await server.as('VIEWER')
  return client.listen<Loose>(changes, { filter, after: after ?? (await cursorNow(client)) })
}

const brief = (messages: Loose[]) => messages.map(({ intakeFileChanged: { kind, node } }) => `${kind} ${node?.path ?? ''} ${node?.state ?? ''}`)

it('a file is told as a plugin takes it in, whichever process does, and after a break from where one was', async () => {
  const listening = await listen({ plugin: { eq: 'series' }, folder: 'pump1' })
  expect((await upload(may, 'pump12')).status).toBe(200)
  expect((await upload(may)).status).toBe(200)
  const [first] = await take(listening, 1)
  const { cursor, kind, id, node } = first!.intakeFileChanged
  expect(kind).toBe('CREATED')
  expect(node).toEqual({ id, path: 'pump1/may.csv', state: 'READ', records: 2, origin: 'UPLOAD', actor: 'pump', goneAt: null, plugin: { name: 'series' }, faults: [] })
  expect((await upload(`${may}2024-05-01 10:02:00,x\n`)).status).toBe(200)
  expect((await upload('hello', 'pump1', 'bad.csv')).status).toBe(422)
  const rest = ['UPDATED pump1/may.csv FAULTY', 'CREATED pump1/bad.csv FAILED']
  expect(brief(await take(listening, 2))).toEqual(rest)
  const later = await listen({ folder: 'pump1' }, cursor)
  expect(brief(await take(later, 2))).toEqual(rest)
  const viewer = await server.as('VIEWER')
  expect(await viewer.get(`query ($id: ID!) { node(id: $id) { ... on IntakeFile { path } } }`, { id })).toEqual({ node: { path: 'pump1/may.csv' } })
})

it('a file that fits the filter no more is DELETED to whom it did, and one that comes to fit is told', async () => {
  const file = join(folder, 'pump2', 'a.csv')
  const write = (text: string, seconds: number) => {
    writeFileSync(file, text)
    utimesSync(file, seconds, seconds)
  }
  write('hello', 1_700_000_000)
  expect(await watch()).toMatchObject({ counts: { FAILED: 1 } })
  const failed = await listen({ folder: 'pump2', state: { eq: 'FAILED' } })
  const there = await listen({ folder: 'pump2', gone: false })
  write(may, 1_700_000_100)
  expect(await watch()).toMatchObject({ records: 2 })
  expect(brief(await take(failed, 1))).toEqual(['DELETED  '])
  expect(brief(await take(there, 1))).toEqual(['UPDATED pump2/a.csv READ'])
  rmSync(file)
  expect(await watch()).toMatchObject({ counts: { GONE: 1 } })
  expect(brief(await take(there, 1))).toEqual(['DELETED  '])
  write(may, 1_700_000_100)
  expect(await watch()).toMatchObject({ counts: { UNCHANGED: 1 } })
  expect(brief(await take(there, 1))).toEqual(['UPDATED pump2/a.csv READ'])
})

it('the files of a plugin are listed by the same filter, and its hooks may be told of them', async () => {
  const viewer = await server.as('VIEWER')
  const listed = async (filter: object) =>
    (await viewer.get('query ($filter: IntakeFileFilter) { plugin(name: "series") { files(filter: $filter) { totalCount nodes { path } } } }', { filter })).plugin.files
  await upload(may, 'pump3', 'a.csv')
  await upload('hello', 'pump3', 'b.csv')
  expect(await listed({ folder: 'pump3', state: { eq: 'FAILED' } })).toEqual({ totalCount: 1, nodes: [{ path: 'pump3/b.csv' }] })
  expect(await listed({ folder: 'pump3', not: { path: { contains: 'B.CSV' } } })).toEqual({ totalCount: 1, nodes: [{ path: 'pump3/a.csv' }] })
  const { events } = await viewer.get('{ events(kinds: ["intakeFile.failed"], last: 1) { nodes { kind entity change data nodeId } } }')
  expect(events.nodes).toMatchObject([{ entity: 'INTAKE_FILE', change: 'CREATED', data: { plugin: 'series', path: 'pump3/b.csv', state: 'FAILED' } }])
})
