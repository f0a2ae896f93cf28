import { ErrorBoundary, Show, Suspense, type JSX } from 'solid-js'
import type { Fault } from '../graphql/fault.ts'
import { FaultLine, FaultState } from './states.tsx'
import './panel.css'

/**
 * One thought of a page, in a frame with a title. What breaks inside stays inside; and it has the four states that each
 * panel has: loading (bones of `lines` lines), failed, stale (what was read before, under the fault), and there.
 */
export const Panel = (props: {
  title: string
  /** Beside the title: a figure, a switch, a link. */
  aside?: JSX.Element
  fault?: Fault | null
  isLoading?: boolean
  /** Something was read before. */
  hasData?: boolean
  retry?: () => void
  /** How many lines the bones have while it loads: about as many as there will be. */
  lines?: number
  class?: string
  children: JSX.Element
}) => (
  <section class={`panel ${props.class ?? ''}`} aria-label={props.title} aria-busy={props.isLoading ?? false}>
    <header class="panel-head">
      <h2 class="panel-title">{props.title}</h2>
      <div class="panel-aside">{props.aside}</div>
    </header>
    <div class="panel-body">
      <ErrorBoundary fallback={(error, reset) => <Broken error={error} reset={reset} title={props.title} />}>
        <Suspense fallback={<Bones lines={props.lines ?? 3} />}>
          <Show when={props.fault}>
            {(fault) => (
              <Show
                when={props.hasData}
                fallback={<FaultState fault={fault()} what="This could not be read" retry={() => props.retry?.()} />}
              >
                <FaultLine fault={fault()} what="This may be out of date." retry={() => props.retry?.()} />
              </Show>
            )}
          </Show>
          <Show when={props.hasData ?? true} fallback={props.isLoading && <Bones lines={props.lines ?? 3} />}>
            {props.children}
          </Show>
        </Suspense>
      </ErrorBoundary>
    </div>
  </section>
)

/** What is to come, in about its shape. */
export const Bones = (props: { lines: number }) => (
  <div class="bones" aria-hidden="true">
    {Array.from({ length: props.lines }, () => (
      <span class="bone" />
    ))}
  </div>
)

const Broken = (props: { error: unknown; reset: () => void; title: string }) => {
  console.error(props.error)
  return (
    <div class="panel-broken" role="alert">
      <p>
        <strong>{props.title} broke.</strong> {props.error instanceof Error ? props.error.message : ''}
      </p>
      <button type="button" class="button" onClick={() => props.reset()}>
        Draw it again
      </button>
    </div>
  )
}
