import { createEffect, createMemo, createSignal, createUniqueId, on, onCleanup, Show } from 'solid-js'
import { PlotTool, PlotTools, TableTool } from '../plot-tools.tsx'
import { fileOf, save, toPicture } from '../timeline/export.ts'
import { createWidth } from '../timeline/gestures.ts'
import type { Stretch } from '../timeline/model.ts'
import { isSame, pan, within, zoomAbout } from '../timeline/scale.ts'
import { ChartTable } from './chart-table.tsx'
import { createColors } from './colors.ts'
import { toCsv } from './csv.ts'
import { Legend } from './legend.tsx'
import { indexesWithin, spanOf, type ChartData, type Drawing, type Limit, type Marker } from './model.ts'
import type { Plot } from './plot.ts'
import { toSvg } from './svg.ts'
import { momentWords, readingOf, summaryOf } from './words.ts'
import './chart.css'

/** Keys that move the cursor by this many px. */
const strides: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -100, PageDown: 100 }

/**
 * Values over time. Dragging, the keys + − 0 and the buttons change what is seen of them; arrows move the cursor, whose
 * values stand in the legend. The same as a table, and as SVG, PNG and CSV.
 */
export const TimeChart = (props: {
  /** What it shows; the files that are saved have its name. */
  label: string
  data: ChartData
  /** IANA name. */
  zone: string
  /** The whole, where the data may be but a part of it; what they span unless told. */
  range?: Stretch
  /** What is seen of it, where the page keeps that (in its address); null is all. Else the chart keeps it itself. */
  window?: Stretch | null
  choose?: (window: Stretch | null) => void
  limits?: readonly Limit[]
  markers?: readonly Marker[]
  /** In px; 260 unless told. */
  height?: number
}) => {
  const id = createUniqueId()
  let place: HTMLDivElement | undefined
  const width = createWidth(() => place)
  const colors = createColors(() => place)
  const [plot, setPlot] = createSignal<Plot | null>(null)
  const [ownWindow, setOwnWindow] = createSignal<Stretch | null>(null)
  const [hidden, setHidden] = createSignal<ReadonlySet<string>>(new Set())
  const [pointed, setPointed] = createSignal<number | null>(null)
  const [said, setSaid] = createSignal('')
  const [isTable, setTable] = createSignal(false)
  const [fault, setFault] = createSignal<string | null>(null)

  const range = createMemo(() => props.range ?? spanOf(props.data), undefined, { equals: isSame })
  const window = createMemo(() => within((props.choose ? props.window : ownWindow()) ?? range(), range()), undefined, {
    equals: isSame,
  })
  const isZoomed = () => !isSame(window(), range())
  const choose = (wanted: Stretch) => {
    const fitted = within(wanted, range())
    const next = isSame(fitted, range()) ? null : fitted
    if (props.choose) props.choose(next)
    else setOwnWindow(next)
  }
  const height = () => props.height ?? 260
  const drawing = createMemo((): Drawing => ({
    data: props.data,
    window: window(),
    zone: props.zone,
    limits: props.limits ?? [],
    markers: props.markers ?? [],
    hidden: hidden(),
  }))

  // uPlot comes when the first chart does.
  createEffect(
    on([() => props.data, () => colors() !== null && width() > 0, isTable], ([, isReady, table]) => {
      if (!isReady || table || !place) return
      const host = place
      let isOver = false
      let made: Plot | null = null
      onCleanup(() => {
        isOver = true
        made?.close()
        setPlot(null)
      })
      import('./plot.ts').then(
        ({ createPlot }) => {
          if (isOver) return
          made = createPlot(host, {
            drawing,
            colors: () => colors()!,
            width: width(),
            height: height(),
            point: setPointed,
            choose,
          })
          setPlot(made)
        },
        () => setFault('The drawing could not be loaded: the table and the files are still there'),
      )
    }),
  )
  createEffect(on(window, (now) => plot()?.setWindow(now), { defer: true }))
  createEffect(on([width, height], ([wide, high]) => wide > 0 && plot()?.setSize(wide, high), { defer: true }))
  createEffect(
    on([colors, hidden, () => props.zone, () => props.limits, () => props.markers], () => plot()?.redraw(), {
      defer: true,
    }),
  )

  const point = (index: number | null) => {
    setPointed(index)
    plot()?.setCursor(index)
    setSaid(index === null ? '' : readingOf(drawing(), index))
  }
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const [from, to] = indexesWithin(props.data, window())
    const last = to - 1
    const { key } = event
    const about = (window().start + window().end) / 2
    if (key === '+' || key === '=') choose(zoomAbout(window(), about, 0.5, range()))
    else if (key === '-') choose(zoomAbout(window(), about, 2, range()))
    else if (key === '0') choose(range())
    else if (key === 'Escape') point(null)
    else if (event.shiftKey && (key === 'ArrowLeft' || key === 'ArrowRight'))
      choose(pan(window(), key === 'ArrowLeft' ? -0.25 : 0.25, range()))
    else if (key === 'Home' || key === 'End') point(last < from ? null : key === 'Home' ? from : last)
    else if (strides[key] !== undefined && last >= from) {
      // Where several values share a pixel one step is a pixel.
      const perPixel = Math.max(1, Math.round((last - from) / Math.max(1, width())))
      const now = pointed()
      const next = now === null ? (strides[key] > 0 ? from : last) : now + strides[key] * perPixel
      point(Math.min(Math.max(next, from), last))
    } else return
    event.preventDefault()
  }

  const file = (ending: string) => fileOf(props.label, ending)
  const size = () => ({ width: Math.max(480, width()), height: height() + 40 })
  const svgText = () => toSvg(drawing(), colors()!, size())
  const saveSvg = () => save(file('svg'), new Blob([svgText()], { type: 'image/svg+xml' }))
  const savePng = () =>
    toPicture(svgText(), size().width, size().height).then(
      (picture) => save(file('png'), picture),
      (error: unknown) => setFault(error instanceof Error ? error.message : 'The picture could not be drawn'),
    )
  const saveCsv = () => save(file('csv'), new Blob([toCsv(props.data, window(), props.zone)], { type: 'text/csv' }))
  const toggle = (series: string) =>
    setHidden((before) => {
      const after = new Set(before)
      if (!after.delete(series)) after.add(series)
      return after
    })

  return (
    <figure class="chart" aria-label={props.label}>
      <div class="plot-head">
        <Legend data={props.data} hidden={hidden()} index={pointed()} toggle={toggle} />
        <PlotTools label={`Tools of ${props.label}`}>
          <Show when={isZoomed()}>
            <PlotTool label="Whole range" hint="Show all of it (0)" run={() => choose(range())} />
          </Show>
          <TableTool isTable={isTable()} setTable={setTable} />
          <PlotTool label="SVG" hint="Save the drawing as SVG" run={saveSvg} />
          <PlotTool label="PNG" hint="Save the drawing as PNG" run={() => void savePng()} />
          <PlotTool label="CSV" hint="Save what is seen as CSV" run={saveCsv} />
        </PlotTools>
      </div>
      <Show when={fault()}>
        {(words) => (
          <p class="chart-fault" role="alert">
            {words()}
          </p>
        )}
      </Show>
      <Show when={isTable()}>
        <ChartTable label={props.label} drawing={drawing()} />
      </Show>
      <div
        ref={(element) => (place = element)}
        class="chart-place"
        classList={{ 'chart-away': isTable() }}
        style:min-height={`${height()}px`}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- its keys are those of a slider over the moments
        tabindex={isTable() ? undefined : 0}
        role="application"
        aria-roledescription="chart"
        aria-label={`${props.label}. Arrow keys move the cursor.`}
        aria-describedby={`${id}-summary`}
        onKeyDown={press}
        onDblClick={() => choose(range())}
      />
      <p class="chart-time">
        <Show when={pointed() !== null} fallback={<WindowWords window={window()} zone={props.zone} />}>
          {momentWords(props.data.moments[pointed()!] ?? window().start, props.zone)}
        </Show>
        <span class="chart-zone">{props.zone}</span>
      </p>
      <p id={`${id}-summary`} class="visually-hidden">
        {summaryOf(drawing())}
      </p>
      <p class="visually-hidden" role="status">
        {said()}
      </p>
    </figure>
  )
}

const WindowWords = (props: { window: Stretch; zone: string }) => (
  <>
    {momentWords(props.window.start, props.zone)} – {momentWords(props.window.end, props.zone)}
  </>
)

