import { A } from '@solidjs/router'
import { Show, type JSX } from 'solid-js'
import './record.css'

/** One fact of a thing, with its name above it. */
export const RecordFact = (props: { label: string; hint?: string; children: JSX.Element }) => (
  <div class="record-fact" title={props.hint}>
    <dt>{props.label}</dt>
    <dd>{props.children}</dd>
  </div>
)

/** A table of what belongs to a thing: where it is narrow it is scrolled, also with the keys. */
export const RecordTable = (props: { label: string; head: JSX.Element; children: JSX.Element }) => (
  <div class="record-scroll" tabindex="0" role="region" aria-label={props.label}>
    <table class="record-table">
      <thead>
        <tr>{props.head}</tr>
      </thead>
      <tbody>{props.children}</tbody>
    </table>
  </div>
)

/** The way to the thing beside this one; where there is none, it says so. */
export const Neighbour = (props: { label: string; href: string | null; keys: string; none: string; children?: JSX.Element }) => (
  <Show
    when={props.href}
    fallback={
      <a class="button" role="link" aria-disabled="true" tabindex="0" title={props.none}>
        {props.label}
      </a>
    }
  >
    {(href) => (
      <A class="button" href={href()} title={`${props.label} (${props.keys})`}>
        {props.label} {props.children}
      </A>
    )}
  </Show>
)
