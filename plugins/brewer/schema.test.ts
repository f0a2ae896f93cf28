import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client, Loose } from '../../test/kit/client.ts'
import { startLogline } from '../../test/kit/author/in-repository.ts'
import { quantities } from './codes/quantity.ts'
import { demoFiles } from './demo.ts'
import { generateBFile, type BFileOptions } from './format/generate.ts'

// What can be asked of two Brewers with days of long ago, and of the made-up ones of today.

let logline: Awaited<ReturnType<typeof startLogline>>
let viewer: Client

const upload = async (name: string, bytes: Buffer): Promise<Loose> => {
  const response = await fetch(`${logline.url}/ingest/brewer/files?name=${encodeURIComponent(name)}`, { method: 'POST', body: new Uint8Array(bytes) })
  expect(response.status, await response.clone().text()).toBe(200)
  return response.json()
}

const day = (brewer: number, date: string, faults: BFileOptions['faults'], more: Partial<BFileOptions> = {}) =>
  upload(`B${date === '2024-05-01' ? '122' : '123'}24.${brewer}`, generateBFile({ brewer, date, station: 'Somewhere', latitude: 40.6, longitudeWest: 3.7, every: 60, ...(faults && { faults }), ...more }))

beforeAll(async () => {
  logline = await startLogline({ plugins: [new URL('./index.ts', import.meta.url)], env: { LOGLINE_ANONYMOUS: 'coordinator' } })
  viewer = await logline.as('VIEWER')
  await logline.until(async () => (await viewer.get('{ plugin(name: "brewer") { state } }')).plugin?.state === 'READY')
  await day(941, '2024-05-01', [{ at: '12:10', code: 15 }, { at: '12:40', code: 26 }, { at: '13:00', broken: 'a bad time' }, { at: '14:00', key: 'HOME' }])
  await day(941, '2024-05-02', [{ at: '09:10', code: 26 }, { at: '09:20', code: 45 }, { at: '15:00', code: 11 }, { at: '15:30', test: { correlation: 0.9, adjustment: 5 } }])
  await day(942, '2024-05-02', [{ at: '10:00', constants: { calStep: 290 } }])
  for (const { name, bytes } of demoFiles(Date.now()).filter((file) => /90[15]$/.test(file.name))) await upload(name, bytes)
  const admin = await logline.as('ADMIN')
  await admin.get('mutation { createInstrument(input: { name: "pump1", kind: "pump" }) { userErrors { message } } }')
})
afterAll(() => logline[Symbol.asyncDispose]())

const eventFields = `id instrument { name kind } file { id name } date gmt at level code title line offset message count isGuess incident quantity value target limit source state clearedAt`
const fileFields = `id name path kind instrument { name } date station maskA maskB maskC maskD masks counts { code title count } level records bytes firstAt lastAt readAt faults { line message }`

const allEvents = async (): Promise<Loose[]> => (await viewer.get(`{ brewerEvents(first: 1000) { totalCount nodes { ${eventFields} } } }`)).brewerEvents.nodes
const allFiles = async (): Promise<Loose[]> => (await viewer.get(`{ brewerFiles(first: 1000) { nodes { ${fileFields} } } }`)).brewerFiles.nodes

