import { useLocation } from '@solidjs/router'
import { createEffect, on, Show } from 'solid-js'
import type { WebApp } from '../app.ts'
import { Icon } from '../kit/icon.tsx'
import { Empty } from '../kit/states.tsx'
import { isUnfetched } from '../kit/unfetched.ts'

/** In place of a page that broke: the frame stands, and another page is tried anew. */
export const Broken = (props: { error: unknown; reset: () => void }) => {
  console.error(props.error)
  const location = useLocation()
  createEffect(
    on(
      () => location.pathname,
      () => props.reset(),
      { defer: true },
    ),
  )
  return (
    <Show
      when={isUnfetched(props.error)}
      fallback={
        <Empty heading="h1" title="This page broke">
          <p>That is a fault of ours. {props.error instanceof Error ? props.error.message : ''}</p>
          <button type="button" class="button" onClick={() => props.reset()}>
            <Icon name="up" />
            Draw it again
          </button>
        </Empty>
      }
    >
      <Empty heading="h1" title="This page could not be fetched">
        <p>The line is down, or the server has newer pages than this window.</p>
        <button type="button" class="button" onClick={() => window.location.reload()}>
          Load it again
        </button>
      </Empty>
    </Show>
  )
}

/** A window that could not be fetched: says so, and leaves the page as it is. */
export const Unopened = (props: { error: unknown; app: WebApp; close: () => void }) => {
  console.error(props.error)
  queueMicrotask(() => {
    props.app.toasts.failed(
      isUnfetched(props.error) ? 'This could not be fetched. Load the page again when the line is back.' : 'This broke.',
    )
    props.close()
  })
  return null
}
