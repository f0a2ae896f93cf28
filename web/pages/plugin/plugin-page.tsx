import { useParams } from '@solidjs/router'
import { createEffect, createSignal, onCleanup, Show } from 'solid-js'
import type { AnyPanel } from '../../../plugins/api/panel.ts'
import type { WebApp } from '../../app.ts'
import { Empty } from '../../kit/states.tsx'
import { panelsFor } from '../../panels/panels-for.ts'
import { servedPlugins } from '../../panels/served-panels.ts'
import { Slot } from '../../panels/slot.tsx'
import './plugin-page.css'

/** A page that a plugin has for itself: its panels of the slot "navigation", or of "admin". */
export const PluginPage = (props: { app: WebApp; slot?: 'navigation' | 'admin' }) => {
  const parameters = useParams<{ plugin: string }>()
  const slot = () => props.slot ?? 'navigation'
  const own = () => panelsFor(slot()).filter(({ plugin }) => plugin === parameters.plugin)
  const isServed = servedPlugins(props.app)
  const arrived = createArrived(own)
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
          <Slot app={props.app} name={slot()} context={{}} panels={isServed(parameters.plugin) ? arrived() : []} />
        </Show>
      </Show>
    </div>
  )
}

/** One that does not come holds back those below it no longer (ms). */
const patience = 5000

/**
 * Those that have come, and the first that has not: only a panel's own code knows how tall it is, and what stands below
 * would be moved. All are fetched at once, while the server is asked; what fails is told by the panel's place.
 */
const createArrived = (panels: () => readonly AnyPanel[]): (() => readonly AnyPanel[]) => {
  const [there, setThere] = createSignal<ReadonlySet<AnyPanel>>(new Set())
  createEffect(() => {
    for (const panel of panels()) {
      const arrive = () => setThere((known) => new Set(known).add(panel))
      void (async () => panel.load())().then(arrive, arrive)
      const timer = setTimeout(arrive, patience)
      onCleanup(() => clearTimeout(timer))
    }
  })
  return () => {
    const missing = panels().findIndex((panel) => !there().has(panel))
    return missing < 0 ? panels() : panels().slice(0, missing + 1)
  }
}

const NotServed = (props: { plugin: string; title: string }) => (
  <Empty title={`${props.title}: not on this server`}>
    <p>
      These pages have the plugin <code>{props.plugin}</code>, but the server does not run it.
    </p>
  </Empty>
)