describe('events', () => {
  it('say all of themselves', async () => {
    const { brewerEvents } = await viewer.get(`{ brewerEvents(filter: { code: { eq: 11 }, instrument: { eq: "brewer-941" } }) { totalCount nodes { ${eventFields} } } }`)
    expect(brewerEvents).toMatchObject({
      totalCount: 1,
      nodes: [{
        instrument: { name: 'brewer-941', kind: 'brewer' }, file: { name: 'B12324.941' }, date: '2024-05-02', at: expect.stringMatching(/^2024-05-02T15:00:/), level: 'CRITICAL', code: 11,
        title: 'Azimuth tracker zeroing failure', message: 're: Azimuth tracker ZEROING FAILURE !!', count: 1, isGuess: false, quantity: null, value: null, target: null, limit: null, source: null,
        state: 'OPEN', clearedAt: null,
      }],
    })
    const [event] = brewerEvents.nodes
    expect(event.gmt).toBe(event.at.slice(11, 19))
    expect(event.line).toBeGreaterThan(1)
    const limited = (await allEvents()).find(({ quantity, instrument }) => quantity === 'HG_CORRELATION' && instrument.name === 'brewer-941')
    expect(limited).toMatchObject({ code: quantities.HG_CORRELATION.code, value: expect.closeTo(0.9, 2), source: 'DEFAULT', limit: expect.any(Number), target: expect.any(Number) })
    expect((await viewer.get(`query ($id: ID!) { node(id: $id) { id ... on BrewerEvent { message } } }`, { id: event.id })).node).toEqual({ id: event.id, message: event.message })
  })

  const filters: [name: string, filter: object, holds: (event: Loose) => boolean][] = [
    ['instrument', { instrument: { eq: 'brewer-941' } }, ({ instrument }) => instrument.name === 'brewer-941'],
    ['code', { code: { in: [11, 26] } }, ({ code }) => code === 11 || code === 26],
    ['level', { level: { not: 'INFO' } }, ({ level }) => level !== 'INFO'],
    ['at', { at: { from: '2024-05-01T12:00:00Z', to: '2024-05-01T13:00:00Z' } }, ({ at }) => at >= '2024-05-01T12:00:00.000Z' && at < '2024-05-01T13:00:00.000Z'],
    ['date', { date: { from: '2024-05-02', to: '2024-05-02' } }, ({ file }) => file.name.startsWith('B12324')],
    ['file', { file: { eq: 'B12224.941' } }, ({ file }) => file.name === 'B12224.941'],
    ['message', { message: { contains: 'illegal COMMAND' } }, ({ message }) => /illegal command/i.test(message)],
    ['state', { state: { eq: 'OPEN' } }, ({ state }) => state === 'OPEN'],
    ['states', { state: { in: ['OPEN', 'CLEARED', 'AGED'] } }, ({ state }) => ['OPEN', 'CLEARED', 'AGED'].includes(state)],
    ['no state', { state: { not: 'NOTED' } }, ({ state }) => state !== 'NOTED'],
    ['quantity', { quantity: { eq: 'HG_CORRELATION' } }, ({ quantity }) => quantity === 'HG_CORRELATION'],
    ['isGuess', { isGuess: true }, ({ isGuess }) => isGuess],
    ['and', { and: [{ code: { gte: 11 } }, { code: { lte: 26 } }] }, ({ code }) => code >= 11 && code <= 26],
    ['or', { or: [{ code: { eq: 11 } }, { code: { eq: 15 } }] }, ({ code }) => code === 11 || code === 15],
    ['not', { not: { level: { eq: 'INFO' } } }, ({ level }) => level !== 'INFO'],
  ]
  it.each(filters)('are found by %s', async (_name, filter, holds) => {
    const expected = (await allEvents()).filter(holds).map(({ id }) => id)
    const { brewerEvents } = await viewer.get('query ($filter: BrewerEventFilter) { brewerEvents(filter: $filter, first: 1000) { totalCount nodes { id } } }', { filter })
    expect(expected.length).toBeGreaterThan(0)
    expect(brewerEvents).toEqual({ totalCount: expected.length, nodes: expected.map((id) => ({ id })) })
  })

  it('are paged both ways, newest first', async () => {
    const all = await allEvents()
    expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).toSorted().toReversed())
    const page = (args: string, cursor: string | null): Promise<Loose> =>
      viewer.get(`query ($cursor: String) { brewerEvents(${args}) { nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`, { cursor }).then((data) => data.brewerEvents)
    const forwards: string[] = []
    for (let cursor: string | null = null, more = true; more;) {
      const { nodes, pageInfo } = await page('first: 30, after: $cursor', cursor)
      forwards.push(...nodes.map(({ id }: { id: string }) => id))
      ;[cursor, more] = [pageInfo.endCursor, pageInfo.hasNextPage]
    }
    const backwards: string[] = []
    for (let cursor: string | null = null, more = true; more;) {
      const { nodes, pageInfo } = await page('last: 30, before: $cursor', cursor)
      backwards.unshift(...nodes.map(({ id }: { id: string }) => id))
      ;[cursor, more] = [pageInfo.startCursor, pageInfo.hasPreviousPage]
    }
    expect(all.length).toBeGreaterThan(60)
    expect(forwards).toEqual(all.map(({ id }) => id))
    expect(backwards).toEqual(forwards)
  })

  it('refuse days and cursors that are none', async () => {
    for (const args of ['filter: { date: { from: "yesterday" } }', 'after: "x"', 'first: 1001']) {
      const { errors } = await viewer.ask(`{ brewerEvents(${args}) { nodes { id } } }`)
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
    }
  })
})

