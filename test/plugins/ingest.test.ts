import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../server/domain/actor.ts'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Loose } from '../kit/client.ts'
import { until } from '../kit/live.ts'
import { openWorkshop } from './workshop.ts'

const workshop = openWorkshop()
const data = mkdtempSync(join(tmpdir(), 'logline-spool-'))
let server: TestApp
let secret: string
let shifter: string

const taker = () => workshop.plugin('taker', {
  before: `import { createHash } from 'node:crypto'\nimport { createReadStream, existsSync } from 'node:fs'\nimport { setTimeout as wait } from 'node:timers/promises'
const hashOf = async (file) => { const hash = createHash('sha256'); for await (const chunk of createReadStream(file)) hash.update(chunk); return hash.digest('hex') }`,
  parts: `routes: () => [
    logline.ingest({ path: '/files', description: 'Takes files.', maxBytes: 150 * 1024 * 1024, handle: async (request) => ({ status: 200, body: { ...request, read: await hashOf(request.file) } }) }),
    logline.ingest({ path: '/small', description: 'Takes little.', maxBytes: 1000, handle: async ({ size }) => ({ status: 201, body: { size } }) }),
    logline.ingest({ path: '/bad', description: 'Throws.', handle: async ({ file }) => { throw new Error('cannot take ' + file) } }),
    logline.ingest({ path: '/odd', description: 'Answers oddly.', handle: async () => ({ status: 302, body: null }) }),
    logline.ingest({ path: '/slow', description: 'Never ends.', timeoutSeconds: 1, handle: (_request, signal) => wait(60_000, null, { signal }) }),
  ]`,
})

beforeAll(async () => {
  const broken = workshop.plugin('broken', { service: `() => { throw new Error('no such lamp') }` })
  server = await startApp({ plugins: [taker(), broken], settings: { LOGLINE_DATA: data, LOGLINE_ANONYMOUS: 'viewer' } })
  const tokenOf = async (name: string, more: { scopes: ['file:ingest'] } | { role: 'SHIFTER' }) =>
    (await server.app.tokens.create({ name, ...more }, systemActor('test'))).value!.secret
  secret = await tokenOf('pump', { scopes: ['file:ingest'] })
  shifter = await tokenOf('ann', { role: 'SHIFTER' })
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  workshop[Symbol.dispose]()
  rmSync(data, { recursive: true })
})

type Sent = { status: number; body: Loose; headers: Headers }

const send = async (path: string, body: BodyInit | Readable = 'hello', { method = 'POST', headers = {}, token = secret }: { method?: string; headers?: Record<string, string>; token?: string | null } = {}): Promise<Sent> => {
  const response = await fetch(`${server.url}${path}`, {
    method, headers: { ...(token !== null && { authorization: `Bearer ${token}` }), ...headers },
    ...(method === 'POST' && { body: body as BodyInit, duplex: 'half' }),
  } as RequestInit)
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text.startsWith('{') ? JSON.parse(text) : text }
}

const spooled = () => (existsSync(join(data, 'spool')) ? readdirSync(join(data, 'spool')) : [])
const sha = (text: string) => createHash('sha256').update(text).digest('hex')

