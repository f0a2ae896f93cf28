import { createMemo, For, Show } from 'solid-js'
import type { AnyPanel, PanelSlot, PanelSlots } from '../../plugins/api/panel.ts'
import type { WebApp } from '../app.ts'
import { PanelPlace } from './panel-place.tsx'
import { panelsAbout, panelsFor } from './panels-for.ts'
import { servedPanels } from './served-panels.ts'
import './slot.css'

/** Draws what plugins have for a place of a page; nothing where there is nothing. */
export const Slot = <Name extends PanelSlot>(props: {
  app: WebApp
  name: Name
  /** What the panels are told there: `{ number: 526080 }` on the page of a run. */
  context: PanelSlots[Name]
  /** Only what the page is looked at for, or only the rest: for a page that draws them in two places. */
  part?: 'main' | 'rest'
  /** Those of the plugins that the server runs unless others are given. */
  panels?: readonly AnyPanel[]
}) => {
  const served = props.panels === undefined ? servedPanels(props.app, panelsFor(props.name)) : null
  const all = () => served?.drawn() ?? panelsFor(props.name, props.panels)
  const own = createMemo(() => panelsAbout(all(), props.context, props.part))
  return (
    <Show when={own().length > 0}>
      <div class="slot" data-slot={props.name}>
        <For each={own()}>{(panel) => <PanelPlace app={props.app} panel={panel} context={props.context} isWaiting={served?.isWaiting(panel) ?? false} />}</For>
      </div>
    </Show>
  )
}
