import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js'
import { PlotTool, PlotTools, TableTool } from '../plot-tools.tsx'
import { fileOf, save, toCell, toPng, toSvgText } from '../timeline/export.ts'
import { createWidth } from '../timeline/gestures.ts'
import { extentOf, formatTick, formatValue, rangeFor, valueTicks } from './values.ts'
import './chart.css'

export type ChartBar = {
  /** A name, or the bounds of a bin: 10–20. */
  readonly label: string
  /** Not negative. */
  readonly value: number
}

const plotHeight = 160
const margin = { left: 48, right: 8, top: 20, bottom: 24 }
/** Bars narrower than this (px) have no room for their labels. */
const leastLabel = 34

/** Counts by name or by bin: a histogram. Each bar tells its value on hover and to screen readers. */
export const BarChart = (props: {
  /** What it shows; the files that are saved have its name. */
  label: string
  bars: readonly ChartBar[]
  /** Of the values, such as runs. */
  unit?: string
  /** What the labels are, such as "Length in minutes". */
  axis?: string
}) => {
  const id = createUniqueId()
  let place: HTMLDivElement | undefined
  let svg: SVGSVGElement | undefined
  const measured = createWidth(() => place)
  const width = () => Math.max(measured(), 160)
  const [isTable, setTable] = createSignal(false)
  const range = createMemo(() => rangeFor(0, Math.max(0, extentOf(props.bars.map(({ value }) => value))[1]) || 1, 4))
  const scale = createMemo(() => valueTicks(range(), 4))
  const pace = () => (width() - margin.left - margin.right) / Math.max(1, props.bars.length)
  const y = (value: number) => margin.top + plotHeight * (1 - value / range()[1])
  const every = () => Math.max(1, Math.ceil(leastLabel / pace()))
  const words = () => {
    const biggest = props.bars.reduce<ChartBar | null>((best, bar) => (best && best.value >= bar.value ? best : bar), null)
    if (!biggest) return `${props.label}: nothing`
    return `${props.label}: ${props.bars.length} bars, the highest ${biggest.label} with ${formatValue(biggest.value, props.unit)}`
  }
  const file = (ending: string) => fileOf(props.label, ending)
  const saveSvg = () => svg && save(file('svg'), new Blob([toSvgText(svg)], { type: 'image/svg+xml' }))
  const savePng = async () => svg && save(file('png'), await toPng(svg))
  const saveCsv = () => {
    const head = [props.axis ?? 'bar', props.unit ?? 'value'].map(toCell).join(',')
    const lines = props.bars.map(({ label, value }) => `${toCell(label)},${value}`)
    save(file('csv'), new Blob([`${[head, ...lines].join('\r\n')}\r\n`], { type: 'text/csv' }))
  }

  return (
    <figure class="chart" aria-label={props.label}>
      <div class="plot-head">
        <p class="chart-axis" id={`${id}-axis`}>
          {props.unit ?? ''}
        </p>
        <PlotTools label={`Tools of ${props.label}`}>
          <TableTool isTable={isTable()} setTable={setTable} />
          <Show when={!isTable()}>
            <PlotTool label="SVG" hint="Save the drawing as SVG" run={saveSvg} />
            <PlotTool label="PNG" hint="Save the drawing as PNG" run={() => void savePng()} />
          </Show>
          <PlotTool label="CSV" hint="Save the bars as CSV" run={saveCsv} />
        </PlotTools>
      </div>
      <div ref={(element) => (place = element)} class="chart-place">
        <Show
          when={!isTable()}
          fallback={
            <table class="plot-table">
              <caption class="visually-hidden">{props.label}</caption>
              <thead>
                <tr>
                  <th scope="col">{props.axis ?? 'Bar'}</th>
                  <th scope="col">{props.unit ?? 'Value'}</th>
                </tr>
              </thead>
              <tbody>
                <For each={props.bars}>
                  {(bar) => (
                    <tr>
                      <th scope="row">{bar.label}</th>
                      <td>{bar.value}</td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          }
        >
          <svg
            ref={(element) => (svg = element)}
            class="bar-chart"
            role="img"
            aria-label={words()}
            width={width()}
            height={margin.top + plotHeight + margin.bottom}
            viewBox={`0 0 ${width()} ${margin.top + plotHeight + margin.bottom}`}
          >
            <For each={scale().ticks}>
              {(tick) => (
                <>
                  <path class="bar-chart-line" d={`M${margin.left} ${y(tick)}H${width() - margin.right}`} />
                  <text class="bar-chart-text" x={margin.left - 6} y={y(tick) + 4} text-anchor="end">
                    {formatTick(tick, scale().step)}
                  </text>
                </>
              )}
            </For>
            <For each={props.bars}>
              {(bar, index) => {
                const left = () => margin.left + index() * pace()
                const gap = () => Math.min(4, pace() * 0.15)
                return (
                  <g class="bar-chart-bar">
                    <title>{`${bar.label}: ${formatValue(bar.value, props.unit)}`}</title>
                    <rect class="bar-chart-ground" x={left()} y={margin.top} width={pace()} height={plotHeight} />
                    <rect
                      class="bar-chart-ink"
                      x={left() + gap() / 2}
                      y={y(bar.value)}
                      width={Math.max(1, pace() - gap())}
                      height={Math.max(0, margin.top + plotHeight - y(bar.value))}
                    />
                    <Show when={index() % every() === 0}>
                      <text
                        class="bar-chart-text"
                        x={left() + pace() / 2}
                        y={margin.top + plotHeight + 15}
                        text-anchor="middle"
                      >
                        {bar.label}
                      </text>
                    </Show>
                  </g>
                )
              }}
            </For>
          </svg>
        </Show>
      </div>
      <Show when={props.axis}>
        <p class="chart-time">{props.axis}</p>
      </Show>
    </figure>
  )
}
