import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  appendPage,
  applyChange,
  countChange,
  dropAfter,
  dropBefore,
  listPage,
  prependPage,
  type Listed,
  type ListPage,
  type Order,
  type RowChange,
} from './list.ts'

type Row = { id: string; number: number; revision: number; value: number; fits: boolean }

const byValue = (descending: boolean): Order<Row> => ({ placeOf: ({ value, number }) => [value, number], descending })

/** A server in small: rows that change, pages behind a keyset, and a log of what happened to which row. */
const createServer = (order: Order<Row>) => {
  const rows = new Map<number, Row>()
  const log: { number: number; created: boolean }[] = []
  const all = () =>
    [...rows.values()]
      .filter(({ fits }) => fits)
      .toSorted((a, b) => {
        const difference = a.value - b.value || a.number - b.number
        return order.descending ? -difference : difference
      })
  return {
    all,
    write: (number: number, value: number, fits: boolean) => {
      const known = rows.get(number)
      rows.set(number, { id: `run ${number}`, number, revision: (known?.revision ?? 0) + 1, value, fits })
      log.push({ number, created: known === undefined })
    },
    page: (size: number, cursor: string | null, backwards = false): ListPage<Row> => {
      const [value, number] = cursor === null ? [0, 0] : (cursor.split(' ').map(Number) as [number, number])
      const downwards = order.descending !== backwards
      const isBeyond = (row: Row) =>
        cursor === null ||
        (downwards
          ? row.value < value || (row.value === value && row.number < number)
          : row.value > value || (row.value === value && row.number > number))
      const left = all().filter(isBeyond)
      const nodes = backwards ? left.slice(-size) : left.slice(0, size)
      const cursorOf = (row: Row | undefined) => (row ? `${row.value} ${row.number}` : null)
      return {
        nodes,
        pageInfo: {
          hasNextPage: !backwards && left.length > size,
          hasPreviousPage: backwards && left.length > size,
          startCursor: cursorOf(nodes[0]),
          endCursor: cursorOf(nodes.at(-1)),
        },
      }
    },
    position: () => log.length,
    /** The events from a place on, each with its row as it is when it is told. */
    *tell(from: number, to: number): Generator<RowChange<Row>> {
      for (const { number, created } of log.slice(from, to)) {
        const row = rows.get(number)!
        yield { id: row.id, created, node: row.fits ? row : null }
      }
    },
  }
}

const number = fc.integer({ min: 1, max: 12 })
const write = fc.record({
  kind: fc.constant('write' as const),
  number,
  value: fc.integer({ min: 0, max: 6 }),
  fits: fc.boolean(),
})
const deliver = fc.record({ kind: fc.constant('deliver' as const), events: fc.integer({ min: 1, max: 4 }) })
const replay = fc.record({ kind: fc.constant('replay' as const), events: fc.integer({ min: 1, max: 4 }) })
const ask = fc.record({
  kind: fc.constant('ask' as const),
  what: fc.constantFrom('what follows', 'what comes before', 'the beginning', 'the end', 'the middle'),
})
const take = fc.record({ kind: fc.constant('take' as const) })
const drop = fc.record({ kind: fc.constant('drop' as const), early: fc.boolean(), index: fc.integer({ min: 0, max: 6 }) })
const step = fc.oneof(
  { arbitrary: write, weight: 4 },
  { arbitrary: deliver, weight: 3 },
  { arbitrary: ask, weight: 2 },
  { arbitrary: take, weight: 2 },
  replay,
  drop,
)

type Asked = { page: ListPage<Row>; meanwhile: RowChange<Row>[]; put: (list: Listed<Row>, asked: Asked) => Listed<Row> }

