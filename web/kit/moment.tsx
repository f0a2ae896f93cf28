import { createMemo, Show } from 'solid-js'
import { daysBetween, describeMoment, isRepeated, toWallTime } from './time.ts'
import './moment.css'

/** A moment by the wall clock of a zone; in full, and in UTC, on hover. */
export const Moment = (props: {
  /** Epoch ms. */
  at: number
  zone: string
  /** Instead of the date, how many days later than this moment (epoch ms) it is: nothing, or +1 d. */
  after?: number | null
  /** What the moment is, for the hover text. */
  hint?: string | undefined
}) => {
  const wall = createMemo(() => toWallTime(props.at, props.zone))
  const days = createMemo(() =>
    props.after == null ? null : daysBetween(toWallTime(props.after, props.zone).date, wall().date),
  )
  return (
    <time
      class="moment"
      datetime={new Date(props.at).toISOString()}
      title={[props.hint, describeMoment(props.at, props.zone)].filter(Boolean).join('\n')}
    >
      <Show when={days() === null}>
        <span class="moment-date">{wall().date}</span>{' '}
      </Show>
      {wall().time}
      <Show when={days()}>
        {(count) => (
          <span class="moment-days">
            {count() > 0 ? '+' : ''}
            {count()} d
          </span>
        )}
      </Show>
      <Show when={isRepeated(props.at, props.zone)}>
        <span class="moment-offset">{wall().offset}</span>
      </Show>
    </time>
  )
}
