import { createEffect, Show } from 'solid-js'
import './tag.css'

/** A word on runs, with its colour where it has one. */
export const Tag = (props: { text: string; color: string | null; hint: string | null }) => (
  <span class="tag" title={props.hint ?? props.text}>
    <Show when={props.color}>
      {(color) => (
        <span class="tag-color" ref={(dot) => createEffect(() => dot.style.setProperty('background-color', color()))} />
      )}
    </Show>
    <span class="tag-text">{props.text}</span>
  </span>
)
