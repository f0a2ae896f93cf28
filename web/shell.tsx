import { useLocation, useNavigate } from '@solidjs/router'
import { createEffect, createSignal, ErrorBoundary, lazy, Show, Suspense, type JSX } from 'solid-js'
import type { WebApp } from './app.ts'
import { StaleBanner } from './kit/stale-banner.tsx'
import { createTheme } from './kit/theme.ts'
import { ToastPlace } from './kit/toast.tsx'
import { TypedEarly } from './palette/typed-early.ts'
import { createArrival } from './shell/arrival.ts'
import { Broken, Unopened } from './shell/broken.tsx'
import { Footer } from './shell/footer.tsx'
import { Gate } from './shell/gate.tsx'
import { createKiosk, KioskCorner } from './shell/kiosk.tsx'
import { Masthead } from './shell/masthead.tsx'
import { pages, withRange } from './shell/pages.ts'
import { createRecent } from './shell/recent.ts'
import { SessionBanner } from './shell/session-banner.tsx'
import { createSettings } from './shell/settings.tsx'
import { createWay } from './shell/way.ts'
import './shell/shell.css'
import './shell/masthead.css'

const KeysList = lazy(() => import('./shell/keys-list.tsx').then((module) => ({ default: module.KeysList })))
const Palette = lazy(() => import('./palette/palette.tsx').then((module) => ({ default: module.Palette })))

/** The frame around every page. */
export const Shell = (props: { app: WebApp; children?: JSX.Element }) => {
  const { api, clock, zones, viewer, toasts, keys } = props.app
  const location = useLocation()
  const navigate = useNavigate()
  const kiosk = createKiosk()
  const recent = createRecent()
  const theme = createTheme()
  const [inFront, setInFront] = createSignal<'palette' | 'keys' | null>(null)
  const [typedEarly, setTypedEarly] = createSignal('')
  const close = () => setInFront(null)
  const find = () => {
    setTypedEarly('')
    setInFront('palette')
  }
  let content: HTMLElement | undefined
  createArrival(() => content)
  createWay(keys)
  createEffect(() => {
    const zone = viewer.facts.data()?.server.experimentZone
    if (zone) zones.setExperiment(zone)
  })

  const settings = createSettings(theme[1], zones, kiosk)
  const group = 'Everywhere'
  keys.use(
    ...pages.map(({ key, title, href }) => ({
      keys: `g ${key}`,
      what: `Go to ${title}`,
      group: 'Go to',
      run: () => navigate(withRange(href, location)),
    })),
    { keys: '$mod+k', what: 'Find anything', group, whileTyping: true, run: find },
    { keys: '?', what: 'Show the keys', group, run: () => setInFront('keys') },
  )

  return (
    <>
      <a class="skip" href="#content" rel="external">
        Skip to the content
      </a>
      <Show when={!kiosk.isOn()}>
        <Masthead
          app={props.app}
          kiosk={kiosk}
          theme={theme}
          find={find}
          showKeys={() => setInFront('keys')}
        />
      </Show>
      <main id="content" tabindex="-1" ref={(element) => (content = element)}>
        <ErrorBoundary fallback={(error, reset) => <Broken error={error} reset={reset} />}>
          <Suspense>
            <Gate viewer={viewer}>{props.children}</Gate>
          </Suspense>
        </ErrorBoundary>
      </main>
      <Show when={!kiosk.isOn()}>
        <Footer app={props.app} />
      </Show>
      <KioskCorner app={props.app} kiosk={kiosk} />
      <ErrorBoundary fallback={(error, reset) => <Unopened error={error} app={props.app} close={() => (close(), reset())} />}>
        <Suspense>
          <Show when={inFront() === 'keys'}>
            <KeysList keys={keys} close={close} />
          </Show>
        </Suspense>
        <Suspense fallback={<TypedEarly typed={setTypedEarly} leave={close} />}>
          <Show when={inFront() === 'palette'}>
            <Palette app={props.app} recent={recent()} settings={settings} typed={typedEarly()} close={close} />
          </Show>
        </Suspense>
      </ErrorBoundary>
      <StaleBanner
        liveness={api.connection.liveness()}
        zone={zones.zone()}
        now={clock.now()}
        retryNow={api.connection.retryNow}
      />
      <SessionBanner app={props.app} />
      <ToastPlace toasts={toasts} />
    </>
  )
}