describe('files', () => {
  it('say all of themselves, with their events and records as they stand there', async () => {
    const { brewerFiles } = await viewer.get(`{ brewerFiles(filter: { name: { eq: "B12224.941" } }) { totalCount nodes { ${fileFields} events(first: 1000) { totalCount nodes { code line message file { id } } } } } }`)
    const [file] = brewerFiles.nodes
    expect(brewerFiles.totalCount).toBe(1)
    expect(file).toMatchObject({
      name: 'B12224.941', path: 'B12224.941', kind: 'B', instrument: { name: 'brewer-941' }, date: '2024-05-01', station: 'Somewhere', level: 'CRITICAL',
      faults: [{ line: expect.any(Number), message: expect.any(String) }],
    })
    expect(file.maskA & 0b0011_0000).toBe(0b0011_0000)
    expect([file.maskB & 0b0010_0000, file.maskC & 0b1000_0000]).toEqual([0b0010_0000, 0b1000_0000])
    expect(file.masks).toBe([file.maskA, file.maskB, file.maskC, file.maskD].map((byte: number) => byte.toString(2).padStart(8, '0')).join(' '))
    expect(file.counts).toContainEqual({ code: 26, title: 'Illegal command', count: 1 })
    expect(file.counts.map(({ code }: Loose) => code)).toEqual(file.counts.map(({ code }: Loose) => code).toSorted((a: number, b: number) => a - b))
    expect(file.events.totalCount).toBe(file.counts.reduce((sum: number, { count }: Loose) => sum + count, 0))
    expect(file.events.nodes.every((event: Loose) => event.file.id === file.id)).toBe(true)
    const { line, message } = file.events.nodes.find(({ code }: Loose) => code === 26)
    const { node } = await viewer.get(`query ($id: ID!, $line: Int!) { node(id: $id) { ... on BrewerFile { name context(line: $line, before: 2, after: 1) { line offset text fields } } } }`, { id: file.id, line })
    expect(node.context.map((one: Loose) => one.line)).toEqual([line - 2, line - 1, line, line + 1])
    expect(node.context[2].fields).toEqual(['co', expect.stringMatching(/^12:40:/), message])
    expect(node.context[2].text).toContain(`co␍`)
    expect(BigInt(node.context[3].offset)).toBeGreaterThan(BigInt(node.context[2].offset))
    for (const args of ['line: 0', 'line: 1, before: 500', 'line: 1, after: -1']) {
      const { errors } = await viewer.ask(`query ($id: ID!) { node(id: $id) { ... on BrewerFile { context(${args}) { line } } } }`, { id: file.id })
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
    }
  })

  const filters: [name: string, filter: object, holds: (file: Loose) => boolean][] = [
    ['instrument', { instrument: { eq: 'brewer-941' } }, ({ instrument }) => instrument.name === 'brewer-941'],
    ['name', { name: { contains: '.941' } }, ({ name }) => name.includes('.941')],
    ['path', { path: { eq: 'B12224.941' } }, ({ path }) => path === 'B12224.941'],
    ['kind', { kind: { eq: 'B' } }, ({ kind }) => kind === 'B'],
    ['date', { date: { from: '2024-05-01', to: '2024-05-01' } }, ({ date }) => date === '2024-05-01'],
    ['level', { level: { eq: 'CRITICAL' } }, ({ level }) => level === 'CRITICAL'],
    ['code', { code: 45 }, ({ counts }) => counts.some(({ code }: Loose) => code === 45)],
    ['lastAt', { lastAt: { from: '2024-05-02T12:00:00Z', to: '2024-05-04T00:00:00Z' } }, ({ lastAt }) => lastAt > '2024-05-02T12' && lastAt < '2024-05-04'],
    ['readAt', { readAt: { from: '2024-06-01T00:00:00Z' } }, () => true],
    ['hasFaults', { hasFaults: true }, ({ faults }) => faults.length > 0],
    ['and, or, not', { and: [{ or: [{ code: 45 }, { code: 11 }] }], not: { name: { eq: 'B12324.942' } } }, ({ counts }) => counts.some(({ code }: Loose) => code === 45 || code === 11)],
  ]
  it.each(filters)('are found by %s', async (_name, filter, holds) => {
    const expected = (await allFiles()).filter(holds).map(({ id }) => id)
    const { brewerFiles } = await viewer.get('query ($filter: BrewerFileFilter) { brewerFiles(filter: $filter, first: 1000) { totalCount nodes { id } } }', { filter })
    expect(expected.length).toBeGreaterThan(0)
    expect(brewerFiles).toEqual({ totalCount: expected.length, nodes: expected.map((id) => ({ id })) })
  })

  it('are paged both ways, newest days first', async () => {
    const all = await allFiles()
    expect(all.map(({ date }) => date)).toEqual(all.map(({ date }) => date).toSorted().toReversed())
    const first = (await viewer.get('{ brewerFiles(first: 4) { nodes { id } pageInfo { endCursor } } }')).brewerFiles
    const next = (await viewer.get('query ($after: String) { brewerFiles(first: 3, after: $after) { nodes { id } pageInfo { startCursor } } }', { after: first.pageInfo.endCursor })).brewerFiles
    const back = (await viewer.get('query ($before: String) { brewerFiles(last: 4, before: $before) { nodes { id } } }', { before: next.pageInfo.startCursor })).brewerFiles
    expect([...first.nodes, ...next.nodes].map(({ id }) => id)).toEqual(all.slice(0, 7).map(({ id }) => id))
    expect(back.nodes).toEqual(first.nodes)
  })
})

