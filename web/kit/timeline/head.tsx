import { createMemo, For, Show, type Accessor, type JSX } from 'solid-js'
import { PlotTool, PlotTools, TableTool } from '../plot-tools.tsx'
import { fileOf, save, toCsv, toPng, toSvgText } from './export.ts'
import type { Kind, TimelineRow } from './model.ts'
import { patternOf } from './patterns.tsx'

/** Above a timeline: what its colours and patterns mean, and what can be done with it. */
export const TimelineHead = (props: {
  id: string
  label: string
  rows: readonly TimelineRow[]
  kinds: Readonly<Record<string, Kind>>
  now: number
  tools: JSX.Element
  svg: Accessor<SVGSVGElement | undefined>
  isTable: boolean
  setTable: (isTable: boolean) => void
  isZoomed: boolean
  zoomIn: () => void
  zoomOut: () => void
  reset: () => void
}) => {
  const usedKinds = createMemo(() => {
    const used = new Set(props.rows.flatMap(({ intervals }) => intervals.map(({ kind }) => kind)))
    return Object.entries(props.kinds).filter(([name]) => used.has(name))
  })
  const file = (ending: string) => fileOf(props.label, ending)
  const saveSvg = () => {
    const svg = props.svg()
    if (svg) save(file('svg'), new Blob([toSvgText(svg)], { type: 'image/svg+xml' }))
  }
  const savePng = async () => {
    const svg = props.svg()
    if (svg) save(file('png'), await toPng(svg))
  }
  const saveCsv = () => save(file('csv'), new Blob([toCsv(props.rows, props.kinds, props.now)], { type: 'text/csv' }))

  return (
    <div class="plot-head">
      <Show when={usedKinds().length > 0}>
        <ul class="timeline-legend" aria-label="Legend">
          <For each={usedKinds()}>
            {([, kind]) => (
              <li class="timeline-kind">
                <Swatch id={props.id} tone={kind.tone} />
                {kind.word}
              </li>
            )}
          </For>
        </ul>
      </Show>
      {props.tools}
      <PlotTools label="Timeline">
        <Show when={!props.isTable}>
          <Show when={props.isZoomed}>
            <PlotTool label="Whole range" hint="Show all of it (0)" run={() => props.reset()} />
          </Show>
          <PlotTool label="+" name="Closer" hint="Closer (+); or drag over the timeline" run={() => props.zoomIn()} />
          <PlotTool
            label="−"
            name="Further away"
            hint={props.isZoomed ? 'Further away (−)' : 'This is all of it'}
            isOff={!props.isZoomed}
            run={() => props.zoomOut()}
          />
        </Show>
        <TableTool isTable={props.isTable} setTable={props.setTable} />
        <Show when={!props.isTable}>
          <PlotTool label="SVG" hint="Save the drawing as SVG" run={saveSvg} />
          <PlotTool label="PNG" hint="Save the drawing as PNG" run={() => void savePng()} />
        </Show>
        <PlotTool label="CSV" hint="Save all intervals as CSV" run={saveCsv} />
      </PlotTools>
    </div>
  )
}

const Swatch = (props: { id: string; tone: string }) => (
  <svg class="timeline-swatch" width="18" height="12" viewBox="0 0 18 12" aria-hidden="true" data-tone={props.tone}>
    <rect class="timeline-bar-ground" x="0.5" y="0.5" width="17" height="11" rx="2" />
    <rect
      class="timeline-bar-pattern"
      x="0.5"
      y="0.5"
      width="17"
      height="11"
      rx="2"
      fill={patternOf(props.id, props.tone) ?? 'none'}
    />
  </svg>
)
