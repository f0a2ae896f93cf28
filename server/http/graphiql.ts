import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Exchange, Route } from './route.ts'
import { accepts, securityHeaders } from './static.ts'

/**
 * GraphiQL's own policy: its editor writes styles as it goes and carries its fonts with it. Scripts and workers are
 * files of ours, nothing comes from another host, and only our own pages may frame it.
 */
const policy =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; " +
  "font-src 'self' data:; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'self'"

type File = { type: string; bytes: Buffer; etag: string; packed: Map<string, Promise<Buffer>> }

const packers: Record<string, (bytes: Buffer) => Promise<Buffer>> = {
  // 6 is within 3 % of 9, in a third of its time.
  br: (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
  gzip: (bytes) => promisify(gzip)(bytes),
}

const types = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' }

/** Logline's accent in place of GraphiQL's pink, as hue, saturation and lightness. */
const accent = `
body .graphiql-container { --color-primary: 209, 89%, 38%; }
body.graphiql-dark .graphiql-container { --color-primary: 208, 70%, 45%; }
`

const hashOf = (text: string | Buffer) => createHash('sha256').update(text).digest('base64url').slice(0, 12)

const toFile = (type: string, text: string): File => {
  const bytes = Buffer.from(text)
  return { type, bytes, etag: `"${hashOf(bytes)}"`, packed: new Map() }
}

const pageOf = (folder: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>GraphiQL, Logline</title>
    <link rel="icon" href="/favicon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="${folder}graphiql.css">
    <link rel="modulepreload" href="${folder}graphiql.js">
    <script type="module" src="${folder}page.js"></script>
  </head>
  <body>
    <noscript>GraphiQL needs JavaScript. The API is at /graphql without it.</noscript>
    <div id="root"></div>
  </body>
</html>
`

/** The page and its files. Those have the hash of all of them in their path: browsers keep them for ever. */
const load = async (): Promise<Map<string, File>> => {
  const [parts, page] = await Promise.all([
    import('@graphql-yoga/render-graphiql/graphiql'),
    readFile(new URL('graphiql-page.mjs', import.meta.url), 'utf8'),
  ])
  const texts: Record<string, [keyof typeof types, string]> = {
    'page.js': ['js', page],
    'graphiql.js': ['js', parts.js],
    'graphiql.css': ['css', parts.css + accent],
    'editorWorkerService.js': ['js', parts.editorWorkerService],
    'json.js': ['js', parts.jsonWorker],
    'graphql.js': ['js', parts.graphqlWorker],
  }
  const files = Object.entries(texts).map(([name, [type, text]]) => [name, toFile(types[type], text)] as const)
  const folder = `/graphiql/${hashOf(files.map(([, { etag }]) => etag).join())}/`
  return new Map([
    ['/graphiql', toFile('text/html; charset=utf-8', pageOf(folder))],
    ...files.map(([name, file]) => [folder + name, file] as const),
  ])
}

const packedOf = (file: File, encoding: string): Promise<Buffer> => {
  const known = file.packed.get(encoding) ?? packers[encoding]!(file.bytes)
  file.packed.set(encoding, known)
  return known
}

/** GraphiQL, a page for trying the API out. 8 MB that are loaded and packed when somebody first asks for them. */
export const graphiqlRoute = (): Route => {
  let files: ReturnType<typeof load> | undefined
  const find = async (path: string) => (await (files ??= load())).get(path)

  const handle = async ({ request, response, path }: Exchange) => {
    const file = await find(path)
    response.setHeaders(new Headers({ ...securityHeaders, 'content-security-policy': policy }))
    if (!file) return void response.writeHead(404, { 'cache-control': 'no-cache' }).end()
    response.setHeaders(
      new Headers({
        'content-type': file.type,
        'cache-control': path === '/graphiql' ? 'no-cache' : 'public, max-age=31536000, immutable',
        vary: 'accept-encoding',
        etag: file.etag,
      }),
    )
    if (request.headers['if-none-match'] === file.etag) return void response.writeHead(304).end()
    const encoding = Object.keys(packers).find((name) => accepts(request.headers['accept-encoding'], name))
    const bytes = encoding ? await packedOf(file, encoding) : file.bytes
    if (encoding) response.setHeader('content-encoding', encoding)
    response.setHeader('content-length', bytes.length)
    response.end(request.method === 'HEAD' ? undefined : bytes)
  }

  return {
    name: 'graphiql',
    methods: ['GET', 'HEAD'],
    takes: (path) => path === '/graphiql' || path.startsWith('/graphiql/'),
    handle,
  }
}
