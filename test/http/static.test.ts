import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, sendRaw, type World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

describe('web pages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'logline-web-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'dist', 'assets'), { recursive: true })
  const put = (name: string, text: string) => writeFileSync(join(folder, 'dist', name), text)
  put('index.html', '<!doctype html><title>Logline</title>')
  put('assets/main-BbQ3nP2x.js', 'console.log(1)')
  put('assets/main-BbQ3nP2x.js.br', 'brotli')
  put('assets/main-BbQ3nP2x.js.gz', 'gzip')
  put('robots.txt', 'User-agent: *')
  writeFileSync(join(folder, 'secret.txt'), 'secret')

  const serving = () => world.serve({ webFolder: join(folder, 'dist') })

  it('come with headers that keep others out', async () => {
    await using server = await serving()
    const response = await fetch(server.url)
    expect(await response.text()).toContain('<title>Logline</title>')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('cache-control')).toBe('no-cache')
    const again = await fetch(server.url, { headers: { 'if-none-match': response.headers.get('etag') ?? '' } })
    expect(again.status).toBe(304)
  })

  it('find their own way: a path without an ending is a page', async () => {
    await using server = await serving()
    expect(await (await fetch(`${server.url}/runs/526080?tab=log`)).text()).toContain('Logline')
    expect((await fetch(`${server.url}/assets/gone-AAAAAAAA.js`)).status).toBe(404)
    expect((await fetch(`${server.url}/runs`, { method: 'POST' })).status).toBe(405)
  })

  it('have files that are kept for ever, as small as can be', async () => {
    await using server = await serving()
    const get = (encoding: string) =>
      fetch(`${server.url}/assets/main-BbQ3nP2x.js`, { method: 'HEAD', headers: { 'accept-encoding': encoding } })
    expect((await get('identity')).headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect((await get('gzip, deflate, br')).headers.get('content-encoding')).toBe('br')
    expect((await get('gzip;q=0.5, br;q=0')).headers.get('content-encoding')).toBe('gzip')
    expect((await get('identity')).headers.get('content-encoding')).toBeNull()
    expect((await get('br')).headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  })

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '//secret.txt',
    '/%00',
    '/%zz.js',
  ])('are all there is: %s', async (path) => {
    await using server = await serving()
    const answer = await sendRaw(server.port, `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`)
    expect(answer).not.toContain('\r\nsecret')
    expect(answer).toMatch(/^HTTP\/1.1 (404|200)/)
  })

  it('have an icon, also for browsers that ask for it of their own accord', async () => {
    put('favicon.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>')
    await using server = await serving()
    const response = await fetch(`${server.url}/favicon.ico`)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/svg+xml'])
    expect(await response.text()).toContain('<svg')
  })

  it('are noticed when they are built anew', async () => {
    await using server = await serving()
    await fetch(server.url)
    put('assets/page-CCCCCCCC.js', 'new')
    const page = async () => (await fetch(`${server.url}/assets/page-CCCCCCCC.js`)).text()
    await expect.poll(page, { timeout: 5000 }).toBe('new')
  })

  it('that are not built are missed politely', async () => {
    await using server = await world.serve()
    const response = await fetch(server.url)
    expect([response.status, await response.text()]).toEqual([404, expect.stringContaining('npm run build')])
  })
})
