import type { Liveness } from '../graphql/connection.ts'
import { toWallTime } from './time.ts'
import './live-dot.css'

const words: Readonly<Record<Liveness['phase'], string>> = {
  idle: 'Not live',
  live: 'Live',
  silent: 'Stale',
  reconnecting: 'Reconnecting',
}

/** Whether what is on the page is what is so now. Never by colour alone: the word stands beside it. */
export const LiveDot = (props: { liveness: Liveness; zone: string }) => {
  const since = () => ('since' in props.liveness ? toWallTime(props.liveness.since, props.zone).time : null)
  return (
    <span
      class="live-dot"
      data-phase={props.liveness.phase}
      title={since() ? `Stale since ${since()}` : words[props.liveness.phase]}
    >
      <span class="live-dot-light" aria-hidden="true" />
      {words[props.liveness.phase]}
    </span>
  )
}