describe('codes', () => {
  it('are a table', async () => {
    const { brewerErrorTypes } = await viewer.get('{ brewerErrorTypes { code level title byte mask windowHours cures origin patterns isUsed } }')
    expect(brewerErrorTypes.find(({ code }: Loose) => code === 26)).toMatchObject({ level: 'WARNING', title: 'Illegal command', byte: 'B', mask: 32, origin: 'TEXT', isUsed: true, patterns: expect.arrayContaining(['illegal command']) })
    expect(brewerErrorTypes.find(({ code }: Loose) => code === 18)).toMatchObject({ level: null, byte: 'A', mask: 128, isUsed: false })
    expect(brewerErrorTypes.find(({ code }: Loose) => code === 61)).toMatchObject({ byte: null, mask: null, origin: 'LIMIT' })
  })

  it('are bits of bytes, both ways', async () => {
    const masks = async (args: string) => (await viewer.get(`{ brewerMasks(${args}) { a b c d text codes beyond } }`)).brewerMasks
    expect(await masks('a: 48, b: 32, c: 135')).toEqual({ a: 48, b: 32, c: 135, d: 0, text: '00110000 00100000 10000111 00000000', codes: [15, 16, 26, 31, 32, 33, 38], beyond: [] })
    expect(await masks('codes: [61, 26, 26, 11]')).toEqual({ a: 1, b: 32, c: 0, d: 0, text: '00000001 00100000 00000000 00000000', codes: [11, 26, 61], beyond: [61] })
    expect((await viewer.ask('{ brewerMasks(a: 256) { a } }')).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  })
})
