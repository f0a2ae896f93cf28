import UPlot from 'uplot'
import { ticksFor } from '../timeline/ticks.ts'
import type { Stretch } from '../timeline/model.ts'
import { dashes, indexesWithin, markCorners, markSize, unitOf, unitsOf, type Colors, type Drawing } from './model.ts'
import { valueRange } from './value-range.ts'
import { formatTick, markEvery, valueTicks } from './values.ts'
import './uplot.css'

export type PlotOptions = {
  /** As it is now: asked again with each drawing. */
  drawing: () => Drawing
  colors: () => Colors
  width: number
  height: number
  /** The index of the moment under the pointer; null beside the plot. */
  point: (index: number | null) => void
  /** A stretch was dragged over. */
  choose: (window: Stretch) => void
}

export type Plot = {
  setWindow: (window: Stretch) => void
  setSize: (width: number, height: number) => void
  /** Lines switched on or off, other colours: draws anew. */
  redraw: () => void
  /** Puts the cursor on a moment, by its index. */
  setCursor: (index: number | null) => void
  close: () => void
}

const font = '11px system-ui, sans-serif'

/** Values that are marked by a shape, over the lines. */
const drawMarks = (u: UPlot, { data, hidden, window }: Drawing, colors: Colors) => {
  const { ctx } = u
  const [from, to] = indexesWithin(data, window)
  ctx.save()
  ctx.fillStyle = colors.bad
  ctx.strokeStyle = colors.surface
  ctx.lineWidth = devicePixelRatio
  for (const series of data.series) {
    if (!series.isMarks || hidden.has(series.id)) continue
    for (let index = from; index < to; index++) {
      const value = series.values[index]
      if (value === null || value === undefined) continue
      const at = markCorners(u.valToPos(data.moments[index]!, 'x', true), u.valToPos(value, unitOf(series), true), markSize * devicePixelRatio)
      ctx.beginPath()
      for (const [x, y] of at) ctx.lineTo(x, y)
      ctx.closePath()
      ctx.fill()
      ctx.stroke()
    }
  }
  ctx.restore()
}

/** Limits and markers, over the lines. In px of the canvas. */
const drawNotes = (u: UPlot, { limits, markers, window, data }: Drawing, colors: Colors) => {
  const { ctx, bbox } = u
  const scale = devicePixelRatio
  const stroke = (color: string, dash: readonly number[], x1: number, y1: number, x2: number, y2: number) => {
    ctx.strokeStyle = color
    ctx.lineWidth = scale
    ctx.setLineDash(dash.map((length) => length * scale))
    ctx.beginPath()
    ctx.moveTo(x1, y1)
    ctx.lineTo(x2, y2)
    ctx.stroke()
  }
  /** On a ground of its own, so that lines underneath leave it readable. */
  const write = (words: string, x: number, y: number) => {
    const { width } = ctx.measureText(words)
    const left = ctx.textAlign === 'right' ? x - width : x
    ctx.fillStyle = withAlpha(colors.surface, 0.75)
    ctx.fillRect(left - 2 * scale, y - 10 * scale, width + 4 * scale, 13 * scale)
    ctx.fillStyle = colors.ink
    ctx.fillText(words, x, y)
  }
  ctx.save()
  ctx.font = `${11 * scale}px system-ui, sans-serif`
  const units = unitsOf(data)
  units.slice(0, 2).forEach((unit, side) => {
    ctx.textAlign = side === 0 ? 'right' : 'left'
    write(unit, side === 0 ? bbox.left - 6 * scale : bbox.left + bbox.width + 6 * scale, bbox.top - 12 * scale)
  })
  ctx.textAlign = 'left'
  for (const { value, label, kind, unit } of limits) {
    const key = unit ?? units[0] ?? ''
    if (!u.scales[key]) continue
    const y = u.valToPos(value, key, true)
    if (y < bbox.top || y > bbox.top + bbox.height) continue
    stroke(colors[kind], [6, 4], bbox.left, y, bbox.left + bbox.width, y)
    write(label, bbox.left + 4 * scale, y - 4 * scale)
  }
  for (const { at, label, short = label } of markers) {
    if (at < window.start || at > window.end) continue
    const x = u.valToPos(at, 'x', true)
    stroke(colors.accent, [3, 3], x, bbox.top, x, bbox.top + bbox.height)
    ctx.textAlign = x > bbox.left + bbox.width / 2 ? 'right' : 'left'
    write(short, x + (ctx.textAlign === 'right' ? -5 : 5) * scale, bbox.top + 11 * scale)
  }
  ctx.restore()
}

