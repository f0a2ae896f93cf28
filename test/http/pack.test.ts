import { request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, bearer, openWorld, type Served, type World } from './world.ts'

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

type Raw = { status: number; headers: Record<string, string | string[] | undefined>; bytes: Buffer }

const post = (query: string, headers: Record<string, string>) =>
  new Promise<Raw>((resolve, reject) => {
    request(
      `${server.url}/graphql`,
      { method: 'POST', headers: { 'content-type': 'application/json', ...headers } },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => void chunks.push(chunk))
        response.on('end', () =>
          resolve({ status: response.statusCode!, headers: response.headers, bytes: Buffer.concat(chunks) }),
        )
      },
    )
      .on('error', reject)
      .end(JSON.stringify({ query }))
  })

const large = '{ __schema { types { name description } } }'

describe('an answer of /graphql', () => {
  it.each([
    ['br', 'gzip, deflate, br', brotliDecompressSync],
    ['gzip', 'gzip, deflate', gunzipSync],
    ['gzip', 'br;q=0, gzip;q=0.3', gunzipSync],
  ])('is packed as %s for those who accept %s', async (encoding, accepted, unpack) => {
    const plain = await post(large, {})
    expect(plain.headers['content-encoding']).toBeUndefined()
    const packed = await post(large, { 'accept-encoding': accepted })
    expect(packed.headers['content-encoding']).toBe(encoding)
    expect(packed.headers['content-type']).toBe(plain.headers['content-type'])
    expect(Number(packed.headers['content-length'])).toBe(packed.bytes.length)
    expect(unpack(packed.bytes).toString()).toBe(plain.bytes.toString())
    expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 2)
    for (const { headers } of [plain, packed]) expect(headers['vary']).toContain('accept-encoding')
  })

  it('stays as it is for others, and when it is small', async () => {
    for (const accepted of ['identity', 'zstd', 'br;q=0, gzip;q=0'])
      expect((await post(large, { 'accept-encoding': accepted })).headers['content-encoding']).toBeUndefined()
    const small = await post('{ viewer { name } }', { 'accept-encoding': 'br' })
    expect(small.headers['content-encoding']).toBeUndefined()
    expect(JSON.parse(small.bytes.toString())).toMatchObject({ data: { viewer: { name: 'anonymous' } } })
  })

  it('keeps its status and its other headers', async () => {
    const many = `{ ${Array.from({ length: 60 }, (_, index) => `a${index}: nothing`).join(' ')} }`
    const [plain, packed] = [await post(many, {}), await post(many, { 'accept-encoding': 'gzip' })]
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect(packed.status).toBe(plain.status)
    expect(JSON.parse(gunzipSync(packed.bytes).toString())).toMatchObject({
      errors: expect.arrayContaining([
        expect.objectContaining({
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED', requestId: packed.headers['x-request-id'] },
        }),
      ]),
    })
  })

  it('that is a stream is never packed: each event comes when it happens', async () => {
    const coordinator = bearer(await world.tokenOf('COORDINATOR'))
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', 'accept-encoding': 'br, gzip' },
      body: JSON.stringify({ query: 'subscription { events(kinds: ["tag.created"]) { node { key data } } }' }),
    })
    expect([null, 'none']).toContain(response.headers.get('content-encoding'))
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    await expect.poll(() => server.openConnections.count()).toBe(1)
    await ask(server.url, 'mutation ($text: String!) { createTag(input: { text: $text }) { tag { text } } }', {
      variables: { text: 'as it happens' },
      headers: coordinator,
    })
    let said = ''
    while (!said.includes('as it happens')) said += (await reader.read()).value ?? ''
    await reader.cancel()
    expect(said).toContain('event: next')
  })
})