describe('a live list', () => {
  it.each([
    ['descending', true],
    ['ascending', false],
  ])('is what a new query would answer, whatever happened in whichever order (%s)', (_name, descending) => {
    const order = byValue(descending)
    fc.assert(
      fc.property(
        fc.array(write, { maxLength: 10 }),
        fc.array(step, { maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        (before, steps, size) => {
          const server = createServer(order)
          for (const { number, value, fits } of before) server.write(number, value, fits)
          let seen = server.position()
          const beginning = server.page(size, null)
          const whole = { before: 0, isStart: true, isEnd: !beginning.pageInfo.hasNextPage }
          let list: Listed<Row> = listPage(beginning, whole, [], order)
          let asked: Asked | null = null
          const tell = (from: number, to: number) => {
            for (const change of server.tell(from, to)) {
              list = applyChange(list, change, order)
              asked?.meanwhile.push(change)
            }
          }
          const askFor = (what: string): Asked | null => {
            const answer = (page: ListPage<Row>, put: Asked['put']): Asked => ({ page, meanwhile: [], put })
            if (what === 'what follows')
              return list.end && answer(server.page(size, list.end.cursor), (at, { page, meanwhile }) => appendPage(at, page, meanwhile, order))
            if (what === 'what comes before')
              return list.start && answer(server.page(size, list.start.cursor, true), (at, { page, meanwhile }) => prependPage(at, page, meanwhile, order))
            const backwards = what === 'the end'
            const page = server.page(size, what === 'the middle' ? '3 6' : null, backwards)
            const { hasNextPage, hasPreviousPage } = page.pageInfo
            // A page in the middle that has nothing on it says nothing of where it is.
            if (page.nodes.length === 0 && what === 'the middle') return null
            const isStart = what === 'the beginning' || (backwards && !hasPreviousPage)
            const at = { before: 0, isStart, isEnd: backwards || !hasNextPage }
            return answer(page, (_, { page, meanwhile }) => listPage(page, at, meanwhile, order))
          }
          const takeIn = () => {
            if (asked) list = asked.put(list, asked)
            asked = null
          }
          for (const one of steps) {
            if (one.kind === 'write') server.write(one.number, one.value, one.fits)
            else if (one.kind === 'deliver') {
              const to = Math.min(server.position(), seen + one.events)
              tell(seen, to)
              seen = to
            } else if (one.kind === 'replay') tell(Math.max(0, seen - one.events), seen)
            else if (one.kind === 'take') takeIn()
            // What is cut off while a page is on its way would leave a hole: nobody does both.
            else if (one.kind === 'drop') {
              if (!asked) list = one.early ? dropBefore(list, one.index, order) : dropAfter(list, one.index, order)
            } else asked ??= askFor(one.what)
          }
          takeIn()
          tell(seen, server.position())
          const isOutside = (edge: Listed<Row>['start'], row: Row, beyond: boolean) => {
            if (!edge) return false
            const [value, tie] = edge.place as [number, number]
            const difference = row.value - value || row.number - tie
            return order.descending !== beyond ? difference > 0 : difference < 0
          }
          const wanted = server.all().filter((row) => !isOutside(list.start, row, false) && !isOutside(list.end, row, true))
          expect(list.rows).toEqual(wanted)
        },
      ),
      { numRuns: 1500 },
    )
  })

  it('drops whole pages that are far away, and knows where it was cut', () => {
    const order = byValue(false)
    const server = createServer(order)
    for (let number = 1; number <= 9; number++) server.write(number, number, true)
    let list = listPage(server.page(3, null), { before: 0, isStart: true, isEnd: false }, [], order)
    for (let more = 0; more < 2; more++) list = appendPage(list, server.page(3, list.end!.cursor), [], order)
    const numbers = (of: Listed<Row>) => of.rows.map(({ number }) => number)
    expect(numbers(list)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    const late = dropBefore(list, 5, order)
    expect([numbers(late), late.before, late.start?.cursor]).toEqual([[4, 5, 6, 7, 8, 9], 3, '4 4'])
    const middle = dropAfter(late, 1, order)
    expect([numbers(middle), middle.before, middle.end?.cursor]).toEqual([[4, 5, 6], 3, '6 6'])
    const again = prependPage(middle, server.page(3, middle.start!.cursor, true), [], order)
    expect([numbers(again), again.before, again.start]).toEqual([[1, 2, 3, 4, 5, 6], 0, null])
  })

  it('keeps the later state of a row when a page brings an older one', () => {
    const order = byValue(true)
    const row = (revision: number, value: number): Row => ({ id: 'run 1', number: 1, revision, value, fits: true })
    const pageInfo = { hasNextPage: false, hasPreviousPage: false, startCursor: '5 1', endCursor: '5 1' }
    const page: ListPage<Row> = { nodes: [row(1, 5)], pageInfo }
    const list: Listed<Row> = { rows: [row(3, 7)], before: 0, start: null, end: null, pages: [] }
    expect(appendPage(list, page, [], order).rows).toEqual([row(3, 7)])
  })

  it('counts what it can see, and says when it cannot', () => {
    const order = byValue(true)
    const row = (number: number): Row => ({ id: `run ${number}`, number, revision: 1, value: number, fits: true })
    const whole: Listed<Row> = { rows: [row(2)], before: 0, start: null, end: null, pages: [] }
    const part: Listed<Row> = { ...whole, rows: [row(9)], end: { place: [9, 9], cursor: '9 9' } }
    const count = (list: Listed<Row>, change: RowChange<Row>) =>
      countChange(list, applyChange(list, change, order), change)
    expect(count(whole, { id: 'run 3', created: true, node: row(3) })).toBe(1)
    expect(count(whole, { id: 'run 2', created: false, node: row(2) })).toBe(0)
    expect(count(whole, { id: 'run 2', created: false, node: null })).toBe(-1)
    expect(count(whole, { id: 'run 7', created: false, node: null })).toBe(0)
    expect(count(part, { id: 'run 10', created: true, node: row(10) })).toBe(1)
    expect(count(part, { id: 'run 10', created: false, node: row(10) })).toBeNull()
    expect(count(part, { id: 'run 1', created: true, node: row(1) })).toBeNull()
    expect(count(part, { id: 'run 1', created: false, node: null })).toBeNull()
  })
})
