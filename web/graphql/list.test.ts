import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  appendPage,
  applyChange,
  countChange,
  nothingListed,
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
    page: (first: number, after: string | null): ListPage<Row> => {
      const [value, number] = after === null ? [0, 0] : (after.split(' ').map(Number) as [number, number])
      const isBeyond = (row: Row) =>
        after === null ||
        (order.descending
          ? row.value < value || (row.value === value && row.number < number)
          : row.value > value || (row.value === value && row.number > number))
      const left = all().filter(isBeyond)
      const nodes = left.slice(0, first)
      const last = nodes.at(-1)
      return {
        nodes,
        pageInfo: { hasNextPage: left.length > first, endCursor: last ? `${last.value} ${last.number}` : null },
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
const askMore = fc.record({ kind: fc.constant('ask for more' as const) })
const takeMore = fc.record({ kind: fc.constant('take what was asked for' as const) })
const step = fc.oneof({ arbitrary: write, weight: 4 }, { arbitrary: deliver, weight: 3 }, replay, askMore, takeMore)

describe('a live list', () => {
  it.each([
    ['descending', true],
    ['ascending', false],
  ])('is what a new query would answer, whatever happened in whichever order (%s)', (_name, descending) => {
    const order = byValue(descending)
    fc.assert(
      fc.property(
        fc.array(write, { maxLength: 10 }),
        fc.array(step, { maxLength: 40 }),
        fc.integer({ min: 1, max: 5 }),
        (before, steps, size) => {
          const server = createServer(order)
          for (const { number, value, fits } of before) server.write(number, value, fits)
          let seen = server.position()
          let list: Listed<Row> = appendPage(nothingListed, server.page(size, null), [], order)
          let asked: { page: ListPage<Row>; meanwhile: RowChange<Row>[] } | null = null
          const tell = (from: number, to: number) => {
            for (const change of server.tell(from, to)) {
              list = applyChange(list, change, order)
              asked?.meanwhile.push(change)
            }
          }
          const take = () => {
            if (asked) list = appendPage(list, asked.page, asked.meanwhile, order)
            asked = null
          }
          for (const one of steps) {
            if (one.kind === 'write') server.write(one.number, one.value, one.fits)
            else if (one.kind === 'deliver') {
              const to = Math.min(server.position(), seen + one.events)
              tell(seen, to)
              seen = to
            } else if (one.kind === 'replay') tell(Math.max(0, seen - one.events), seen)
            else if (one.kind === 'take what was asked for') take()
            else if (!asked && list.cursor !== null) asked = { page: server.page(size, list.cursor), meanwhile: [] }
          }
          take()
          tell(seen, server.position())
          const wanted = list.end === null ? server.all() : server.all().slice(0, list.rows.length)
          expect(list.rows).toEqual(wanted)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('keeps the later state of a row when a page brings an older one', () => {
    const order = byValue(true)
    const row = (revision: number, value: number): Row => ({ id: 'run 1', number: 1, revision, value, fits: true })
    const page: ListPage<Row> = { nodes: [row(1, 5)], pageInfo: { hasNextPage: false, endCursor: null } }
    const list: Listed<Row> = { rows: [row(3, 7)], end: null, cursor: null }
    expect(appendPage(list, page, [], order).rows).toEqual([row(3, 7)])
  })

  it('counts what it can see, and says when it cannot', () => {
    const order = byValue(true)
    const row = (number: number): Row => ({ id: `run ${number}`, number, revision: 1, value: number, fits: true })
    const whole: Listed<Row> = { rows: [row(2)], end: null, cursor: null }
    const part: Listed<Row> = { rows: [row(9)], end: [9, 9], cursor: '9 9' }
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
