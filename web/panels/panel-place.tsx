import { createComponent, createResource, createSignal, ErrorBoundary, mergeProps, onCleanup, Show, Suspense } from 'solid-js'
import type { Panel, PanelProps, PanelSlot, PanelSlots } from '../../plugins/api/panel.ts'
import type { WebApp } from '../app.ts'
import { Bones } from '../kit/panel.tsx'
import { isUnfetched } from '../kit/unfetched.ts'
import { watchHandlers } from './watch-handlers.ts'

type Given<Name extends PanelSlot> = {
  app: WebApp
  panel: Panel<Name>
  context: PanelSlots[Name]
  /** It is not known yet whether the server runs its plugin: its place stands, and nothing is asked. */
  isWaiting?: boolean
}

const usualLines = 3

/**
 * The place of one panel. Whatever it does, the page and its neighbours stand: it may fail to be fetched, to be drawn,
 * in an effect later on, or in a handler. Then it says so, with the name of the plugin, and lets try again.
 */
export const PanelPlace = <Name extends PanelSlot>(props: Given<Name>) => {
  // A handler that fails leaves the panel as it is: what was typed there is not lost.
  const [handlerFault, setHandlerFault] = createSignal<unknown>(null)
  const who = () => `${props.panel.title}, of the plugin ${props.panel.plugin},`
  return (
    <section
      class="panel slot-panel"
      aria-label={props.panel.title}
      data-plugin={props.panel.plugin}
      data-main={props.panel.isMain || undefined}
      ref={(element) => onCleanup(watchHandlers(element, (error) => setHandlerFault(() => error)))}
    >
      <header class="panel-head">
        <h2 class="panel-title">{props.panel.title}</h2>
        <span class="panel-aside slot-plugin" title="The plugin that draws this">
          {props.panel.plugin}
        </span>
      </header>
      <div class="panel-body">
        <Show when={handlerFault() !== null}>
          <Failed
            what={`${who()} could not do that.`}
            error={handlerFault()}
            button="Dismiss"
            again={() => setHandlerFault(null)}
          />
        </Show>
        <ErrorBoundary
          fallback={(error, reset) => {
            console.error(error)
            return isUnfetched(error) ? (
              <Failed
                what={`${who()} could not be fetched.`}
                error="The line is down, or the server has newer pages than this window."
                button="Load the page again"
                again={() => location.reload()}
              />
            ) : (
              <Failed what={`${who()} broke.`} error={error} button="Try again" again={reset} />
            )
          }}
        >
          <Suspense fallback={<Bones lines={props.panel.lines ?? usualLines} />}>
            <Show when={!props.isWaiting} fallback={<Bones lines={props.panel.lines ?? usualLines} />}>
              <Loaded {...props} />
            </Show>
          </Suspense>
        </ErrorBoundary>
      </div>
    </section>
  )
}

/** Fetched anew each time that it is made: after a failure that is another try. */
const Loaded = <Name extends PanelSlot>(props: Given<Name>) => {
  const [component] = createResource(async () => ({ draw: await props.panel.load() }))
  const given = mergeProps(() => props.context, {
    get app() {
      return props.app
    },
  }) as PanelProps<Name>
  return <Show when={component()}>{(loaded) => createComponent(loaded().draw, given)}</Show>
}

const Failed = (props: { what: string; error: unknown; button: string; again: () => void }) => (
  <div class="panel-broken" role="alert">
    <p>
      <strong>{props.what}</strong> {props.error instanceof Error ? props.error.message : String(props.error)}
    </p>
    <button type="button" class="button" onClick={() => props.again()}>
      {props.button}
    </button>
  </div>
)
