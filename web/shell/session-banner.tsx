import { useLocation } from '@solidjs/router'
import { createEffect, createSignal, lazy, on, Show, Suspense } from 'solid-js'
import type { WebApp } from '../app.ts'
import { Dialog } from '../kit/dialog.tsx'
import { Icon } from '../kit/icon.tsx'
import { signInPath } from '../pages/sign-in/own-path.ts'
import '../kit/banner.css'

const SignInForm = lazy(() => import('../pages/sign-in/sign-in-form.tsx').then((m) => ({ default: m.SignInForm })))

/**
 * Tells that the session ended while the page was open. The way back in is a window over the page: what was typed in it
 * stays where it is. Behind a window that is open already nobody would see it: then the way back in opens over that one.
 */
export const SessionBanner = (props: { app: WebApp }) => {
  const { viewer } = props.app
  const location = useLocation()
  const [isSigningIn, setSigningIn] = createSignal(false)
  const name = () => viewer.ended()?.name
  const told = () => `${name() ? `The session of ${name()} has ended.` : 'Your session has ended.'} What you typed here is still there.`
  createEffect(on(viewer.ended, (ended) => ended && document.querySelector('dialog:modal') && setSigningIn(true)))
  return (
    <>
      <div class="banner-place" data-at="top" role="alert">
        <Show when={viewer.ended() && location.pathname !== signInPath}>
          <div class="banner" data-wraps>
            <Icon name="key" />
            <p>
              <strong>You were signed out.</strong> {told()}
            </p>
            <button type="button" class="button" onClick={() => setSigningIn(true)}>
              Sign in again
            </button>
            <button type="button" class="icon-button" aria-label="Go on as a guest" onClick={() => viewer.dismissEnded()}>
              <Icon name="cross" />
            </button>
          </div>
        </Show>
      </div>
      <Dialog title="Sign in again" isOpen={isSigningIn()} close={() => setSigningIn(false)}>
        <p>{told()}</p>
        <Suspense>
          <SignInForm viewer={viewer} done={() => setSigningIn(false)} />
        </Suspense>
      </Dialog>
    </>
  )
}
