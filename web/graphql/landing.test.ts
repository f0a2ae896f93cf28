import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { landingAt, readLanding, rowsFromStart } from './landing.ts'
import { appendPage, listPage, nothingListed, type ListPage, type Order, type Revised } from './list.ts'
import type { PagesOf, PageWanted } from './reach.ts'

type Row = Revised & { readonly number: number }

const order: Order<Row> = { descending: true, placeOf: ({ number }) => [number, number] }

/** A list on a server, the greatest number first; a cursor is the number of its row. */
const serve = (numbers: readonly number[]) => {
  const rows = numbers.toSorted((a, b) => b - a).map((number): Row => ({ id: String(number), revision: 1, number }))
  let most = 0
  let hops = 0
  const cut = (from: number, to: number): ListPage<Row> => {
    const nodes = rows.slice(Math.max(0, from), to)
    const [startCursor, endCursor] = [nodes[0]?.id ?? null, nodes.at(-1)?.id ?? null]
    return { nodes, pageInfo: { hasNextPage: to < rows.length, hasPreviousPage: from > 0, startCursor, endCursor } }
  }
  const page = (first: number, after: string | null) => {
    const from = after === null ? 0 : rows.filter(({ number }) => number >= Number(after)).length
    return cut(from, from + first)
  }
  const read = (wanted: PageWanted) => {
    if ('first' in wanted) return page(wanted.first, wanted.after)
    const to = wanted.before === null ? rows.length : rows.filter(({ number }) => number > Number(wanted.before)).length
    return cut(to - wanted.last, to)
  }
  const source: PagesOf<Row> = {
    readPage: async (wanted) => {
      const data = read(wanted)
      most = Math.max(most, data.nodes.length)
      return { data, fault: null }
    },
    hop: async (wanted) => {
      hops += 1
      return { data: read(wanted).pageInfo, fault: null }
    },
  }
  return { rows, page, source, most: () => most, hops: () => hops }
}

const numbers = Array.from({ length: 5000 }, (_, index) => index * 2)

describe('a landing in a list', () => {
  it('leads back to the same row by its cursor, with rows around it, whatever came in or went away meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 3, max: 40 }),
        fc.integer({ min: 0, max: 299 }),
        fc.array(fc.integer({ min: -50, max: 20_000 }), { maxLength: 120 }),
        fc.integer({ min: 1, max: 20 }),
        async (away, row, fresh, each) => {
          const then = serve(numbers)
          const begin = then.page(100, String(numbers.length * 2 - away * 200))
          let list = listPage(begin, { before: away * 100, isStart: false, isEnd: false }, [], order)
          for (let step = 0; step < 2; step++) list = appendPage(list, then.page(100, list.end!.cursor), [], order)
          const seen = list.rows[row]!
          const landing = landingAt(list, list.before + row, numbers.length, order)
          // One in so many is gone by now, and odd numbers are new; the row itself is still there.
          const now = serve([...numbers.filter((number, index) => index % (each + 1) !== 0 || number === seen.number), ...fresh.map((number) => number * 2 + 1)])
          const found = await readLanding(now.source, landing, { size: now.rows.length, descending: true })
          const got = found?.data
          expect(got?.page.nodes.some(({ id }) => id === seen.id) || (row === 0 && got !== undefined)).toBe(true)
          if (row > 0) expect(now.hops()).toBe(0)
          expect(now.most()).toBeLessThanOrEqual(330)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('near the top is read from the beginning, with a page below it', () => {
    const { page } = serve(numbers)
    const list = listPage(page(100, null), { before: 0, isStart: true, isEnd: false }, [], order)
    const landing = landingAt(list, 12, numbers.length, order)
    expect(landing).toEqual({ index: 12, size: 5000, after: null, from: 0 })
    expect(rowsFromStart(landing)).toBe(112)
    expect(rowsFromStart(landingAt(nothingListed, 3000, 5000, order))).toBeNull()
  })

  it('whose cursor leads nowhere any more is found by its number', async () => {
    const { source, hops } = serve(numbers.slice(0, 2000))
    const landing = { index: 1500, size: 2000, after: '-1', from: 1470 }
    const found = await readLanding(source, landing, { size: 2000, descending: true })
    expect(hops()).toBeGreaterThan(0)
    expect(found?.data?.before).toBe(1470)
    expect(found?.data?.page.nodes[30]?.number).toBe((1999 - 1500) * 2)
  })
})
