import { createEffect, For } from 'solid-js'
import type { BarWords } from './words.ts'

/** What a bar is, beside it. Screen readers have the same words from the bar itself. */
export const Tip = (props: { words: BarWords; x: number; y: number; width: number }) => {
  const place = (element: HTMLDivElement) =>
    createEffect(() => {
      // Read first: the words decide how wide it is.
      const { title, lines } = props.words
      element.dataset['length'] = String(title.length + lines.length)
      const half = element.offsetWidth / 2
      const x = Math.min(Math.max(props.x, half), Math.max(half, props.width - half))
      element.style.setProperty('left', `${x - half}px`)
      element.style.setProperty('top', `${props.y + 6}px`)
    })
  return (
    <div ref={place} class="timeline-tip" aria-hidden="true">
      <strong>{props.words.title}</strong>
      <For each={props.words.lines}>{(line) => <span>{line}</span>}</For>
    </div>
  )
}
