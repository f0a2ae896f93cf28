import { createMemo, For, Show, type Accessor } from 'solid-js'
import { EachById } from '../each-by-id.tsx'
import { placeTicks } from './axis.ts'
import { BarMark } from './bar.tsx'
import { fitText, type Bar, type Layout } from './layout.ts'
import type { Kind, Stretch, TimelineMark } from './model.ts'
import { Patterns } from './patterns.tsx'
import { toX } from './scale.ts'

export const axisHeight = 34
const letter = 6.6

/** Where the parts of the drawing stand, in px. */
export type Frame = { readonly width: number; readonly labelWidth: number; readonly plotWidth: number }

/** The drawing itself: the time axis, the rows with their bars, what is pointed out, and the line of now. */
export const Plot = (props: {
  id: string
  label: string
  frame: Frame
  layout: Layout
  window: Stretch
  zone: string
  now: number
  kinds: Readonly<Record<string, Kind>>
  marks: readonly TimelineMark[]
  /** While the pointer drags: from where to where, in px of the plot. */
  drag: readonly [number, number] | null
  /** The bar that the Tab key reaches. */
  tabStop: string | null
  words: (bar: Bar) => string
  ref: (svg: SVGSVGElement) => void
}) => {
  const height = () => axisHeight + props.layout.height + 2
  const ticks = createMemo(() => placeTicks(props.window, props.zone, props.frame.plotWidth))
  const at = (moment: number) => toX(moment, props.window, props.frame.plotWidth)
  const isSeen = (moment: number) => moment >= props.window.start && moment <= props.window.end
  const marks: Accessor<{ x: number; width: number; label: string }[]> = createMemo(() =>
    props.marks.flatMap(({ start, end, label }) => {
      const [from, to] = [Math.max(0, at(start)), Math.min(props.frame.plotWidth, at(end))]
      return to < from ? [] : [{ x: from, width: Math.max(2, to - from), label }]
    }),
  )
  return (
    <svg
      ref={(svg) => props.ref(svg)}
      class="timeline-svg"
      role="group"
      aria-label={props.label}
      width={props.frame.width}
      height={height()}
      viewBox={`0 0 ${props.frame.width} ${height()}`}
    >
      <Patterns id={props.id} />
      <clipPath id={`${props.id}-plot`}>
        <rect x="0" y="0" width={props.frame.plotWidth} height={height()} />
      </clipPath>
      <g transform={`translate(${props.frame.labelWidth} ${axisHeight})`} aria-hidden="true">
        <EachById each={ticks()}>
          {(tick) => (
            <g class="timeline-tick" data-day={tick().isDay || undefined}>
              <line class="timeline-tick-line" x1={tick().x} x2={tick().x} y1="-4" y2={props.layout.height} />
              <text class="timeline-tick-label" x={tick().x} y="-8" text-anchor={tick().anchor}>
                {tick().label}
              </text>
              <text class="timeline-tick-note" x={tick().x} y="-22" text-anchor={tick().noteAnchor}>
                {tick().note}
              </text>
            </g>
          )}
        </EachById>
        <For each={marks()}>
          {(mark) => (
            <rect class="timeline-mark" x={mark.x} y="0" width={mark.width} height={props.layout.height}>
              <title>{mark.label}</title>
            </rect>
          )}
        </For>
      </g>
      <EachById each={props.layout.rows}>
        {(row) => (
          <g role="group" aria-label={row().row.label} transform={`translate(0 ${axisHeight})`}>
            <line class="timeline-row-line" x1="0" x2={props.frame.width} y1={row().y} y2={row().y} aria-hidden="true" />
            <text
              class="timeline-row-label"
              x="0"
              y={row().y + (props.frame.labelWidth > 0 ? row().height / 2 + 4 : 13)}
              aria-hidden="true"
            >
              {fitText(row().row.label, props.frame.labelWidth > 0 ? props.frame.labelWidth - 8 : props.frame.width, letter)}
              <title>{[row().row.label, row().row.hint].filter(Boolean).join('\n')}</title>
            </text>
            <g transform={`translate(${props.frame.labelWidth} 0)`} clip-path={`url(#${props.id}-plot)`}>
              <EachById each={row().bars}>
                {(bar) => (
                  <BarMark
                    id={props.id}
                    bar={bar()}
                    kind={props.kinds[bar().kind ?? '']}
                    words={props.words(bar())}
                    isTabStop={props.tabStop === bar().id}
                  />
                )}
              </EachById>
            </g>
          </g>
        )}
      </EachById>
      <g transform={`translate(${props.frame.labelWidth} ${axisHeight})`} aria-hidden="true">
        <line class="timeline-row-line" x1={-props.frame.labelWidth} x2={props.frame.plotWidth} y1={props.layout.height} y2={props.layout.height} />
        <Show when={isSeen(props.now)}>
          <path class="timeline-now-head" d={`M${at(props.now) - 4} -5h8l-4 5z`} />
          <line class="timeline-now" x1={at(props.now)} x2={at(props.now)} y1="0" y2={props.layout.height} />
        </Show>
        <Show when={props.drag}>
          {(drag) => (
            <rect
              class="timeline-drag"
              x={Math.min(...drag())}
              width={Math.abs(drag()[1] - drag()[0])}
              y="0"
              height={props.layout.height}
            />
          )}
        </Show>
      </g>
    </svg>
  )
}
