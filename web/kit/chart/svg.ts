import { ticksFor } from '../timeline/ticks.ts'
import { dashes, indexesWithin, markCorners, unitOf, unitsOf, type Colors, type Drawing } from './model.ts'
import { toBand, toPath, toPieces } from './path.ts'
import { formatTick, markEvery, valueTicks, type Range } from './values.ts'
import { valueRange } from './value-range.ts'

export type Size = { readonly width: number; readonly height: number }

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const font = 'font-family="system-ui, sans-serif" font-size="11"'
const margin = { top: 18, bottom: 34, side: 56 }
const legendHeight = 22

/** A chart as a file of its own, with its legend. */
export const toSvg = (drawing: Drawing, colors: Colors, { width, height }: Size): string => {
  const { data, window, zone, limits, markers, hidden } = drawing
  const units = unitsOf(data).slice(0, 2)
  const plot = {
    left: margin.side,
    right: width - (units.length > 1 ? margin.side : 16),
    top: margin.top + legendHeight,
    bottom: height - margin.bottom,
  }
  const x = (moment: number) =>
    plot.left + ((moment - window.start) / (window.end - window.start)) * (plot.right - plot.left)
  const yOf = ([least, most]: Range) => (value: number) =>
    plot.bottom - ((value - least) / (most - least)) * (plot.bottom - plot.top)
  const ranges = new Map(unitsOf(data).map((unit) => [unit, valueRange(drawing, unit)] as const))
  // One moment beyond each edge: lines go on to the edge.
  const [from, to] = indexesWithin(data, window)
  const [first, last] = [Math.max(0, from - 1), Math.min(data.moments.length, to + 1)]
  const parts: string[] = []
  const text = (at: number, y: number, words: string, more = '') =>
    parts.push(`<text x="${at.toFixed(1)}" y="${y.toFixed(1)}" fill="${colors.ink}" ${font} ${more}>${escaped(words)}</text>`)
  const line = (x1: number, y1: number, x2: number, y2: number, stroke: string, more = '') =>
    parts.push(`<path d="M${x1.toFixed(1)} ${y1.toFixed(1)}L${x2.toFixed(1)} ${y2.toFixed(1)}" stroke="${stroke}" ${more}/>`)

  units.forEach((unit, side) => {
    const range = ranges.get(unit)!
    const y = yOf(range)
    const { ticks, step } = valueTicks(range, (plot.bottom - plot.top) / markEvery)
    for (const tick of ticks) {
      if (side === 0) line(plot.left, y(tick), plot.right, y(tick), colors.line)
      const at = side === 0 ? plot.left - 6 : plot.right + 6
      text(at, y(tick) + 4, formatTick(tick, step), `text-anchor="${side === 0 ? 'end' : 'start'}"`)
    }
    if (unit) text(side === 0 ? 8 : width - 8, plot.top - 8, unit, `text-anchor="${side === 0 ? 'start' : 'end'}"`)
  })
  for (const { at, label, note } of ticksFor(window, zone, (plot.right - plot.left) / 90)) {
    line(x(at), plot.top, x(at), plot.bottom, colors.line)
    text(x(at), plot.bottom + 14, label, 'text-anchor="middle"')
    if (note) text(x(at), plot.bottom + 27, note, 'text-anchor="middle"')
  }
  text(width - 8, height - 6, zone, 'text-anchor="end"')

  parts.push(`<g clip-path="url(#plot)" fill="none" stroke-width="1.5" stroke-linejoin="round" stroke-linecap="round">`)
  let place = margin.side
  const legend: string[] = []
  data.series.forEach((series, index) => {
    if (hidden.has(series.id)) return
    const color = colors.series[index % colors.series.length]!
    const dash = dashes[index % dashes.length]!.join(' ')
    const y = yOf(ranges.get(unitOf(series))!)
    if (series.isMarks) {
      const mark = (cx: number, cy: number) => `<path d="${toPath([markCorners(cx, cy)])}Z" fill="${colors.bad}" stroke="${colors.surface}" stroke-width="1"/>`
      for (let at = from; at < to; at++) {
        const value = series.values[at]
        if (value !== null && value !== undefined) parts.push(mark(x(data.moments[at]!), y(value)))
      }
      legend.push(mark(place + 10, 14), `<text x="${place + 26}" y="18" fill="${colors.ink}" ${font}>${escaped(series.label)}</text>`)
      place += 44 + series.label.length * 6.5
      return
    }
    const pieces = (values: typeof series.values) => toPieces(data.moments, values, { x, y }, first, last)
    if (series.low && series.high)
      parts.push(
        `<path d="${toBand(pieces(series.low), pieces(series.high))}" fill="${color}" fill-opacity="0.18" stroke="none"/>`,
      )
    parts.push(`<path d="${toPath(pieces(series.values))}" stroke="${color}" stroke-dasharray="${dash}"/>`)
    legend.push(
      `<path d="M${place} 14h20" stroke="${color}" stroke-width="2" stroke-dasharray="${dash}"/>`,
      `<text x="${place + 26}" y="18" fill="${colors.ink}" ${font}>${escaped(series.label)}</text>`,
    )
    place += 44 + series.label.length * 6.5
  })
  parts.push('</g>')
  for (const { value, label, kind, unit } of limits) {
    const range = ranges.get(unit ?? units[0] ?? '')
    if (!range) continue
    const y = yOf(range)(value)
    line(plot.left, y, plot.right, y, colors[kind], 'stroke-dasharray="6 4"')
    text(plot.left + 4, y - 4, label)
  }
  for (const { at, label } of markers) {
    if (at < window.start || at > window.end) continue
    line(x(at), plot.top, x(at), plot.bottom, colors.accent, 'stroke-dasharray="3 3"')
    text(x(at) + 4, plot.top + 10, label)
  }
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<clipPath id="plot"><rect x="${plot.left}" y="${plot.top}" width="${plot.right - plot.left}" height="${plot.bottom - plot.top}"/></clipPath>` +
    `<rect width="${width}" height="${height}" fill="${colors.surface}"/>${parts.join('')}${legend.join('')}</svg>`
  )
}
