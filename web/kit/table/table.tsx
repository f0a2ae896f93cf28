import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, Show, untrack, type Accessor, type JSX } from 'solid-js'
import { EachById } from '../each-by-id.tsx'
import { Icon } from '../icon.tsx'
import { slideDown } from '../motion.ts'
import { leastWidth, toLines, type Column } from './column.ts'
import { Row, type RowTraits } from './row.tsx'
import { rowsBetween, rowsToDraw, stepTowards, type Range } from './rows-in-sight.ts'
import './table.css'
import './card.css'

/** The part of a long list that is here. */
export type TableRows<Item> = {
  rows: Accessor<readonly Item[]>
  /** How many stand before them. */
  before: Accessor<number>
  /** How many there are in all. */
  size: Accessor<number>
  /** Says which are on the screen, as numbers in the list. */
  look: (sight: Range) => void
  isNew: (id: string) => boolean
}

export type Sorting = { readonly word: string; readonly descending: boolean }

/** What others may ask of a table. */
export type TableHandle = {
  /** Brings a row into sight. */
  show: (index: number) => void
  /** The number of the first row in sight. */
  first: () => number
  /** The upper edge of a row, px from the top of the window. */
  topOf: (index: number) => number
  /** Scrolls until the upper edge of a row is there. */
  put: (index: number, top: number) => void
}

/** More rows than this at once just appear. */
const mostSliding = 5
/** Looks that follow each other within so many ms are one movement. */
const flowingMs = 100
/** A frame that took longer (ms) was late. */
const lateMs = 20
/** As many as a window can hold. */
const mostDrawn = 60
/** A line of a card, and what stands around them (rem). */
const cardLine = 1.375
const cardPadding = 1

const isNarrow = matchMedia('(width < 60rem)')

/**
 * Rows of a list of any length, of which those in sight are drawn; all of one height. Scrolls with the page. On a narrow
 * page rows stand as cards.
 */
