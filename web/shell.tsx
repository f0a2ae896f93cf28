import { A } from '@solidjs/router'
import { createEffect, ErrorBoundary, For, Show, type JSX } from 'solid-js'
import type { WebApp } from './app.ts'
import { Icon } from './kit/icon.tsx'
import { LiveDot } from './kit/live-dot.tsx'
import { Segmented } from './kit/segmented.tsx'
import { StaleBanner } from './kit/stale-banner.tsx'
import { Empty } from './kit/states.tsx'
import { createTheme } from './kit/theme.ts'
import { shortZone, toWallTime } from './kit/time.ts'
import { ToastPlace } from './kit/toast.tsx'
import { zoneChoices, type ZoneChoice, type Zones } from './kit/zone.ts'
import './shell.css'

const ownVersion = import.meta.env.LOGLINE_VERSION

/** Pages of the application, in the order of the navigation. */
const pages = [
  { href: '/runs', title: 'Runs' },
  { href: '/explorer', title: 'API' },
] as const

/** The frame around every page. */
export const Shell = (props: { app: WebApp; children?: JSX.Element }) => {
  const { api, clock, zones, viewer, toasts } = props.app
  const { facts } = viewer
  const [theme, setTheme] = createTheme()
  createEffect(() => {
    const zone = facts.data()?.server.experimentZone
    if (zone) zones.setExperiment(zone)
  })

  return (
    <>
      <a class="skip" href="#content" rel="external">
        Skip to the content
      </a>
      <header class="masthead">
        <A href="/" class="brand" aria-label="Logline, home">
          <Mark />
          <span class="brand-name">Logline</span>
        </A>
        <nav class="masthead-pages" aria-label="Pages">
          <For each={pages}>
            {(page) => (
              <A class="masthead-page" href={page.href}>
                {page.title}
              </A>
            )}
          </For>
        </nav>
        <LiveDot liveness={api.connection.liveness()} zone={zones.zone()} />
        <div class="masthead-tools">
          <span class="masthead-clock" title={`Now, in ${zones.zone()}`}>
            {toWallTime(clock.now(), zones.zone()).time}
          </span>
          <Segmented
            name="zone"
            label="Time zone"
            segments={zoneSegments(zones)}
            value={zones.choice()}
            choose={zones.choose}
          />
          <Segmented
            name="theme"
            label="Appearance"
            value={theme()}
            choose={setTheme}
            segments={[
              { value: 'system', label: 'As the system', icon: 'screen' },
              { value: 'light', label: 'Light', icon: 'sun' },
              { value: 'dark', label: 'Dark', icon: 'moon' },
            ]}
          />
        </div>
      </header>
      <main id="content" tabindex="-1">
        <ErrorBoundary fallback={(error, reset) => <Broken error={error} reset={reset} />}>
          {props.children}
        </ErrorBoundary>
      </main>
      <footer class="footer">
        <Show when={facts.data()}>
          {(known) => (
            <span>
              Logline {known().server.version}
              <Show when={known().server.version !== ownVersion}>
                , with pages of {ownVersion}:{' '}
                <button type="button" class="footer-reload" onClick={() => location.reload()}>
                  reload
                </button>
              </Show>
            </span>
          )}
        </Show>
        <Show when={facts.data()?.viewer}>
          {(viewer) => (
            <span>
              {viewer().name}, {viewer().role?.toLowerCase() ?? 'no role'}
            </span>
          )}
        </Show>
        <a href="/schema.graphql" rel="external">
          GraphQL schema
        </a>
      </footer>
      <StaleBanner
        liveness={api.connection.liveness()}
        zone={zones.zone()}
        now={clock.now()}
        retryNow={api.connection.retryNow}
      />
      <ToastPlace toasts={toasts} />
    </>
  )
}

const zoneWords = ({ local, experiment }: Zones): Record<ZoneChoice, [label: string, hint: string]> => {
  const zone = experiment()
  return {
    experiment: [zone ? shortZone(zone) : 'Experiment', `Times of the experiment${zone ? `: ${zone}` : ''}`],
    utc: ['UTC', 'Times in UTC'],
    local: ['Local', `Times of this computer: ${local}`],
  }
}

const zoneSegments = (zones: Zones) =>
  zoneChoices.map((value) => {
    const [label, hint] = zoneWords(zones)[value]
    return { value, label, hint }
  })

const Mark = () => (
  <svg class="mark" viewBox="0 0 20 20" aria-hidden="true">
    <path class="mark-line" d="M5 2v16" />
    <path class="mark-entries" d="M9.5 4H18M9.5 10h6M9.5 16h7.5" />
    <circle class="mark-live" cx="5" cy="4" r="3" />
    <circle class="mark-past" cx="5" cy="10" r="2" />
    <circle class="mark-past" cx="5" cy="16" r="2" />
  </svg>
)

const Broken = (props: { error: unknown; reset: () => void }) => {
  console.error(props.error)
  return (
    <Empty title="This page broke">
      <p>That is a fault of ours. {props.error instanceof Error ? props.error.message : ''}</p>
      <button type="button" class="button" onClick={() => props.reset()}>
        <Icon name="up" />
        Draw it again
      </button>
    </Empty>
  )
}
