import { A, useLocation } from '@solidjs/router'
import { ErrorBoundary, For, lazy, Show, Suspense } from 'solid-js'
import type { WebApp } from '../app.ts'
import { Icon } from '../kit/icon.tsx'
import { KeyCaps } from '../kit/key-caps.tsx'
import { LiveDot } from '../kit/live-dot.tsx'
import { createMedia } from '../kit/media.ts'
import { Menu } from '../kit/menu.tsx'
import type { createTheme } from '../kit/theme.ts'
import { toWallTime } from '../kit/time.ts'
import type { Kiosk } from './kiosk.tsx'
import { pages, withRange, type PageEntry } from './pages.ts'
import { ThemeSwitch, ZoneSwitch } from './settings.tsx'
import { ViewerMenu } from './viewer-menu.tsx'

const PluginPages = lazy(() => import('./plugin-pages.tsx').then((m) => ({ default: m.PluginPages })))
const TroubleMark = lazy(() => import('./trouble-mark.tsx').then((m) => ({ default: m.TroubleMark })))

/** From here on the switches have room in the head; below it they stand in the menu. */
const wide = '(width >= 72rem)'

/** The head of every page. Narrow ones have the same navigation at the lower edge, under the thumb (masthead.css). */
export const Masthead = (props: {
  app: WebApp
  kiosk: Kiosk
  theme: ReturnType<typeof createTheme>
  find: () => void
  showKeys: () => void
}) => {
  const { api, clock, zones } = props.app
  const [theme, setTheme] = props.theme
  const isWide = createMedia(wide)
  const canMend = () => props.app.viewer.may('job:run') || props.app.viewer.may('plugin:manage')
  return (
    <header class="masthead">
      <A href="/" class="brand" aria-label="Logline, home" end>
        <Mark />
        <span class="brand-name">Logline</span>
      </A>
      <nav class="masthead-pages" aria-label="Pages">
        <For each={pages.filter(({ place }) => place === 'first')}>
          {(page) => <PageLink page={page} class="masthead-page" />}
        </For>
        <Menu
          label="More pages and settings"
          class="masthead-page"
          face={
            <>
              <Icon name="more" />
              <span class="masthead-page-title">More</span>
            </>
          }
        >
          <For each={pages.filter(({ place }) => place === 'more')}>
            {(page) => <PageLink page={page} class="menu-item" />}
          </For>
          <ErrorBoundary fallback={null}>
            <Suspense>
              <PluginPages app={props.app} />
            </Suspense>
          </ErrorBoundary>
          <hr class="menu-line" />
          <button type="button" class="menu-item" onClick={closing(props.showKeys)}>
            Keys <KeyCaps keys="?" />
          </button>
          <button type="button" class="menu-item" onClick={closing(props.kiosk.enter)}>
            View for the wall
          </button>
          <Show when={!isWide()}>
            <hr class="menu-line" />
            <p class="menu-title">Time zone</p>
            <ZoneSwitch zones={zones} />
            <p class="menu-title">Appearance</p>
            <ThemeSwitch theme={theme} choose={setTheme} />
          </Show>
        </Menu>
      </nav>
      <LiveDot liveness={api.connection.liveness()} zone={zones.zone()} />
      <Show when={canMend()}>
        <ErrorBoundary fallback={null}>
          <Suspense>
            <TroubleMark app={props.app} />
          </Suspense>
        </ErrorBoundary>
      </Show>
      <button type="button" class="masthead-find" onClick={() => props.find()}>
        <Icon name="search" />
        <span class="masthead-find-word">Find</span>
        <span aria-hidden="true">
          <KeyCaps keys="$mod+k" />
        </span>
      </button>
      <div class="masthead-tools">
        <span class="masthead-clock" title={`Now, in ${zones.zone()}`}>
          {toWallTime(clock.now(), zones.zone()).time}
        </span>
        <Show when={isWide()}>
          <ZoneSwitch zones={zones} />
          <ThemeSwitch theme={theme} choose={setTheme} />
        </Show>
        <ViewerMenu app={props.app} />
      </div>
    </header>
  )
}

/** What a button in a menu does, once the menu is out of the way. */
const closing = (run: () => void) => (event: MouseEvent & { currentTarget: HTMLElement }) => {
  event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()
  run()
}

const PageLink = (props: { page: PageEntry; class: string }) => {
  const location = useLocation()
  return (
    <A class={props.class} href={withRange(props.page.href, location)} end={props.page.href === '/'}>
      <Icon name={props.page.icon} />
      <span class="masthead-page-title">{props.page.title}</span>
    </A>
  )
}

const Mark = () => (
  <svg class="mark" viewBox="0 0 20 20" aria-hidden="true">
    <path class="mark-line" d="M5 2v16" />
    <path class="mark-entries" d="M9.5 4H18M9.5 10h6M9.5 16h7.5" />
    <circle class="mark-live" cx="5" cy="4" r="3" />
    <circle class="mark-past" cx="5" cy="10" r="2" />
    <circle class="mark-past" cx="5" cy="16" r="2" />
  </svg>
)
