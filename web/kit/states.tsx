import { Show, type JSX } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import type { Fault } from '../graphql/fault.ts'
import { Icon } from './icon.tsx'
import './states.css'

/** Nothing to show: why, and what comes next. */
export const Empty = (props: {
  title: string
  /** h1 where it stands for a whole page. */
  heading?: 'h1' | 'h2'
  children: JSX.Element
}) => (
  <div class="state">
    <span class="state-icon">
      <Icon name="list" />
    </span>
    <Dynamic component={props.heading ?? 'h2'} class="state-title">
      {props.title}
    </Dynamic>
    <div class="state-text">{props.children}</div>
  </div>
)

/** Something failed: the words, what an expert needs to look it up, and another try. */
export const FaultState = (props: { fault: Fault; what: string; retry: () => void }) => (
  <div class="state" role="alert" data-kind="fault">
    <span class="state-icon">
      <Icon name="alert" />
    </span>
    <h2 class="state-title">{props.what}</h2>
    <p class="state-text">{props.fault.message}</p>
    <FaultDetails fault={props.fault} />
    <button type="button" class="button" onClick={() => props.retry()}>
      Try again
    </button>
  </div>
)

/** The same in one line, above what was read before. */
export const FaultLine = (props: { fault: Fault; what: string; retry: () => void }) => (
  <div class="fault-line" role="alert">
    <Icon name="alert" />
    <p>
      <strong>{props.what}</strong> {props.fault.message}
    </p>
    <FaultDetails fault={props.fault} />
    <button type="button" class="button" onClick={() => props.retry()}>
      Try again
    </button>
  </div>
)

const FaultDetails = (props: { fault: Fault }) => (
  <dl class="fault-details">
    <div>
      <dt>Code</dt>{' '}
      <dd>
        <code>{props.fault.code}</code>
      </dd>
    </div>
    <Show when={props.fault.requestId}>
      {(id) => (
        <div>
          <dt>Request</dt>{' '}
          <dd>
            <code>{id()}</code>
          </dd>
        </div>
      )}
    </Show>
  </dl>
)
