// node test/bench/scroll.ts [--keep]: the list of 100,000 runs in a browser. Prints frames, rows in the DOM, and how
// long a filter and a change of another page take to be seen.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright-core'
import { startChild } from './child.ts'
import { openDatabase } from './database.ts'
import { firstRun, fullScale } from './scale.ts'

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync']
const note = (message: string) => console.error(message)

const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? Number.NaN

type Frames = { frames: number[]; mostRows: number; emptyFrames: number }

/** Scrolls by so many px in each frame, there and back, and looks at each. */
const scroll = (page: Page, speed: number, seconds: number): Promise<Frames> =>
  page.evaluate(
    ([step, length]) =>
      new Promise<{ frames: number[]; mostRows: number; emptyFrames: number }>((resolve) => {
        const frames: number[] = []
        let [mostRows, emptyFrames, before] = [0, 0, performance.now()]
        const until = before + length * 1000
        const turn = before + (length * 1000) / 2
        const frame = (now: number) => {
          frames.push(now - before)
          before = now
          const rows = document.querySelectorAll('.row')
          mostRows = Math.max(mostRows, rows.length)
          const last = rows[rows.length - 1]?.getBoundingClientRect().bottom ?? 0
          if (last < Math.min(innerHeight, document.documentElement.getBoundingClientRect().bottom - 200)) emptyFrames += 1
          if (now > until) return resolve({ frames: frames.slice(1), mostRows, emptyFrames })
          window.scrollBy({ top: now < turn ? step : -step, behavior: 'instant' })
          requestAnimationFrame(frame)
        }
        requestAnimationFrame(frame)
      }),
    [speed, seconds] as const,
  )

/** ms until a row is seen, from within the page: no poll of ours makes it later. */
const untilRow = (page: Page, selector: string): Promise<number> =>
  page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = () => (document.querySelector(wanted) ? resolve(performance.timeOrigin + performance.now()) : requestAnimationFrame(look))
        look()
      }),
    selector,
  )

const tell = (what: string, { frames, mostRows, emptyFrames }: Frames) =>
  console.log(
    `| ${what} | ${frames.length} | ${quantile(frames, 0.5).toFixed(1)} | ${quantile(frames, 0.95).toFixed(1)} | ${Math.max(...frames).toFixed(0)} | ${mostRows} | ${emptyFrames} |`,
  )

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const bench = async () => {
  await using parts = new AsyncDisposableStack()
  execFileSync(process.execPath, [fileURLToPath(new URL('../../web/build.ts', import.meta.url))])
  const database = parts.use(await openDatabase({ keep: process.argv.includes('--keep'), log: note }))
  const server = parts.use(startChild(new URL('contenders/logline.ts', import.meta.url)))
  const { url, secret } = await server.call<{ url: string; secret: string }>('open', database.url)
  const origin = new URL(url).origin
  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? places[0]!, args: flags })
  parts.defer(() => browser.close())

  console.log('| 100,000 runs | frames | p50 ms | p95 ms | longest ms | most rows in the DOM | frames with rows missing |\n|--|--:|--:|--:|--:|--:|--:|')
  for (const [name, width, height] of [['1280 x 800', 1280, 800], ['360 x 740', 360, 740]] as const) {
    const page = await browser.newPage({ viewport: { width, height } })
    await page.goto(`${origin}/runs`)
    await untilRow(page, '.row[data-run]')
    for (const [words, step] of [['slowly', 20], ['fast', 150], ['very fast', 600]] as const)
      tell(`${name}, ${words} (${step} px a frame)`, await scroll(page, step, 6))
    await page.close()
  }

  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(`${origin}/runs`)
  await untilRow(page, '.row[data-run]')
  const now = () => page.evaluate(() => performance.timeOrigin + performance.now())
  const ends: number[] = []
  for (let turn = 0; turn < 5; turn++) {
    for (const [key, index] of [['End', fullScale.runs - 1], ['Home', 0]] as const) {
      const from = await now()
      await page.keyboard.press(key)
      ends.push((await untilRow(page, `.row[data-run="${firstRun + fullScale.runs - 1 - index}"]`)) - from)
    }
  }
  console.log(`\nto the end and back: p95 ${quantile(ends, 0.95).toFixed(0)} ms`)
  const middles: number[] = []
  for (const part of [0.5, 0.25, 0.8, 0.33, 0.66]) {
    const from = await now()
    await page.evaluate((at) => window.scrollTo({ top: document.documentElement.scrollHeight * at, behavior: 'instant' }), part)
    middles.push((await page.evaluate(
      () => new Promise<number>((resolve) => {
        const look = () => {
          const rows = [...document.querySelectorAll('.row')].map((row) => row.getBoundingClientRect())
          const isHere = rows.length > 0 && rows[0]!.top < innerHeight / 2 && rows.at(-1)!.bottom > innerHeight
          if (isHere) resolve(performance.timeOrigin + performance.now())
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      }),
    )) - from)
  }
  console.log(`to a place in the middle: p50 ${quantile(middles, 0.5).toFixed(0)}, longest ${Math.max(...middles).toFixed(0)} ms`)

  await page.keyboard.press('Home')
  const filters: number[] = []
  const field = page.locator('.filter-input')
  for (let turn = 0; turn < 10; turn++) {
    for (const [text, fits] of [['quality:bad', '.list-runs .table[aria-busy="false"] .row [data-quality="BAD"]'], ['', '']] as const) {
      await field.fill(text)
      const from = await now()
      await page.keyboard.press('Enter')
      if (fits === '') {
        await untilRow(page, `.row[data-run="${firstRun + fullScale.runs - 1}"]`)
        continue
      }
      // All that is drawn fits: the rows of the filter, not those of before.
      const until = await page.evaluate(
        () => new Promise<number>((resolve) => {
          const look = () => {
            const rows = [...document.querySelectorAll('.row')]
            if (rows.length > 0 && rows.every((row) => row.querySelector('.cell-quality [data-quality="BAD"]')))
              resolve(performance.timeOrigin + performance.now())
            else requestAnimationFrame(look)
          }
          look()
        }),
      )
      filters.push(until - from)
    }
  }
  console.log(`filter to first row: p50 ${quantile(filters, 0.5).toFixed(0)}, p95 ${quantile(filters, 0.95).toFixed(0)} ms`)

  const seen: number[] = []
  const ask = (query: string) =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` }, body: JSON.stringify({ query }) })
  const newest = firstRun + fullScale.runs + 1000 + Math.floor(Date.now() / 1000) % 1_000_000
  for (let turn = 0; turn < 20; turn++) {
    const number = newest + turn
    const answer = await ask(`mutation { startRun(input: { number: ${number}, type: "PHYSICS", detectors: [] }) { userErrors { message } } }`)
    const committed = performance.timeOrigin + performance.now()
    if (!answer.ok) throw new Error(await answer.text())
    seen.push((await untilRow(page, `.row[data-run="${number}"]`)) - committed)
  }
  console.log(`commit to seen: p50 ${quantile(seen, 0.5).toFixed(0)}, p95 ${quantile(seen, 0.95).toFixed(0)} ms`)
}

await bench()
