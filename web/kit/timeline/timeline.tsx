import { createMemo, createSignal, createUniqueId, Show, type JSX } from 'solid-js'
import { createDrag, createWidth } from './gestures.ts'
import { TimelineHead } from './head.tsx'
import { layOut, type Bar } from './layout.ts'
import { rangeOf, shownEnd, type Kind, type Stretch, type TimelineMark, type TimelineRow } from './model.ts'
import { barAfter, moveKeys } from './move.ts'
import { axisHeight, Plot, type Frame } from './plot.tsx'
import { isSame, pan, toMoment, within, zoomAbout } from './scale.ts'
import { TimelineTable } from './table.tsx'
import { Tip } from './tip.tsx'
import { barWords, spanWords } from './words.ts'
import './timeline.css'

/** Narrower than this (px) labels stand above their rows. */
const narrow = 560
const labelWidth = 124
const headroom = 14
/** Of what is seen, one zoom leaves so much. */
const closer = 0.5

/**
 * Rows of intervals on one time axis. Dragging, the keys + − 0 and the buttons change what is seen of the range; arrows
 * go from one interval to the next, with Shift to earlier and later. The same as a table, and as SVG, PNG and CSV.
 */
export const Timeline = (props: {
  /** What it shows; the files that are saved have its name. */
  label: string
  rows: readonly TimelineRow[]
  /** How the kinds of intervals are called and drawn; the legend has those that occur. */
  kinds: Readonly<Record<string, Kind>>
  /** IANA name. */
  zone: string
  /** Epoch ms, by the server's clock. */
  now: number
  /** The whole; by default what the intervals span. */
  range?: Stretch
  /** What is seen of it, where the page keeps that (in its address); null is all. Else the timeline keeps it itself. */
  window?: Stretch | null
  choose?: (window: Stretch | null) => void
  /** Stretches to point out. */
  marks?: readonly TimelineMark[]
  /** Beside the legend. */
  tools?: JSX.Element
}) => {
  const id = createUniqueId()
  let place: HTMLDivElement | undefined
  const [svg, setSvg] = createSignal<SVGSVGElement>()
  const width = createWidth(() => place)
  const [ownWindow, setOwnWindow] = createSignal<Stretch | null>(null)
  const [isTable, setTable] = createSignal(false)
  const [pointed, setPointed] = createSignal<string | null>(null)
  const [focused, setFocused] = createSignal<string | null>(null)
  const [hasFocus, setHasFocus] = createSignal(false)

  // Only what goes on moves with the clock.
  const isMoving = createMemo(() =>
    props.rows.every(({ intervals }) => intervals.length === 0) ||
    props.rows.some(({ intervals }) => intervals.some(({ end }) => end === null)),
  )
  const now = () => (isMoving() ? props.now : 0)
  const range = createMemo(() => props.range ?? rangeOf(props.rows, now()), undefined, { equals: isSame })
  const window = createMemo(() => within((props.choose ? props.window : ownWindow()) ?? range(), range()), undefined, {
    equals: isSame,
  })
  const isZoomed = () => !isSame(window(), range())
  const choose = (wanted: Stretch) => {
    const next = isSame(wanted, range()) ? null : wanted
    if (props.choose) props.choose(next)
    else setOwnWindow(next)
  }
  const frame = createMemo((): Frame => {
    const all = Math.max(width(), 120)
    const left = all < narrow ? 0 : labelWidth
    return { width: all, labelWidth: left, plotWidth: all - left }
  })
  const layout = createMemo(() =>
    layOut(props.rows, window(), frame().plotWidth, now(), frame().labelWidth > 0 ? 0 : headroom),
  )
  const bars = createMemo(() => new Map(layout().rows.flatMap((row) => row.bars.map((bar) => [bar.id, bar] as const))))
  const tabStop = () => {
    const known = focused()
    return known !== null && bars().has(known) ? known : (bars().keys().next().value ?? null)
  }
  const words = (bar: Bar) => barWords(bar, { kinds: props.kinds, zone: props.zone, now: props.now })
  const shown = () => bars().get(pointed() ?? (hasFocus() ? focused() : null) ?? '')

  const drag = createDrag(
    svg,
    () => ({ left: frame().labelWidth, width: frame().plotWidth }),
    (from, to) => {
      const at = (x: number) => toMoment(x, window(), frame().plotWidth)
      choose(within({ start: at(from), end: at(to) }, range()))
    },
  )
  const zoom = (factor: number) => {
    const bar = hasFocus() ? bars().get(focused() ?? '') : undefined
    const x = bar ? bar.x + bar.width / 2 : frame().plotWidth / 2
    choose(zoomAbout(window(), toMoment(x, window(), frame().plotWidth), factor, range()))
  }
  const open = ({ intervals }: Bar) => {
    const start = Math.min(...intervals.map((one) => one.start))
    const end = Math.max(...intervals.map((one) => shownEnd(one, props.now)))
    choose(within({ start: start - (end - start) * 0.1, end: end + (end - start) * 0.1 }, range()))
  }
  const focus = (name: string) => svg()?.querySelector<SVGElement>(`[data-bar="${CSS.escape(name)}"]`)?.focus()
  const barIn = (event: Event) =>
    event.target instanceof Element ? (event.target.closest('[data-bar]')?.getAttribute('data-bar') ?? null) : null

  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const name = focused()
    const isPan = event.shiftKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')
    if (isPan) choose(pan(window(), event.key === 'ArrowLeft' ? -0.25 : 0.25, range()))
    else if (moveKeys.has(event.key)) {
      const next = barAfter(layout(), name ?? '', event.key)
      if (next) focus(next.id)
    } else if (event.key === '+' || event.key === '=') zoom(closer)
    else if (event.key === '-') zoom(1 / closer)
    else if (event.key === '0') choose(range())
    else if (event.key === 'Enter' || event.key === ' ') {
      const bar = bars().get(name ?? '')
      if (!bar || bar.intervals.length === 1) return
      open(bar)
    } else return
    event.preventDefault()
    event.stopPropagation()
    // What had the focus may be drawn anew, as one of several.
    const left = name
    queueMicrotask(() => left !== null && !svg()?.contains(document.activeElement) && focus(tabStop() ?? left))
  }
  const onClick = (event: MouseEvent) => {
    const bar = bars().get(barIn(event) ?? '')
    if (bar && bar.intervals.length > 1) open(bar)
  }

  return (
    <div class="timeline">
      <TimelineHead
        id={id}
        label={props.label}
        rows={props.rows}
        kinds={props.kinds}
        now={props.now}
        tools={props.tools}
        svg={svg}
        isTable={isTable()}
        setTable={setTable}
        isZoomed={isZoomed()}
        zoomIn={() => zoom(closer)}
        zoomOut={() => zoom(1 / closer)}
        reset={() => choose(range())}
      />
      <Show when={isTable()}>
        <TimelineTable label={props.label} rows={props.rows} kinds={props.kinds} zone={props.zone} now={props.now} />
      </Show>
      <div
        ref={(element) => (place = element)}
        class="timeline-place"
        hidden={isTable()}
        onKeyDown={onKey}
        onClick={onClick}
        onPointerOver={(event) => setPointed(event.pointerType === 'touch' ? null : barIn(event))}
        onPointerLeave={() => setPointed(null)}
        onFocusIn={(event) => {
          setFocused(barIn(event))
          setHasFocus(true)
        }}
        onFocusOut={() => setHasFocus(false)}
      >
        <Plot
          id={id}
          label={`${props.label}. Arrow keys go from one interval to the next, plus and minus zoom.`}
          frame={frame()}
          layout={layout()}
          window={window()}
          zone={props.zone}
          now={props.now}
          kinds={props.kinds}
          marks={props.marks ?? []}
          drag={drag()}
          tabStop={tabStop()}
          words={(bar) => [words(bar).title, ...words(bar).lines].join('; ')}
          ref={setSvg}
        />
        <Show when={drag() ? undefined : shown()}>
          {(bar) => (
            <Tip
              words={words(bar())}
              x={frame().labelWidth + bar().x + bar().width / 2}
              y={axisHeight + bar().y + bar().height}
              width={frame().width}
            />
          )}
        </Show>
        <Show when={isZoomed()}>
          <p class="timeline-window">{spanWords(window(), props.zone)}</p>
        </Show>
      </div>
    </div>
  )
}
