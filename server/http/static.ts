import { open, readdir } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/** For every answer that a browser might render: nothing from elsewhere, in no frame, never guessed at. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; " +
    "form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

type File = { path: string; type: string; immutable: boolean; encoded: Readonly<Record<string, string>> }

const encodings = { br: '.br', gzip: '.gz' } as const

/** What browsers ask for of their own accord beside a page that names no icon (/schema.graphql, /metrics, an export). */
const alias: Readonly<Record<string, string>> = { '/favicon.ico': '/favicon.svg' }

// Vite puts the hash of the content into the name: runs-BbQ3nP2x.js
const isHashed = (name: string) => /^\/assets\/.+-[\w-]{8,}\.\w+$/.test(name)

/** All files of a folder, by the path they are asked for: what isn't in this list cannot be reached. */
const listFiles = async (folder: string): Promise<Map<string, File>> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    },
  )
  const paths = new Set(entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)))
  const files = new Map<string, File>()
  for (const path of paths) {
    const type = types[extname(path)]
    if (!type) continue
    const name = `/${relative(folder, path).split(sep).join('/')}`
    const encoded = Object.entries(encodings).flatMap(([encoding, ending]) =>
      paths.has(path + ending) ? [[encoding, path + ending]] : [],
    )
    files.set(name, {
      path,
      type,
      immutable: isHashed(name),
      encoded: Object.fromEntries(encoded) as Record<string, string>,
    })
  }
  return files
}

/** Whether a client takes this encoding, by its Accept-Encoding header. */
export const accepts = (header: string | undefined, encoding: string): boolean =>
  (header ?? '').split(',').some((part) => {
    const [name, quality] = part.trim().split(/\s*;\s*q=/)
    return name === encoding && Number(quality ?? 1) > 0
  })

const decode = (path: string): string | null => {
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}

export type StaticFiles = {
  handle: (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>
}

const relistMilliseconds = 1000

/**
 * The built web pages. Paths without an ending are pages of the application, which finds its way itself: they get
 * index.html. The folder is listed when it is first asked for, and again (once a second at most) for what isn't known.
 */
export const createStaticFiles = (folder: string): StaticFiles => {
  let listing: { at: number; files: Promise<Map<string, File>> } | undefined

  const find = async (path: string): Promise<File | undefined> => {
    const known = await listing?.files
    const file = known?.get(path)
    if (file) return file
    if (!listing || performance.now() - listing.at > relistMilliseconds)
      listing = { at: performance.now(), files: listFiles(folder) }
    const files = await listing.files
    return files.get(path) ?? (extname(path) === '' ? files.get('/index.html') : undefined)
  }

  const send = async (request: IncomingMessage, response: ServerResponse, file: File) => {
    const encoding = Object.keys(file.encoded).find((name) => accepts(request.headers['accept-encoding'], name))
    await using handle = await open((encoding && file.encoded[encoding]) || file.path)
    const { size, mtimeMs } = await handle.stat()
    const etag = `"${size.toString(36)}-${Math.trunc(mtimeMs).toString(36)}"`
    response.setHeaders(
      new Headers({
        ...securityHeaders,
        'content-type': file.type,
        'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
        vary: 'accept-encoding',
        etag,
      }),
    )
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end()
    response.setHeader('content-length', size)
    if (encoding) response.setHeader('content-encoding', encoding)
    if (request.method === 'HEAD') return void response.end()
    await pipeline(handle.createReadStream({ autoClose: false }), response)
  }

  return {
    handle: async (request, response, path) => {
      const decoded = decode(path)
      const file = decoded === null ? undefined : await find(alias[decoded] ?? decoded)
      try {
        if (file) return await send(request, response, file)
      } catch (error) {
        // The client went away, or the pages were built anew in between.
        if (response.headersSent) return void response.destroy()
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
      }
      response.writeHead(404, {
        ...securityHeaders,
        'content-type': 'text/plain; charset=utf-8',
        'cache-control': 'no-cache',
      })
      response.end(
        path === '/' ? 'The web pages are not built: run npm run build. The API is at /graphql.\n' : 'Not found\n',
      )
    },
  }
}
