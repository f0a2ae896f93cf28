import { execFile } from 'node:child_process'
import { readFile, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'

const web = fileURLToPath(new URL('../../web/', import.meta.url))
const dist = join(web, 'dist')

/** What the pages may weigh, in kB (1000 bytes) of gzip -9, as the server sends them. */
const bars = { initial: 110, styles: 15, lazy: 40 } as const

/** Parts that are heavier, or have to be lighter, than a page. */
const ownBars: Readonly<Record<string, number>> = { plot: 30, map: 55, editor: 180 }

const kilobytes = (bytes: number) => bytes / 1000

const sizes = new Map<string, number>()
const sizeOf = async (path: string): Promise<number> => {
  const known = sizes.get(path)
  if (known !== undefined) return known
  const bytes = gzipSync(await readFile(join(dist, path)), { level: 9 }).length
  sizes.set(path, bytes)
  return bytes
}

const texts = new Map<string, string>()
const textOf = async (path: string): Promise<string> => {
  if (!texts.has(path)) texts.set(path, await readFile(join(dist, path), 'utf8'))
  return texts.get(path)!
}

const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found]) => found!)

const assets = 'assets/'
/** `import x from "./a.js"`, `import "./a.js"`, `export … from "./a.js"`: what a browser fetches before it runs this. */
const staticImports = /(?:\bimport|\bfrom)\s*"\.\/([\w.-]+\.js)"/g
const dynamicImports = /\bimport\(\s*["'`]\.\/([\w.-]+\.js)["'`]/g

/** A file and everything it imports, and that imports; not what it fetches later. */
const closureOf = async (roots: readonly string[]): Promise<Set<string>> => {
  const seen = new Set<string>()
  const waiting = [...roots]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue
    seen.add(path)
    waiting.push(...matches(await textOf(path), staticImports).map((name) => assets + name))
  }
  return seen
}

const sum = async (paths: Iterable<string>): Promise<number> => {
  let bytes = 0
  for (const path of paths) bytes += await sizeOf(path)
  return bytes
}

type Lazy = { name: string; scripts: number; styles: number; bar: number }

const nameOf = (path: string): string => path.slice(assets.length).replace(/-[\w-]{8}\.\w+$/, '')

/** The styles that come with scripts: vite writes them beside the import that fetches both. */
const stylesOf = async (paths: Iterable<string>): Promise<Set<string>> => {
  const all = (await readdir(join(dist, assets))).filter((name) => name.endsWith('.css'))
  const names = new Set([...paths].map(nameOf))
  return new Set(all.map((name) => assets + name).filter((path) => names.has(nameOf(path))))
}

/** What is fetched later, from the first scripts on: each part with what it needs beyond what is there by then. */
const lazyParts = async (initial: ReadonlySet<string>): Promise<Lazy[]> => {
  const found = new Map<string, Lazy>()
  const walk = async (present: ReadonlySet<string>, fresh: Iterable<string>): Promise<void> => {
    for (const path of fresh)
      for (const target of matches(await textOf(path), dynamicImports).map((name) => assets + name)) {
        const added = [...(await closureOf([target]))].filter((member) => !present.has(member))
        const part = {
          name: nameOf(target),
          scripts: kilobytes(await sum(added)),
          styles: kilobytes(await sum(await stylesOf(added))),
          bar: ownBars[nameOf(target)] ?? bars.lazy,
        }
        const known = found.get(target)
        // Fetched from two places it may be more from one of them.
        if (known && known.scripts >= part.scripts) continue
        found.set(target, part)
        await walk(new Set([...present, ...added]), added)
      }
  }
  await walk(initial, initial)
  return [...found.values()].toSorted((a, b) => b.scripts - a.scripts)
}

const inColumns = (name: string, size: number, bar: number) =>
  `${name.padEnd(24)} ${size.toFixed(1).padStart(6)} of ${bar} kB gz`

describe('what a browser has to fetch', () => {
  let initial: Set<string>
  let parts: Lazy[]
  let firstStyles: number

  beforeAll(async () => {
    await promisify(execFile)(process.execPath, [join(web, 'build.ts')])
    const html = await readFile(join(dist, 'index.html'), 'utf8')
    const scripts = matches(html, /<script[^>]*\ssrc="\/([^"]+)"/g)
    const preloads = matches(html, /<link[^>]*rel="modulepreload"[^>]*href="\/([^"]+)"/g)
    const styles = matches(html, /<link[^>]*rel="stylesheet"[^>]*href="\/([^"]+)"/g)
    initial = await closureOf([...scripts, ...preloads])
    firstStyles = kilobytes(await sum(styles))
    parts = await lazyParts(initial)
  })

  it(`before anything is seen is at most ${bars.initial} kB of scripts`, async () => {
    const size = kilobytes(await sum(initial))
    console.log(inColumns(`at first (${initial.size} files)`, size, bars.initial))
    expect(size).toBeGreaterThan(20)
    expect(size).toBeLessThanOrEqual(bars.initial)
  })

  it('for a page or a part that comes later is within its bar, with all that it imports', () => {
    console.log(parts.map(({ name, scripts, bar }) => inColumns(name, scripts, bar)).join('\n'))
    expect(parts.length).toBeGreaterThan(3)
    expect(parts.filter(({ scripts, bar }) => scripts > bar)).toEqual([])
  })

  it(`in styles is at most ${bars.styles} kB, whichever page is opened`, () => {
    const heaviest = parts.map(({ name, styles }) => ({ name, size: firstStyles + styles }))
    heaviest.sort((a, b) => b.size - a.size)
    console.log(
      [{ name: 'styles at first', size: firstStyles }, ...heaviest.slice(0, 4)]
        .map(({ name, size }) => inColumns(name, size, bars.styles))
        .join('\n'),
    )
    expect(firstStyles).toBeGreaterThan(1)
    expect(heaviest.filter(({ size }) => size > bars.styles)).toEqual([])
  })

  it('is there packed, as gzip and brotli, wherever that is smaller', async () => {
    for (const path of [...initial].filter((name) => name.startsWith(assets))) {
      const { size } = await stat(join(dist, path))
      if (size < 1024) continue
      for (const ending of ['.gz', '.br']) expect((await stat(join(dist, path + ending))).size).toBeLessThan(size)
    }
  })
})
