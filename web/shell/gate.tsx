import { A, useLocation } from '@solidjs/router'
import { Show, type JSX } from 'solid-js'
import { Empty } from '../kit/states.tsx'
import { signInFrom, signInPath } from '../pages/sign-in/own-path.ts'
import type { Viewer } from '../viewer.ts'

/** In place of every page but the sign-in, where the server shows nothing to strangers. */
export const Gate = (props: { viewer: Viewer; children: JSX.Element }) => {
  const location = useLocation()
  return (
    <Show
      when={props.viewer.isShutOut() && location.pathname !== signInPath}
      fallback={props.children}
    >
      <Empty heading="h1" title="Sign in to read this">
        <p>This server shows its data to those it knows.</p>
        <A class="button" data-kind="main" href={signInFrom(location)}>
          Sign in
        </A>
      </Empty>
    </Show>
  )
}
