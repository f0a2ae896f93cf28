import { Show } from 'solid-js'
import { instrumentHints, instrumentWords, type InstrumentStatus as Status } from './instrument-words.ts'
import './instrument-status.css'

/** On a grid of 16: a shape of its own for each, and a mark within it. */
const shapes: Readonly<Record<Status, readonly [shape: string, mark: string | null]>> = {
  OK: ['M8 1.2a6.8 6.8 0 1 1 0 13.6A6.8 6.8 0 0 1 8 1.2Z', 'M4.8 8.3 7.1 10.6 11.3 5.8'],
  WARNING: ['M8 1.4 15.2 14.4H.8Z', 'M8 6v4M8 12.1v.1'],
  ERROR: ['M8 .6 15.4 8 8 15.4.6 8Z', 'M8 4.4v4.2M8 11.2v.1'],
  CRITICAL: ['M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z', 'M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2'],
  STALE: ['M2.8 1.2h10.4L9.4 8l3.8 6.8H2.8L6.6 8Z', null],
  LOST: ['M1.8 1.8h12.4v12.4H1.8Z', 'M4.6 11.4l6.8-6.8'],
  UNKNOWN: ['M8 1.4a6.6 6.6 0 1 1 0 13.2A6.6 6.6 0 0 1 8 1.4Z', 'M6.1 6.3a1.9 1.9 0 1 1 2.7 1.7c-.6.3-.8.6-.8 1.2M8 11.3v.1'],
}

const Paths = (props: { status: Status }) => (
  <>
    <path class="status-shape" d={shapes[props.status][0]} />
    <Show when={shapes[props.status][1]}>{(mark) => <path class="status-mark" d={mark()} />}</Show>
  </>
)

/** The sign alone, where the word stands elsewhere. */
export const StatusSign = (props: { status: Status }) => (
  <svg class="status-sign" viewBox="0 0 16 16" data-status={props.status} aria-hidden="true">
    <Paths status={props.status} />
  </svg>
)

/** The same within a drawing, 16 by 16 from its corner. */
export const DrawnStatus = (props: { status: Status }) => (
  <g class="status-sign" data-status={props.status}>
    <Paths status={props.status} />
  </g>
)

/** How an instrument is: a colour, a shape and the word. */
export const InstrumentStatus = (props: { status: Status; hint?: string | undefined }) => (
  <span class="instrument-status" data-status={props.status} title={props.hint ?? instrumentHints[props.status]}>
    <StatusSign status={props.status} />
    {instrumentWords[props.status]}
  </span>
)