export const Table = <Item extends { readonly id: string; readonly revision: number }>(props: {
  label: string
  class?: string
  columns: readonly Column<Item>[]
  list: TableRows<Item>
  isBusy: boolean
  sorting: Sorting
  sort: (column: Column<Item>) => void
  traits: RowTraits<Item>
  /** In the head, over the boxes of the rows. */
  headBox?: JSX.Element
  handle?: (handle: TableHandle) => void
}) => {
  const [cards, setCards] = createSignal(isNarrow.matches)
  const [rem, setRem] = createSignal(16)
  const [range, setRange] = createSignal<Range>([0, 0])
  let table: HTMLDivElement | undefined
  let head: HTMLDivElement | undefined
  let body: HTMLDivElement | undefined
  let window_: HTMLDivElement | undefined

  const lines = createMemo(() => (cards() ? toLines(props.columns) : [props.columns]))
  const rowHeight = createMemo(() => Math.round((cards() ? lines().length * cardLine + cardPadding : 1.875) * rem()))
  let sight: Range = [0, 0]
  let lookedAt = -Infinity
  let perFrame = 4
  let pending: number | undefined
  onCleanup(() => pending !== undefined && cancelAnimationFrame(pending))

  const look = (isScroll = false) => {
    if (!body) return
    const { top } = body.getBoundingClientRect()
    const from = cards() ? 0 : (head?.getBoundingClientRect().bottom ?? 0)
    sight = rowsBetween(top, Math.max(0, from), innerHeight, rowHeight(), props.list.size())
    const sinceLook = performance.now() - lookedAt
    const isFlowing = isScroll && sinceLook < flowingMs
    // How many a frame can bear is learnt on the way: on a fast machine nothing is ever held back.
    if (isFlowing) perFrame = sinceLook > lateMs ? Math.max(1, perFrame * 0.6) : Math.min(mostDrawn, perFrame + 0.03)
    draw(isFlowing)
    if (isScroll) lookedAt = performance.now()
    props.list.look(sight)
  }

  /** @param isFlowing the page is being scrolled: each frame draws no more rows than leave it time to be a frame */
  const draw = (isFlowing: boolean) => {
    const wanted = rowsToDraw(sight, props.list.size())
    const before = untrack(range)
    const next = isFlowing ? stepTowards(before, wanted, sight, Math.floor(perFrame)) : wanted
    if (next[0] !== before[0] || next[1] !== before[1]) {
      setRange(next)
    }
    if (pending === undefined && (next[0] !== wanted[0] || next[1] !== wanted[1]))
      pending = requestAnimationFrame(() => {
        pending = undefined
        draw(true)
      })
  }

  const topOf = (index: number) => (body?.getBoundingClientRect().top ?? 0) + index * rowHeight()

  onMount(() => {
    setRem(Number.parseFloat(getComputedStyle(document.documentElement).fontSize))
    const events = new AbortController()
    const { signal } = events
    addEventListener('scroll', () => look(true), { passive: true, signal })
    addEventListener('resize', () => look(), { signal })
    isNarrow.addEventListener('change', () => setCards(isNarrow.matches), { signal })
    onCleanup(() => events.abort())
    // What stands above the table may grow or go away.
    const observer = new ResizeObserver(() => look())
    observer.observe(document.body)
    onCleanup(() => observer.disconnect())
    props.handle?.({
      show: (index) => {
        if (!body) return
        const top = topOf(index)
        const upper = cards() ? 0 : (head?.getBoundingClientRect().bottom ?? 0)
        if (top < upper) window.scrollBy({ top: top - upper, behavior: 'instant' })
        else if (top + rowHeight() > innerHeight)
          window.scrollBy({ top: top + rowHeight() - innerHeight, behavior: 'instant' })
        look()
      },
      first: () => sight[0],
      topOf,
      put: (index, top) => {
        window.scrollBy({ top: topOf(index) - top, behavior: 'instant' })
        look()
      },
    })
  })

  // Computed looks are written to the element: a style attribute the pages' policy would refuse.
  createEffect(() => {
    table?.style.setProperty('--tracks', ['2.25rem', ...props.columns.map(({ width }) => width)].join(' '))
    table?.style.setProperty('--least', leastWidth(props.columns))
    table?.style.setProperty('--row-height', `${rowHeight()}px`)
    body?.style.setProperty('height', `${props.list.size() * rowHeight()}px`)
  })
  createEffect(on([rowHeight, props.list.size], () => look()))

  const shown = createMemo(() => {
    const [from, to] = range()
    const before = props.list.before()
    return props.list.rows().slice(Math.max(0, from - before), Math.max(0, to - before))
  })
  const offset = createMemo(() => Math.max(range()[0], props.list.before()))
  const indexes = createMemo(() => new Map(shown().map(({ id }, index) => [id, offset() + index])))

  // What comes in above pushes nothing: at the very top rows slide down gently, elsewhere the page goes with them.
  createEffect(
    on([props.list.rows, props.list.before], ([rows, before], previous) => {
      if (!previous || !body) return
      const [rowsThen, beforeThen] = previous
      const anchor = rowsThen[Math.max(0, sight[0] - beforeThen)]
      if (!anchor) return
      const now = rows.findIndex(({ id }) => id === anchor.id)
      if (now === -1) return
      const moved = now + before - Math.max(sight[0], beforeThen)
      if (moved === 0) return
      if (sight[0] > 0) window.scrollBy({ top: moved * rowHeight(), behavior: 'instant' })
      else if (moved > 0 && moved <= mostSliding && window_) slideDown(window_, moved * rowHeight())
      look()
    }),
  )

  const together = (from: HTMLElement, to: HTMLElement | undefined) => {
    if (to && to.scrollLeft !== from.scrollLeft) to.scrollLeft = from.scrollLeft
  }

  return (
    <div
      ref={(element) => (table = element)}
      class={`table ${props.class ?? ''}`}
      role="table"
      aria-label={props.label}
      aria-rowcount={props.list.size() + 1}
      aria-busy={props.isBusy}
      data-cards={cards() || undefined}
    >
      <div
        ref={(element) => (head = element)}
        role="rowgroup"
        class="table-head"
        onScroll={({ currentTarget }) => together(currentTarget, body)}
      >
        <div role="row" class="table-head-row" aria-rowindex={1}>
          <div role="columnheader" class="head-cell cell-box">
            {props.headBox}
          </div>
          <For each={props.columns}>
            {(column) => (
              <HeadCell column={column} sorting={props.sorting} sort={() => props.sort(column)} />
            )}
          </For>
        </div>
      </div>
      <div
        ref={(element) => (body = element)}
        role="rowgroup"
        class="table-body"
        onScroll={({ currentTarget }) => together(currentTarget, head)}
      >
        <div ref={(element) => (window_ = element)} class="table-window" role="presentation">
          <EachById each={shown()}>
            {(row) => (
              <Row
                row={row}
                index={indexes().get(row().id) ?? 0}
                height={rowHeight()}
                lines={lines()}
                isNew={props.list.isNew(row().id)}
                traits={props.traits}
              />
            )}
          </EachById>
        </div>
      </div>
    </div>
  )
}

const HeadCell = <Item,>(props: { column: Column<Item>; sorting: Sorting; sort: () => void }) => {
  const isOn = () => props.column.order !== undefined && props.column.order === props.sorting.word
  const label = () => (
    <>
      {props.column.title}
      <Show when={props.column.aside}>{(aside) => <span class="head-aside">{aside()()}</span>}</Show>
    </>
  )
  const ariaSort = () => (isOn() ? (props.sorting.descending ? 'descending' : 'ascending') : 'none')
  return (
    <div
      role="columnheader"
      class={`head-cell cell-${props.column.key}`}
      data-align={props.column.align}
      data-fixed={props.column.fixed || undefined}
      title={props.column.hint}
      aria-sort={props.column.order ? ariaSort() : undefined}
    >
      <Show when={props.column.order} fallback={label()}>
        <button type="button" class="order" data-on={isOn() || undefined} onClick={() => props.sort()}>
          {label()}
          <Icon name={isOn() && !props.sorting.descending ? 'up' : 'down'} />
        </button>
      </Show>
    </div>
  )
}
