import { useLocation, useNavigate } from '@solidjs/router'
import { createEffect, createSignal, onCleanup, Show, type Accessor } from 'solid-js'
import type { WebApp } from '../app.ts'
import { LiveDot } from '../kit/live-dot.tsx'
import { toWallTime } from '../kit/time.ts'
import './kiosk.css'

const without = (search: string): string => {
  const rest = search
    .replace(/^\?/, '')
    .split('&')
    .filter((part) => part !== '' && !/^kiosk(=|$)/.test(part))
  return rest.length > 0 ? `?${rest.join('&')}` : ''
}

const withKiosk = (search: string): string => {
  const rest = without(search)
  return rest === '' ? '?kiosk' : `${rest}&kiosk`
}

export type Kiosk = { isOn: Accessor<boolean>; enter: () => void; leave: () => void }

/** `?kiosk` in the address: for a screen on the wall. It stays when a page writes its own address, and across pages. */
export const createKiosk = (): Kiosk => {
  const location = useLocation()
  const navigate = useNavigate()
  const isWanted = () => new URLSearchParams(location.search).has('kiosk')
  const [isOn, setOn] = createSignal(isWanted())
  const go = (search: string) =>
    navigate(`${location.pathname}${search}${location.hash}`, { replace: true, scroll: false })
  createEffect(() => {
    if (isWanted()) setOn(true)
    else if (isOn()) go(withKiosk(location.search))
  })
  createEffect(() => document.documentElement.toggleAttribute('data-kiosk', isOn()))
  onCleanup(() => document.documentElement.removeAttribute('data-kiosk'))
  return {
    isOn,
    enter: () => go(withKiosk(location.search)),
    leave: () => {
      setOn(false)
      go(without(location.search))
    },
  }
}

/** What a screen on the wall must say beside the page: the time, and whether what it shows is still so. */
export const KioskCorner = (props: { app: WebApp; kiosk: Kiosk }) => {
  const { api, clock, zones, keys } = props.app
  return (
    <Show when={props.kiosk.isOn()}>
      {(_) => {
        keys.use({ keys: 'Escape', what: 'Leave the view for the wall', group: 'Everywhere', run: props.kiosk.leave })
        return (
          <aside class="kiosk-corner" aria-label="View for the wall">
            <LiveDot liveness={api.connection.liveness()} zone={zones.zone()} />
            <span title={`Now, in ${zones.zone()}`}>{toWallTime(clock.now(), zones.zone()).time}</span>
            <button type="button" class="kiosk-leave" onClick={() => props.kiosk.leave()}>
              Leave (Esc)
            </button>
          </aside>
        )
      }}
    </Show>
  )
}
