import type { JSX } from 'solid-js'
import { Icon } from './icon.tsx'
import './plot-tools.css'

/** What can be done with a chart or a timeline: stands at the end of its head, and is left out on paper. */
export const PlotTools = (props: { label: string; children: JSX.Element }) => (
  <div class="plot-tools" role="group" aria-label={props.label}>
    {props.children}
  </div>
)

export const PlotTool = (props: {
  label: string
  /** What it is called where the label is a sign. */
  name?: string
  hint: string
  isOff?: boolean
  run: () => void
}) => (
  <button
    type="button"
    class="plot-tool"
    aria-label={props.name}
    title={props.hint}
    aria-disabled={props.isOff || undefined}
    onClick={() => !props.isOff && props.run()}
  >
    {props.label}
  </button>
)

/** Turns the drawing into a table, and back. */
export const TableTool = (props: { isTable: boolean; setTable: (isTable: boolean) => void }) => (
  <button
    type="button"
    class="plot-tool"
    aria-pressed={props.isTable}
    title="The same as a table"
    onClick={() => props.setTable(!props.isTable)}
  >
    <Icon name="list" />
    Table
  </button>
)
