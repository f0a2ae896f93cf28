import { createMemo, For, Show, type Accessor, type JSX } from 'solid-js'
import { Icon } from '../icon.tsx'
import { save, toCsv, toPng, toSvgText } from './export.ts'
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
  const file = (ending: string) => `${props.label.replaceAll(/[^\w-]+/g, '-').toLowerCase()}.${ending}`
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
    <div class="timeline-head">
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
      <div class="timeline-tools" role="group" aria-label="Timeline">
        <Show when={!props.isTable}>
          <Show when={props.isZoomed}>
            <Tool label="Whole range" hint="Show all of it (0)" run={() => props.reset()} />
          </Show>
          <Tool label="+" name="Closer" hint="Closer (+); or drag over the timeline" run={() => props.zoomIn()} />
          <Tool
            label="−"
            name="Further away"
            hint={props.isZoomed ? 'Further away (−)' : 'This is all of it'}
            isOff={!props.isZoomed}
            run={() => props.zoomOut()}
          />
        </Show>
        <button
          type="button"
          class="timeline-tool"
          aria-pressed={props.isTable}
          title="The same as a table"
          onClick={() => props.setTable(!props.isTable)}
        >
          <Icon name="list" />
          Table
        </button>
        <Show when={!props.isTable}>
          <Tool label="SVG" hint="Save the drawing as SVG" run={saveSvg} />
          <Tool label="PNG" hint="Save the drawing as PNG" run={() => void savePng()} />
        </Show>
        <Tool label="CSV" hint="Save all intervals as CSV" run={saveCsv} />
      </div>
    </div>
  )
}

const Tool = (props: { label: string; name?: string; hint: string; isOff?: boolean; run: () => void }) => (
  <button
    type="button"
    class="timeline-tool"
    aria-label={props.name}
    title={props.hint}
    aria-disabled={props.isOff || undefined}
    onClick={() => !props.isOff && props.run()}
  >
    {props.label}
  </button>
)

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
