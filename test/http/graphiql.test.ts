import { request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type Served, type World } from './world.ts'

let world: World
let server: Served

beforeAll(async () => {
  world = await openWorld()
  server = await world.serve()
})
afterAll(async () => {
  await server.close()
  await world[Symbol.asyncDispose]()
})

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${path}`, { headers: { 'accept-encoding': 'identity', ...headers } })

const filesOf = (page: string) => [...page.matchAll(/(?:src|href)="(\/graphiql\/[^"]+)"/g)].map(([, path]) => path!)

describe('GraphiQL', () => {
  it('comes under a policy of its own: nothing from another host, no script that is not a file', async () => {
    const response = await get('/graphiql')
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'self'")
    expect(policy).not.toMatch(/https?:|unsafe-eval|\*/)
    expect(await response.text()).not.toMatch(/<script>|<style|https?:/)
    expect((await get('/runs')).headers.get('content-security-policy')).not.toContain('unsafe-inline')
  })

  it('is looked at anew, and has files that are kept for ever', async () => {
    const response = await get('/graphiql')
    expect(response.headers.get('cache-control')).toBe('no-cache')
    const again = await get('/graphiql', { 'if-none-match': response.headers.get('etag') ?? '' })
    expect([again.status, await again.text()]).toEqual([304, ''])
    const paths = filesOf(await response.text())
    expect(paths.length).toBeGreaterThanOrEqual(3)
    for (const path of paths) {
      const file = await get(path)
      expect([path, file.status]).toEqual([path, 200])
      expect(file.headers.get('cache-control')).toContain('immutable')
      const known = await get(path, { 'if-none-match': file.headers.get('etag') ?? '' })
      expect(known.status).toBe(304)
    }
  })

  it('has the workers that its editor asks for', async () => {
    const [path] = filesOf(await (await get('/graphiql')).text())
    for (const label of ['editorWorkerService', 'json', 'graphql']) {
      const response = await get(path!.replace(/[^/]+$/, `${label}.js`))
      expect([label, response.status, response.headers.get('content-type')]).toEqual([
        label,
        200,
        'text/javascript; charset=utf-8',
      ])
    }
  })

  it.each([
    ['br', 'gzip, deflate, br', brotliDecompressSync],
    ['gzip', 'gzip;q=0.5, br;q=0', gunzipSync],
  ])('is packed as %s, with what was packed', async (encoding, accepted, unpack) => {
    const path = filesOf(await (await get('/graphiql')).text()).find((one) => one.endsWith('graphiql.js'))!
    const packed = await new Promise<{ bytes: Buffer; encoding: string | undefined }>((resolve, reject) => {
      request(`${server.url}${path}`, { headers: { 'accept-encoding': accepted } }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => void chunks.push(chunk))
        response.on('end', () =>
          resolve({ bytes: Buffer.concat(chunks), encoding: response.headers['content-encoding'] }),
        )
      })
        .on('error', reject)
        .end()
    })
    const plain = Buffer.from(await (await get(path)).arrayBuffer())
    expect(packed.encoding).toBe(encoding)
    expect(unpack(packed.bytes).equals(plain)).toBe(true)
    expect(packed.bytes.length).toBeLessThan(plain.length / 3)
  })

  it('has nothing else there', async () => {
    expect((await get('/graphiql/other/page.js')).status).toBe(404)
    expect((await get('/graphiql/../package.json')).status).toBe(404)
    const refused = await fetch(`${server.url}/graphiql`, { method: 'POST' })
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    const head = await fetch(`${server.url}/graphiql`, { method: 'HEAD' })
    expect([head.status, Number(head.headers.get('content-length')) > 0, await head.text()]).toEqual([200, true, ''])
  })
})
