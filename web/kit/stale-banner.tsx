import { Show } from 'solid-js'
import type { Liveness } from '../graphql/connection.ts'
import { Icon } from './icon.tsx'
import { toWallTime } from './time.ts'
import './banner.css'

/** Tells that the page shows the past: since when, and when the next attempt comes. Moves nothing. */
export const StaleBanner = (props: { liveness: Liveness; zone: string; now: number; retryNow: () => void }) => {
  const lost = () => ('since' in props.liveness ? props.liveness : null)
  const retryAt = () => (props.liveness.phase === 'reconnecting' ? props.liveness.retryAt : null)
  const next = (at: number) => {
    void props.now // once a second, by this machine's own clock
    const seconds = Math.ceil((at - Date.now()) / 1000)
    return seconds > 0 ? `Next attempt in ${seconds} s.` : 'Trying again …'
  }
  return (
    <div class="banner-place" role="status">
      <Show when={lost()}>
        {(liveness) => (
          <div class="banner">
            <Icon name="alert" />
            <p>
              <strong>{retryAt() === null ? 'The server does not answer.' : 'Connection lost.'}</strong> This page shows
              what was so at {toWallTime(liveness().since, props.zone).time}.
              <Show when={retryAt()}>{(at) => <span aria-hidden="true"> {next(at())}</span>}</Show>
            </p>
            <Show when={retryAt()}>
              <button type="button" class="button" onClick={() => props.retryNow()}>
                Try now
              </button>
            </Show>
          </div>
        )}
      </Show>
    </div>
  )
}
