import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitText, layOut, leastWidth, rowHeight, toLanes } from './layout.ts'
import { rangeOf, type TimelineInterval } from './model.ts'
import { pan, toMoment, toX, within, zoomAbout } from './scale.ts'

const interval = (id: string, start: number, end: number | null, kind = 'good'): TimelineInterval => ({
  id,
  start,
  end,
  kind,
  label: id,
})
const row = (...intervals: TimelineInterval[]) => ({ id: 'row', label: 'Runs', intervals })
const window = { start: 0, end: 1000 }

describe('the layout of a timeline', () => {
  it('puts what overlaps into lanes below each other, and what does not into one', () => {
    const lanes = toLanes([interval('a', 0, 10), interval('b', 5, 15), interval('c', 10, 20), interval('d', 15, 20)], 0)
    expect(lanes.map((lane) => lane.map(({ id }) => id))).toEqual([
      ['a', 'c'],
      ['b', 'd'],
    ])
  })

  it('draws an interval where it lies, and one that goes on until now', () => {
    const { rows } = layOut([row(interval('a', 100, 300), interval('b', 500, null, 'live'))], window, 1000, 700)
    expect(rows[0]!.bars).toMatchObject([
      { x: 100, width: 200, isOpen: false, kind: 'good' },
      { x: 500, width: 200, isOpen: true, kind: 'live' },
    ])
  })

  it('leaves out what is not in the window, and cuts what is only partly in it', () => {
    const { rows } = layOut([row(interval('a', -500, -10), interval('b', -50, 50), interval('c', 990, 2000))], window, 1000, 0)
    expect(rows[0]!.bars).toMatchObject([
      { id: 'b', x: 0, width: 50 },
      { id: 'c', x: 990, width: 10 },
    ])
  })

  it('draws crowded intervals as one that still holds them all, and apart when one looks closer', () => {
    const crowd = Array.from({ length: 40 }, (_, index) => interval(`r${index}`, index * 2, index * 2 + 1, index === 7 ? 'bad' : 'good'))
    const far = layOut([row(...crowd)], window, 500, 0).rows[0]!.bars
    expect(far).toHaveLength(1)
    expect(far[0]!.intervals).toHaveLength(40)
    expect(far[0]!.kind).toBeNull()
    const near = layOut([row(...crowd)], { start: 0, end: 80 }, 1000, 0).rows[0]!.bars
    expect(near).toHaveLength(40)
    expect(near[7]!.kind).toBe('bad')
  })

  it('never swallows a long interval in a crowd', () => {
    const bars = layOut([row(interval('a', 0, 1), interval('long', 2, 400), interval('b', 401, 402))], window, 500, 0).rows[0]!.bars
    expect(bars.map(({ id }) => id)).toEqual(['a', 'long', 'b'])
  })

  it('holds each interval of the window in exactly one bar, within the plot and wide enough to be hit', () => {
    const some = fc.array(
      fc.record({ start: fc.integer({ min: -200, max: 1200 }), length: fc.integer({ min: 0, max: 300 }) }),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(some, fc.integer({ min: 200, max: 1500 }), (wishes, width) => {
        const intervals = wishes.map(({ start, length }, index) => interval(String(index), start, start + length))
        const { rows, height } = layOut([row(...intervals)], window, width, 0)
        const bars = rows[0]!.bars
        const seen = intervals.filter(({ start, end }) => end! >= window.start && start <= window.end)
        expect(bars.flatMap((bar) => bar.intervals.map(({ id }) => id)).sort()).toEqual(seen.map(({ id }) => id).sort())
        for (const bar of bars) {
          expect(bar.x).toBeGreaterThanOrEqual(0)
          expect(bar.x + bar.width).toBeLessThanOrEqual(width + 1e-6)
          expect(bar.width).toBeGreaterThanOrEqual(Math.min(width, leastWidth))
          expect(bar.y + bar.height).toBeLessThanOrEqual(height)
        }
      }),
    )
  })

  it('gives rows a place below each other, an empty one too', () => {
    const { rows, height } = layOut([row(), row(interval('a', 0, 1))], window, 100, 0)
    expect(rows.map(({ y }) => y)).toEqual([0, rowHeight])
    expect(height).toBe(2 * rowHeight)
  })

  it('shortens a text to the room there is', () => {
    expect(fitText('not judged', 100, 7)).toBe('not judged')
    expect(fitText('stable beams', 56, 7)).toBe('stable…')
    expect(fitText('runs', 7, 7)).toBe('')
  })
})

describe('the window of a timeline', () => {
  const range = { start: 0, end: 100_000 }

  it('turns moments into pixels and back', () => {
    expect(toX(25_000, range, 400)).toBe(100)
    expect(toMoment(100, range, 400)).toBe(25_000)
    expect(toMoment(-5, range, 400)).toBe(0)
    expect(toMoment(500, range, 400)).toBe(100_000)
  })

  it('keeps the moment under the pointer in its place while it zooms', () => {
    const closer = zoomAbout(range, 25_000, 0.5, range)
    expect(closer).toEqual({ start: 12_500, end: 62_500 })
    expect(toX(25_000, closer, 400)).toBe(100)
  })

  it('never leaves the range and never shows less than a second', () => {
    expect(pan({ start: 0, end: 10_000 }, -0.5, range)).toEqual({ start: 0, end: 10_000 })
    expect(pan({ start: 80_000, end: 95_000 }, 0.5, range)).toEqual({ start: 85_000, end: 100_000 })
    expect(zoomAbout(range, 50_000, 4, range)).toEqual(range)
    const tiny = within({ start: 99_999, end: 100_000 }, range)
    expect(tiny).toEqual({ start: 99_000, end: 100_000 })
  })

  it('is what the intervals span, with a little room', () => {
    expect(rangeOf([row(interval('a', 0, 100_000))], 5)).toEqual({ start: -2000, end: 102_000 })
    expect(rangeOf([row(interval('a', 0, null))], 100_000).end).toBe(102_000)
    expect(rangeOf([row()], 3_600_000)).toEqual({ start: 0, end: 3_600_000 })
  })
})
