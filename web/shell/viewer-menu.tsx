import { A, useLocation } from '@solidjs/router'
import { Show } from 'solid-js'
import type { WebApp } from '../app.ts'
import { Icon } from '../kit/icon.tsx'
import { Menu } from '../kit/menu.tsx'
import { Moment } from '../kit/moment.tsx'
import { signInFrom } from '../pages/sign-in/own-path.ts'
import './viewer-menu.css'

/** Who you are, in the head of every page: a way in for guests, and a way out for others. */
export const ViewerMenu = (props: { app: WebApp }) => {
  const { viewer, zones, toasts } = props.app
  const location = useLocation()
  const expiresAt = () => viewer.facts.data()?.viewer.expiresAt
  const signOut = async (event: MouseEvent & { currentTarget: HTMLElement }) => {
    event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()
    const fault = await viewer.signOut()
    if (fault === null) toasts.done('Signed out')
    else toasts.failed('You are still signed in', fault)
  }
  return (
    <Show
      when={viewer.isSignedIn()}
      fallback={
        <A class="viewer-button" href={signInFrom(location)} aria-label="Sign in">
          <Icon name="person" />
          <span class="viewer-name">Sign in</span>
        </A>
      }
    >
      <Menu
        label={`Signed in as ${viewer.name()}`}
        class="viewer-button"
        face={
          <>
            <Icon name="person" />
            <span class="viewer-name">{viewer.name()}</span>
          </>
        }
      >
        <p class="viewer-facts">
          <strong>{viewer.name()}</strong>, {viewer.role()?.toLowerCase() ?? 'service token'}
          <Show when={expiresAt()}>
            {(at) => (
              <>
                <br />
                Token ends <Moment at={Date.parse(at())} zone={zones.zone()} />
              </>
            )}
          </Show>
        </p>
        <hr class="menu-line" />
        <A class="menu-item" href={signInFrom(location)}>
          Sign in as somebody else
        </A>
        <button type="button" class="menu-item" onClick={(event) => void signOut(event)}>
          Sign out
        </button>
      </Menu>
    </Show>
  )
}
