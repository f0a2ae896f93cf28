import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ListPage } from './list.ts'
import { nextStep, pageSize, seek, type Landmark, type PageWanted } from './reach.ts'

type Row = { id: string; revision: number; at: number }

/** A list of so many rows behind cursors, that counts what it was asked. */
const createSource = (size: number) => {
  const asked = { pages: 0, hops: 0, rows: 0 }
  const cut = (wanted: PageWanted): number[] => {
    if ('first' in wanted) {
      const from = wanted.after === null ? 0 : Number(wanted.after) + 1
      return Array.from({ length: Math.max(0, Math.min(wanted.first, size - from)) }, (_, index) => from + index)
    }
    const to = wanted.before === null ? size : Number(wanted.before)
    const from = Math.max(0, to - wanted.last)
    return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index)
  }
  const endsOf = (places: readonly number[]) => ({
    startCursor: places[0] === undefined ? null : String(places[0]),
    endCursor: places.at(-1) === undefined ? null : String(places.at(-1)),
  })
  return {
    asked,
    readPage: async (wanted: PageWanted) => {
      asked.pages += 1
      const places = cut(wanted)
      asked.rows += places.length
      const page: ListPage<Row> = {
        nodes: places.map((at) => ({ id: String(at), revision: 1, at })),
        pageInfo: { ...endsOf(places), hasNextPage: (places.at(-1) ?? size) < size - 1, hasPreviousPage: (places[0] ?? 0) > 0 },
      }
      return { data: page, fault: null }
    },
    hop: async (wanted: PageWanted) => {
      asked.hops += 1
      return { data: endsOf(cut(wanted)), fault: null }
    },
  }
}

describe('a row far away', () => {
  it('is reached by cursors alone, wherever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 30_000 }), fc.double({ min: 0, max: 1, noNaN: true }), async (size, part) => {
        const index = Math.min(size - 1, Math.floor(size * part))
        const source = createSource(size)
        const found = await seek(source, { index, size }, [], () => true)
        const rows = found?.data?.page.nodes ?? []
        expect(rows.some(({ at }) => at === index)).toBe(true)
        expect(found?.data?.before).toBe(rows[0]?.at)
        expect(found?.data?.isStart).toBe(rows[0]?.at === 0)
        expect(found?.data?.isEnd).toBe(rows.at(-1)?.at === size - 1)
        expect(source.asked.rows).toBeLessThanOrEqual(pageSize)
      }),
    )
  })

  it('is reached from the nearest place that was passed before', async () => {
    const source = createSource(100_000)
    const landmarks: Landmark[] = []
    await seek(source, { index: 40_000, size: 100_000 }, landmarks, () => true)
    expect(source.asked.hops).toBe(40)
    await seek(source, { index: 40_700, size: 100_000 }, landmarks, () => true)
    expect(source.asked.hops).toBe(41)
  })

  it('is given up when nobody wants it any more', async () => {
    const source = createSource(100_000)
    expect(await seek(source, { index: 50_000, size: 100_000 }, [], () => false)).toBeNull()
    expect(source.asked).toEqual({ pages: 0, hops: 1, rows: 0 })
  })

  it('is the last one of a list that became shorter', async () => {
    const source = createSource(500)
    const found = await seek(source, { index: 3000, size: 9000 }, [], () => true)
    expect(found?.data?.page.nodes.at(-1)?.at).toBe(499)
    expect(found?.data?.isEnd).toBe(true)
  })
})

describe('what is read next', () => {
  const stretch = { before: 1000, count: 300, hasStart: false, hasEnd: false, size: 9000 }

  it.each([
    ['nothing in its middle', [1230, 1260], { ...stretch, count: 500 }, null],
    ['the next page near its end', [1150, 1190], stretch, { kind: 'append' }],
    ['the page before near its beginning', [1210, 1240], { ...stretch, count: 900 }, null],
    ['the page before, nearer', [1100, 1130], { ...stretch, count: 900 }, { kind: 'prepend' }],
    ['another stretch far from it', [4000, 4030], stretch, { kind: 'seek', index: 3967 }],
    ['the beginning', [0, 30], stretch, { kind: 'seek', index: 0 }],
    ['nothing when all is there', [0, 30], { before: 0, count: 40, hasStart: true, hasEnd: true, size: 40 }, null],
  ] as const)('%s', (_name, sight, known, step) => {
    expect(nextStep(known, sight)).toEqual(step)
  })
})