describe('a file for a plugin', () => {
  it('reaches it whole, with what is known of it, and leaves nothing behind', async () => {
    const { status, body } = await send('/ingest/taker/files?name=a%20b.csv&instrument=pump1', 'hello', { headers: { 'content-type': 'text/csv' } })
    expect([status, body]).toEqual([200, {
      file: expect.stringContaining(data), name: 'a b.csv', type: 'text/csv', size: 5, hash: sha('hello'), read: sha('hello'),
      query: { name: 'a b.csv', instrument: 'pump1' }, actor: { id: expect.stringMatching(/^token:/), name: 'pump' },
    }])
    expect(spooled()).toEqual([])
  })

  it('has its name from the head too, in any script', async () => {
    const name = async (disposition: string) => (await send('/ingest/taker/files', 'x', { headers: { 'content-disposition': disposition } })).body.name
    expect(await name('attachment; filename="a \\"b\\".csv"')).toBe('a "b".csv')
    expect(await name("attachment; filename=x.csv; filename*=UTF-8''%C3%BC.csv")).toBe('ü.csv')
    expect(await name('attachment')).toBeNull()
  })

  it('is refused to strangers with 401 where they may nothing, else 403, and to who has not the right', async () => {
    expect((await send('/ingest/taker/files', 'x', { token: null })).status).toBe(403)
    expect(await send('/ingest/taker/files', 'x', { token: shifter })).toMatchObject({
      status: 403, body: { errors: [{ message: 'ann may not use ingest: it needs the right file:ingest', extensions: { code: 'FORBIDDEN' } }] },
    })
    const { status, headers } = await send('/ingest/taker/files', 'x', { token: 'll_svc_wrong' })
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="logline"'])
  })

  it('from a page of another site is refused, whoever is signed in there', async () => {
    expect((await send('/ingest/taker/files', 'x', { headers: { origin: 'https://evil.example' } })).status).toBe(403)
    expect((await send('/ingest/taker/files', 'x', { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403)
    const session = await fetch(`${server.url}/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token: secret }) })
    const cookie = session.headers.get('set-cookie')!.split(';')[0]!
    const own = new URL(server.url).origin
    expect((await send('/ingest/taker/files', 'x', { token: null, headers: { cookie, origin: own } })).status).toBe(200)
    expect((await send('/ingest/taker/files', 'x', { token: null, headers: { cookie, origin: 'https://evil.example' } })).status).toBe(403)
  })

  it('finds only what there is: 404 for other plugins and paths, 405 but for POST, 503 for a plugin that failed', async () => {
    expect(await send('/ingest/nobody/files')).toMatchObject({ status: 404, body: { errors: [{ extensions: { code: 'NOT_FOUND' } }] } })
    expect(await send('/ingest/taker/elsewhere')).toMatchObject({ status: 404, body: { errors: [{ message: expect.stringContaining('/ingest/taker/files') }] } })
    expect(await send('/ingest/taker')).toMatchObject({ status: 404 })
    const got = await send('/ingest/taker/files', '', { method: 'GET' })
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST'])
    expect(await send('/ingest/broken/files')).toMatchObject({ status: 503, body: { errors: [{ message: expect.stringContaining('no such lamp') }] } })
  })

  it('that is too large is 413, told by its length or found out on the way, and one that is packed or a form 415', async () => {
    expect(await send('/ingest/taker/small', 'x'.repeat(1000))).toMatchObject({ status: 201, body: { size: 1000 } })
    expect(await send('/ingest/taker/small', 'x'.repeat(1001))).toMatchObject({ status: 413, body: { errors: [{ extensions: { code: 'BODY_TOO_LARGE', allowed: 1000 } }] } })
    const unknown = Readable.from((function* () { for (let part = 0; part < 20; part++) yield 'x'.repeat(100) })())
    expect((await send('/ingest/taker/small', unknown)).status).toBe(413)
    expect((await send('/ingest/taker/files', 'x', { headers: { 'content-encoding': 'gzip' } })).status).toBe(415)
    const form = new FormData()
    form.set('file', new Blob(['x']), 'a.csv')
    expect((await send('/ingest/taker/files', form)).status).toBe(415)
    expect(spooled()).toEqual([])
  })

  it('that the plugin fails on is 502 without a path in its words, shown with the plugin, and mended by the next', async () => {
    const admin = await server.as('ADMIN')
    const state = async () => (await admin.get('{ plugin(name: "taker") { state step faults { step where message } } }')).plugin
    const { status, body } = await send('/ingest/taker/bad')
    expect(status).toBe(502)
    expect(body.errors[0].message).toMatch(/^The plugin taker failed: cannot take \.\/[\w-]+$/)
    expect(await state()).toMatchObject({ state: 'DEGRADED', step: 'ROUTE', faults: [{ step: 'ROUTE', where: '/bad' }] })
    expect((await send('/ingest/taker/odd')).body.errors[0].message).toContain('status 302')
    expect((await send('/ingest/taker/slow')).body.errors[0]).toMatchObject({ message: expect.stringContaining('longer than 1 s'), extensions: { timedOut: true } })
    expect(spooled()).toEqual([])
  })

  it('that breaks off in the middle leaves nothing', async () => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    await once(socket, 'connect')
    socket.write(`POST /ingest/taker/files HTTP/1.1\r\nhost: ${new URL(server.url).host}\r\nauthorization: Bearer ${secret}\r\ncontent-length: 1000000\r\n\r\n${'x'.repeat(100_000)}`)
    await until(() => spooled().length === 1)
    socket.destroy()
    await until(() => spooled().length === 0)
    expect((await send('/ingest/taker/files')).status).toBe(200)
  })

  it('of any size comes in with memory that does not grow with it, and ten at once do', async () => {
    const megabyte = Buffer.alloc(1 << 20, 7)
    /** Sends over a bare socket, so that what grows is not the client. */
    const bring = async (megabytes: number, name: string) => {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
      const size = megabytes << 20
      socket.write(`POST /ingest/taker/files?name=${name} HTTP/1.1\r\nhost: ${new URL(server.url).host}\r\nauthorization: Bearer ${secret}\r\ncontent-length: ${size}\r\nconnection: close\r\n\r\n`)
      for (let part = 0; part < megabytes; part++) if (!socket.write(megabyte)) await once(socket, 'drain')
      let answer = ''
      for await (const chunk of socket) answer += chunk
      return JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as Loose
    }
    let most = 0
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5)
    using _watch = { [Symbol.dispose]: () => clearInterval(watch) }
    const peakOf = async (megabytes: number) => {
      most = process.memoryUsage.rss()
      const before = most
      const began = performance.now()
      expect((await bring(megabytes, 'large')).size).toBe(megabytes << 20)
      return { seconds: (performance.now() - began) / 1000, grown: (most - before) / (1 << 20) }
    }
    await peakOf(40)
    let peak = await peakOf(120)
    // What else this process does meanwhile only ever adds to it: the least of three counts.
    for (let more = 0; more < 2 && peak.grown >= 72; more++) peak = [peak, await peakOf(120)].toSorted((one, other) => one.grown - other.grown)[0]!
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => bring(3, String(index))))
    expect(answers.map(({ name, size, read, hash }) => [name, size, read === hash])).toEqual(answers.map((_, index) => [String(index), 3 << 20, true]))
    console.info(`120 MB in ${peak.seconds.toFixed(1)} s; memory grew by ${peak.grown.toFixed(0)} MB`)
    expect(peak.grown).toBeLessThan(72)
    expect(spooled()).toEqual([])
  }, 120_000)
})