const axesOf = ({ drawing, colors }: PlotOptions): UPlot.Axis[] => {
  const paint = { stroke: () => colors().ink, font, ticks: { show: false }, gap: 6 }
  const grid = { stroke: () => colors().line, width: 1 }
  return [
    {
      ...paint,
      grid,
      size: 40,
      splits: (u, _axis, start, end) =>
        start < end ? ticksFor({ start, end }, drawing().zone, u.bbox.width / devicePixelRatio / 90).map(({ at }) => at) : [],
      values: (u, splits) => {
        const { min, max } = u.scales['x']!
        const ticks = ticksFor({ start: min!, end: max! }, drawing().zone, u.bbox.width / devicePixelRatio / 90)
        const labels = new Map(ticks.map(({ at, label, note }) => [at, note ? `${label}\n${note}` : label]))
        return splits.map((at) => labels.get(at) ?? '')
      },
    },
    ...unitsOf(drawing().data)
      .slice(0, 2)
      .map((unit, side): UPlot.Axis => {
        const wanted = (u: UPlot) => Math.max(2, u.bbox.height / devicePixelRatio / markEvery)
        return {
          ...paint,
          scale: unit,
          side: side === 0 ? 3 : 1,
          // What 1 000 000 needs is more than what most values do.
          size: (_u, labels) => Math.max(56, 10 + 7 * Math.max(0, ...(labels ?? []).map(({ length }) => length))),
          grid: side === 0 ? grid : { show: false },
          splits: (u, _axis, least, most) => valueTicks([least, most], wanted(u)).ticks,
          values: (u, splits) => {
            const { min = 0, max = 1 } = u.scales[unit]!
            const { step } = valueTicks([min, max], wanted(u))
            return splits.map((value) => formatTick(value, step))
          },
        }
      }),
  ]
}

/** uPlot, with our axes, colours and notes. It writes its styles one by one, which the pages' policy allows. */
export const createPlot = (host: HTMLElement, options: PlotOptions): Plot => {
  const { drawing, colors, width, height, point, choose } = options
  const { data } = drawing()
  const series: UPlot.Series[] = [{}]
  const columns: UPlot.AlignedData = [data.moments as number[]]
  const bands: UPlot.Band[] = []
  const shown: { id: string; index: number }[] = []
  const addLine = (values: readonly (number | null)[], more: UPlot.Series, id: string) => {
    columns.push(values as (number | null)[])
    series.push({ points: { show: false }, spanGaps: false, ...more, show: !drawing().hidden.has(id) })
    shown.push({ id, index: series.length - 1 })
    return series.length - 1
  }
  data.series.forEach((one, index) => {
    const color = () => colors().series[index % colors().series.length]!
    const scale = unitOf(one)
    if (one.low && one.high) {
      const edge = { scale, width: 0 }
      const high = addLine(one.high, edge, one.id)
      const low = addLine(one.low, edge, one.id)
      bands.push({ series: [high, low], fill: () => withAlpha(color(), 0.18) })
    }
    if (one.isMarks) {
      addLine(one.values, { scale, stroke: () => colors().bad, paths: () => null }, one.id)
      return
    }
    const dash = dashes[index % dashes.length]!
    addLine(one.values, { scale, stroke: color, width: 1.5, dash: [...dash], points: { show: isSparse } }, one.id)
  })
  const { start, end } = drawing().window
  const plot = new UPlot(
    {
      width,
      height,
      ms: 1,
      series,
      bands,
      axes: axesOf(options),
      legend: { show: false },
      padding: [24, null, null, null],
      scales: {
        x: { time: false, auto: false, min: start, max: end },
        ...Object.fromEntries(
          unitsOf(data).map((unit) => [unit, { range: () => [...valueRange(drawing(), unit)] as UPlot.Range.MinMax }]),
        ),
      },
      cursor: { y: false, drag: { x: true, y: false, setScale: false, dist: 5 }, points: { size: 7 } },
      hooks: {
        draw: [
          (u) => drawMarks(u, drawing(), colors()),
          (u) => drawNotes(u, drawing(), colors()),
        ],
        setCursor: [(u) => point(u.cursor.idx ?? null)],
        setSelect: [
          (u) => {
            const { left, width } = u.select
            if (width < 5) return
            choose({ start: u.posToVal(left, 'x'), end: u.posToVal(left + width, 'x') })
            u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
          },
        ],
      },
    },
    columns,
    host,
  )
  return {
    setWindow: (window) => plot.setScale('x', { min: window.start, max: window.end }),
    setSize: (width, height) => plot.setSize({ width, height }),
    redraw: () => {
      const { hidden } = drawing()
      plot.batch(() => {
        for (const { id, index } of shown)
          if (plot.series[index]!.show === hidden.has(id)) plot.setSeries(index, { show: !hidden.has(id) })
        plot.redraw(false, true)
      })
    },
    setCursor: (index) => {
      const moment = index === null ? undefined : drawing().data.moments[index]
      plot.setCursor(
        moment === undefined ? { left: -10, top: -10 } : { left: plot.valToPos(moment, 'x'), top: plot.bbox.height / devicePixelRatio / 2 },
      )
    },
    close: () => plot.destroy(),
  }
}

const withAlpha = (color: string, alpha: number): string => color.replace(/^rgb\((.*)\)$/, `rgba($1, ${alpha})`)

/** Values that stand alone between gaps are seen as points; the others as soon as there is room for them. */
const isSparse = (u: UPlot, _series: number, from: number, to: number): boolean =>
  (to - from) * 12 < u.bbox.width / devicePixelRatio
