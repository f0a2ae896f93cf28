import { For, Show } from 'solid-js'
import type { AnyPanel, PanelSlot, PanelSlots } from '../../plugins/api/panel.ts'
import type { WebApp } from '../app.ts'
import { PanelPlace } from './panel-place.tsx'
import { panelsFor } from './panels-for.ts'
import { servedPanels } from './served-panels.ts'
import './slot.css'

/** Draws what plugins have for a place of a page; nothing where there is nothing. */
export const Slot = <Name extends PanelSlot>(props: {
  app: WebApp
  name: Name
  /** What the panels are told there: `{ number: 526080 }` on the page of a run. */
  context: PanelSlots[Name]
  /** Those of the plugins that the server runs unless others are given. */
  panels?: readonly AnyPanel[]
}) => {
  const served = props.panels === undefined ? servedPanels(props.app, panelsFor(props.name)) : () => []
  const own = () => (props.panels === undefined ? served() : panelsFor(props.name, props.panels))
  return (
    <Show when={own().length > 0}>
      <div class="slot" data-slot={props.name}>
        <For each={own()}>{(panel) => <PanelPlace app={props.app} panel={panel} context={props.context} />}</For>
      </div>
    </Show>
  )
}
