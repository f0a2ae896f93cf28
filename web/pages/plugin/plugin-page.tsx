import { useParams } from '@solidjs/router'
import { createEffect, Show } from 'solid-js'
import type { AnyPanel } from '../../../plugins/api/panel.ts'
import type { WebApp } from '../../app.ts'
import { Empty } from '../../kit/states.tsx'
import { panelsFor } from '../../panels/panels-for.ts'
import { servedPlugins } from '../../panels/served-panels.ts'
import { Slot } from '../../panels/slot.tsx'
import './plugin-page.css'

/** A page that a plugin has for itself: its panels of the slot "navigation", or of "admin". */
export const PluginPage = (props: {
  app: WebApp
  slot?: 'navigation' | 'admin'
  /** Those of the installed plugins unless others are given. */
  panels?: readonly AnyPanel[]
}) => {
  const parameters = useParams<{ plugin: string }>()
  const slot = () => props.slot ?? 'navigation'
  const own = () => panelsFor(slot(), props.panels).filter(({ plugin }) => plugin === parameters.plugin)
  const isServed = props.panels === undefined ? servedPlugins(props.app) : () => true
  // Fetched while the server is asked; what fails is told by the panel's place.
  createEffect(() => own().forEach(({ load }) => void load().catch(() => undefined)))
  const title = () => own()[0]?.title ?? 'No such plugin'
  createEffect(() => (document.title = `${title()} · Logline`))
  return (
    <div class="plugin-page">
      <Show
        when={own().length > 0}
        fallback={
          <Empty heading="h1" title="There is no such plugin here">
            <p>
              No plugin <code>{parameters.plugin}</code> is installed that has a page{' '}
              {slot() === 'admin' ? 'here' : 'of its own'}.
            </p>
          </Empty>
        }
      >
        <h1 class="visually-hidden">{title()}</h1>
        <Show when={isServed(parameters.plugin) !== false} fallback={<NotServed plugin={parameters.plugin} title={title()} />}>
          <Slot app={props.app} name={slot()} context={{}} panels={isServed(parameters.plugin) ? own() : []} />
        </Show>
      </Show>
    </div>
  )
}

const NotServed = (props: { plugin: string; title: string }) => (
  <Empty title={`${props.title}: not on this server`}>
    <p>
      These pages have the plugin <code>{props.plugin}</code>, but the server does not run it.
    </p>
  </Empty>
)
